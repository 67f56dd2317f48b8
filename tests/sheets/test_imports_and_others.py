"""An import beside what others do: a colleague's changes, areas that change, merges, other imports, two presses."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from artisans.actions import merging, papers, review
from artisans.actions.answers import amend
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, DuplicatePair, PersonIdentity
from sheets.actions import choosing, importing
from sheets.choices import BatchState, RowChoice, Verdict
from sheets.models import ImportBatch
from tests.cast import BANDUNG, PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory
from tests.sheets.made_files import phone
from tests.sheets.test_importing import HEADINGS, NIK, start, write

NAME = "Tas Lestari Wulandari"
OLD, NEW = b"o" * 32, b"n" * 32
ROW = ["Siti Wulan", NAME, "Purwodinatan", "", phone(1), ""]


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


def undo(batch, by):
    importing.begin_undoing(batch=batch, by=by)
    return importing.work(batch=batch, by=by)


def registered(*purposes) -> Artisan:
    """A maker whom the sheet's row is sure to be."""
    artisan = ArtisanFactory(public_name=NAME, region_id=PURWODINATAN, state=ArtisanState.DRAFT)
    PersonIdentity.objects.create(artisan=artisan, phone=phone(1))
    for purpose in purposes:
        ConsentFactory(artisan=artisan, purpose=purpose)
    return artisan


def filled(officer, row, **more) -> ImportBatch:
    batch = start(officer, [[*HEADINGS, "Alamat"], row], **more)
    choosing.choose(row=batch.rows.get(verdict=Verdict.EXISTS), choice=RowChoice.FILL, by=officer)
    return batch


