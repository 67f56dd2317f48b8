"""The pages on which makers and committees answer each other: what is asked for, what comes back, what is not shown."""

import html
import re

import pytest
from django.urls import reverse

from artisans.actions import asking_back, inviting, joining
from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole, MembershipState
from artisans.models import Artisan, Membership
from core.versions import sealed
from tests.cast import PURWODINATAN, make_cast
from tests.factories import ArtisanFactory, ConsentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SPOKEN = "Bagian ini perlu diisi."


@pytest.fixture
def cast():
    return make_cast()


def said(response) -> list[str]:
    """What the page says is wrong, above the form or at a field."""
    page = response.content.decode()
    notices = re.findall(r'<div class="notice notice-(?:danger|error)"[^>]*>.*?<p>(.*?)</p>', page, re.DOTALL)
    fields = re.findall(r'<p class="error">.*?<span>(.*?)</span>', page, re.DOTALL)
    return [html.unescape(one) for one in (*notices, *fields) if not one.startswith("Belum ada yang disimpan")]


def a_free_maker(cast) -> Artisan:
    artisan = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name="Rajut Melati")
    artisan.crafts.add(cast.cluster.craft)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.INVITE)
    return artisan


def at(name: str, membership: Membership) -> str:
    return reverse(f"memberships:{name}", args=[membership.pk])


def invited(cast) -> Membership:
    return inviting.invite(cluster=cast.cluster, artisan=a_free_maker(cast), by=cast.committee)


def test_an_officer_writes_a_yes_down_only_with_the_maker_beside_them(client, cast):
    membership = invited(cast)
    client.force_login(cast.officer)
    response = client.post(at("say_yes", membership))
    assert (response.status_code, said(response)) == (422, [SPOKEN])
    client.post(at("say_yes", membership), {"yes-assented": "on"})
    assert Membership.objects.values_list("state", "assent").get(pk=membership.pk) == ("ACCEPTED", "SPOKEN")


def test_of_two_who_invite_the_second_keeps_the_words_and_reads_what_happened(client, cast):
    membership = invited(cast)
    client.force_login(cast.officer)
    address = reverse("memberships:invite", args=[cast.cluster.code, membership.artisan.code])
    response = client.post(address, {"message": "Mari bergabung"})
    sentence = "Perajin ini sudah diundang dan boleh menerima undangannya."
    assert (response.status_code, said(response)) == (422, [sentence])
    assert "Mari bergabung" in response.content.decode()


def test_a_number_that_is_taken_comes_back_at_its_field(client, cast):
    MembershipFactory(cluster=cast.cluster, member_no="T-9")
    client.force_login(cast.committee)
    response = client.post(at("accept", cast.request), {f"accept{cast.request.pk}-member_no": "T-9"})
    assert (response.status_code, said(response)) == (422, ["Nomor T-9 sudah dipakai anggota lain."])
    assert 'value="T-9"' in response.content.decode()


def test_the_last_on_the_committee_is_asked_once_more_before_leaving(client, cast):
    seat = cast.cluster.memberships.committee().get()
    client.force_login(cast.committee)
    response = client.post(at("leave", seat))
    assert (response.status_code, said(response)) == (422, [SPOKEN])
    assert client.post(at("leave", seat), {"leave-alone": "on"}).status_code == 302
    assert Membership.objects.get(pk=seat.pk).state == MembershipState.LEFT


def member_answers(**changed) -> dict:
    """What the form sends, with what it carries of a membership about which nothing is kept yet."""
    kept = {"role": "MEMBER", "member_no": "", "decree_no": ""}
    return kept | {"started_on": "", "seen": sealed(kept | {"started_on": None})} | changed


def test_two_of_the_committee_who_write_the_same_answer_see_both_versions(client, cast):
    member = MembershipFactory(cluster=cast.cluster)
    client.force_login(cast.committee)
    page = client.get(at("detail", member)).content.decode()
    [seen] = re.findall(r'name="seen" value="([^"]*)"', page)
    first, second = (member_answers(seen=seen, member_no=number) for number in ("T-1", "T-2"))
    assert client.post(at("change", member), first).status_code == 302
    response = client.post(at("change", member), second)
    assert response.status_code == 422
    assert [(one.theirs, one.mine) for one in response.context["forms"]["member"].clashes] == [("T-1", "T-2")]
    carried = re.findall(r'name="(seen|theirs)" value="([^"]*)"', response.content.decode())
    assert client.post(at("change", member), second | dict(carried) | {"keep_member_no": "mine"}).status_code == 302
    assert Membership.objects.get(pk=member.pk).member_no == "T-2"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"started_on": "2100-01-01"}, "Hari itu belum tiba."),
        ({"started_on": "31-02-2026"}, "Masukkan tanggal yang valid."),
        ({"role": "KING"}, None),
        ({"decree_no": "a" * 81}, None),
    ],
)
def test_what_cannot_be_kept_of_a_member_comes_back(client, cast, typed, sentence):
    member = MembershipFactory(cluster=cast.cluster)
    client.force_login(cast.committee)
    response = client.post(at("change", member), member_answers(**typed))
    assert (response.status_code, len(said(response))) == (422, 1)
    assert sentence is None or said(response) == [sentence]


