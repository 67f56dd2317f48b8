"""A record is handed to its maker: one code, one use, one account; and back again when the telephone is lost."""

import logging
import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import lost_phones
from accounts.models import User
from artisans import claim_codes
from artisans.actions import claiming, merging
from artisans.actions.claiming import (
    CodeIsForAnother,
    CodeIsNoGood,
    NotForOfficers,
    NotLocked,
    NotToBeClaimed,
    NumberHasAccount,
    ReachesFurther,
)
from artisans.choices import ArtisanState
from artisans.models import ArtisanAccount, Claim, PersonIdentity
from tests.cast import BANDUNG_VILLAGE, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

PASSWORD = "anyam-goni-2026"
OTHER_NUMBER = "+620098765432"
LINK = "https://sentra.example/klaim/"


@pytest.fixture
def officer(db):
    return UserFactory(areas=[SEMARANG], first_name="Bu Ratri")


@pytest.fixture
def artisan(db):
    return ArtisanFactory(state=ArtisanState.ACTIVE, public_name="Tas Goni Lestari")


def opened(artisan, by):
    return claiming.find(typed=claiming.issue(artisan=artisan, by=by))


def taken(claim, *, phone=UNDIALLABLE, name="Bu Sri"):
    return claiming.take_with_number(claim=claim, name=name, phone=phone, password=PASSWORD)


def everything_kept() -> str:
    """All that the database holds, as text; sessions as they are read."""
    rows = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - {"regions_region"}:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - names of tables
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_whoever_has_the_code_owns_the_record(artisan, officer):
    account = taken(opened(artisan, officer))
    claim = Claim.objects.get()
    assert list(artisan.users.all()) == [account]
    assert (account.phone, account.phone_verified, str(account), account.check_password(PASSWORD)) == (
        UNDIALLABLE,
        False,
        "Bu Sri",
        True,
    )
    assert (claim.used_by, claim.used_at, claim.issued_by) == (account, claim.ended_at, officer)
    assert [str(notice) for notice in officer.notices.all()] == ["Bu Sri sudah mengambil catatan Tas Goni Lestari."]


def test_the_code_is_kept_nowhere_and_logged_nowhere(artisan, officer, caplog):
    caplog.set_level(logging.DEBUG)
    code = claiming.issue(artisan=artisan, by=officer)
    client = Client()
    client.post("/klaim/", {"code": "K7Q4MX9P"})
    client.post("/klaim/", {"code": claim_codes.spoken(code)})
    client.get("/klaim/catatan/")
    kept = everything_kept() + caplog.text
    assert (code in kept, claim_codes.spoken(code) in kept, claim_codes.hash_of(code) in kept) == (False, False, True)


@pytest.mark.parametrize("write", [str, str.lower, claim_codes.spoken, lambda code: f" {code[:4]} {code[4:]} "])
def test_a_code_is_understood_however_it_is_written(artisan, officer, write):
    code = claiming.issue(artisan=artisan, by=officer)
    assert claiming.find(typed=write(code)).artisan == artisan


def test_unknown_used_expired_and_ended_codes_get_one_sentence(artisan, officer):
    ended = claiming.issue(artisan=artisan, by=officer)
    expired = claiming.issue(artisan=artisan, by=officer)
    Claim.objects.filter(ended_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))
    used = claiming.issue(artisan=ArtisanFactory(), by=officer)
    taken(claiming.find(typed=used))
    said = set()
    for typed in ("K7Q4MX9P", "", "OOOO0000", "K7Q4", used, expired, ended):
        with pytest.raises(CodeIsNoGood) as refusal:
            claiming.find(typed=typed)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_a_code_is_good_for_thirty_days_and_a_newer_one_ends_it(artisan, officer):
    first = opened(artisan, officer)
    assert first.expires_at - first.issued_at >= timedelta(days=30) - timedelta(seconds=1)
    opened(artisan, officer)
    with pytest.raises(CodeIsNoGood):
        taken(first)
    assert not artisan.users.exists()


def test_a_code_opened_before_it_expired_is_not_taken_after(artisan, officer):
    claim = opened(artisan, officer)
    Claim.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(CodeIsNoGood):
        taken(Claim.objects.get(pk=claim.pk))
    assert not User.objects.filter(phone=UNDIALLABLE).exists()


