"""A cluster's photos: the first is the title photo, and what has ended or is not there yet shows none."""

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from clusters.actions.photos import PhotoOfAnother, TooManyPhotos, add_photo, move_photo, order_photos, remove_photo
from clusters.choices import ClusterState
from clusters.models import Cluster
from tests.cast import BANDUNG, SEMARANG
from tests.factories import ClusterFactory, UserFactory

pytestmark = pytest.mark.django_db
PICTURE = Image.new("RGB", (90, 60), "sienna")


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def with_photos(count: int, **values) -> Cluster:
    cluster = ClusterFactory(**values)
    for _n in range(count):
        add_photo(cluster=cluster, by=UserFactory(), image=PICTURE)
    cluster.refresh_from_db()
    return cluster


def keys(cluster: Cluster) -> list[int]:
    return [photo.pk for photo in Cluster.objects.get(pk=cluster.pk).photos_in_order]


def test_the_first_photo_is_the_title_photo_whatever_happens_to_the_others():
    cluster, officer = with_photos(3), UserFactory()
    first, second, third = cluster.photos_in_order
    titles = [cluster.photo]
    steps = [
        lambda: move_photo(cluster=cluster, by=officer, photo_id=third.pk, places=-2),
        lambda: order_photos(cluster=cluster, by=officer, photo_ids=[second.pk, first.pk, third.pk]),
        lambda: remove_photo(cluster=cluster, by=officer, photo_id=second.pk),
        lambda: remove_photo(cluster=cluster, by=officer, photo_id=second.pk),
        lambda: remove_photo(cluster=cluster, by=officer, photo_id=first.pk),
        lambda: remove_photo(cluster=cluster, by=officer, photo_id=third.pk),
    ]
    for step in steps:
        step()
        cluster.refresh_from_db()
        titles.append(cluster.photo)
    assert titles == [first.key, third.key, second.key, first.key, first.key, third.key, ""]


def test_a_ninth_photo_and_an_order_of_other_photos_are_refused():
    cluster, other = with_photos(8), with_photos(1)
    with pytest.raises(TooManyPhotos):
        add_photo(cluster=cluster, by=UserFactory(), image=PICTURE)
    mixed = [*keys(cluster)[:7], *keys(other)]
    with pytest.raises(PhotoOfAnother):
        order_photos(cluster=cluster, by=UserFactory(), photo_ids=mixed)
    assert len(keys(cluster)) == 8


def test_a_removed_photo_takes_its_files_along(tmp_path, django_capture_on_commit_callbacks):
    cluster = with_photos(2)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(cluster=cluster, by=UserFactory(), photo_id=keys(cluster)[0])
    assert len(list(tmp_path.rglob("*.webp"))) == 3


@pytest.mark.parametrize(
    ("state", "stranger", "runner"),
    [
        (ClusterState.ACTIVE, "private, max-age=300", "private, max-age=300"),
        (ClusterState.DORMANT, "private, max-age=300", "private, max-age=300"),
        (ClusterState.PROPOSED, None, "private, no-store"),
        (ClusterState.DISSOLVED, None, "private, no-store"),
    ],
)
def test_photos_of_what_is_not_there_yet_or_has_ended_are_for_those_who_run_the_page(state, stranger, runner):
    cluster = with_photos(2, state=state)
    for photo in cluster.photos_in_order:
        assert [cached(photo.photo.address(400), area) for area in (None, BANDUNG, SEMARANG)] == [
            stranger,
            stranger,
            runner,
        ]


def cached(address: str, area: str | None) -> str | None:
    """How long the photo may be kept by this visitor's browser; None if it is not shown."""
    client = Client()
    if area:
        client.force_login(UserFactory(areas=[area]))
    response = client.get(address)
    if response.status_code != 200:
        return None
    assert b"".join(response.streaming_content).startswith(b"RIFF")
    return response["Cache-Control"]


def test_an_ended_clusters_page_and_card_lead_to_no_photo(client):
    cluster = with_photos(1, state=ClusterState.DISSOLVED)
    pages = [cluster.get_absolute_url(), reverse("clusters:list")]
    assert [cluster.photo.rpartition("/")[2] in client.get(page).text for page in pages] == [False, False]
