"""Taking records along as a file: what is in it, what never is, and what is noted about it."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from accounts.models import OfficerArea
from artisans.choices import ArtisanState, Confirmed, Read
from artisans.models import Artisan, PersonIdentity, PrivateRead
from regions.models import Region
from sheets.actions import exporting
from sheets.columns import proposed
from sheets.exporting import guarded
from sheets.models import Export
from tests.cast import BANDUNG, BANDUNG_VILLAGE, PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, CraftFactory, UserFactory

pytestmark = pytest.mark.django_db
MOMENT = timezone.make_aware(datetime(2026, 3, 1, 1, 0))  # noqa: DTZ001 - Jakarta's; in UTC it is February still


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG], first_name="Petugas Contoh")


def a_maker(name: str, **values) -> Artisan:
    artisan = ArtisanFactory(public_name=name, region_id=values.pop("region_id", PURWODINATAN), **values)
    Artisan.objects.filter(pk=artisan.pk).update(registered_at=MOMENT)
    return artisan


def taken(officer, address: str = "", **answers):
    """The answer to the form, sent from the page with these filters in its address."""
    client = Client()
    client.force_login(officer)
    return client.post(reverse("sheets:export") + address, {"file_format": "csv"} | answers)


def lines(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(answer).decode("utf-8-sig"), newline="")))


def content(answer) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def cells(answer) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content(answer))).get_sheet_by_index(0).to_python()


HEADINGS = [
    "Kode", "Nama", "Jenis", "Kerajinan", "Desa/Kelurahan", "Kecamatan", "Kabupaten/Kota", "Provinsi", "Kode wilayah",
    "Status catatan", "Tanggal terdaftar", "Tanggal verifikasi", "Terakhir dikonfirmasi", "Pekerja laki-laki",
    "Pekerja perempuan", "Sifat pekerjaan", "Mesin dan alat",
]  # fmt: skip
PRIVATE_HEADINGS = ["No. HP", "Nama sesuai KTP", "Tahun lahir", "NIB", "Ancar-ancar tempat"]


def test_a_file_holds_what_the_officer_may_see_in_plain_columns(officer):
    maker = a_maker(
        "Tas Goni Lestari",
        state=ArtisanState.ACTIVE,
        workers_male=0,
        workers_female=3,
        work_mode="MAIN",
        machines="2 mesin jahit",
        last_confirmed_at=MOMENT,
        last_confirmed_by=officer,
        confirmed_how=Confirmed.VISIT,
        place_note="Gang sebelah toko kain",
    )
    for slug in ("bag", "batik"):
        maker.crafts.add(CraftFactory(slug=slug))
    a_maker("Tas Bandung", region_id=BANDUNG_VILLAGE)
    row = [
        maker.spoken_code, "Tas Goni Lestari", "Perorangan", "Batik, Tas", "Purwodinatan", "Semarang Tengah",
        "Kota Semarang", "Jawa Tengah",
    ]  # fmt: skip
    rest = ["0", "3", "Pekerjaan utama", "2 mesin jahit"]
    assert lines(taken(officer)) == [
        HEADINGS,
        [*row, f"'{PURWODINATAN}", "Terverifikasi", "2026-03-01", "", "2026-03-01", *rest],
    ]
    day = date(2026, 3, 1)
    assert cells(taken(officer, file_format="xlsx")) == [
        HEADINGS,
        [*row, PURWODINATAN, "Terverifikasi", day, "", day, 0.0, 3.0, "Pekerjaan utama", "2 mesin jahit"],
    ]


def test_a_record_of_a_district_has_no_village(officer):
    a_maker("Tas Kecamatan", region_id="33.74.01")
    [_headings, row] = lines(taken(officer))
    assert row[4:9] == ["", "Semarang Tengah", "Kota Semarang", "Jawa Tengah", "'33.74.01"]


def test_in_english_the_columns_are_english(officer):
    a_maker("Tas Goni").crafts.add(CraftFactory())
    with translation.override("en"):
        headings, row = lines(taken(officer))
    assert headings[:4] == ["Code", "Name", "Kind", "Craft"]
    assert row[2:4] == ["Individual", "Bags"]


def test_filters_choose_the_records_and_leads_go_along_only_when_asked_for(officer):
    for state in ArtisanState:
        a_maker(state.value, state=state)
    a_maker("Lain kecamatan", region_id="33.74.08.1002")

    def names(address: str) -> list[str]:
        return [row[1] for row in lines(taken(officer, address))[1:]]

    assert names("") == ["ACTIVE", "CLOSED", "DORMANT", "DRAFT", "Lain kecamatan", "NEEDS_FIX", "SUBMITTED"]
    assert names("?state=LEAD") == ["LEAD"]
    assert names("?region=33.74.08") == ["Lain kecamatan"]
    assert names("?q=drAF") == ["DRAFT"]


def test_a_filter_that_is_not_understood_takes_nothing_along(officer):
    a_maker("Tas Goni")
    answer = taken(officer, "?region=32.73&state=ACTIVE")
    assert (answer.status_code, Export.objects.count()) == (422, 0)
    assert "Wilayah ini tidak dapat dipilih di sini." in answer.content.decode()


def private_maker(**values) -> Artisan:
    maker = a_maker("Tas Goni", place_note="Rumah bercat biru")
    PersonIdentity.objects.create(
        artisan=maker,
        **{"phone": "+6282400000001", "legal_name": "Nama Rekaan", "birth_year": 1974, "nib": "0220001112223"} | values,
    )
    return maker


def test_personal_data_goes_along_only_with_a_reason_and_is_noted_for_the_regency(officer):
    private_maker()
    assert [row[17:] for row in lines(taken(officer))] == [[], []]
    refused = taken(officer, with_private="on", why="  ")
    assert refused.status_code == 422
    assert "Tuliskan untuk apa data pribadi itu diperlukan." in refused.content.decode()
    assert not PrivateRead.objects.exists()
    answer = taken(officer, with_private="on", why="Undangan pelatihan", file_format="xlsx")
    headings, row = cells(answer)
    assert headings == [*HEADINGS, *PRIVATE_HEADINGS]
    assert row[17:] == ["0824-0000-0001", "Nama Rekaan", 1974.0, "0220001112223", "Rumah bercat biru"]
    [read] = PrivateRead.objects.values("code", "region_id", "what", "why", "by")
    assert read == {
        "code": "", "region_id": SEMARANG, "what": Read.EXPORT, "why": "Undangan pelatihan", "by": officer.pk
    }  # fmt: skip
    assert list(Export.objects.order_by("pk").values_list("row_count", "with_private", "why", "file_format")) == [
        (1, False, "", "csv"),
        (1, True, "Undangan pelatihan", "xlsx"),
    ]


def test_a_reason_without_personal_data_is_not_kept(officer):
    content(taken(officer, why="Lupa mencentang"))
    assert list(Export.objects.values_list("with_private", "why")) == [(False, "")]


def test_the_nik_is_in_no_file(officer):
    private_maker(nik_sealed="disegel", nik_hash="a" * 64)
    answers = [content(taken(officer, with_private="on", why="Uji", file_format=kind)) for kind in ("csv", "xlsx")]
    assert b"disegel" not in answers[0]
    assert b"disegel" not in zipfile.ZipFile(io.BytesIO(answers[1])).read("xl/worksheets/sheet1.xml")


def test_numbers_survive_a_spreadsheet_program(officer):
    private_maker()
    private_maker(phone=UNDIALLABLE, nib="")
    private_maker(phone="", legal_name="", birth_year=None, nib="")
    rows = lines(taken(officer, with_private="on", why="Uji"))[1:]
    assert sorted((row[17], row[20]) for row in rows) == [
        ("", ""),
        (f"'{UNDIALLABLE}", ""),
        ("0824-0000-0001", "'0220001112223"),
    ]


FORMULAS = [
    '=HYPERLINK("http://x.example","Klik")', "+62=1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
    "\u200b=1", "\ufeff=1", "＝1+1", "＋1", "－1", "＠x",
]  # fmt: skip


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(officer, words):
    a_maker(words)
    row = lines(taken(officer))[1]
    assert row[1].startswith("'")
    file = zipfile.ZipFile(io.BytesIO(content(taken(officer, file_format="xlsx"))))
    assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")
    assert [name for name in file.namelist() if "hyperlink" in name.lower() or name.endswith(".bin")] == []


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Tas \x01Goni\x1b[31m", "Tas  Goni [31m"),
        ("Baris\r\nkedua", "Baris  kedua"),
        ("Aman = sekali", "Aman = sekali"),
        ("3", "'3"),
        ("10.30", "'10.30"),
        ("Toko 3", "Toko 3"),
        ("", ""),
        (3, 3),
        (None, None),
    ],
)
def test_text_in_a_plain_table_is_what_it_seems(cell, written):
    assert guarded(cell) == written


def test_the_file_is_noted_in_words_and_the_note_is_kept_for_ever(officer):
    bag = CraftFactory()
    a_maker("Tas Goni").crafts.add(bag)
    used = f"?region=33.74.01&craft=bag&state=DRAFT&registered_by={officer.pk}&confirmed_before=2030-01-02&due=on"
    content(taken(officer, used))
    export = Export.objects.get()
    assert export.filters == {
        "state": "DRAFT",
        "craft": "Tas",
        "region": "33.74.01 Kecamatan Semarang Tengah, Kota Semarang, Jawa Tengah",
        "registered_by": "Petugas Contoh",
        "confirmed_before": "2030-01-02",
        "due": "True",
    }
    client = Client()
    client.force_login(officer)
    page = client.get(reverse("sheets:exports")).content.decode()
    assert "Draf" in page
    assert "Kecamatan Semarang Tengah" in page
    for change in (lambda: Export.objects.update(row_count=0), lambda: Export.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nothing_is_noted_when_the_file_cannot_be_written(officer, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 0)
    a_maker("Tas Goni")
    answer = taken(officer)
    assert (answer.status_code, Export.objects.count()) == (422, 0)
    assert "satu berkas memuat paling banyak 0" in answer.content.decode()


def test_the_head_sees_what_the_officers_there_took_and_nobody_else_does(officer):
    head, colleague, administrator = (
        UserFactory(areas=[SEMARANG]),
        UserFactory(areas=[SEMARANG]),
        UserFactory(administrator=True),
    )
    OfficerArea.objects.filter(user=head).update(is_head=True)
    foreign_head = UserFactory(areas=[BANDUNG])
    OfficerArea.objects.filter(user=foreign_head).update(is_head=True)
    content(taken(officer))

    def seen(person) -> int:
        client = Client()
        client.force_login(person)
        return len(client.get(reverse("sheets:exports")).context["page"].object_list)

    people = (officer, head, administrator, colleague, foreign_head)
    assert [seen(person) for person in people] == [1, 1, 1, 0, 0]


def test_a_file_costs_as_many_questions_for_three_records_as_for_one(officer):
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            content(taken(officer, with_private="on", why="Uji"))
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]])

    private_maker().crafts.add(CraftFactory())
    first = questions()
    for slug in ("batik", "bag"):
        private_maker().crafts.add(CraftFactory(slug=slug))
    assert questions() == first


def test_the_list_of_files_asks_the_same_for_one_and_three(officer, client, django_assert_num_queries):
    client.force_login(officer)
    for files in (1, 2):
        for _ in range(files):
            content(taken(officer, "?region=33.74.01"))
        with django_assert_num_queries(5):
            client.get(reverse("sheets:exports"))


def test_the_import_knows_the_columns_of_a_file():
    known = proposed([*HEADINGS, *PRIVATE_HEADINGS], Region.objects.get(code=SEMARANG))
    named = {[*HEADINGS, *PRIVATE_HEADINGS][int(position)]: field for position, field in known.items() if field}
    assert named == {
        "Nama": "name",
        "Kerajinan": "craft",
        "Desa/Kelurahan": "village",
        "Kecamatan": "district",
        "Kabupaten/Kota": "regency",
        "Provinsi": "province",
        "Pekerja laki-laki": "workers_male",
        "Pekerja perempuan": "workers_female",
        "Mesin dan alat": "machines",
        "No. HP": "phone",
        "Nama sesuai KTP": "person",
        "Tahun lahir": "birth_year",
        "NIB": "nib",
    }
