"""Files of photos that nobody needs are found and deleted; all that is needed, for an undo too, stays."""

import os
import time
from io import StringIO

import pytest
from django.core.management import call_command
from PIL import Image

from artisans.actions.merging import merge
from artisans.models import Artisan
from core.photos import store_photo
from tests.factories import ArtisanFactory, ClusterFactory, ProductPhotoFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(folder: str) -> str:
    return store_photo(Image.new("RGB", (40, 30)), folder)


def kept_for_two_days(media):
    before = time.time() - 2 * 24 * 60 * 60
    for path in media.rglob("*.webp"):
        os.utime(path, (before, before))


def files(media) -> set[str]:
    return {str(path.parent.relative_to(media)) for path in media.rglob("*.webp")}


def sweep(*options) -> str:
    out = StringIO()
    call_command("sweep_photos", *options, stdout=out)
    return out.getvalue()


def test_what_no_record_needs_is_named_and_deleted_when_told_so(media):
    survivor, merged = (ArtisanFactory(photo=stored("artisans")) for _ in range(2))
    merge(survivor=survivor, merged=merged, chosen=["photo"], by=UserFactory())
    Artisan.objects.filter(pk=merged.pk).update(photo="")
    ClusterFactory().photos.create(key=stored("clusters"))
    ProductPhotoFactory(key=stored("products"))
    needed = files(media)
    left = {stored(folder) for folder in ("artisans", "clusters", "products")}
    kept_for_two_days(media)
    assert all(key in sweep() for key in left)
    assert files(media) == needed | left
    assert sweep("--write").splitlines() == [*sorted(left), "3 photos that no record needs (deleted)."]
    assert files(media) == needed
    assert sweep().splitlines() == ["0 photos that no record needs (nothing deleted; --write deletes them)."]


def test_a_photo_that_is_just_being_kept_is_left_alone(media):
    key = stored("products")
    sweep("--write")
    assert files(media) == {key}
