"""Every step of a membership is told to whom it concerns, and sent to the telephone of a maker who agreed to that."""

import logging

import pytest
from django.urls import reverse

from artisans.actions import asking_back, inviting, joining, seats
from artisans.actions.consents import give
from artisans.choices import Assent, ConsentMethod, ConsentPurpose, MembershipState
from artisans.models import Membership
from tests.cast import UNDIALLABLE, make_cast
from tests.factories import ClusterFactory, ConsentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
MAKER = "Tas Goni Lestari"


@pytest.fixture
def cast():
    return make_cast()


def told(person) -> list[str]:
    return [str(notice) for notice in person.notices.order_by("pk")]


def invited(cast) -> Membership:
    for purpose in (ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.INVITE):
        ConsentFactory(artisan=cast.artisan, purpose=purpose)
    joining.take_back(membership=cast.request, by=cast.artisan_user)
    return inviting.invite(cluster=cast.cluster, artisan=cast.artisan, by=cast.committee)


def test_maker_and_committee_hear_of_every_step_of_a_request(cast):
    second = UserFactory(first_name="Bu Sekretaris")
    secretary = MembershipFactory(cluster=cast.cluster, role="SECRETARY").artisan
    secretary.users.add(second)
    cluster, by = cast.cluster, cast.artisan_user
    Membership.objects.all().exclude(role__in=["CHAIR", "SECRETARY"]).delete()
    request = joining.ask_to_join(artisan=cast.artisan, cluster=cluster, by=by, assent=Assent.OWN_ACCOUNT)
    asking_back.write_to_maker(membership=request, text="Sejak kapan?", by=cast.committee)
    asking_back.write_to_committee(membership=request, text="Sejak 2011", by=by)
    joining.decline(membership=request, by=second, reason="Penuh")
    again = joining.ask_to_join(artisan=cast.artisan, cluster=cluster, by=by, assent=Assent.OWN_ACCOUNT)
    joining.accept(membership=again, by=cast.committee)
    seats.let_go(membership=again, by=cast.committee, reason="Pindah")
    assert told(cast.artisan_user) == [
        f"{cluster} menulis kepada {MAKER} dan menunggu jawaban.",
        f"{cluster} menolak permintaan {MAKER}. Baca alasannya; Anda boleh meminta lagi.",
        f"{MAKER} sekarang anggota {cluster}.",
        f"{cluster} mengakhiri keanggotaan {MAKER}. Baca alasannya.",
    ]
    assert told(cast.committee) == [
        f"Ada pesan baru tentang bergabung dengan {cluster}.",
        f"Bu Sekretaris sudah memutuskan satu permintaan bergabung dengan {cluster}.",
        f"{MAKER} meminta bergabung dengan {cluster}.",
    ]
    page = reverse("memberships:detail", args=[request.pk])
    assert cast.artisan_user.notices.first().url == page


def test_a_request_taken_back_leaves_no_name_with_the_committee(cast):
    other = joining.ask_to_join(
        artisan=MembershipFactory().artisan, cluster=cast.cluster, by=cast.officer, assent=Assent.SPOKEN
    )
    joining.take_back(membership=cast.request, by=cast.artisan_user)
    asking = joining.ask_to_join(
        artisan=cast.artisan, cluster=cast.cluster, by=cast.artisan_user, assent=Assent.OWN_ACCOUNT
    )
    assert told(cast.committee)[-1] == f"{MAKER} meminta bergabung dengan {cast.cluster}."
    joining.take_back(membership=asking, by=cast.artisan_user)
    taken_back = f"Satu permintaan bergabung dengan {cast.cluster} ditarik kembali."
    assert told(cast.committee) == [f"{other.artisan} meminta bergabung dengan {cast.cluster}.", taken_back, taken_back]


def test_both_hear_of_every_step_of_an_invitation_and_a_no_names_nobody(cast):
    membership = invited(cast)
    inviting.decline_invitation(membership=membership, by=cast.artisan_user)
    assert told(cast.artisan_user) == [f"{cast.cluster} mengundang {MAKER} bergabung."]
    assert told(cast.committee)[-1] == f"Satu undangan {cast.cluster} tidak diterima."


