"""What goes wrong between a maker, a committee and an officer: empty words, too many, two tabs, strange hands."""

import html
import re

import pytest
from django.urls import reverse

from artisans.models import Artisan, Membership
from tests.cast import Cast, make_cast
from tests.factories import ArtisanFactory, ClusterFactory, ConsentFactory

pytestmark = pytest.mark.django_db
NULL = "Karakter null tidak diizinkan."
EMPTY = "Bagian ini perlu diisi."


def too_long(most: int, sent: int) -> str:
    return f"Pastikan nilai ini mengandung paling banyak {most} karakter (sekarang {sent} karakter)."


def said(response) -> list[str]:
    """What the page says is wrong, at a field or above the form, in the order in which it is read."""
    page = response.content.decode()
    notices = re.findall(r'<div class="notice notice-(?:danger|error)"[^>]*>.*?<p>(.*?)</p>', page, re.DOTALL)
    fields = re.findall(r'<p class="error">.*?<span>(.*?)</span>', page, re.DOTALL)
    return [html.unescape(one) for one in (*notices, *fields) if not one.startswith("Belum ada yang disimpan")]


@pytest.fixture
def cast(client) -> Cast:
    return make_cast()


@pytest.fixture
def other_cluster(cast):
    """A cluster that `cast.artisan` has not asked yet."""
    return ClusterFactory(craft=cast.cluster.craft, name="Klaster Lain")


def ask(client, cluster, **sent):
    return client.post(reverse("memberships:ask", args=[cluster.code]), sent)


@pytest.mark.parametrize(
    ("message", "sentence"), [("a" * 501, too_long(500, 501)), ("a\x00b", NULL)], ids=["too long", "null"]
)
def test_a_word_to_the_committee_that_cannot_be_kept(client, cast, other_cluster, message, sentence):
    client.force_login(cast.artisan_user)
    response = ask(client, other_cluster, artisan=cast.artisan.pk, message=message)
    assert (response.status_code, said(response)) == (422, [sentence])
    assert message.replace("\x00", "") in response.content.decode().replace("\x00", "")
    assert not other_cluster.memberships.exists()


@pytest.mark.parametrize("whose", ["waiting", "nobody's", "null", "none"])
def test_nobody_asks_for_another_maker_by_hand(client, cast, other_cluster, whose):
    client.force_login(cast.artisan_user)
    artisan = {"waiting": str(cast.waiting.pk), "nobody's": "99999999999999999999", "null": "\x00", "none": ""}[whose]
    response = ask(client, other_cluster, artisan=artisan)
    assert response.status_code == 422
    assert len(said(response)) == 1
    assert not other_cluster.memberships.exists()


