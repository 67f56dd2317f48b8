"""The officers' pages of consent, review and freshness, and the maker's own word, as the cast meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import OfficerArea, User
from artisans.actions.consents import withdraw
from artisans.choices import ArtisanState, Confirmed, ConsentPurpose
from artisans.models import Artisan
from core.freshness import STALE_AFTER
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, Cast, make_cast
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory

pytestmark = pytest.mark.django_db
VILLAGES = ["33.74.01.1001", "33.74.02.1001", "33.74.03.1001"]
LONG_AGO = timezone.now() - STALE_AFTER * 2


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def as_officer(client, cast):
    client.force_login(cast.officer)
    return client


def due(name: str, village: str = PURWODINATAN, **values) -> Artisan:
    confirmed = {"last_confirmed_at": LONG_AGO, "last_confirmed_by": UserFactory(), "confirmed_how": Confirmed.VISIT}
    return ArtisanFactory(state=ArtisanState.ACTIVE, public_name=name, region_id=village, **confirmed | values)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Consent


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "31-02-2026", ""])
def test_a_day_that_cannot_be_is_refused_and_breaks_no_page(as_officer, cast, day):
    address = reverse("field:give_consent", args=[cast.artisan.code, "PHOTO"])
    page = as_officer.post(address, {"PHOTO-method": "SIGNED", "PHOTO-given_on": day})
    assert (page.status_code, cast.artisan.consents.filter(purpose="PHOTO").count()) == (422, 0)
    assert as_officer.get(reverse("field:consents", args=[cast.artisan.code])).status_code == 200


def test_the_page_of_consents_names_every_purpose_with_its_sentence_and_what_is_missing(as_officer, cast):
    page = as_officer.get(reverse("field:consents", args=[cast.artisan.code]))
    asked = [(one.purpose, one.standing, len(one.rests_on)) for one in page.context["asked"]]
    # There is a telephone number, but neither photo nor public page nor consent to keep the record.
    missing = {
        "STORE": 0,
        "PUBLIC_PROFILE": 0,
        "PHOTO": 2,
        "WHATSAPP": 1,
        "SHOW_NUMBER": 1,
        "SHARE_BANK": 1,
        "PRICES": 0,
        "INVITE": 1,
        "NEWS": 0,
    }
    assert asked == [(purpose, None, missing[purpose]) for purpose in ConsentPurpose]


def test_a_yes_that_cannot_be_kept_comes_back_with_what_was_typed(as_officer, cast):
    address = reverse("field:give_consent", args=[cast.artisan.code, "PHOTO"])
    page = as_officer.post(address, {"PHOTO-method": "SIGNED", "PHOTO-given_on": "2100-01-01"})
    form = next(one.form for one in page.context["asked"] if one.purpose == "PHOTO")
    assert (page.status_code, list(form.errors), form["method"].value()) == (422, ["given_on"], "SIGNED")
    assert not cast.artisan.consents.exists()


@pytest.mark.parametrize("method", ["OWN_ACCOUNT", "", "X"])
def test_an_officer_cannot_say_that_the_maker_agreed_in_the_own_account(as_officer, cast, method):
    address = reverse("field:give_consent", args=[cast.artisan.code, "PHOTO"])
    page = as_officer.post(address, {"PHOTO-method": method, "PHOTO-given_on": "2026-01-02"})
    assert (page.status_code, cast.artisan.consents.exists()) == (422, False)


def test_a_withdrawal_from_a_stale_page_is_no_error(as_officer, cast):
    ConsentFactory(artisan=cast.artisan, purpose="PHOTO")
    address = reverse("field:withdraw_consent", args=[cast.artisan.code, "PHOTO"])
    first, second = (as_officer.post(address, follow=True) for _ in range(2))
    assert (first.status_code, said(first)) == (second.status_code, said(second)) == (200, said(first))
    assert cast.artisan.consents.get().withdrawn_by == cast.officer


def test_an_edit_form_opened_before_a_withdrawal_does_not_undo_it(as_officer, cast):
    for purpose in ("STORE", "PUBLIC_PROFILE", "PHOTO"):
        ConsentFactory(artisan=cast.artisan, purpose=purpose)
    address = reverse("field:edit", args=[cast.artisan.code])
    opened = {box.html_name: box.value() for box in as_officer.get(address).context["form"]}
    opened |= {"region": cast.artisan.region_id, "public_name": "Tas Goni Baru", "do": "save"}
    withdraw(artisan=cast.artisan, purpose="PHOTO", by=cast.colleague)
    as_officer.post(address, {name: value for name, value in opened.items() if value is not None})
    cast.artisan.refresh_from_db()
    standing = sorted(cast.artisan.consents.standing().values_list("purpose", flat=True))
    assert (cast.artisan.public_name, standing) == ("Tas Goni Baru", ["PUBLIC_PROFILE", "STORE"])


def test_the_way_to_erasure_is_told_where_a_consent_cannot_be_taken_back_alone(as_officer, cast):
    ConsentFactory(artisan=cast.artisan, purpose="STORE")
    page = as_officer.get(reverse("field:consents", args=[cast.artisan.code]))
    assert page.context["asked"][0].needs_erasure
    assert reverse("field:withdraw_consent", args=[cast.artisan.code, "STORE"]) not in page.content.decode()
    as_officer.post(reverse("field:withdraw_consent", args=[cast.artisan.code, "STORE"]))
    assert cast.artisan.consents.get().is_standing


@pytest.mark.parametrize("step", ["give_consent", "withdraw_consent"])
@pytest.mark.parametrize("purpose", ["NOTHING", "photo"])
def test_a_purpose_that_does_not_exist_is_not_found(as_officer, cast, step, purpose):
    assert as_officer.post(reverse(f"field:{step}", args=[cast.artisan.code, purpose])).status_code == 404


# Review


def queue(client, **query):
    page = client.get(reverse("field:queue", query=query))
    names = [artisan.public_name for artisan in page.context["page"]]
    return names, {step.key: count for step, count in page.context["steps"]}


def in_state(state: str, name: str, **values) -> Artisan:
    artisan = ArtisanFactory(state=state, public_name=name, region_id=PURWODINATAN, **values)
    artisan.state_changes.create(to_state=state, reason=f"Alasan {name}", by=UserFactory())
    return artisan


def test_the_queue_tells_what_is_at_which_step(as_officer, cast):
    now = timezone.now()
    who = {"submitted_by": cast.colleague}
    in_state("SUBMITTED", "Baru", submitted_at=now, **who)
    in_state("SUBMITTED", "Lama", submitted_at=now - timedelta(days=40), **who)
    in_state("NEEDS_FIX", "Perbaiki")
    in_state("REJECTED", "Tolak")
    in_state("ACTIVE", "Bulan ini", verified_by=cast.colleague, verified_at=now - timedelta(days=29))
    in_state("ACTIVE", "Dulu", verified_by=cast.colleague, verified_at=now - timedelta(days=31))
    elsewhere = in_state("SUBMITTED", "Bandung", submitted_at=now, **who)
    Artisan.objects.filter(pk=elsewhere.pk).update(region=BANDUNG_VILLAGE)
    counts = {"waiting": 3, "returned": 1, "verified": 1, "rejected": 1}
    waiting, told = queue(as_officer)
    assert (waiting[:2], told) == (["Lama", cast.waiting.public_name], counts)
    steps = ("returned", "verified", "rejected", "nonsense")
    assert [queue(as_officer, step=step)[0] for step in steps] == [["Perbaiki"], ["Bulan ini"], ["Tolak"], waiting]
    assert "Alasan Perbaiki" in as_officer.get(reverse("field:queue", query={"step": "returned"})).content.decode()


def test_the_queue_is_narrowed_down_by_region_and_officer(as_officer, cast):
    in_state("SUBMITTED", "Rekan", submitted_by=cast.colleague, submitted_at=timezone.now())
    mine = [cast.waiting.public_name]
    assert queue(as_officer, officer=cast.officer.pk)[0] == mine
    assert queue(as_officer, officer=cast.colleague.pk) == (
        ["Rekan"],
        {"waiting": 1, "returned": 0, "verified": 0, "rejected": 0},
    )
    assert queue(as_officer, region="33.74.02")[0] == []
    assert queue(as_officer, officer=cast.foreign_officer.pk)[0] == [*mine, "Rekan"]


def test_the_own_entry_waits_for_a_colleague_unless_there_is_none(client, cast):
    def rows(user):
        client.force_login(user)
        page = client.get(reverse("field:queue")).context["page"]
        return [(artisan.is_own_entry, artisan.may_verify) for artisan in page]

    assert (rows(cast.officer), rows(cast.colleague)) == ([(True, False)], [(False, True)])
    OfficerArea.objects.filter(user=cast.colleague).delete()
    assert rows(User.objects.get(pk=cast.officer.pk)) == [(True, True)]


def test_the_only_officer_verifies_and_the_public_page_says_so(client, cast):
    OfficerArea.objects.filter(user=cast.colleague).delete()
    ConsentFactory(artisan=cast.waiting)
    client.force_login(cast.officer)
    client.post(reverse("field:verify", args=[cast.waiting.code]))
    cast.waiting.refresh_from_db()
    assert cast.waiting.is_verified_by_own_officer
    client.logout()
    assert "petugas yang mencatatnya" in client.get(cast.waiting.get_absolute_url()).content.decode()


def test_a_draft_says_what_it_lacks_before_it_can_be_sent_in(as_officer):
    draft = in_state("DRAFT", "Baru")
    address = reverse("field:record", args=[draft.code])
    craft, consent = "Pilih kerajinannya.", "Tanyakan apakah perajin setuju catatannya disimpan."
    assert as_officer.get(address).context["lacking"] == [craft, consent]
    draft.crafts.add(CraftFactory())
    ConsentFactory(artisan=draft, purpose=ConsentPurpose.STORE)
    assert as_officer.get(address).context["lacking"] == []


def test_a_rejected_record_is_reopened_on_its_page(as_officer, cast):
    rejected = in_state("REJECTED", "Tolak")
    address = reverse("field:reopen", args=[rejected.code])
    assert address in as_officer.get(reverse("field:record", args=[rejected.code])).content.decode()
    as_officer.post(address)
    rejected.refresh_from_db()
    assert rejected.state == ArtisanState.DRAFT


@pytest.mark.parametrize(("step", "field"), [("take_back", "take-back-reason"), ("close", "close-reason")])
def test_a_step_that_wants_a_reason_says_so_on_the_record(as_officer, cast, step, field):
    page = as_officer.post(reverse(f"field:{step}", args=[cast.artisan.code]), {field: " "})
    cast.artisan.refresh_from_db()
    assert (page.status_code, cast.artisan.state) == (422, ArtisanState.ACTIVE)
    assert f'name="{field}"' in page.content.decode()


# Freshness


def test_what_is_due_is_counted_by_village_and_listed_the_oldest_first(as_officer, cast):
    due("Kedua"), due("Pertama", last_confirmed_at=LONG_AGO - timedelta(days=1)), due("Lain", VILLAGES[1])
    due("Bandung", BANDUNG_VILLAGE), due("Segar", last_confirmed_at=timezone.now())
    Artisan.objects.filter(pk=cast.artisan.pk).update(state=ArtisanState.DRAFT)
    Artisan.objects.filter(users=cast.committee).update(state=ArtisanState.DRAFT)
    page = as_officer.get(reverse("field:due"))
    assert [artisan.public_name for artisan in page.context["page"]] == ["Pertama", "Kedua", "Lain"]
    places = [(region.code, count) for region, count in page.context["places"]]
    assert places == [(PURWODINATAN, 2), (VILLAGES[1], 1)]
    narrowed = as_officer.get(reverse("field:due", query={"region": VILLAGES[1]}))
    assert [artisan.public_name for artisan in narrowed.context["page"]] == ["Lain"]


def test_many_villages_are_told_by_district(as_officer, cast, monkeypatch):
    monkeypatch.setattr("fieldwork.views.freshness.MOST_PLACES", 1)
    due("Satu"), due("Dua", "33.74.01.1001")
    Artisan.objects.exclude(public_name__in=["Satu", "Dua"]).update(state=ArtisanState.DRAFT)
    page = as_officer.get(reverse("field:due"))
    assert [(region.code, count) for region, count in page.context["places"]] == [("33.74.01", 2)]


@pytest.mark.parametrize("how", [Confirmed.VISIT, Confirmed.PHONE])
def test_one_tap_confirms_and_leads_back_to_the_list_as_it_was(as_officer, cast, how):
    artisan = due("Lama")
    sent = {"how": how, "list": "region=33.74&page=2"}
    response = as_officer.post(reverse("field:confirm", args=[artisan.code]), sent)
    artisan.refresh_from_db()
    assert response["Location"] == reverse("field:due") + "?region=33.74&page=2"
    kept = (artisan.last_confirmed_by, artisan.confirmed_how, artisan.is_due_for_confirmation)
    assert kept == (cast.officer, how, False)


@pytest.mark.parametrize("how", ["", "OWN_ACCOUNT", "REVIEW", "X"])
def test_an_officer_says_how_and_cannot_speak_for_the_maker(as_officer, cast, how):
    artisan = due("Lama")
    as_officer.post(reverse("field:confirm", args=[artisan.code]), {"how": how})
    as_officer.post(reverse("field:confirm_ticked"), {"how": how, "code": [artisan.code]})
    artisan.refresh_from_db()
    assert artisan.is_due_for_confirmation


def test_all_ticked_records_of_the_area_are_confirmed_and_no_other(as_officer, cast):
    ticked, moved_on = [due("Satu"), due("Dua")], due("Tutup")
    left, elsewhere = due("Tiga"), due("Bandung", BANDUNG_VILLAGE)
    Artisan.objects.filter(pk=moved_on.pk).update(state=ArtisanState.CLOSED)
    codes = [*(artisan.code for artisan in [*ticked, moved_on, elsewhere]), "\x00", "", "?"]
    page = as_officer.post(reverse("field:confirm_ticked"), {"how": "PHONE", "code": codes}, follow=True)
    confirmed = Artisan.objects.filter(last_confirmed_by=cast.officer, confirmed_how="PHONE")
    assert (set(confirmed), said(page)) == (set(ticked), ["2 catatan dikonfirmasi."])
    left.refresh_from_db()
    assert left.is_due_for_confirmation


def test_a_tap_below_the_list_with_nobody_ticked_says_what_to_do(as_officer, cast):
    due("Lama")
    page = as_officer.post(reverse("field:confirm_ticked"), {"how": "PHONE"}, follow=True)
    assert said(page) == [
        "Belum ada yang dicentang. Centang perajin yang masih aktif, lalu tekan tombolnya sekali lagi."
    ]


def test_who_verified_or_returned_a_record_is_led_on_to_the_queue(client, cast):
    client.force_login(cast.colleague)
    page = client.post(reverse("field:verify", args=[cast.waiting.code]), follow=True)
    (text,) = said(page)
    assert ("Terverifikasi" in text, reverse("field:queue") in text) == (True, True)


def test_a_maker_at_rest_is_woken_from_the_record(as_officer, cast):
    Artisan.objects.filter(pk=cast.artisan.pk).update(state=ArtisanState.CLOSED)
    address = reverse("field:wake", args=[cast.artisan.code])
    assert address in as_officer.get(reverse("field:record", args=[cast.artisan.code])).content.decode()
    as_officer.post(address, {"how": "VISIT"})
    cast.artisan.refresh_from_db()
    assert cast.artisan.state == ArtisanState.ACTIVE


@pytest.mark.parametrize(
    ("state", "becomes"),
    [("ACTIVE", "ACTIVE"), ("DORMANT", "ACTIVE"), ("CLOSED", "CLOSED"), ("SUBMITTED", "SUBMITTED")],
)
def test_the_makers_own_word_confirms_and_wakes_but_opens_no_closed_workshop(client, cast, state, becomes):
    Artisan.objects.filter(pk=cast.artisan.pk).update(state=state)
    client.force_login(cast.artisan_user)
    client.post(reverse("pages:still_active", args=[cast.artisan.code]))
    cast.artisan.refresh_from_db()
    is_confirmed = cast.artisan.confirmed_how == Confirmed.OWN_ACCOUNT
    assert (cast.artisan.state, is_confirmed) == (becomes, becomes == "ACTIVE")
    shown = (
        reverse("pages:still_active", args=[cast.artisan.code]) in client.get(reverse("pages:account")).content.decode()
    )
    assert shown == (state in ("ACTIVE", "DORMANT"))


def test_who_rests_or_has_closed_down_keeps_a_page_with_a_note_and_the_day(client, cast):
    ConsentFactory(artisan=cast.artisan)
    for state, words in (("DORMANT", "tidak aktif sejak"), ("CLOSED", "sudah tutup (")):
        Artisan.objects.filter(pk=cast.artisan.pk).update(state=state)
        cast.artisan.state_changes.create(to_state=state, by=cast.officer)
        assert words in client.get(cast.artisan.get_absolute_url()).content.decode()


# Lists ask the database the same for one row and for three


def grow_queue(cast: Cast, number: int) -> None:
    artisan = in_state("SUBMITTED", f"Baris {number}", submitted_by=UserFactory(), submitted_at=timezone.now())
    Artisan.objects.filter(pk=artisan.pk).update(region=VILLAGES[number], registered_by=UserFactory())


def grow_due(cast: Cast, number: int) -> None:
    due(f"Baris {number}", VILLAGES[number]).crafts.add(CraftFactory(slug=f"craft-{number}"))


def grow_consents(cast: Cast, number: int) -> None:
    ConsentFactory(
        artisan=cast.artisan,
        purpose=list(ConsentPurpose)[number],
        withdrawn_at=timezone.now() + timedelta(days=1),
        withdrawn_by=UserFactory(),
    )


@pytest.mark.parametrize(
    ("name", "grow", "queries"), [("queue", grow_queue, 8), ("due", grow_due, 8), ("consents", grow_consents, 5)]
)
def test_the_page_asks_the_database_the_same_for_one_row_and_for_three(
    as_officer, cast, django_assert_num_queries, name, grow, queries
):
    address = reverse(f"field:{name}", args=[cast.artisan.code] if name == "consents" else [])
    grow(cast, 0)
    with django_assert_num_queries(queries):
        one = as_officer.get(address)
    grow(cast, 1)
    grow(cast, 2)
    with django_assert_num_queries(queries):
        three = as_officer.get(address)
    assert len(three.content) > len(one.content)
