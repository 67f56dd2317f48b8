"""An office's spreadsheet becomes drafts: uploaded, mapped, checked row by row, written, taken back."""

import pytest
from django.utils import timezone

from accounts.models import User
from artisans.actions.papers import place_of
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from core import sealing
from regions.models import Region
from sheets.actions import choosing, importing
from sheets.actions.writing import PURPOSES
from sheets.choices import BatchState, ConsentBasis, RowChoice, Verdict
from sheets.models import ColumnMemory, ImportBatch
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory
from tests.sheets.made_files import csv_bytes, messy_rows, new_name, ods, phone, uploaded, xls, xlsx

pytestmark = pytest.mark.django_db
HEADINGS = ["Nama Pemilik", "Nama Usaha", "Desa", "Kecamatan", "No HP", "NIK"]
NIK = "3374014512740001"


@pytest.fixture
def officer() -> User:
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def bag():
    return CraftFactory()


def start(
    officer: User, rows, *, basis: str = ConsentBasis.STORE, content: bytes | None = None, name: str = "a.xlsx", **more
):
    batch = importing.upload(
        file=uploaded(content or xlsx(rows), name), office=Region.objects.get(pk=SEMARANG), by=officer
    )
    return confirmed(batch, officer, basis=basis, **more)


def confirmed(batch: ImportBatch, officer: User, *, basis: str = ConsentBasis.STORE, **more) -> ImportBatch:
    answers = {"mapping": batch.mapping, "default_region": None, "default_craft": None, "consent_basis": basis}
    importing.confirm_columns(batch=batch, by=officer, consent_source="Map merah", **(answers | more))
    return importing.work(batch=batch, by=officer)


def write(batch: ImportBatch, officer: User) -> ImportBatch:
    importing.begin_writing(batch=batch, by=officer)
    return importing.work(batch=batch, by=officer)


def in_the_register(count: int) -> list[tuple[str, str]]:
    """Makers of Purwodinatan; the sheet writes their phones as Excel keeps numbers."""
    found = []
    for number in range(count):
        name = f"Batik {new_name(999 - number)}"
        artisan = ArtisanFactory(public_name=name, region_id=PURWODINATAN)
        PersonIdentity.objects.create(artisan=artisan, phone=phone(900 + number))
        found.append((name, int(phone(900 + number)[1:])))
    return found


def verdicts(batch: ImportBatch) -> dict[str, int]:
    return {verdict: count for verdict, count in batch.rows.counts().items() if verdict}


def test_a_messy_sheet_of_300_rows_is_understood(officer, bag):
    batch = start(officer, messy_rows(in_the_register(20)))
    assert (batch.state, batch.header_row) == (BatchState.CHECKED, 4)
    # Left out are the headings once more and the sum.
    assert verdicts(batch) == {Verdict.NEW: 268, Verdict.EXISTS: 20, Verdict.BROKEN: 12, Verdict.LEFT_OUT: 2}
    assert [list(row.problems) for row in batch.rows.filter(verdict=Verdict.BROKEN).order_by("number")] == [
        *[["region"]] * 4,
        *[["phone"]] * 4,
        *[["public_name"]] * 4,
    ]
    batch = write(batch, officer)
    assert batch.state == BatchState.WRITTEN
    assert Artisan.objects.filter(registered_by=officer).count() == 268


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (xlsx, "a.xlsx"),
        (xls, "a.xls"),
        (ods, "a.ods"),
        (csv_bytes, "a.csv"),
        (lambda rows: csv_bytes(rows, delimiter=";", encoding="cp1252"), "a.csv"),
        (lambda rows: csv_bytes(rows, delimiter="\t", encoding="utf-16"), "a.csv"),
        (lambda rows: b"sep=;\r\n" + csv_bytes(rows, delimiter=";", encoding="utf-8"), "a.csv"),
    ],
    ids=["xlsx", "xls", "ods", "csv", "csv of Windows", "csv in UTF-16", "csv of Excel"],
)
def test_every_kind_of_file_says_the_same(officer, make, name):
    rows = [HEADINGS, ["Siti Wulan", "Tas José", "Jatingaleh", "Candisari", phone(1), NIK]]
    batch = start(officer, rows, content=make(rows), name=name)
    row = batch.rows.get(verdict=Verdict.NEW)
    sealed, hashed = row.values.pop("nik_sealed"), row.values.pop("nik_hash")
    assert row.values == {
        "public_name": "Tas José",
        "kind": "INDIVIDUAL",
        "crafts": [],
        "legal_name": "Siti Wulan",
        "phone": phone(1),
        "region": "33.74.08.1002",
    }
    assert hashed == sealing.keyed_hash(NIK)
    assert NIK not in f"{row.cells}{sealed}"