def test_letting_go_needs_a_reason(client, cast):
    member = MembershipFactory(cluster=cast.cluster)
    client.force_login(cast.committee)
    response = client.post(at("let_go", member), {"let-go-reason": "  "})
    assert (response.status_code, said(response)) == (422, [SPOKEN])
    assert Membership.objects.get(pk=member.pk).state == MembershipState.ACCEPTED


def test_who_asked_in_vain_and_is_shown_to_nobody_now_is_not_named_in_what_was(client, cast):
    hidden = ArtisanFactory(state=ArtisanState.ACTIVE, public_name="Anyam Sukma", region_id=PURWODINATAN)
    hidden.users.add(own := UserFactory(first_name="Bu Sukma"))
    gone = MembershipFactory(cluster=cast.cluster, artisan=hidden, state=MembershipState.REQUESTED, requested_by=own)
    joining.take_back(membership=gone, by=own)
    client.force_login(cast.committee)
    past = reverse("memberships:members", args=[cast.cluster.code], query={"past": 1})
    pages = [client.get(address).content.decode() for address in (past, f"{past}&q=sukma", at("detail", gone))]
    assert [("Sukma" in page) for page in pages] == [False, False, False]
    assert "Perajin yang tidak lagi ditampilkan" in pages[0]
    client.force_login(own)
    assert "Anyam Sukma" in client.get(at("detail", gone)).content.decode()


def test_members_are_found_by_name_and_role(client, cast):
    for name, role in (("Rajut Melati", MembershipRole.MEMBER), ("Anyam Kenanga", MembershipRole.TREASURER)):
        MembershipFactory(cluster=cast.cluster, role=role, artisan=ArtisanFactory(published=True, public_name=name))
    client.force_login(cast.committee)

    def found(**query) -> list[str]:
        page = client.get(reverse("memberships:members", args=[cast.cluster.code], query=query))
        return [membership.artisan.public_name for membership in page.context["page"]]

    assert found(q="melati") == ["Rajut Melati"]
    assert found(role="TREASURER") == ["Anyam Kenanga"]
    assert len(found(role="\x00")) == 3


def test_after_a_no_the_page_leads_to_asking_again_and_that_page_recalls_the_reason(client, cast):
    joining.decline(membership=cast.request, by=cast.committee, reason="Tunggu rapat")
    client.force_login(cast.artisan_user)
    ask = reverse("memberships:ask", args=[cast.cluster.code])
    assert f'href="{ask}"' in client.get(at("detail", cast.request)).content.decode()
    assert "Tunggu rapat" in client.get(ask).content.decode()
    client.post(ask, {"artisan": cast.artisan.pk, "message": "Sudah rapat"})
    assert f'href="{ask}"' not in client.get(at("detail", cast.request)).content.decode()


def test_who_has_left_meanwhile_is_given_no_role_and_the_committee_reads_why(client, cast):
    member = MembershipFactory(cluster=cast.cluster)
    Membership.objects.filter(pk=member.pk).update(state=MembershipState.LEFT)
    client.force_login(cast.committee)
    response = client.post(at("change", member), member_answers(role="SECRETARY"))
    assert (response.status_code, said(response)) == (422, ["Keanggotaan ini sudah berakhir."])
    assert Membership.objects.get(pk=member.pk).role == "MEMBER"


def test_the_words_of_a_request_taken_back_are_the_makers_again(client, cast):
    """A maker who is not public has no name at the committee then; what they wrote says who they are."""
    asking_back.write_to_committee(membership=cast.request, text="Nomor saya 0824-0004-0031", by=cast.artisan_user)
    Membership.objects.filter(pk=cast.request.pk).update(message="Saya dari Gang Zamrud")
    queue = reverse("memberships:queue", args=[cast.cluster.code])
    client.force_login(cast.committee)
    pages = [client.get(address).content.decode() for address in (at("detail", cast.request), queue)]
    assert all("Zamrud" in page and "0824-0004-0031" in page for page in pages)
    joining.take_back(membership=cast.request, by=cast.artisan_user)
    pages = [client.get(address).content.decode() for address in (at("detail", cast.request), queue)]
    assert not any("Zamrud" in page or "0824-0004-0031" in page or cast.artisan.public_name in page for page in pages)
    client.force_login(cast.artisan_user)
    own = client.get(at("detail", cast.request)).content.decode()
    assert "Zamrud" in own
    assert "0824-0004-0031" in own


def test_an_invited_maker_who_is_no_longer_shown_is_read_by_no_committee(client, cast):
    membership = invited(cast)
    asking_back.write_to_committee(membership=membership, text="Nomor saya 0824-0004-0031", by=cast.artisan_user)
    Artisan.objects.filter(pk=membership.artisan_id).update(state=ArtisanState.NEEDS_FIX)
    client.force_login(cast.committee)
    for address in (at("detail", membership), reverse("memberships:queue", args=[cast.cluster.code])):
        assert "0824-0004-0031" not in client.get(address).content.decode()