@pytest.mark.parametrize("state", [ArtisanState.LEAD, ArtisanState.REJECTED])
def test_what_is_no_makers_record_gets_no_code(artisan, officer, state):
    artisan.state = state
    artisan.save()
    with pytest.raises(NotToBeClaimed):
        claiming.issue(artisan=artisan, by=officer)


def test_a_rejected_records_code_is_no_longer_good(artisan, officer):
    code = claiming.issue(artisan=artisan, by=officer)
    artisan.state = ArtisanState.REJECTED
    artisan.save()
    with pytest.raises(CodeIsNoGood):
        claiming.find(typed=code)


def test_a_merged_records_code_gives_the_record_that_stayed(artisan, officer):
    survivor = ArtisanFactory(state=ArtisanState.ACTIVE)
    both = [claiming.issue(artisan=artisan, by=officer), claiming.issue(artisan=survivor, by=officer)]
    claims = [claiming.find(typed=code) for code in both]
    merging.merge(survivor=survivor, merged=artisan, chosen=[], by=officer)
    people = [taken(claims[0]), taken(claims[1], phone=OTHER_NUMBER)]
    assert (list(survivor.users.order_by("pk")), list(artisan.users.all())) == (people, [])


def test_a_school_has_several_people_each_with_a_code_of_their_own(artisan, officer):
    first, second = (
        taken(opened(artisan, officer)),
        taken(opened(artisan, officer), phone=OTHER_NUMBER, name="Pak Budi"),
    )
    assert list(artisan.users.order_by("pk")) == [first, second]
    assert [str(notice) for notice in first.notices.all()] == [
        "Pak Budi sekarang ikut memegang catatan Tas Goni Lestari, seperti Anda."
    ]


def test_the_record_joins_the_account_that_is_signed_in(artisan, officer):
    maker = UserFactory()
    claim = opened(artisan, officer)
    claiming.take(claim=claim, by=maker)
    assert list(artisan.users.all()) == [maker]
    with pytest.raises(CodeIsNoGood):
        claiming.take(claim=claim, by=UserFactory())


@pytest.mark.parametrize("who", [{"areas": [SEMARANG]}, {"is_staff": True}, {"is_superuser": True}])
def test_an_account_of_the_agency_takes_no_record(artisan, officer, who):
    with pytest.raises(NotForOfficers):
        claiming.take(claim=opened(artisan, officer), by=UserFactory(**who))
    assert not artisan.users.exists()


