"""The history of a record in plain words, whoever changed it and however."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse
from pghistory.core import event_models

from artisans.actions import papers
from artisans.actions.consents import give, withdraw
from artisans.actions.merging import merge
from artisans.choices import ConsentPurpose
from artisans.history import where_from
from artisans.models import Artisan, PersonIdentity
from products.models import Product
from regions.models import Region
from tests.cast import make_cast
from tests.factories import ArtisanFactory, CraftFactory, MembershipFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def visit(client, cast):
    client.force_login(cast.officer)
    return client


def told(visit, artisan: Artisan) -> list[tuple]:
    """The steps of the page, the latest first: who, where, and each line with its changes."""
    steps = visit.get(reverse("field:history", args=[artisan.code])).context["steps"]
    return [
        (step.who, step.where, line.title, [(one.label, one.old, one.new) for one in line.changes])
        for step in steps
        for line in step.lines
    ]


def an_hour_passes() -> None:
    """A test is one transaction, for which the database's clock stands still."""
    for events in event_models():
        events.objects.update(pgh_created_at=F("pgh_created_at") - timedelta(hours=1))


DATABASE = "oleh perintah atau langsung di basis data"


def test_a_change_of_many_rows_at_once_is_told_with_old_and_new(visit):
    artisan = ArtisanFactory(region_id="33.74.01.1011", public_name="Tas Lama")
    Artisan.objects.filter(pk=artisan.pk).update(public_name="Tas Baru", workers_male=3, region_id="33.74.01.1001")
    village, first = (Region.objects.get(code=code).path for code in ("33.74.01.1011", "33.74.01.1001"))
    assert [line[3] for line in told(visit, artisan)] == [
        [
            ("Nama yang ditampilkan", "Tas Lama", "Tas Baru"),
            ("Wilayah", village, first),
            ("Pekerja laki-laki", "–", "3"),
        ],
        [],
    ]
    assert [line[:3] for line in told(visit, artisan)] == [
        ("", DATABASE, "Catatan diubah"),
        ("", DATABASE, "Catatan dibuat"),
    ]


def test_raw_sql_is_told_too(visit):
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE artisans_artisan SET machines = '2 mesin jahit' WHERE id = %s", [artisan.pk])
    assert told(visit, artisan)[0] == (
        "", DATABASE, "Catatan diubah", [("Mesin dan alat", "–", "2 mesin jahit")]
    )  # fmt: skip


def test_rows_made_in_bulk_are_told(visit, cast):
    artisan = Artisan(public_name="Tas Goni", region_id="33.74.01.1011")
    Artisan.objects.bulk_create([artisan])
    assert told(visit, artisan) == [("", DATABASE, "Catatan dibuat", [])]


def test_of_personal_data_it_is_told_that_it_changed_and_no_value(visit, cast):
    artisan = ArtisanFactory(region_id="33.74.01.1011", place_note="Gang Zamrud")
    give(artisan=artisan, purpose=ConsentPurpose.STORE, method="SPOKEN", by=cast.officer)
    identity = PersonIdentity.objects.create(artisan=artisan, phone="+620000000001", legal_name="Siti Zubaidah")
    an_hour_passes()
    PersonIdentity.objects.filter(pk=identity.pk).update(phone="+620000000002", birth_year=1974)
    an_hour_passes()
    papers.keep_nik(artisan=artisan, nik="3374010104749999", by=cast.officer)
    an_hour_passes()
    Artisan.objects.filter(pk=artisan.pk).update(place_note="Gang Zirkon", lat=-7.0, lon=110.4)
    assert [line[2:] for line in told(visit, artisan)[:3]] == [
        ("Catatan diubah", [("Ancar-ancar tempat", "", ""), ("Lintang", "", ""), ("Bujur", "", "")]),
        ("Data pribadi diubah", [("Nomor induk kependudukan (NIK)", "", "")]),
        ("Data pribadi diubah", [("Nomor HP", "", ""), ("Tahun lahir", "", "")]),
    ]
    text = visit.get(reverse("field:history", args=[artisan.code])).content.decode()
    private = ["+620000", "0000-0001", "Zubaidah", "1974", "Zamrud", "Zirkon", "110,4", "-7,0", "3374010104749999"]
    assert [secret for secret in private if secret in text] == []