def test_asking_twice_from_two_tabs_is_one_wish_and_a_sentence(client, cast, other_cluster):
    client.force_login(cast.artisan_user)
    first, second = (ask(client, other_cluster, artisan=cast.artisan.pk, message="Halo") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert said(second) == ["Perajin ini sudah meminta bergabung; pengurus yang menjawab."]
    assert other_cluster.memberships.count() == 1


def test_an_officer_asks_only_with_the_makers_assent(client, cast, other_cluster):
    client.force_login(cast.officer)
    address = reverse("memberships:ask", args=[other_cluster.code], query={"artisan": cast.artisan.code})
    response = client.post(address, {"artisan": cast.artisan.pk})
    assert (response.status_code, said(response)) == (422, [EMPTY])
    assert client.post(address, {"artisan": cast.artisan.pk, "assented": "on"}).status_code == 302
    assert list(other_cluster.memberships.values_list("assent", "requested_by")) == [("SPOKEN", cast.officer.pk)]


def test_a_cluster_that_has_gone_dormant_meanwhile_takes_nobody(client, cast, other_cluster):
    client.force_login(cast.artisan_user)
    type(other_cluster).objects.filter(pk=other_cluster.pk).update(state="DORMANT")
    response = ask(client, other_cluster, artisan=cast.artisan.pk)
    assert (response.status_code, said(response)) == (422, ["Klaster ini sedang tidak menerima anggota baru."])


@pytest.mark.parametrize(
    ("step", "field", "typed", "sentence"),
    [
        ("accept", "member_no", "a" * 21, too_long(20, 21)),
        ("accept", "member_no", "1\x002", NULL),
        ("decline", "reason", "", EMPTY),
        ("decline", "reason", "   ", EMPTY),
        ("decline", "reason", "a" * 501, too_long(500, 501)),
        ("decline", "reason", "a\x00b", NULL),
    ],
)
def test_a_decision_that_cannot_be_kept_stays_in_its_own_place(client, cast, step, field, typed, sentence):
    ArtisanFactory(published=True)
    other = Membership.objects.create(
        cluster=cast.cluster, artisan=ArtisanFactory(published=True), requested_by=cast.nobody, assent="OWN_ACCOUNT"
    )
    client.force_login(cast.committee)
    name = f"{step}{cast.request.pk}-{field}"
    response = client.post(reverse(f"memberships:{step}", args=[cast.request.pk]), {name: typed})
    assert (response.status_code, said(response)) == (422, [sentence])
    page = response.content.decode()
    assert page.index(f'id="m{cast.request.pk}"') < page.index(html.escape(sentence)) < page.index(f'id="m{other.pk}"')
    assert set(Membership.objects.filter(cluster=cast.cluster).values_list("state", flat=True)) == {
        "REQUESTED",
        "ACCEPTED",
    }


def test_of_two_committee_members_the_second_is_told_what_was_decided(client, cast):
    client.force_login(cast.committee)
    client.post(reverse("memberships:accept", args=[cast.request.pk]))
    reason = {f"decline{cast.request.pk}-reason": "Penuh"}
    response = client.post(reverse("memberships:decline", args=[cast.request.pk]), reason, follow=True)
    assert said(response) == ["Permintaan ini sudah diputuskan: anggota."]
    assert Membership.objects.get(pk=cast.request.pk).state == "ACCEPTED"


@pytest.mark.parametrize("pk", ["0", "99999999999999999999"])
@pytest.mark.parametrize("step", ["accept", "decline", "leave"])
def test_a_membership_that_is_not_there_is_not_found(client, cast, step, pk):
    client.force_login(cast.administrator)
    assert client.post(reverse(f"memberships:{step}", args=[pk])).status_code == 404


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", EMPTY), ("a" * 501, too_long(500, 501)), ("a\x00b", NULL)],
    ids=["none", "long", "null"],
)
def test_a_record_is_not_sent_back_without_a_reason_that_can_be_kept(client, cast, reason, sentence):
    client.force_login(cast.colleague)
    address = reverse("field:send_back", args=[cast.waiting.code])
    response = client.post(address, {"reason": reason, "do": "return"})
    assert (response.status_code, said(response)) == (422, [sentence])
    assert Artisan.objects.get(pk=cast.waiting.pk).state == "SUBMITTED"


def test_a_record_that_a_colleague_verified_meanwhile_is_not_sent_back(client, cast):
    ConsentFactory(artisan=cast.waiting, purpose="STORE")
    client.force_login(cast.colleague)
    client.post(reverse("field:verify", args=[cast.waiting.code]))
    address = reverse("field:send_back", args=[cast.waiting.code])
    response = client.post(address, {"reason": "Salah desa", "do": "reject"}, follow=True)
    assert Artisan.objects.get(pk=cast.waiting.pk).state == "ACTIVE"
    assert said(response) == [
        "Catatan ini sekarang “Terverifikasi”: sudah ditindaklanjuti orang lain, jadi tidak ada yang diubah."
    ]


def test_who_has_asked_already_is_told_so_before_asking_again(client, cast):
    client.force_login(cast.artisan_user)
    page = client.get(reverse("memberships:ask", args=[cast.cluster.code])).content.decode()
    assert ("Perajin ini sudah meminta bergabung" in page, 'name="message"' in page) == (True, False)


@pytest.mark.parametrize("state", ["REQUESTED", "ACCEPTED"])
def test_whoever_leaves_is_told_what_has_ended(client, cast, state):
    Membership.objects.filter(pk=cast.request.pk).update(state=state)
    client.force_login(cast.artisan_user)
    page = client.post(reverse("memberships:leave", args=[cast.request.pk]), follow=True).content.decode()
    told = "sudah ditarik kembali." in page, "sudah berakhir." in page
    assert told == (state == "REQUESTED", state == "ACCEPTED")


def test_the_page_of_the_cluster_tells_only_the_maker_how_the_own_request_stands(client, cast):
    page = cast.cluster.get_absolute_url()
    to_visitors = client.get(page).content.decode()
    client.force_login(cast.artisan_user)
    to_the_maker = client.get(page).content.decode()
    assert ["Meminta bergabung" in html for html in (to_visitors, to_the_maker)] == [False, True]