def test_a_written_row_is_a_draft_with_everything_that_belongs_to_it(officer, bag):
    headings = [*HEADINGS, "Alamat", "RT/RW", "Jenis Kerajinan", "Jml Tenaga Kerja L/P", "Thn Lahir", "NIB"]
    rows = [
        headings,
        ["Siti Wulan", "Tas Lestari", "Jatingaleh", "", phone(1), NIK, "Jl. Mawar 3", "2/5", "Kerajinan Tas", "2/3",
         "Semarang, 12-05-1974", "1234567890123"],
    ]  # fmt: skip
    batch = write(start(officer, rows, basis=ConsentBasis.PROFILE), officer)
    artisan = Artisan.objects.get(registered_by=officer)
    assert {name: getattr(artisan, name) for name in ("public_name", "state", "region_id", "place_note")} == {
        "public_name": "Tas Lestari",
        "state": ArtisanState.DRAFT,
        "region_id": "33.74.08.1002",
        "place_note": "Jl. Mawar 3, 2/5",
    }
    assert (artisan.workers_male, artisan.workers_female, list(artisan.crafts.all())) == (2, 3, [bag])
    identity = artisan.identity
    assert (identity.legal_name, identity.phone, identity.birth_year, identity.nib) == (
        "Siti Wulan", phone(1), 1974, "1234567890123",
    )  # fmt: skip
    assert sealing.open_sealed(identity.nik_sealed, bound_to=place_of(artisan.pk)) == NIK
    assert set(artisan.consents.values_list("purpose", "method", "witness")) == {
        (ConsentPurpose.STORE, ConsentMethod.SIGNED, officer.pk),
        (ConsentPurpose.PUBLIC_PROFILE, ConsentMethod.SIGNED, officer.pk),
    }
    change = artisan.state_changes.get()
    assert (change.to_state, change.by) == (ArtisanState.DRAFT, officer)
    assert "Map merah" in change.reason
    assert list(batch.rows.exclude(made=None).values_list("made", "is_done", "cells", "values", "keys")) == [
        (artisan.pk, True, [], {}, [])
    ]


def test_without_consent_nothing_personal_is_kept(officer, bag):
    headings = [*HEADINGS, "Alamat", "Kerajinan"]
    rows = [headings, ["Siti Wulan", "Tas Lestari", "Jatingaleh", "", phone(1), NIK, "Jl. Mawar 3", "tas"]]
    write(start(officer, rows, basis=ConsentBasis.NONE), officer)
    artisan = Artisan.objects.get(registered_by=officer)
    assert (artisan.public_name, artisan.region_id, artisan.place_note) == ("Tas Lestari", "33.74.08.1002", "")
    identity = artisan.identity
    assert (identity.phone, identity.legal_name, identity.nik_sealed, identity.birth_year) == ("", "", "", None)
    assert artisan.consents.count() == 0


def test_the_same_maker_twice_in_a_sheet_is_noticed(officer):
    rows = [
        HEADINGS,
        ["Siti Wulan", "", "Jatingaleh", "", phone(1), ""],
        ["Hj. Siti WULAN", "", "Jati Ngaleh", "Candisari", phone(1), ""],
        ["Siti Wulan", "", "Jatingaleh", "", phone(2), ""],
    ]
    batch = start(officer, rows)
    assert list(batch.rows.exclude(verdict="").order_by("number").values_list("number", "verdict", "same_as")) == [
        (2, Verdict.NEW, None),
        (3, Verdict.EXISTS, 2),
        (4, Verdict.NEW, None),
    ]


def test_a_gap_is_filled_and_nothing_is_overwritten(officer, bag):
    artisan = ArtisanFactory(public_name="Tas Lestari Wulandari", region_id=PURWODINATAN, workers_male=9)
    PersonIdentity.objects.create(artisan=artisan, phone=phone(1))
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    headings = [*HEADINGS, "Kerajinan", "TK L", "TK P"]
    rows = [headings, ["Siti", "Tas Lestari Wulandari", "Purwodinatan", "", phone(1), NIK, "tas", 1, 2]]
    batch = start(officer, rows)
    row = batch.rows.get(verdict=Verdict.EXISTS)
    assert row.match == artisan
    choosing.choose(row=row, choice=RowChoice.FILL, by=officer)
    batch = write(batch, officer)
    artisan.refresh_from_db()
    identity = artisan.identity
    assert (artisan.workers_male, artisan.workers_female, list(artisan.crafts.all())) == (9, 2, [bag])
    assert (identity.phone, identity.legal_name) == (phone(1), "Siti")
    assert sealing.open_sealed(identity.nik_sealed, bound_to=place_of(artisan.pk)) == NIK
    importing.begin_undoing(batch=batch, by=officer)
    importing.work(batch=batch, by=officer)
    artisan.refresh_from_db()
    identity.refresh_from_db()
    assert (artisan.workers_male, artisan.workers_female, list(artisan.crafts.all())) == (9, None, [])
    assert (identity.phone, identity.legal_name, identity.nik_sealed, identity.nik_hash) == (phone(1), "", "", "")