def test_a_number_that_signs_in_already_is_refused_and_the_code_stays_good(artisan, officer):
    UserFactory(phone=UNDIALLABLE)
    claim = opened(artisan, officer)
    with pytest.raises(NumberHasAccount):
        taken(claim)
    assert taken(claim, phone=OTHER_NUMBER).artisans.get() == artisan


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_code_at_once_one_wins():
    artisan, officer = ArtisanFactory(), UserFactory()
    claim, start, said = opened(artisan, officer), threading.Barrier(2), []

    def use(phone):
        try:
            start.wait()
            said.append(taken(claim, phone=phone).phone)
        except CodeIsNoGood:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=[phone]) for phone in (UNDIALLABLE, OTHER_NUMBER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holder = artisan.users.get()
    assert sorted(said) == sorted(["refused", holder.phone])
    assert User.objects.exclude(pk=officer.pk).get() == holder


class TestByTelephone:
    @pytest.fixture
    def known(self, artisan):
        PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE)
        ConsentFactory(artisan=artisan, purpose="STORE")
        return artisan

    def sent(self, capsys, phone=UNDIALLABLE) -> list[str]:
        claiming.send_code(phone=phone, link=LINK, language="id")
        return capsys.readouterr().err.splitlines()

    def code_in(self, message: str) -> str:
        return message.partition("#")[2][:8]

    def test_the_code_goes_to_the_number_of_the_record(self, known, capsys):
        (message,) = self.sent(capsys)
        code = self.code_in(message)
        assert message == (
            f"To {UNDIALLABLE}: Catatan Anda di Sentra: Tas Goni Lestari. Buka {LINK}#{code} "
            f"atau ketik kode {claim_codes.spoken(code)} di sana. Berlaku 30 hari, sekali pakai."
        )
        account = taken(claiming.find(typed=code))
        assert (account.phone_verified, known.users.get()) == (True, account)

    def test_another_number_typed_with_that_code_is_not_verified(self, known, capsys):
        code = self.code_in(self.sent(capsys)[0])
        assert taken(claiming.find(typed=code), phone=OTHER_NUMBER).phone_verified is False

    def test_an_unknown_number_gets_nothing(self, known, capsys):
        assert self.sent(capsys, OTHER_NUMBER) == []

    def test_without_the_consent_to_keep_the_record_nothing_is_sent(self, known, capsys):
        known.consents.update(withdrawn_at=timezone.now(), withdrawn_by=UserFactory())
        assert self.sent(capsys) == []

    def test_a_record_that_somebody_holds_or_held_is_left_to_the_officer(self, known, officer, capsys):
        account = taken(opened(known, officer), phone=OTHER_NUMBER)
        while_held = self.sent(capsys)
        claiming.end_hold(artisan=known, account=account, by=officer)
        assert (while_held, self.sent(capsys)) == ([], [])

    def test_whoever_found_the_lost_phone_gets_no_code_by_its_number(self, known, officer, capsys):
        account = UserFactory(phone=UNDIALLABLE)
        known.users.add(account)
        claiming.report_lost_phone(artisan=known, account=account, by=officer)
        assert self.sent(capsys) == []

    def test_a_number_shared_in_a_family_gets_a_code_for_each_record(self, known, capsys):
        sister = ArtisanFactory(public_name="Tas Rajut")
        PersonIdentity.objects.create(artisan=sister, phone=UNDIALLABLE)
        ConsentFactory(artisan=sister, purpose="STORE")
        messages = self.sent(capsys)
        assert [claiming.find(typed=self.code_in(message)).artisan for message in messages] == [known, sister]