def test_the_officer_who_wrote_a_wish_down_hears_for_a_maker_without_an_account(cast):
    cast.artisan.users.clear()
    request = joining.ask_to_join(artisan=cast.artisan, cluster=ClusterFactory(), by=cast.officer, assent=Assent.SPOKEN)
    joining.decline(membership=request, by=cast.committee, reason="Penuh")
    assert len(told(cast.officer)) == 1


def test_the_officer_who_registered_a_maker_without_an_account_passes_an_invitation_on(cast):
    cast.artisan.users.clear()
    cast.artisan.registered_by = cast.colleague
    cast.artisan.save()
    Membership.objects.filter(pk=cast.request.pk).delete()
    for purpose in (ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.INVITE):
        ConsentFactory(artisan=cast.artisan, purpose=purpose)
    inviting.invite(cluster=cast.cluster, artisan=cast.artisan, by=cast.committee)
    assert told(cast.colleague) == [f"{cast.cluster} mengundang {MAKER} bergabung."]
    assert told(cast.officer) == []


def test_an_officer_who_looks_after_another_area_today_hears_no_more_of_the_maker(cast):
    cast.artisan.users.clear()
    cast.request.assent, cast.request.requested_by = Assent.SPOKEN, cast.colleague
    cast.request.save()
    cast.colleague.areas.all().delete()
    joining.decline(membership=cast.request, by=cast.committee, reason="Penuh.")
    assert told(cast.colleague) == []


@pytest.fixture
def sent(monkeypatch, settings) -> list[tuple[str, str]]:
    """What the gateway was given."""
    settings.SENDER = "http"
    messages = []
    monkeypatch.setattr("accounts.sending._post", lambda phone, text: messages.append((phone, text)))
    return messages


def accept_as_the_committee(client, cast) -> None:
    client.force_login(cast.committee)
    client.post(reverse("memberships:accept", args=[cast.request.pk]))


def test_a_maker_who_agreed_gets_the_same_by_telephone_and_no_log_holds_it(client, cast, sent, caplog):
    give(artisan=cast.artisan, purpose=ConsentPurpose.NEWS, method=ConsentMethod.SPOKEN, by=cast.officer)
    with caplog.at_level(logging.DEBUG):
        accept_as_the_committee(client, cast)
    page = f"http://testserver{reverse('memberships:detail', args=[cast.request.pk])}"
    assert sent == [(UNDIALLABLE, f"{MAKER} sekarang anggota {cast.cluster}. {page}")]
    assert [secret for secret in (UNDIALLABLE, MAKER) if secret in caplog.text] == []


def test_the_telephone_of_the_account_comes_before_the_number_in_the_record(client, cast, sent):
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.NEWS)
    type(cast.artisan_user).objects.filter(pk=cast.artisan_user.pk).update(phone="+620098765432")
    accept_as_the_committee(client, cast)
    assert [phone for phone, _text in sent] == ["+620098765432"]


@pytest.mark.parametrize("purpose", [None, ConsentPurpose.WHATSAPP])
def test_without_that_very_consent_nothing_is_sent(client, cast, sent, purpose):
    if purpose:
        ConsentFactory(artisan=cast.artisan, purpose=purpose)
    accept_as_the_committee(client, cast)
    assert (sent, Membership.objects.get(pk=cast.request.pk).state) == ([], MembershipState.ACCEPTED)


def test_a_committee_that_writes_without_end_does_not_fill_the_telephone(client, cast, sent):
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.NEWS)
    client.force_login(cast.committee)
    for number in range(8):
        asked = {f"ask-back{cast.request.pk}-text": f"Pertanyaan {number}"}
        client.post(reverse("memberships:ask_back", args=[cast.request.pk]), asked)
    assert (len(sent), cast.request.notes.count()) == (6, 8)
