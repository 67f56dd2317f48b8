import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.cast import SEMARANG
from tests.factories import ClusterFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer_client() -> Client:
    client = Client()
    client.force_login(UserFactory(areas=[SEMARANG]))
    return client


def jpeg() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (900, 600), "sienna").save(content, "JPEG")
    return SimpleUploadedFile("sanggar.jpg", content.getvalue())


def posted(cluster, **more) -> dict:
    kept = {name: getattr(cluster, name) for name in ("name", "kind", "state")}
    return {**kept, "craft": cluster.craft_id, "region": cluster.region_id, **more}


def test_an_officer_gives_a_cluster_its_photo_and_visitors_see_it(officer_client, client, tmp_path):
    cluster = ClusterFactory()
    address = reverse("admin:clusters_cluster_change", args=[cluster.pk])
    officer_client.post(address, posted(cluster, new_photo=jpeg()))
    cluster.refresh_from_db()
    assert cluster.portrait.url in client.get(cluster.get_absolute_url()).content.decode()
    response = client.get(cluster.portrait.address(400))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    response.close()


def test_a_new_photo_takes_the_place_of_the_old_one(django_capture_on_commit_callbacks, tmp_path):
    cluster = ClusterFactory()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            cluster.replace_photo(Image.new("RGB", (40, 30)))
    assert len(list(tmp_path.rglob("*.webp"))) == 3


def test_what_is_no_photo_is_refused_at_its_field(officer_client):
    cluster = ClusterFactory()
    address = reverse("admin:clusters_cluster_change", args=[cluster.pk])
    response = officer_client.post(address, posted(cluster, new_photo=SimpleUploadedFile("x.jpg", b"bukan foto")))
    assert list(response.context["adminform"].form.errors) == ["new_photo"]
    cluster.refresh_from_db()
    assert cluster.photo == ""