class TestLostPhone:
    @pytest.fixture
    def account(self, artisan):
        account = UserFactory(phone=UNDIALLABLE, first_name="Bu Sri")
        account.set_password(PASSWORD)
        account.save()
        artisan.users.add(account)
        return account

    def test_the_old_sessions_die_at_once_and_nobody_gets_in(self, artisan, account, officer):
        client = Client()
        client.force_login(account)
        assert client.get("/akun/").status_code == 200
        claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        assert client.get("/akun/").status_code == 302
        client.post("/akun/masuk/", {"login": UNDIALLABLE, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
        assert not artisan.users.exists()

    def test_with_the_new_code_the_owner_comes_back_into_the_same_account(self, artisan, account, officer):
        code = claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        back = claiming.take_with_number(
            claim=claiming.find(typed=code), name="Bu Sri", phone=OTHER_NUMBER, password="tenun-lagi-2027"
        )
        assert (back, back.phone, artisan.users.get()) == (account, OTHER_NUMBER, account)
        assert [str(notice) for notice in account.notices.all()] == [
            "Bu Ratri menutup akun ini karena HP-nya hilang, dan memberi Anda kode baru."
        ]

    def test_the_same_number_on_a_new_card_is_taken_back(self, artisan, account, officer):
        code = claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        assert taken(claiming.find(typed=code)) == account

    def test_a_code_for_another_person_opens_no_account_that_was_there_before(self, artisan, account, officer):
        own_record = ArtisanFactory(state=ArtisanState.ACTIVE, public_name="Bu Sri")
        own_record.users.add(account)
        claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        secretary = taken(opened(artisan, officer), phone=OTHER_NUMBER, name="Pak Budi")
        assert (secretary == account, str(secretary), list(secretary.artisans.all())) == (False, "Pak Budi", [artisan])
        account.refresh_from_db()
        assert (account.phone, list(account.artisans.all())) == (UNDIALLABLE, [own_record])

    def test_a_code_made_anew_for_the_same_person_opens_the_same_account(self, artisan, account, officer):
        claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        claiming.issue(artisan=artisan, by=officer)
        assert list(claiming.former_accounts(artisan)) == [account]
        again = claiming.issue_again(artisan=artisan, account=account, by=officer)
        assert taken(claiming.find(typed=again)) == account

    def test_the_code_of_a_locked_account_goes_into_no_other_account(self, artisan, account, officer):
        code = claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        with pytest.raises(CodeIsForAnother, match="Bu Sri"):
            claiming.take(claim=claiming.find(typed=code), by=UserFactory())
        assert (artisan.users.exists(), taken(claiming.find(typed=code))) == (False, account)

    def test_with_a_code_for_another_person_the_owner_learns_which_code_to_ask_for(self, artisan, account, officer):
        claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        with pytest.raises(NumberHasAccount, match="kode yang membukanya kembali"):
            taken(opened(artisan, officer))

    def test_a_password_forgotten_after_the_access_was_ended_has_a_way_back(self, artisan, account, officer):
        claiming.end_hold(artisan=artisan, account=account, by=officer)
        assert list(claiming.former_accounts(artisan)) == [account]
        code = claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        assert (taken(claiming.find(typed=code)), artisan.users.get()) == (account, account)

    def test_the_accounts_of_a_record_that_became_part_of_it_are_known_too(self, artisan, account, officer):
        claiming.end_hold(artisan=artisan, account=account, by=officer)
        survivor = ArtisanFactory(state=ArtisanState.ACTIVE)
        merging.merge(survivor=survivor, merged=artisan, chosen=[], by=officer)
        assert list(claiming.former_accounts(survivor)) == [account]

    def test_a_code_for_the_same_person_is_for_a_locked_account_of_the_record(self, artisan, account, officer):
        claiming.end_hold(artisan=artisan, account=account, by=officer)
        stranger = UserFactory()
        lost_phones.lock(stranger)
        for other in (account, stranger):
            with pytest.raises(NotLocked):
                claiming.issue_again(artisan=artisan, account=other, by=officer)
        assert not Claim.objects.exists()

    def test_a_code_for_the_same_person_reaches_no_further_than_its_officer(self, artisan, account, officer):
        claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        ArtisanFactory(region_id=BANDUNG_VILLAGE).users.add(account)
        with pytest.raises(ReachesFurther):
            claiming.issue_again(artisan=artisan, account=account, by=officer)

    def test_an_account_that_joined_the_agency_meanwhile_is_opened_by_no_code(self, artisan, account, officer):
        code = claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        User.objects.filter(pk=account.pk).update(is_staff=True)
        assert taken(claiming.find(typed=code), phone=OTHER_NUMBER) != account
        account.refresh_from_db()
        assert not account.has_usable_password()

    def test_an_account_that_an_administrator_closed_meanwhile_stays_closed(self, artisan, account, officer):
        code = claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        User.objects.filter(pk=account.pk).update(is_active=False)
        assert taken(claiming.find(typed=code), phone=OTHER_NUMBER) != account

    def test_an_account_that_reaches_beyond_the_officers_area_is_left_alone(self, artisan, account, officer):
        ArtisanFactory(region_id=BANDUNG_VILLAGE).users.add(account)
        with pytest.raises(ReachesFurther):
            claiming.report_lost_phone(artisan=artisan, account=account, by=officer)
        account.refresh_from_db()
        assert (account.check_password(PASSWORD), Claim.objects.count()) == (True, 0)

    def test_an_officers_own_account_is_left_alone(self, artisan, officer):
        artisan.users.add(officer)
        with pytest.raises(ReachesFurther):
            claiming.report_lost_phone(artisan=artisan, account=officer, by=UserFactory(areas=[SEMARANG]))

    def test_the_history_tells_who_linked_and_unlinked_accounts(self, artisan, officer):
        account = taken(opened(artisan, officer))
        claiming.end_hold(artisan=artisan, account=account, by=officer)
        events = ArtisanAccount.pgh_event_model.objects.order_by("pgh_id")
        told = events.values_list("pgh_label", "user", "pgh_context__metadata__user")
        assert list(told) == [("insert", account.pk, account.pk), ("delete", account.pk, officer.pk)]
