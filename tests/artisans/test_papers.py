"""A maker's identity number: sealed, found by its hash, moved, removed, and shown only on record."""

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from artisans.actions import papers
from artisans.actions.merging import changed_since, merge
from artisans.actions.reading import note_read
from artisans.choices import ArtisanState, ConsentPurpose, Read
from artisans.models import Artisan, PersonIdentity, PrivateRead
from artisans.niks import NotANik
from core import sealing
from regions.models import Region
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
NIK, OTHER = "3374010104749999", "3374014104749998"


def maker(nik: str = "", **values) -> Artisan:
    """A maker who agreed to be kept, with this number."""
    artisan = ArtisanFactory(**values)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    if nik:
        papers.keep_nik(artisan=artisan, nik=nik, by=UserFactory())
    return artisan


def shown(artisan: Artisan) -> str:
    return papers.reveal_nik(artisan=artisan, by=UserFactory(), why="Pendaftaran pelatihan")


def test_a_number_is_kept_sealed_and_shown_again():
    artisan = maker("3374 0101 0474 9999")
    row = PersonIdentity.objects.get(artisan=artisan)
    assert NIK not in row.nik_sealed
    assert row.nik_hash == papers.lookup_hash("3374.0101.0474.9999")
    assert shown(artisan) == NIK


def test_keeping_it_says_what_is_doubtful_and_leaves_the_rest_alone():
    artisan = maker()
    PersonIdentity.objects.create(artisan=artisan, legal_name="Contoh", birth_year=1980)
    doubts = papers.keep_nik(artisan=artisan, nik=NIK, by=UserFactory())
    assert doubts == ["Tanggal lahir di NIK berbeda dengan tahun lahir di catatan ini."]
    assert PersonIdentity.objects.get(artisan=artisan).legal_name == "Contoh"


def test_without_consent_or_with_nonsense_nothing_is_kept():
    with pytest.raises(papers.NeedsConsent):
        papers.keep_nik(artisan=ArtisanFactory(), nik=NIK, by=UserFactory())
    with pytest.raises(NotANik):
        papers.keep_nik(artisan=maker(), nik="0", by=UserFactory())
    assert not PersonIdentity.objects.exists()


def test_every_showing_is_noted_with_who_when_and_why():
    artisan, officer = maker(NIK), UserFactory()
    for why in ("Pendaftaran pelatihan", " Pengajuan kredit "):
        papers.reveal_nik(artisan=artisan, by=officer, why=why)
    assert list(PrivateRead.objects.order_by("pk").values_list("code", "region_id", "what", "by", "why")) == [
        (artisan.code, artisan.region_id, "NIK", officer.pk, "Pendaftaran pelatihan"),
        (artisan.code, artisan.region_id, "NIK", officer.pk, "Pengajuan kredit"),
    ]


def test_nobody_sees_it_without_saying_why_and_nothing_is_noted_where_nothing_is_shown():
    with pytest.raises(papers.WhyMissing):
        papers.reveal_nik(artisan=maker(NIK), by=UserFactory(), why=" ")
    with pytest.raises(papers.NoNik):
        shown(maker())
    assert not PrivateRead.objects.exists()


def test_the_note_of_a_reader_can_be_neither_changed_nor_deleted():
    note_read(artisan=maker(), what=Read.RECORD, by=UserFactory())
    for touch in (lambda: PrivateRead.objects.update(why="x"), lambda: PrivateRead.objects.all().delete()):
        with pytest.raises(InternalError, match="rows from artisans_privateread"), transaction.atomic():
            touch()
    assert PrivateRead.objects.count() == 1