def decided(one, other) -> None:
    who = {"decision": "DIFFERENT", "decided_by": UserFactory(), "decided_at": timezone.now()}
    DuplicatePair.objects.create(first=one, second=other, score=0.5, **who)


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_an_officer_who_left_the_area_takes_nothing_back_there(self, officer):
        batch = write(start(officer, [HEADINGS, ROW]), officer)
        officer.areas.update(region_id=BANDUNG)
        batch = undo(batch, User.objects.get(pk=officer.pk))
        assert (batch.state, Artisan.objects.get().public_name) == (BatchState.UNDONE, NAME)

    def test_a_record_that_another_office_keeps_by_now_is_not_told(self, officer, client):
        batch = write(start(officer, [HEADINGS, ROW]), officer)
        client.force_login(officer)
        assert NAME in client.get(batch.get_absolute_url()).content.decode()
        artisan = Artisan.objects.get()
        Artisan.objects.update(region_id="32.73.01.1001")
        page = client.get(batch.get_absolute_url()).content.decode()
        assert (NAME in page, artisan.code in page) == (False, False)

    def test_a_row_far_down_is_found_by_its_number(self, officer, client):
        batch = start(officer, [HEADINGS, ROW])
        batch.rows.filter(number=2).update(number=12345)
        client.force_login(officer)
        assert 'id="r12345"' in client.get(batch.get_absolute_url()).content.decode()

    def test_what_was_filled_where_the_officer_no_longer_works_stays(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = write(filled(officer, [*ROW, "Gang Tiga"]), officer)
        officer.areas.update(region_id=BANDUNG)
        undo(batch, User.objects.get(pk=officer.pk))
        assert PersonIdentity.objects.get(artisan=artisan).legal_name == "Siti Wulan"

    def test_a_written_row_holds_nothing_of_the_person_and_its_undo_is_exact(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = write(filled(officer, [*ROW, "Gang Tiga"]), officer)
        artisan.refresh_from_db()
        assert (artisan.place_note, artisan.identity.legal_name) == ("Gang Tiga", "Siti Wulan")
        row = batch.rows.get(number=2)
        assert [word for word in ("Siti", "Gang", phone(1)) if word in f"{row.cells} {row.values}"] == []
        undo(batch, officer)
        now = Artisan.objects.get(pk=artisan.pk)
        assert (now.place_note, now.identity.legal_name, now.identity.phone) == ("", "", phone(1))

    def test_a_record_without_consent_is_not_told_where_its_maker_lives(self, officer):
        artisan = registered()
        write(filled(officer, [*ROW, "Gang Tiga"]), officer)
        artisan.refresh_from_db()
        assert (artisan.place_note, artisan.identity.legal_name) == ("", "")

    def test_what_was_to_fill_a_record_that_was_merged_since_fills_the_one_that_stayed(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = filled(officer, [*ROW, "Gang Tiga"])
        other = ArtisanFactory(region_id=PURWODINATAN, state=ArtisanState.DRAFT)
        merging.merge(survivor=other, merged=artisan, chosen=[], by=officer)
        write(batch, officer)
        other.refresh_from_db()
        assert (other.place_note, other.identity.legal_name) == ("Gang Tiga", "Siti Wulan")
        assert Artisan.objects.get(pk=artisan.pk).place_note == ""
        assert batch.rows.get(number=2).made == other
        undo(batch, officer)
        assert not PersonIdentity.objects.filter(artisan=other).exists()

    @pytest.mark.parametrize("gone", ["erased", "another office's"])
    def test_what_fills_nothing_any_more_is_set_aside_with_all_that_it_says(self, officer, gone):
        artisan = registered(ConsentPurpose.STORE)
        batch = filled(officer, [*ROW, "Gang Tiga"])
        if gone == "erased":
            artisan.delete()
        else:
            Artisan.objects.update(region_id="32.73.01.1001")
        write(batch, officer)
        row = batch.rows.get(number=2)
        assert (row.verdict, row.is_done, row.values["legal_name"]) == (Verdict.BROKEN, False, "Siti Wulan")
        assert "tidak ada" in row.problems["public_name"]["text"]
        assert row.cells[0] == "Siti Wulan"

    def test_what_was_filled_in_a_record_that_was_merged_since_stays_and_is_told(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = write(filled(officer, [*ROW, "Gang Tiga"]), officer)
        survivor = ArtisanFactory(region_id=PURWODINATAN)
        ConsentFactory(artisan=survivor, purpose=ConsentPurpose.STORE)
        artisan.refresh_from_db()
        merging.merge(survivor=survivor, merged=artisan, chosen=["legal_name"], by=officer)
        undo(batch, officer)
        assert Artisan.objects.get(pk=artisan.pk).place_note == "Gang Tiga"
        assert batch.rows.get(number=2).made == artisan

    def test_what_somebody_changed_since_stays_and_is_told(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = write(filled(officer, [*ROW, "Gang Tiga"]), officer)
        artisan.refresh_from_db()
        amend(artisan=artisan, answers={"place_note": "Gang Empat"}, seen=None, by=officer)
        undo(batch, officer)
        now = Artisan.objects.get(pk=artisan.pk)
        assert (now.place_note, now.identity.legal_name) == ("Gang Empat", "")
        assert batch.rows.get(number=2).made == artisan

    def test_a_craft_with_which_the_record_was_sent_in_stays(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = write(filled(officer, [*ROW, "Gang Tiga"], default_craft=CraftFactory()), officer)
        review.submit(artisan=artisan, by=officer)
        undo(batch, officer)
        assert artisan.crafts.exists()

    def test_crafts_filled_without_a_time_stay_and_are_told(self, officer):
        artisan = registered(ConsentPurpose.STORE)
        batch = write(filled(officer, [*ROW, "Gang Tiga"], default_craft=CraftFactory()), officer)
        row = batch.rows.get(number=2)
        del row.values["filled_at"]
        row.save()
        assert undo(batch, officer).state == BatchState.UNDONE
        row.refresh_from_db()
        assert artisan.crafts.exists()
        assert row.made == artisan

    @pytest.mark.parametrize(
        "change",
        [
            lambda artisan: artisan.users.add(UserFactory()),
            lambda artisan: [artisan.users.add(user := UserFactory()), artisan.users.remove(user)],
            lambda artisan: decided(artisan, ArtisanFactory()),
        ],
        ids=["an account", "an account that went again", "a decision"],
    )
    def test_a_record_on_which_somebody_hung_something_stays(self, officer, change):
        batch = write(start(officer, [HEADINGS, ROW]), officer)
        change(Artisan.objects.get())
        undo(batch, officer)
        assert batch.rows.get(number=2).made.public_name == NAME

    def test_an_import_of_which_the_rows_are_forgotten_is_not_undone(self, officer):
        batch = write(start(officer, [HEADINGS, ROW]), officer)
        batch.rows.all().delete()
        with pytest.raises(importing.NotNow, match="setelah 30 hari"):
            undo(batch, officer)
        assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.WRITTEN

    def test_rows_of_other_imports_outlive_the_records_that_they_seemed_to_be(self, officer):
        first = write(start(officer, [HEADINGS, ROW]), officer)
        second = start(officer, [HEADINGS, ROW])
        assert second.rows.get(number=2).verdict == Verdict.EXISTS
        undo(first, officer)
        assert second.rows.get(number=2).verdict == Verdict.NEW
        write(second, officer)
        assert list(Artisan.objects.values_list("public_name", flat=True)) == [NAME]

    def test_an_import_thrown_away_in_another_tab_is_gone_with_a_sentence(self, officer):
        batch = start(officer, [HEADINGS, ROW])
        row = batch.rows.get(number=2)
        importing.drop(batch=ImportBatch.objects.get(pk=batch.pk), by=officer)
        importing.drop(batch=batch, by=officer)
        with pytest.raises(importing.NotNow, match="sudah dibuang"):
            importing.begin_writing(batch=batch, by=officer)
        with pytest.raises(choosing.NotNow, match="sudah dibuang"):
            choosing.leave_out(row=row, by=officer)
        importing.work(batch=batch, by=officer)


@pytest.mark.django_db(transaction=True)
def test_what_a_colleague_is_writing_is_not_erased_by_an_undo(officer):
    batch = write(start(officer, [HEADINGS, ROW]), officer)
    artisan = Artisan.objects.get()
    importing.begin_undoing(batch=batch, by=officer)
    written, undone = Event(), Event()

    def take_back():
        written.wait()
        importing.work(batch=batch, by=officer)
        undone.set()
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(take_back)
        with transaction.atomic():
            amend(artisan=artisan, answers={"story": "Sejak 1998"}, seen=None, by=officer)
            written.set()
            assert not undone.wait(1)
        going.result()
    assert Artisan.objects.get().story == "Sejak 1998"


@pytest.mark.django_db
def test_a_new_key_takes_over_the_numbers_of_an_open_import(officer, settings, capsys):
    settings.SEALING_KEYS, settings.LOOKUP_KEY = {"2026": OLD}, OLD
    batch = start(officer, [HEADINGS, [*ROW[:5], NIK], ["Sari", "Tas Melati", "Purwodinatan", "", phone(2), ""]])
    settings.SEALING_KEYS, settings.LOOKUP_KEY = {"2027": NEW, "2026": OLD}, NEW
    said = []
    for arguments in ([], ["--write"], []):
        call_command("reseal", *arguments)
        said.append(capsys.readouterr().out.splitlines()[0])
        settings.SEALING_KEYS = {"2027": NEW} if arguments else settings.SEALING_KEYS
    counted = "0 identity numbers, and 1 rows of imports with one: {0} not sealed by the key '2027', {0} hashed"
    assert said == [f"{counted.format(many)} by another LOOKUP_KEY." for many in (1, 1, 0)]
    write(batch, officer)
    artisan = Artisan.objects.get(public_name=NAME)
    assert papers.nik_for_its_owner(artisan=artisan) == NIK
    assert artisan.identity.nik_hash == papers.lookup_hash(NIK)


@pytest.mark.django_db
@pytest.mark.parametrize("is_resealed", [True, False])
def test_after_new_keys_what_was_filled_is_still_known_if_it_was_sealed_anew(officer, settings, is_resealed):
    settings.SEALING_KEYS, settings.LOOKUP_KEY = {"2026": OLD}, OLD
    artisan = registered(ConsentPurpose.STORE)
    batch = write(filled(officer, [*ROW[:5], NIK, "Gang Tiga"]), officer)
    settings.SEALING_KEYS, settings.LOOKUP_KEY = {"2027": NEW, "2026": OLD}, NEW
    if is_resealed:
        call_command("reseal", "--write")
        settings.SEALING_KEYS = {"2027": NEW}
    undo(batch, officer)
    now = Artisan.objects.get(pk=artisan.pk)
    assert (now.place_note, now.identity.legal_name, now.identity.nik_sealed) == ("", "", "")
    assert batch.rows.get(number=2).made is None


@pytest.mark.django_db
def test_a_number_in_an_import_that_nobody_can_open_is_named(officer, settings, capsys):
    settings.SEALING_KEYS = {"2026": OLD}
    batch = start(officer, [HEADINGS, [*ROW[:5], NIK]])
    settings.SEALING_KEYS = {"2027": NEW}
    call_command("reseal", "--write")
    told = f"1 cannot be opened; put their key back into SEALING_KEYS, or enter them again: import {batch.pk} row 2"
    assert told in capsys.readouterr().out


@pytest.mark.django_db
def test_a_number_that_nobody_can_open_is_left_out_when_its_row_is_written(officer, settings):
    settings.SEALING_KEYS = {"2026": OLD}
    batch = start(officer, [HEADINGS, [*ROW[:5], NIK]])
    settings.SEALING_KEYS = {"2027": NEW}
    write(batch, officer)
    row = batch.rows.get(number=2)
    assert (row.made.public_name, row.made.identity.nik_sealed, row.made.identity.nik_hash) == (NAME, "", "")
    assert "NIK ini tidak dapat dibuka lagi, jadi tidak disimpan." in row.notes


@pytest.mark.django_db(transaction=True)
def test_a_record_that_a_colleague_holds_for_long_does_not_set_its_row_aside(officer):
    """The writing stops with what PostgreSQL says, and goes on at the next press."""
    artisan = registered(ConsentPurpose.STORE)
    batch = filled(officer, [*ROW, "Gang Zamrud"])
    importing.begin_writing(batch=batch, by=officer)
    held, written = Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                Artisan.objects.select_for_update().get(pk=artisan.pk)
                held.set()
                written.wait(10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        held.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 50")
        with pytest.raises(OperationalError):
            importing.work(batch=batch, by=officer)
        written.set()
        holding.result()
    row = batch.rows.get(choice=RowChoice.FILL)
    assert (row.verdict, row.is_done, row.problems) == (Verdict.EXISTS, False, {})
    assert importing.work(batch=batch, by=officer).state == BatchState.WRITTEN
    assert Artisan.objects.get(pk=artisan.pk).place_note == "Gang Zamrud"