def test_what_is_done_on_a_page_names_the_person_and_the_page(visit, cast):
    an_hour_passes()
    visit.force_login(cast.colleague)
    visit.post(reverse("field:verify", args=[cast.waiting.code]))
    lines = told(visit, cast.waiting)
    assert {line[:2] for line in lines[:2]} == {(str(cast.colleague), "di halaman petugas")}
    assert ("Status", "Diajukan", "Terverifikasi") in [change for line in lines[:2] for change in line[3]]


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"user": 1, "url": "/petugas/catatan/"}, "di halaman petugas"),
        ({"user": 1, "url": "/en/officers/records/"}, "di halaman petugas"),
        ({"user": 1, "url": "/admin/artisans/artisan/1/change/"}, "di administrasi"),
        ({"user": 1, "url": "/en/admin/artisans/artisan/1/change/"}, "di administrasi"),
        ({"user": 1, "url": "/"}, "di halaman situs"),
        ({"user": 1, "url": "/halaman/yang/dulu/ada/"}, "di halaman situs"),
        ({"command": "reseal"}, "oleh perintah reseal"),
        ({}, DATABASE),
    ],
)
def test_where_a_change_came_from_is_said_in_words(metadata, words):
    assert where_from(metadata) == words


def test_crafts_consents_memberships_and_products_are_told(visit, cast):
    artisan = ArtisanFactory(region_id="33.74.01.1011", published=False)
    an_hour_passes()
    artisan.crafts.add(CraftFactory())
    an_hour_passes()
    artisan.crafts.clear()
    an_hour_passes()
    give(artisan=artisan, purpose=ConsentPurpose.PHOTO, method="SPOKEN", by=cast.officer)
    an_hour_passes()
    withdraw(artisan=artisan, purpose=ConsentPurpose.PHOTO, by=cast.officer)
    an_hour_passes()
    membership = MembershipFactory(artisan=artisan, cluster=cast.cluster, message="Rahasia kita")
    an_hour_passes()
    membership.delete()
    an_hour_passes()
    product = ProductFactory(artisan=artisan, name="Dompet", price=50_000)
    an_hour_passes()
    Product.objects.filter(pk=product.pk).update(price=60_000, description="Uraian baru")
    lines = [line[2:] for line in told(visit, artisan)][::-1]
    assert [title for title, _changes in lines] == [
        "Catatan dibuat",
        "Kerajinan ditambahkan: Tas",
        "Kerajinan dilepas: Tas",
        "Persetujuan diberikan: Menampilkan foto saya",
        "Persetujuan diubah: Menampilkan foto saya",
        f"Keanggotaan dimulai: {cast.cluster}",
        f"Keanggotaan dihapus: {cast.cluster}",
        "Produk ditambahkan: Dompet",
        "Produk diubah: Dompet",
    ]
    assert lines[-1][1] == [("Keterangan", "", ""), ("Harga dalam rupiah", "Rp\xa050.000", "Rp\xa060.000")]


def test_what_was_done_at_once_stands_together(visit, cast):
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    an_hour_passes()
    with pghistory.context(user=cast.officer.pk, url="/petugas/"):
        Artisan.objects.filter(pk=artisan.pk).update(public_name="Satu")
        Artisan.objects.filter(pk=artisan.pk).update(kind="GROUP")
    steps = visit.get(reverse("field:history", args=[artisan.code])).context["steps"]
    assert [(step.who, len(step.lines)) for step in steps] == [(str(cast.officer), 2), ("", 1)]


def test_the_history_of_a_merged_record_goes_on_in_the_one_that_stays(visit, cast):
    one, other = (ArtisanFactory(region_id="33.74.01.1011", public_name=name) for name in ("Satu", "Dua"))
    Artisan.objects.filter(pk=other.pk).update(machines="1 mesin obras")
    merge(survivor=one, merged=other, chosen=[], by=UserFactory())
    changes = [change for line in told(visit, one) for change in line[3]]
    assert ("Mesin dan alat", "–", "1 mesin obras") in changes


def test_a_record_from_before_the_history_says_so(visit):
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    artisan.events.all().delete()
    response = visit.get(reverse("field:history", args=[artisan.code]))
    assert "Belum ada perubahan yang tercatat." in response.content.decode()


def test_long_histories_come_a_page_at_a_time(visit):
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    for number in range(30):
        an_hour_passes()
        Artisan.objects.filter(pk=artisan.pk).update(workers_male=number)
    page = visit.get(reverse("field:history", args=[artisan.code])).context["page"]
    assert (page.paginator.count, len(page.object_list)) == (31, 24)
    assert len(told(visit, artisan)) == 24
    last = visit.get(reverse("field:history", args=[artisan.code], query={"page": 2}))
    assert len(last.context["steps"]) == 7


def test_the_page_asks_the_same_for_one_change_and_for_three(visit, cast, django_assert_num_queries):
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    for number in range(3):
        with pghistory.context(user=UserFactory().pk, url="/petugas/"):
            artisan.crafts.add(CraftFactory(slug=f"craft-{number}"))
            MembershipFactory(artisan=artisan)
            Artisan.objects.filter(pk=artisan.pk).update(region_id=f"33.74.0{number + 2}.1001")
        with django_assert_num_queries(QUERIES):
            visit.get(reverse("field:history", args=[artisan.code]))