def test_a_record_without_consent_is_not_filled_with_personal_data(officer):
    artisan = ArtisanFactory(public_name="Tas Lestari Wulandari", region_id=PURWODINATAN)
    rows = [HEADINGS, ["Siti", "Tas Lestari Wulandari", "Purwodinatan", "", phone(1), NIK]]
    batch = start(officer, rows)
    choosing.choose(row=batch.rows.get(verdict=Verdict.EXISTS), choice=RowChoice.FILL, by=officer)
    write(batch, officer)
    assert not PersonIdentity.objects.filter(artisan=artisan).exclude(phone="", legal_name="", nik_hash="").exists()


def test_another_person_becomes_a_record_and_a_skipped_one_does_not(officer):
    existing = in_the_register(2)
    rows = [HEADINGS, *[["", name, "Purwodinatan", "", number, ""] for name, number in existing]]
    batch = start(officer, rows)
    assert verdicts(batch) == {Verdict.EXISTS: 2}
    choosing.choose(row=batch.rows.get(number=2), choice=RowChoice.NEW, by=officer)
    write(batch, officer)
    assert list(Artisan.objects.filter(registered_by=officer).values_list("public_name", flat=True)) == [existing[0][0]]


def test_a_record_of_another_office_cannot_be_filled(officer):
    artisan = ArtisanFactory(public_name="Tas Lestari Wulandari", region_id="32.73.01.1001")
    PersonIdentity.objects.create(artisan=artisan, phone=phone(1))
    batch = start(officer, [HEADINGS, ["", "Tas Lestari Wulandari", "Purwodinatan", "", phone(1), ""]])
    row = batch.rows.get(verdict=Verdict.EXISTS)
    with pytest.raises(choosing.NotYours):
        choosing.choose(row=row, choice=RowChoice.FILL, by=officer)
    assert choosing.choose_for_all(batch=batch, choice=RowChoice.FILL, by=officer) == 0


def test_a_place_outside_the_area_is_broken_with_a_sentence(officer):
    batch = start(officer, [HEADINGS, ["", "Tas Wulan", "Rowosari", "Ulujami", "", ""]])
    said = batch.rows.get(verdict=Verdict.BROKEN).problems["region"]["text"]
    assert said == "Desa Rowosari, Kabupaten Pemalang berada di luar wilayah kerja Anda."


def test_an_area_taken_away_after_the_dry_run_counts(officer):
    batch = start(officer, [HEADINGS, ["", "Tas Wulan", "Jatingaleh", "", "", ""]])
    officer.areas.update(region_id="32.73")
    batch = write(batch, User.objects.get(pk=officer.pk))
    assert verdicts(batch) == {Verdict.BROKEN: 1}
    assert Artisan.objects.count() == 0


def test_a_corrected_row_is_checked_at_once_and_outlives_another_look_at_the_columns(officer):
    name, number = in_the_register(1)[0]
    batch = start(officer, [HEADINGS, ["", name, "Negeri Dongeng", "", number, ""]])
    row = batch.rows.get(verdict=Verdict.BROKEN)
    values = {"public_name": name, "region": PURWODINATAN, "kind": "INDIVIDUAL", "crafts": []}
    row = choosing.correct(row=row, values=values, by=officer)
    assert (row.verdict, row.match.public_name) == (Verdict.EXISTS, name)
    batch = confirmed(batch, officer)
    assert verdicts(batch) == {Verdict.EXISTS: 1}


def test_broken_rows_can_be_written_later(officer):
    rows = [HEADINGS, ["", "Tas Wulan", "Jatingaleh", "", "", ""], ["", "Tas Kerto", "Entah", "", "", ""]]
    batch = write(start(officer, rows), officer)
    assert (batch.state, Artisan.objects.count()) == (BatchState.WRITTEN, 1)
    values = {"public_name": "Tas Kerto", "region": PURWODINATAN, "kind": "INDIVIDUAL", "crafts": []}
    choosing.correct(row=batch.rows.get(verdict=Verdict.BROKEN), values=values, by=officer)
    assert write(batch, officer).state == BatchState.WRITTEN
    assert Artisan.objects.count() == 2


