"""Two people, or one impatient one, change a cluster's page at the same moment, on connections of their own."""

import threading
from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from PIL import Image

from clusters.actions.news import write_news
from clusters.actions.page import amend
from clusters.actions.photos import TooManyPhotos, add_photo
from clusters.models import MAX_PHOTOS, Cluster
from core.refusals import Refusal
from core.versions import ChangedMeanwhile
from tests.factories import ClusterFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = Image.new("RGB", (40, 30))


def at_once(*steps: Callable[[], object]) -> list[str]:
    """What became of each step, all begun together: "done", or the name of the refusal."""
    together, outcomes = threading.Barrier(len(steps)), []

    def take(step: Callable[[], object]) -> None:
        together.wait()
        try:
            step()
            outcomes.append("done")
        except Refusal as refusal:
            outcomes.append(type(refusal).__name__)
        connection.close()

    threads = [threading.Thread(target=take, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_one_place_for_a_photo_is_given_once_and_no_file_is_left_over(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cluster, by = ClusterFactory(), UserFactory()
    for number in range(MAX_PHOTOS - 1):
        cluster.photos.create(key=f"clusters/{number}", position=number)
    outcomes = at_once(*[lambda: add_photo(cluster=cluster, by=by, image=PICTURE)] * 3)
    assert outcomes == [TooManyPhotos.__name__] * 2 + ["done"]
    assert (cluster.photos.count(), len(list(tmp_path.rglob("*.webp")))) == (MAX_PHOTOS, 3)


def test_news_pressed_four_times_stands_once():
    cluster, by = ClusterFactory(), UserFactory()
    assert at_once(*[lambda: write_news(cluster=cluster, title="Pameran", text="Besok", by=by)] * 4) == ["done"] * 4
    assert cluster.news.count() == 1


def test_of_two_stories_one_is_written_and_the_other_comes_back():
    cluster, by = ClusterFactory(), UserFactory()
    steps = [
        lambda story=story: amend(cluster=cluster, answers={"description": story}, seen={"description": ""}, by=by)
        for story in ("Sejak 1980", "Sejak 1990")
    ]
    assert at_once(*steps) == [ChangedMeanwhile.__name__, "done"]
    assert Cluster.objects.get().description in {"Sejak 1980", "Sejak 1990"}


@pytest.mark.django_db(transaction=False)
def test_a_title_photo_from_before_albums_stands_first_and_only_once():
    cluster = ClusterFactory(photo="clusters/title")
    cluster.photos.create(key="clusters/other")
    migration = import_module("clusters.migrations.0006_title_photos_stand_first")
    for _run in range(2):
        migration.stand_first(apps, None)
    assert [photo.key for photo in cluster.photos_in_order] == ["clusters/title", "clusters/other"]