def test_opening_a_record_is_one_look_an_hour_and_a_file_is_noted_each_time(monkeypatch):
    artisan, officer, colleague = maker(), UserFactory(), UserFactory()
    for reader in (officer, officer, colleague):
        note_read(artisan=artisan, what=Read.RECORD, by=reader)
    region = Region.objects.get(code="33.74")
    for _ in range(2):
        note_read(region=region, what=Read.EXPORT, by=officer, why="Laporan tahunan")
    later = timezone.now() + timezone.timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    note_read(artisan=artisan, what=Read.RECORD, by=officer)
    assert list(PrivateRead.objects.order_by("pk").values_list("code", "what", "by")) == [
        (artisan.code, "RECORD", officer.pk),
        (artisan.code, "RECORD", colleague.pk),
        ("", "EXPORT", officer.pk),
        ("", "EXPORT", officer.pk),
        (artisan.code, "RECORD", officer.pk),
    ]


def test_a_sealed_number_copied_to_another_row_does_not_open():
    victim, thief = maker(NIK), maker(OTHER)
    sealed = PersonIdentity.objects.get(artisan=victim).nik_sealed
    PersonIdentity.objects.filter(artisan=thief).update(nik_sealed=sealed)
    with pytest.raises(papers.KeyIsGone):
        shown(thief)


def test_a_lost_key_is_said_and_the_number_can_be_entered_again(settings):
    artisan = maker(NIK)
    settings.SEALING_KEYS = {"2027": b"n" * 32}
    with pytest.raises(papers.KeyIsGone, match="kuncinya"):
        shown(artisan)
    papers.keep_nik(artisan=artisan, nik=NIK, by=UserFactory())
    assert shown(artisan) == NIK


def test_numbers_move_between_records_and_back():
    one, two, none = maker(NIK), maker(OTHER), maker()
    by = UserFactory()
    papers.move_nik(source=one, target=two, by=by)
    assert (shown(one), shown(two)) == (OTHER, NIK)
    papers.move_nik(source=two, target=one, by=by)
    assert (shown(one), shown(two)) == (NIK, OTHER)
    papers.move_nik(source=one, target=none, by=by)
    assert (shown(none), list(PersonIdentity.objects.get(artisan=one).nik_sealed)) == (NIK, [])
    papers.move_nik(source=ArtisanFactory(), target=ArtisanFactory(), by=by)
    assert PersonIdentity.objects.count() == 3


def test_the_same_number_elsewhere_is_found():
    one, two, merged = maker(NIK), maker(NIK), maker(NIK)
    Artisan.objects.filter(pk=merged.pk).update(state=ArtisanState.MERGED)
    assert list(papers.with_the_same_nik(one)) == [two]
    assert list(papers.with_the_same_nik(maker(OTHER))) == []
    assert list(papers.with_the_same_nik(maker())) == []
    assert list(papers.with_the_same_nik(merged).order_by("pk")) == [one, two]


def test_a_number_that_is_gone_leaves_no_hash_in_the_history():
    artisan = maker(NIK)
    papers.keep_nik(artisan=artisan, nik=OTHER, by=UserFactory())
    papers.remove_nik(artisan=artisan, by=UserFactory())
    hashes = list(artisan.identity.events.order_by("pgh_id").values_list("nik_hash", flat=True))
    assert [bool(one) for one in hashes] == [True, True, False]
    assert len(set(hashes)) == 3
    assert not {sealing.keyed_hash(NIK), sealing.keyed_hash(OTHER)} & set(hashes)


@pytest.mark.parametrize("change", ["remove", "replace"])
def test_a_former_number_is_not_traceable_in_what_an_undo_would_need(change):
    officer, survivor, merged = UserFactory(), maker(), maker(NIK)
    done = merge(survivor=survivor, merged=merged, chosen=["nik"], by=officer)
    if change == "remove":
        papers.remove_nik(artisan=survivor, by=officer)
    else:
        papers.keep_nik(artisan=survivor, nik=OTHER, by=officer)
    done.refresh_from_db()
    assert papers.lookup_hash(NIK) not in str(done.before)
    assert [later.name for later in changed_since(done)] == ["nik_sealed"]
