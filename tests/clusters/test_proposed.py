import pytest

from clusters.choices import ClusterState
from tests.factories import ArtisanFactory, ClusterFactory, MembershipFactory, ProductFactory

pytestmark = pytest.mark.django_db


def test_no_page_names_a_cluster_that_has_none_yet(client):
    proposed = ClusterFactory(name="Sentra Rahasia", state=ClusterState.PROPOSED)
    part, maker = ClusterFactory(parent=proposed), ArtisanFactory(published=True)
    MembershipFactory(cluster=proposed, artisan=maker)
    product = ProductFactory(artisan=maker, published=True)
    pages = [part.get_absolute_url(), maker.get_absolute_url(), product.get_absolute_url(), "/klaster/", "/"]
    told = {page: proposed.name in client.get(page).content.decode() for page in pages}
    assert told == dict.fromkeys(pages, False)
    assert client.get(proposed.get_absolute_url()).status_code == 404
