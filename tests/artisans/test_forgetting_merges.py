from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from artisans.actions import merging, splitting
from artisans.actions.consents import withdraw
from artisans.actions.erasing import erase
from artisans.actions.photos import replace_photo
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, ArtisanAlias, Merge, PersonIdentity, Split
from core.photos import renditions_of, store_photo
from products.models import Product
from tests.artisans.records import make_pair
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
RED, GREEN, BLUE = (Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue"))


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pair():
    made = make_pair()
    for artisan, image in ((made.one, RED), (made.other, GREEN)):
        artisan.photo = store_photo(image, "artisans")
        artisan.save()
    return made


def merge(pair, chosen=("photo",)):
    return merging.merge(survivor=pair.one, merged=pair.other, chosen=chosen, by=pair.officer)


def is_there(key: str) -> bool:
    return default_storage.exists(f"{key}/400.webp")


def grow_old():
    for model in (Merge, Split):
        model.objects.update(at=timezone.now() - timedelta(days=31))


def test_a_photo_that_was_not_chosen_is_kept_for_the_undo_and_then_deleted(pair, django_capture_on_commit_callbacks):
    keys = [pair.one.photo, pair.other.photo]
    with django_capture_on_commit_callbacks(execute=True):
        merge(pair)
        call_command("forget_merges", "--write", verbosity=0)
    assert [is_there(key) for key in keys] == [True, True]
    grow_old()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget_merges", "--write", verbosity=0)
    assert [is_there(key) for key in keys] == [False, True]
    assert Artisan.objects.get(pk=pair.one.pk).photo == keys[1]


def test_a_photo_that_two_records_show_outlives_a_new_one(pair, django_capture_on_commit_callbacks):
    shared, done = pair.other.photo, merge(pair)
    survivor = Artisan.objects.get(pk=pair.one.pk)
    with django_capture_on_commit_callbacks(execute=True):
        replace_photo(artisan=survivor, renditions=renditions_of(BLUE))
    assert is_there(shared)
    new = survivor.photo
    with django_capture_on_commit_callbacks(execute=True):
        merging.undo(merge=done, by=pair.officer, keep_later=False)
    assert (is_there(pair.one.photo), is_there(shared), is_there(new)) == (True, True, False)


def test_after_30_days_nothing_of_the_person_is_left_in_the_record_that_went(pair, capsys):
    merge(pair)
    splitting.split(artisan=pair.one, public_name="Orang kedua", by=pair.officer)
    grow_old()
    call_command("forget_merges")
    assert capsys.readouterr().out.startswith("1 merges and 1 splits can no longer be undone. Run again")
    assert PersonIdentity.objects.filter(artisan=pair.other).exists()
    call_command("forget_merges", "--write")
    assert (Merge.objects.get().before, Split.objects.get().before) == ({}, {})
    assert not PersonIdentity.objects.filter(artisan=pair.other).exists()
    other = Artisan.objects.get(pk=pair.other.pk)
    assert (other.state, other.photo, other.place_note, other.lat) == (ArtisanState.MERGED, "", "", None)
    assert ArtisanAlias.objects.get().artisan == pair.one


@pytest.mark.parametrize("which", ["one", "other"])
def test_erasing_either_record_erases_the_person_in_both(pair, which, django_capture_on_commit_callbacks):
    keys = [pair.one.photo, pair.other.photo]
    merge(pair)
    with django_capture_on_commit_callbacks(execute=True):
        erase(artisans=[getattr(pair, which)], by=UserFactory())
    assert not Artisan.objects.filter(pk__in=[pair.one.pk, pair.other.pk]).exists()
    left = [PersonIdentity, Merge, ArtisanAlias, Product]
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]
    assert [is_there(key) for key in keys] == [False, False]


def test_an_undone_merge_ties_no_records_together(pair):
    merging.undo(merge=merge(pair), by=pair.officer)
    erase(artisans=[pair.other], by=UserFactory())
    assert Artisan.objects.filter(pk=pair.one.pk).exists()


def test_a_no_to_keeping_a_merged_draft_takes_the_person_out_of_both_halves(django_capture_on_commit_callbacks):
    one, other, officer = ArtisanFactory(), ArtisanFactory(), UserFactory()
    for artisan, image in ((one, RED), (other, GREEN)):
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
        PersonIdentity.objects.create(artisan=artisan, phone="+620012345678")
        replace_photo(artisan=artisan, renditions=renditions_of(image))
    done = merging.merge(survivor=one, merged=other, chosen=["photo"], by=officer)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(artisan=Artisan.objects.get(pk=one.pk), purpose=ConsentPurpose.STORE, by=officer)
    assert not PersonIdentity.objects.exists()
    assert (is_there(one.photo), is_there(other.photo)) == (False, False)
    with pytest.raises(merging.CannotUndo):
        merging.undo(merge=done, by=officer)
