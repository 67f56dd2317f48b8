"""An import is interrupted, opened twice, or met by a row that cannot be written: nothing is lost, nothing doubled."""

import threading
from unittest import mock  # for a crash, not for our own code's answers

import pytest
from django.db import connection, transaction

from accounts.models import User
from artisans.models import Artisan, PersonIdentity, StateChange
from regions.models import Region
from sheets.actions import checking, importing, writing
from sheets.choices import BatchState, ConsentBasis, Verdict
from sheets.models import ImportBatch
from tests.cast import SEMARANG
from tests.factories import UserFactory
from tests.sheets.made_files import new_name, phone, uploaded, xlsx

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 30


@pytest.fixture
def batch(monkeypatch) -> ImportBatch:
    """An import of thirty rows, in slices of ten, that waits for the dry run."""
    for module in (checking, writing):
        monkeypatch.setattr(module, "ROWS_AT_ONCE", 10)
    officer = UserFactory(areas=[SEMARANG])
    rows = [["Nama Usaha", "Desa", "HP"], *[[f"Tas {new_name(at)}", "Jatingaleh", phone(at)] for at in range(ROWS)]]
    batch = importing.upload(file=uploaded(xlsx(rows)), office=Region.objects.get(pk=SEMARANG), by=officer)
    return importing.confirm_columns(
        batch=batch,
        mapping=batch.mapping,
        default_region=None,
        default_craft=None,
        consent_basis=ConsentBasis.STORE,
        consent_source="Map merah",
        by=officer,
    )


def checked(batch: ImportBatch) -> ImportBatch:
    return importing.work(batch=batch, by=batch.uploaded_by, seconds=60)


def written_once() -> tuple[int, int, int]:
    return Artisan.objects.count(), PersonIdentity.objects.count(), StateChange.objects.count()


def test_a_dry_run_that_broke_off_goes_on_where_it_stopped(batch):
    for done in (10, 20, 30):
        with transaction.atomic():
            checking.check_slice(ImportBatch.objects.select_for_update().get(pk=batch.pk), by=batch.uploaded_by)
        assert batch.rows.counts().get(Verdict.NEW) == done
    assert checked(batch).state == BatchState.CHECKED


class PowerCut(Exception):
    """The machine stops in the middle."""


def test_a_crash_in_the_middle_of_a_slice_leaves_no_half_record_and_no_row_twice(batch):
    batch = importing.begin_writing(batch=checked(batch), by=batch.uploaded_by)
    kept, calls = writing.bulk.insert, []

    def crash_the_second_time(model, rows, **more):
        if model is writing.StateChange:
            calls.append(rows)
        if len(calls) == 2:
            raise PowerCut
        return kept(model, rows, **more)

    with mock.patch.object(writing.bulk, "insert", crash_the_second_time), pytest.raises(PowerCut):
        importing.work(batch=batch, by=batch.uploaded_by)
    assert written_once() == (10, 10, 10)
    assert batch.rows.filter(is_done=True).count() == 10
    assert checked(batch).state == BatchState.WRITTEN
    assert written_once() == (ROWS, ROWS, ROWS)


def test_two_tabs_at_once_write_each_row_once(batch):
    batch = importing.begin_writing(batch=checked(batch), by=batch.uploaded_by)
    ready = threading.Barrier(2)

    def tab() -> None:
        try:
            ready.wait()
            for _time in range(20):
                importing.work(batch=batch, by=User.objects.get(pk=batch.uploaded_by_id), seconds=0.2)
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab) for _tab in range(2)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    batch.refresh_from_db()
    assert (batch.state, written_once()) == (BatchState.WRITTEN, (ROWS, ROWS, ROWS))


def test_a_row_that_the_database_refuses_is_set_aside_and_the_others_are_written(batch):
    batch = checked(batch)
    row = batch.rows.get(number=5)
    row.values["birth_year"] = 12
    row.save()
    importing.begin_writing(batch=batch, by=batch.uploaded_by)
    assert checked(batch).state == BatchState.WRITTEN
    row.refresh_from_db()
    assert (row.verdict, row.is_done, row.made) == (Verdict.BROKEN, False, None)
    assert row.values["public_name"]
    assert written_once() == (ROWS - 1, ROWS - 1, ROWS - 1)


def test_a_code_that_is_taken_is_drawn_again(batch, monkeypatch):
    taken = Artisan.objects.create(public_name="Tas", region_id="33.74.08.1002")
    fresh = iter([taken.code, *["234567", "234568", "234569"]])
    monkeypatch.setattr(writing.codes, "new_code", lambda: next(fresh))
    assert taken.code not in writing.free_codes(3)
