"""An erased maker does not come back through a sheet that waits, nor stay in one; whoever else is in it stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from artisans.actions import consents, papers
from artisans.actions.erasing import erase
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from sheets.actions import choosing, importing
from sheets.choices import BatchState, ConsentBasis, RowChoice, Verdict
from sheets.models import ErasedKey, ImportRow
from sheets.rows import short_hash
from tests.artisans.test_erasing import found_in
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, ImportBatchFactory, UserFactory
from tests.sheets.made_files import phone, uploaded, xlsx
from tests.sheets.test_importing import HEADINGS, NIK, start, write
from tests.sheets.test_imports_and_others import NAME, registered, undo

pytestmark = pytest.mark.django_db
ZULAIKHA = ["Zulaikha", "Tas Zulaikha", "Purwodinatan", "", phone(1), ""]
OTHER = ["Wulandari", "Tas Wulandari", "Purwodinatan", "", phone(2), ""]


@pytest.fixture
def officer():
    CraftFactory()
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def time_passes():
    def passes(days: int) -> None:
        ErasedKey.objects.update(erased_at=timezone.now() - timedelta(days=days))
        call_command("forget_imports", "--write")

    return passes


def zulaikha(**values) -> Artisan:
    artisan = ArtisanFactory(public_name="Tas Zulaikha", region_id=PURWODINATAN, **values)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    PersonIdentity.objects.create(artisan=artisan, phone=phone(1), legal_name="Zulaikha")
    return artisan


def told(batch) -> list[tuple]:
    return list(batch.rows.filter(number__gt=1).order_by("number").values_list("number", "verdict", "cells"))


def is_empty(row: ImportRow) -> bool:
    said = (row.cells, row.values, row.problems, row.keys, row.match_id, row.choice, row.verdict)
    return said == ([], {}, {}, [], None, "", Verdict.LEFT_OUT) and len(row.notes) == 1


def test_rows_that_wait_are_emptied_and_writing_does_not_make_the_maker_again(officer):
    lost = [*ZULAIKHA[:2], "Antah", "", phone(1), ""]
    nameless = ["Zulaikha", "", "Antah", "", "", ""]
    batch = start(officer, [HEADINGS, ZULAIKHA, lost, nameless, OTHER])
    assert [verdict for _number, verdict, _cells in told(batch)] == ["NEW", "BROKEN", "BROKEN", "NEW"]
    erase(artisans=[zulaikha()], by=officer)
    assert found_in(["Zulaikha", phone(1), phone(1)[3:]]) == set()
    assert [is_empty(row) for row in batch.rows.filter(number__gt=1).order_by("number")] == [True, True, True, False]
    assert "dihapus" in batch.rows.get(number=2).notes[0]
    write(batch, officer)
    assert list(Artisan.objects.values_list("public_name", flat=True)) == ["Tas Wulandari"]


def test_the_page_says_why_a_row_is_empty_and_the_officer_can_type_it_anew(officer, client):
    batch = start(officer, [HEADINGS, ZULAIKHA, OTHER])
    erase(artisans=[zulaikha()], by=officer)
    client.force_login(officer)
    page = client.get(reverse("sheets:batch", args=[batch.pk]), {"verdict": Verdict.LEFT_OUT}).content.decode()
    assert "Baris ini dikosongkan" in page
    assert "Wulandari" not in page
    choosing.take_in(row=batch.rows.get(number=2), by=officer)
    assert batch.rows.get(number=2).verdict == Verdict.BROKEN
    typed = {"public_name": "Tas Baru", "region": PURWODINATAN}
    assert choosing.correct(row=batch.rows.get(number=2), values=typed, by=officer).verdict == Verdict.NEW


def test_rows_that_nobody_has_read_yet_are_emptied_too(officer):
    batch = importing.upload(
        file=uploaded(xlsx([HEADINGS, ZULAIKHA, ["Zulaikha", "", "Purwodinatan", "", "", ""], OTHER]), "a.xlsx"),
        office=zulaikha().region.parent.parent,
        by=officer,
    )
    erase(artisans=Artisan.objects.all(), by=officer)
    assert found_in(["Zulaikha", phone(1)]) == set()
    assert [is_empty(row) for row in batch.rows.filter(number__gt=1).order_by("number")] == [True, True, False]


@pytest.mark.parametrize("basis", [ConsentBasis.STORE, ConsentBasis.NONE])
def test_a_row_is_known_by_its_sealed_identity_number_alone(officer, basis):
    batch = start(officer, [HEADINGS, ["Nama Lain", "Usaha Lain", "Purwodinatan", "", "", NIK]], basis=basis)
    artisan = zulaikha()
    papers.keep_nik(artisan=artisan, nik=NIK, by=officer)
    erase(artisans=[artisan], by=officer)
    assert is_empty(batch.rows.get(number=2))


def test_a_row_that_is_typed_anew_as_the_erased_maker_is_emptied(officer):
    batch = start(officer, [HEADINGS, ["Nama Lain", "Usaha Lain", "Purwodinatan", "", phone(2), ""]])
    erase(artisans=[zulaikha()], by=officer)
    row = batch.rows.get(number=2)
    assert not is_empty(row)
    choosing.correct(row=row, values={**row.values, "phone": phone(1)}, by=officer)
    assert is_empty(batch.rows.get(number=2))


def test_what_was_read_before_and_is_written_after_is_emptied(officer):
    """As it is where the erasing did not see the row, because its sheet was just being uploaded."""
    batch = start(officer, [HEADINGS, ZULAIKHA, OTHER])
    kept = ImportRow.objects.get(batch=batch, number=2)
    erase(artisans=[zulaikha()], by=officer)
    kept.save()
    write(batch, officer)
    assert list(Artisan.objects.values_list("public_name", flat=True)) == ["Tas Wulandari"]
    assert is_empty(batch.rows.get(number=2))


def test_a_sheet_that_comes_later_may_register_the_maker_again(officer):
    erase(artisans=[zulaikha()], by=officer)
    write(start(officer, [HEADINGS, ZULAIKHA]), officer)
    assert Artisan.objects.get().public_name == "Tas Zulaikha"


@pytest.mark.parametrize("other", [phone(2), ""])
def test_a_namesake_in_the_village_with_another_number_stays(officer, other):
    namesake = ["Siti", "Tas Zulaikha", "Purwodinatan", "", other, ""]
    batch = start(officer, [HEADINGS, namesake])
    erase(artisans=[zulaikha()], by=officer)
    assert is_empty(batch.rows.get(number=2)) == (other == "")


def test_a_row_said_to_be_another_person_stays_without_its_match(officer):
    artisan = registered(ConsentPurpose.STORE)
    batch = start(officer, [HEADINGS, ["Siti Wulan", NAME, "Purwodinatan", "", "", ""], OTHER])
    choosing.choose(row=batch.rows.get(number=2), choice=RowChoice.NEW, by=officer)
    erase(artisans=[artisan], by=officer)
    row = batch.rows.get(number=2)
    assert (row.match, row.values["public_name"], row.verdict) == (None, NAME, Verdict.NEW)
    write(batch, officer)
    assert set(Artisan.objects.values_list("public_name", flat=True)) == {NAME, "Tas Wulandari"}


def test_a_written_row_of_another_person_is_still_taken_back_with_its_import(officer):
    artisan = registered(ConsentPurpose.STORE)
    batch = start(officer, [HEADINGS, ["Siti Wulan", NAME, "Purwodinatan", "", phone(2), ""]])
    choosing.choose(row=batch.rows.get(verdict=Verdict.EXISTS), choice=RowChoice.NEW, by=officer)
    write(batch, officer)
    erase(artisans=[artisan], by=officer)
    assert Artisan.objects.count() == 1
    assert undo(batch, officer).state == BatchState.UNDONE
    assert not Artisan.objects.exists()


@pytest.mark.parametrize(
    ("choice", "score", "empty"), [("FILL", 0.2, True), ("SKIP", 0.2, True), ("", 0.2, False), ("", 0.9, True)]
)
def test_a_row_that_only_seemed_to_be_the_maker_is_of_a_new_one(officer, choice, score, empty):
    artisan = ArtisanFactory(public_name="Zulaikha")
    row = ImportRow.objects.create(
        batch=ImportBatchFactory(), number=2, cells=["Julaeha"], verdict=Verdict.EXISTS, match=artisan, score=score,
        choice=choice, values={"public_name": "Julaeha", "region": "33.74.01"},
    )  # fmt: skip
    erase(artisans=[artisan], by=officer)
    row.refresh_from_db()
    assert is_empty(row) == empty
    assert row.match is None
    assert empty or (row.verdict, row.choice) == (Verdict.NEW, "")


def test_rows_that_became_the_record_go(officer):
    batch = write(start(officer, [HEADINGS, ZULAIKHA, OTHER]), officer)
    erase(artisans=[Artisan.objects.get(public_name="Tas Zulaikha")], by=officer)
    assert [number for number, *_ in told(batch)] == [3]


def test_a_consent_taken_back_empties_the_rows_that_would_write_the_draft_again(officer):
    batch = start(officer, [HEADINGS, ZULAIKHA, OTHER])
    draft = zulaikha(state=ArtisanState.DRAFT)
    filling = start(officer, [[*HEADINGS, "Alamat"], [*ZULAIKHA, "Gang Tiga"]])
    choosing.choose(row=filling.rows.get(verdict=Verdict.EXISTS), choice=RowChoice.FILL, by=officer)
    consents.withdraw(artisan=draft, purpose=ConsentPurpose.STORE, by=officer)
    assert found_in([phone(1), "Gang Tiga"]) == set()
    for one in (batch, filling):
        assert is_empty(one.rows.get(number=2))
    write(batch, officer)
    assert set(Artisan.objects.values_list("public_name", flat=True)) == {"Tas Zulaikha", "Tas Wulandari"}


def test_keys_of_erased_makers_are_hashed_and_go_with_the_imports(officer, time_passes):
    erase(artisans=[zulaikha()], by=officer)
    assert short_hash(f"phone|{phone(1)}") in set(ErasedKey.objects.values_list("key", flat=True))
    time_passes(days=29)
    assert ErasedKey.objects.exists()
    time_passes(days=31)
    assert not ErasedKey.objects.exists()
