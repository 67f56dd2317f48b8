"""The maker's page of the own record: what is told, what comes next, and what is changed at once or looked at first."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artisans.actions import wishes
from artisans.choices import ArtisanKind, ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, DataWish, PersonIdentity, PrivateRead
from core.versions import sealed
from tests.cast import UNDIALLABLE, make_cast
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    EnquiryFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)
from workshop.next_step import next_step
from workshop.record_forms import OWN_SECTIONS
from workshop.standing import kept_private, seen_by_all

pytestmark = pytest.mark.django_db
LATER = "Petugas memeriksanya dahulu"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(client, artisan: Artisan, name: str, **answers):
    """Fills in a section as its page showed it."""
    seen = sealed(OWN_SECTIONS[name].about(Artisan.objects.get(pk=artisan.pk)).fields["seen"].initial)
    return client.post(reverse(f"workshop:{name}", args=[artisan.code]), {"seen": seen} | answers)


def complete_maker(**values) -> Artisan:
    now = timezone.now()
    known = {"last_confirmed_at": now, "last_confirmed_by": UserFactory(), "confirmed_how": "VISIT"}
    known |= {"state": ArtisanState.ACTIVE, "photo": "artisans/x", "story": "Menjahit sejak 1990."}
    artisan = ArtisanFactory(**(known | values))
    ProductFactory(artisan=artisan)
    MembershipFactory(artisan=artisan, cluster=ClusterFactory())
    return artisan


ALL = set(ConsentPurpose)


@pytest.mark.parametrize(
    ("values", "agreed", "title"),
    [
        ({}, ALL, None),
        ({"state": ArtisanState.DORMANT, "story": ""}, ALL, "Saya aktif lagi"),
        ({"last_confirmed_at": timezone.now() - timezone.timedelta(days=400)}, ALL, "Masih aktif"),
        ({}, ALL - {ConsentPurpose.PUBLIC_PROFILE}, "Biarkan pembeli menemukan Anda"),
        ({"photo": "", "story": ""}, ALL, "Tambah foto"),
        ({}, ALL - {ConsentPurpose.PHOTO}, "Tampilkan foto Anda"),
        ({"story": ""}, ALL, "Ceritakan kisah Anda"),
    ],
)
def test_one_thing_comes_next(values, agreed, title):
    step = next_step(complete_maker(**values), agreed)
    assert (step and step.title) == title


@pytest.mark.parametrize(
    ("waiting", "title"),
    [
        ({"state": "INVITED", "is_invitation": True, "awaits_maker": True, "assent": ""}, "Jawab undangan"),
        ({"state": "REQUESTED", "awaits_maker": True}, "Jawab pengurus"),
        ({"state": "REQUESTED"}, None),
    ],
)
def test_who_waits_for_an_answer_comes_first(waiting, title):
    artisan = complete_maker()
    MembershipFactory(artisan=artisan, cluster=ClusterFactory(), **waiting)
    step = next_step(artisan, ALL)
    assert (step and step.title) == title
    EnquiryFactory(artisan=artisan)
    assert next_step(artisan, ALL).title == "Jawab pembeli"


def test_without_product_or_cluster_those_come_next():
    artisan = complete_maker()
    artisan.memberships.all().delete()
    assert next_step(artisan, ALL).title == "Bergabung dengan klaster"
    artisan.products.all().delete()
    assert next_step(artisan, ALL).title == "Tambah produk"


def test_what_all_see_and_what_stays_private_is_told_in_words():
    artisan = complete_maker(place_note="Gang Zamrud 7")
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE, nik_sealed="x", nik_hash="y")
    assert seen_by_all(artisan, {ConsentPurpose.PHOTO}) == [
        "nama",
        "kerajinan",
        "desa atau kelurahan",
        "cerita",
        "foto",
    ]
    assert kept_private(artisan, {ConsentPurpose.PHOTO}) == ["nomor telepon", "letak persis", "NIK"]
    assert seen_by_all(artisan, {ConsentPurpose.SHOW_NUMBER})[-1] == "nomor telepon"


def test_the_page_itself_holds_nothing_private():
    cast = make_cast()
    Artisan.objects.filter(pk=cast.artisan.pk).update(place_note="Gang Zamrud 7")
    page = client_of(cast.artisan_user).get(reverse("workshop:home", args=[cast.artisan.code])).content.decode()
    assert [word for word in (UNDIALLABLE, UNDIALLABLE[3:], "Gang Zamrud") if word in page] == []
    assert "letak persis" in page


def test_work_and_story_are_changed_at_once_and_the_history_says_by_whom():
    cast = make_cast()
    client = client_of(cast.artisan_user)
    assert send(client, cast.artisan, "work", workers_female="3", work_mode="MAIN").status_code == 302
    assert send(client, cast.artisan, "story", story="Menjahit sejak 1990.").status_code == 302
    cast.artisan.refresh_from_db()
    assert (cast.artisan.workers_female, cast.artisan.story) == (3, "Menjahit sejak 1990.")
    event = cast.artisan.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["user"] == cast.artisan_user.pk


def test_the_name_of_a_verified_record_waits_for_the_officer():
    cast = make_cast()
    client = client_of(cast.artisan_user)
    assert LATER in client.get(reverse("workshop:name", args=[cast.artisan.code])).content.decode()
    answers = {"public_name": "Tas Goni Jaya", "kind": ArtisanKind.BUSINESS, "region": cast.artisan.region_id}
    assert send(client, cast.artisan, "name", **answers).status_code == 302
    wish = DataWish.objects.get()
    assert (wish.wish, wish.state, wish.asked_by) == ("CORRECTION", "OPEN", cast.artisan_user)
    assert wish.text == "Nama yang ditampilkan: Tas Goni Lestari → Tas Goni Jaya\nSiapa perajinnya?: Perorangan → Usaha"
    cast.artisan.refresh_from_db()
    assert cast.artisan.public_name == "Tas Goni Lestari"
    again = send(client, cast.artisan, "name", **answers)
    page = again.content.decode()
    assert (again.status_code, "sudah menunggu petugas" in page, "Tas Goni Jaya" in page) == (422, True, True)


def test_an_unchanged_name_asks_nothing_and_that_of_a_draft_changes_at_once():
    cast = make_cast()
    client = client_of(cast.artisan_user)
    same = {"public_name": "Tas Goni Lestari", "kind": "INDIVIDUAL", "region": cast.artisan.region_id}
    send(client, cast.artisan, "name", **same)
    assert DataWish.objects.count() == 0
    draft = ArtisanFactory(state=ArtisanState.DRAFT)
    draft.users.add(cast.artisan_user)
    send(client, draft, "name", **same | {"public_name": "Bengkel Baru", "region": draft.region_id})
    draft.refresh_from_db()
    assert draft.public_name == "Bengkel Baru"


def test_maker_and_officer_at_once_see_both_versions():
    cast = make_cast()
    seen = sealed(OWN_SECTIONS["story"].about(cast.artisan).fields["seen"].initial)
    Artisan.objects.filter(pk=cast.artisan.pk).update(story="Dari petugas")
    address = reverse("workshop:story", args=[cast.artisan.code])
    response = client_of(cast.artisan_user).post(address, {"seen": seen, "story": "Dari saya"})
    page = response.content.decode()
    assert (response.status_code, "Dari petugas" in page, "Dari saya" in page) == (422, True, True)
    cast.artisan.refresh_from_db()
    assert cast.artisan.story == "Dari petugas"


def test_a_telephone_number_needs_the_consent_to_be_kept():
    cast = make_cast()
    client = client_of(cast.artisan_user)
    number = {"phone": UNDIALLABLE}
    refused = send(client, cast.artisan, "person", **number, legal_name="Contoh")
    assert (refused.status_code, "hanya disimpan jika" in refused.content.decode()) == (422, True)
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    assert send(client, cast.artisan, "person", legal_name="Contoh", phone=UNDIALLABLE).status_code == 302
    assert PersonIdentity.objects.get(artisan=cast.artisan).legal_name == "Contoh"


def test_the_own_yes_and_no_count_at_once():
    cast = make_cast()
    client, code = client_of(cast.artisan_user), cast.artisan.code
    client.post(reverse("workshop:give_consent", args=[code, "PUBLIC_PROFILE"]))
    consent = cast.artisan.consents.get()
    assert (consent.method, consent.witness) == (ConsentMethod.OWN_ACCOUNT, cast.artisan_user)
    assert Client().get(cast.artisan.get_absolute_url()).status_code == 200
    client.post(reverse("workshop:withdraw_consent", args=[code, "PUBLIC_PROFILE"]))
    assert Client().get(cast.artisan.get_absolute_url()).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_by == cast.artisan_user
    assert client.post(reverse("workshop:give_consent", args=[code, "x"])).status_code == 404


def test_without_the_consent_to_keep_the_record_the_way_leads_to_erasure():
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    client = client_of(cast.artisan_user)
    page = client.get(reverse("workshop:consents", args=[cast.artisan.code])).content.decode()
    assert reverse("workshop:erasure", args=[cast.artisan.code]) in page
    client.post(reverse("workshop:withdraw_consent", args=[cast.artisan.code, "STORE"]))
    assert cast.artisan.consents.standing().count() == 1


def test_one_row_and_three_rows_cost_the_same(django_assert_num_queries):
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan)
    client = client_of(cast.artisan_user)
    for number in range(3):
        MembershipFactory(artisan=cast.artisan, cluster=ClusterFactory())
        ProductFactory(artisan=cast.artisan, published=True)
        if number in {0, 2}:
            with django_assert_num_queries(17):
                client.get(reverse("workshop:home", args=[cast.artisan.code]))


def test_an_officer_who_helps_is_noted_where_private_data_stands():
    cast = make_cast()
    client = client_of(cast.officer)
    client.get(reverse("workshop:person", args=[cast.artisan.code]))
    client_of(cast.artisan_user).get(reverse("workshop:person", args=[cast.artisan.code]))
    assert list(PrivateRead.objects.values_list("by", "what")) == [(cast.officer.pk, "RECORD")]
    wishes.ask_for_erasure(artisan=cast.artisan, by=cast.artisan_user)
    assert "menunggu petugas" in client.get(reverse("workshop:home", args=[cast.artisan.code])).content.decode()