def test_columns_are_remembered_for_the_office(officer):
    rows = [["Penjahit", "Asalnya", "Sandi"], ["Siti Wulan", "Jatingaleh", "x"]]
    batch = importing.upload(file=uploaded(xlsx(rows)), office=Region.objects.get(pk=SEMARANG), by=officer)
    assert (batch.header_row, batch.mapping) == (0, {})
    batch = importing.use_sheet(batch=batch, sheet=0, header_row=1, by=officer)
    confirmed(batch, officer, mapping={"0": "name", "1": "village"})
    assert set(ColumnMemory.objects.values_list("heading", "field")) == {
        ("penjahit", "name"),
        ("asalnya", "village"),
        ("sandi", ""),
    }
    again = importing.upload(file=uploaded(xlsx(rows)), office=Region.objects.get(pk=SEMARANG), by=officer)
    assert (again.header_row, again.mapping) == (1, {"0": "name", "1": "village"})
    elsewhere = importing.upload(file=uploaded(xlsx(rows)), office=Region.objects.get(pk="32.73"), by=officer)
    assert (elsewhere.header_row, elsewhere.mapping) == (0, {})


def test_the_likeliest_sheet_is_taken_and_another_can_be_chosen(officer):
    table = [HEADINGS, ["", "Tas Wulan", "Jatingaleh", "", "", ""]]
    other = [["Catatan"], ["rapat"], ["rapat lagi"]]
    batch = importing.upload(
        file=uploaded(xlsx(other, Perajin=table)), office=Region.objects.get(pk=SEMARANG), by=officer
    )
    assert (batch.sheet, batch.sheets[1]["name"], batch.headers) == (1, "Perajin", HEADINGS)
    batch = importing.use_sheet(batch=batch, sheet=0, header_row=1, by=officer)
    assert batch.headers == ["Catatan"]


def test_undoing_erases_what_nobody_touched_and_keeps_the_rest(officer):
    names = [f"Tas {new_name(number)}" for number in (123, 456, 789)]
    rows = [HEADINGS, *[["", name, "Jatingaleh", "", phone(at), ""] for at, name in enumerate(names)]]
    batch = write(start(officer, rows), officer)
    ArtisanFactory(public_name="Ada lebih dulu")
    # In the tests' one transaction all has one time; what came later is put later.
    changed = Artisan.objects.get(public_name=names[1])
    later = timezone.now() + timezone.timedelta(minutes=5)
    Artisan.objects.filter(pk=changed.pk).update(workers_male=4)
    Artisan.pgh_event_model.objects.filter(pgh_obj=changed, pgh_label="update").update(pgh_created_at=later)
    importing.begin_undoing(batch=batch, by=officer)
    batch = importing.work(batch=batch, by=officer)
    assert (batch.state, batch.undone_by) == (BatchState.UNDONE, officer)
    assert set(Artisan.objects.values_list("public_name", flat=True)) == {names[1], "Ada lebih dulu"}
    assert list(batch.rows.exclude(made=None).values_list("made", flat=True)) == [changed.pk]


def test_purposes_cover_every_basis():
    assert set(PURPOSES) == set(ConsentBasis)


BIRTH_YEAR = [*HEADINGS, "Thn Lahir"]
ODD_DISTRICT, ODD_DATE = "NIK: Enam angka pertama bukan kode kecamatan", "NIK: Angka ketujuh sampai kedua belas bukan"
OTHER_YEAR, MADE_UP = "NIK: Tanggal lahir di NIK berbeda", "NIK ini hanya angka berulang atau karangan"
SHORT = "NIK ini tidak 16 angka"


@pytest.mark.parametrize(
    ("number", "year", "said"),
    [
        ("3374084512740001", 1974, []),
        ("33.74.08.451274.0001", 1974, []),
        ("9999994512740001", "", [ODD_DISTRICT]),
        ("3374084513740001", "", [ODD_DATE]),
        ("3374084512740001", 1980, [OTHER_YEAR]),
        ("3333333333333333", "", [MADE_UP]),
        ("1234567890123456", "", [MADE_UP]),
        ("337408451274000", "", [SHORT]),
        ("tidak punya kartu", "", [SHORT]),
        ("0", "", []),
        ("-", "", []),
    ],
)
def test_a_nik_in_a_sheet_is_checked_as_in_the_form(officer, number, year, said):
    rows = [BIRTH_YEAR, ["Siti", "Tas Lestari", "Jatingaleh", "Candisari", phone(1), number, year]]
    row = start(officer, rows).rows.get(verdict=Verdict.NEW)
    assert len(row.notes) == len(said)
    assert all(note.startswith(one) for note, one in zip(row.notes, said, strict=True))
    is_kept = len("".join(filter(str.isdigit, number))) == 16 and MADE_UP not in said
    assert (bool(row.values.get("nik_hash")), "451274" in str(row.cells)) == (is_kept, number == "337408451274000")
