"""The pages of a cluster's committee on a phone: nothing for axe to find, full, empty and refused."""

import pytest
from django.urls import reverse

from clusters.actions.news import write_news
from clusters.models import Cluster
from tests.browser.faults import faults_of, send
from tests.browser.test_accessibility import cast, picture  # noqa: F401 - `cast` is a fixture
from tests.factories import ClusterFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_of_a_cluster_run_by_its_committee(visit, cast):  # noqa: F811
    empty = ClusterFactory(parent=cast.cluster, region_id=cast.cluster.region_id)
    news = write_news(cluster=cast.cluster, title="Pameran", text="Besok.\n\nDi balai kota.", by=cast.officer)
    for position in range(2):
        cast.cluster.photos.create(key=picture("clusters"), position=position, alt="Anyaman")
    cast.cluster.ticks.create(told="SHARED_PLACE", by=cast.officer)
    cast.cluster.kind_changes.create(from_kind="GROUP", to_kind="CLUSTER", reason="SK", by=cast.officer)
    public = [cast.cluster.get_absolute_url(), empty.get_absolute_url()]
    public += [reverse("clusters:news", args=[one.code]) for one in (cast.cluster, empty)]
    assert faults_of(visit(), public) == {}
    names = ["home", "story", "benefits", "visitors", "photos", "news", "ladder", "history"]
    pages = [reverse(f"committee:{name}", args=[cast.cluster.code]) for name in names]
    page = visit(by=cast.officer)
    of_news = reverse("committee:change_news", args=[cast.cluster.code, news.pk])
    assert faults_of(page, [reverse("committee:clusters"), *pages, of_news]) == {}
    bare = [reverse(f"committee:{name}", args=[empty.code]) for name in ("home", "photos", "news", "ladder")]
    assert faults_of(page, bare) == {}
    assert send(page, reverse("committee:add_news", args=[empty.code]), "Terbitkan") == []
    assert send(page, reverse("committee:ladder", args=[empty.code]), "Catat jenjang") == []
    Cluster.objects.filter(pk=empty.pk).update(kind="COOPERATIVE", state="PROPOSED")
    assert faults_of(page, [*bare, empty.get_absolute_url()]) == {}
