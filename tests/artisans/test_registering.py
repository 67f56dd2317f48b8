import threading
from uuid import uuid4

import pytest
from django.db import connection
from PIL import Image

from artisans.actions import registering
from artisans.actions.consents import RecordNeedsConsent
from artisans.actions.registering import Entry
from artisans.actions.review import NotComplete, NotFromThisState
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from regions.models import Region
from tests.cast import PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import CraftFactory, UserFactory

pytestmark = pytest.mark.django_db
STORE, PROFILE = ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


def entry(**answers) -> Entry:
    return Entry(public_name="Tas Goni Lestari", region=Region.objects.get(code=PURWODINATAN), **answers)


def register(officer, *, submit=False, uuid=None, **answers) -> Artisan:
    return registering.register(entry=entry(**answers), registration_uuid=uuid or uuid4(), by=officer, submit=submit)


def test_name_and_village_are_enough_for_a_draft(officer):
    artisan = register(officer)
    assert (artisan.public_name, artisan.region_id, artisan.state) == ("Tas Goni Lestari", PURWODINATAN, "DRAFT")
    assert (artisan.registered_by, artisan.submitted_by) == (officer, None)
    assert list(artisan.state_changes.values_list("from_state", "to_state", "by")) == [("", "DRAFT", officer.pk)]


def test_a_full_entry_is_submitted_with_its_consents_and_private_phone(officer):
    craft = CraftFactory()
    artisan = register(officer, submit=True, crafts=[craft], phone=UNDIALLABLE, purposes=[STORE, PROFILE])
    assert artisan.state == ArtisanState.SUBMITTED
    assert artisan.submitted_by == officer
    assert list(artisan.crafts.all()) == [craft]
    assert artisan.identity.phone == UNDIALLABLE
    assert sorted(artisan.consents.values_list("purpose", "method", "witness", "withdrawn_at")) == [
        ("PUBLIC_PROFILE", "SPOKEN", officer.pk, None),
        ("STORE", "SPOKEN", officer.pk, None),
    ]


@pytest.mark.parametrize("missing", ["craft", "consent"])
def test_an_incomplete_entry_is_not_submitted_and_nothing_is_kept(officer, missing):
    answers = {"crafts": [CraftFactory()], "purposes": [STORE]}
    answers.pop({"craft": "crafts", "consent": "purposes"}[missing])
    with pytest.raises(NotComplete):
        register(officer, submit=True, **answers)
    assert Artisan.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_record(officer):
    uuid = uuid4()
    assert register(officer, uuid=uuid) == register(officer, uuid=uuid)
    assert Artisan.objects.count() == 1


def test_two_different_makers_may_have_the_same_name(officer):
    assert register(officer) != register(officer)


def test_a_photo_is_kept_as_renditions_without_its_exif(officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    artisan = register(officer, purposes=[STORE], photo=Image.new("RGB", (900, 600), "sienna"))
    files = sorted(path.name for path in (tmp_path / artisan.photo).iterdir())
    assert files == ["1600.webp", "400.webp", "800.webp"]
    with Image.open(tmp_path / artisan.photo / "400.webp") as smallest:
        assert (smallest.format, smallest.width, dict(smallest.getexif())) == ("WEBP", 400, {})


def test_a_changed_entry_withdraws_what_is_no_longer_ticked(officer):
    artisan = register(officer, purposes=[STORE, PROFILE])
    registering.revise(artisan=artisan, entry=entry(purposes=[STORE]), by=officer, submit=False)
    assert list(artisan.consents.standing().values_list("purpose", flat=True)) == ["STORE"]
    assert artisan.consents.get(purpose=PROFILE).withdrawn_at is not None


def test_the_consent_to_keep_a_submitted_record_is_not_dropped_in_passing(officer):
    artisan = register(officer, submit=True, crafts=[CraftFactory()], purposes=[STORE])
    with pytest.raises(RecordNeedsConsent):
        registering.revise(artisan=artisan, entry=entry(), by=officer, submit=False)
    assert artisan.consents.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_two_connections_at_once_makes_one_record():
    officer, uuid, start, made = UserFactory(areas=[SEMARANG]), uuid4(), threading.Barrier(2), []

    def send():
        try:
            start.wait()
            made.append(register(officer, uuid=uuid).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert len(set(made)) == 1


def test_a_draft_whose_maker_no_longer_agrees_keeps_nothing_of_the_person(
    officer, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    artisan = register(officer, purposes=[STORE], phone=UNDIALLABLE, photo=Image.new("RGB", (90, 60)))
    PersonIdentity.objects.filter(artisan=artisan).update(legal_name="Contoh", birth_year=1974)
    with django_capture_on_commit_callbacks(execute=True):
        registering.revise(artisan=artisan, entry=entry(), by=officer, submit=False)
    artisan.refresh_from_db()
    assert (artisan.photo, PersonIdentity.objects.count()) == ("", 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_refused_change_leaves_no_photo_behind(officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    artisan = register(officer, submit=True, crafts=[CraftFactory()], purposes=[STORE])
    changed = entry(crafts=artisan.crafts.all(), purposes=[STORE], photo=Image.new("RGB", (90, 60)))
    with pytest.raises(NotFromThisState):
        registering.revise(artisan=artisan, entry=changed, by=officer, submit=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
