"""Who looked at private data: noted by the pages, read by heads of the agency and administrators."""

import pytest
from django.urls import reverse

from accounts.models import OfficerArea
from artisans.actions.reading import note_read
from artisans.choices import Read
from artisans.models import PrivateRead
from regions.models import Region
from tests.cast import BANDUNG_VILLAGE, make_cast
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db
QUERIES, ADMIN_QUERIES = 6, 8


@pytest.fixture
def cast():
    cast = make_cast()
    OfficerArea.objects.filter(user=cast.colleague).update(is_head=True)
    return cast


def seen(client, user, **query) -> list[tuple]:
    """What the list shows this person: record's code and reader of each row."""
    client.force_login(user)
    page = client.get(reverse("field:reads", query=query)).context["page"]
    return [(read.code, read.by_id) for read in page]


def test_opening_a_records_page_is_noted_where_it_shows_something_private(cast, client):
    client.force_login(cast.officer)
    for artisan in (cast.artisan, cast.waiting, cast.artisan):
        client.get(reverse("field:record", args=[artisan.code]))
    assert list(PrivateRead.objects.values_list("code", "what", "by")) == [
        (cast.artisan.code, "RECORD", cast.officer.pk)
    ]


def test_a_foreign_officer_sees_nothing_and_is_not_noted(cast, client):
    client.force_login(cast.foreign_officer)
    assert client.get(reverse("field:record", args=[cast.artisan.code])).status_code == 404
    assert not PrivateRead.objects.exists()


def test_a_head_reads_what_happened_in_the_own_region_only(cast, client):
    far = ArtisanFactory(region_id=BANDUNG_VILLAGE)
    note_read(artisan=cast.artisan, what=Read.NIK, by=cast.officer, why="Pelatihan")
    note_read(artisan=far, what=Read.NIK, by=cast.foreign_officer, why="Pelatihan")
    assert seen(client, cast.colleague) == [(cast.artisan.code, cast.officer.pk)]
    assert len(seen(client, cast.administrator)) == 2
    client.force_login(cast.officer)
    assert client.get(reverse("field:reads")).status_code == 404


def test_the_list_narrows_down(cast, client):
    other = ArtisanFactory(region_id="33.74.01.1011")
    note_read(artisan=cast.artisan, what=Read.NIK, by=cast.officer, why="Pelatihan")
    note_read(artisan=other, what=Read.RECORD, by=cast.colleague)
    note_read(region=Region.objects.get(code="33.74"), what=Read.EXPORT, by=cast.colleague, why="Laporan")
    nik, record, export = (cast.artisan.code, cast.officer.pk), (other.code, cast.colleague.pk), ("", cast.colleague.pk)
    day = "2020-01-01"
    for query, expected in [
        ({}, [export, record, nik]),
        ({"code": cast.artisan.spoken_code.lower()}, [nik]),
        ({"code": "xx"}, []),
        ({"by": cast.colleague.pk}, [export, record]),
        ({"by": cast.foreign_officer.pk}, [export, record, nik]),
        ({"what": "RECORD"}, [record]),
        ({"since": day}, [export, record, nik]),
        ({"until": day}, []),
        ({"until": "kemarin", "code": "\x00"}, [export, record, nik]),
    ]:
        assert seen(client, cast.colleague, **query) == expected, query


def test_a_head_is_led_from_the_record_to_who_looked(cast, client):
    note_read(artisan=cast.artisan, what=Read.NIK, by=cast.officer, why="Pelatihan")
    address = f"{reverse('field:reads')}?code={cast.artisan.spoken_code}"
    for reader, count in [(cast.colleague, 2), (cast.officer, None)]:
        client.force_login(reader)
        page = client.get(reverse("field:record", args=[cast.artisan.code]))
        assert page.context["reader_count"] == count
        assert (address in page.content.decode()) == bool(count)


def test_an_erased_record_is_named_by_its_code_without_a_link(cast, client):
    note_read(artisan=cast.artisan, what=Read.NIK, by=cast.officer, why="Pelatihan")
    PrivateRead.objects.create(code="ZZZZZ2", region_id="33.74", what=Read.NIK, by=cast.officer, why="Pelatihan")
    client.force_login(cast.colleague)
    text = client.get(reverse("field:reads")).content.decode()
    assert reverse("field:record", args=[cast.artisan.code]) in text
    assert "ZZZ-ZZ2" in text
    assert reverse("field:record", args=["ZZZZZ2"]) not in text


def test_the_list_asks_the_same_for_one_row_and_for_three(cast, client, django_assert_num_queries):
    client.force_login(cast.colleague)
    for _ in range(3):
        artisan = ArtisanFactory(region_id="33.74.01.1011")
        note_read(artisan=artisan, what=Read.NIK, by=UserFactory(), why="Pelatihan")
        with django_assert_num_queries(QUERIES):
            assert client.get(reverse("field:reads")).status_code == 200


@pytest.mark.parametrize("name", ["edit", "section_person", "section_place"])
def test_the_pages_that_change_what_is_private_are_noted_too(cast, client, name):
    client.force_login(cast.officer)
    assert client.get(reverse(f"field:{name}", args=[cast.artisan.code])).status_code == 200
    assert list(PrivateRead.objects.values_list("code", "what", "by")) == [
        (cast.artisan.code, "RECORD", cast.officer.pk)
    ]


def test_the_admins_page_of_a_record_is_noted_and_the_admin_lists_the_reads(cast, client):
    client.force_login(cast.colleague)
    address = reverse("admin:artisans_artisan_change", args=[cast.artisan.pk])
    assert (client.get(address).status_code, client.get(reverse("admin:artisans_artisan_add")).status_code) == (
        200,
        200,
    )
    read = PrivateRead.objects.get()
    assert (read.code, read.what, read.by) == (cast.artisan.code, "RECORD", cast.colleague)
    page = client.get(reverse("admin:artisans_privateread_changelist"))
    assert [row.pk for row in page.context["cl"].result_list] == [read.pk]
    assert client.get(reverse("admin:artisans_privateread_change", args=[read.pk])).status_code == 200
    client.force_login(cast.officer)
    assert client.get(reverse("admin:artisans_privateread_changelist")).status_code == 403


def test_the_admins_list_asks_the_same_for_one_row_and_for_three(cast, client, django_assert_num_queries):
    client.force_login(cast.colleague)
    client.get(reverse("admin:artisans_privateread_changelist"))
    for _ in range(3):
        note_read(artisan=ArtisanFactory(), what=Read.NIK, by=UserFactory(), why="Pelatihan")
        with django_assert_num_queries(ADMIN_QUERIES):
            client.get(reverse("admin:artisans_privateread_changelist"))
