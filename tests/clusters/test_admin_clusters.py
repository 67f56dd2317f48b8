"""Clusters and crafts in the admin."""

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from clusters.actions.photos import add_photo
from clusters.albums import shelf_of
from clusters.models import Cluster, Craft
from tests.addresses import english
from tests.admin_forms import save
from tests.factories import ClusterFactory, CraftFactory, EnquiryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clusters_cluster_changelist")
ADD = english("admin:clusters_cluster_add")


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=["33.74"])
    client.force_login(officer)
    return officer


def answers(**other):
    return {
        "name": "Klaster Tas",
        "kind": "CLUSTER",
        "state": "ACTIVE",
        "craft": CraftFactory().pk,
        "region": "33.74",
    } | other


def test_an_officer_adds_a_cluster_with_its_benefits(client, officer):
    client.post(ADD, answers(benefits=["TRAINING", "TOOLS"], lat="-6.98", lon="110.42", founded_on="2012-04-10"))
    cluster = Cluster.objects.get()
    assert (cluster.name, cluster.region_id, cluster.benefits) == ("Klaster Tas", "33.74", ["TRAINING", "TOOLS"])


def test_a_region_typed_without_javascript_is_understood(client, officer):
    client.post(ADD, answers(region="", region_text="kecamatan ngaliyan"))
    assert Cluster.objects.get().region.name == "Ngaliyan"


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": "a\0b"}, {"name": ["Null characters are not allowed."]}),
        ({"name": "x" * 121}, {"name": ["Ensure this value has at most 120 characters (it has 121)."]}),
        ({"lat": "nan", "lon": "1e999"}, {"lat": ["Enter a number."], "lon": ["Enter a number."]}),
        ({"benefits": ["GOLD"]}, {"benefits": ["Select a valid choice. GOLD is not one of the available choices."]}),
        ({"parent": "9" * 20}, {"parent": ["Select a valid choice. That choice is not one of the available choices."]}),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, officer, wrong, errors):
    page = client.post(ADD, answers(**wrong))
    assert page.context["adminform"].errors == errors


@pytest.mark.parametrize("place", [{"lat": "48.1", "lon": "11.5"}, {"lat": "-6.98"}])
def test_a_place_outside_the_country_or_half_a_place_is_a_sentence(client, officer, place):
    page = client.post(ADD, answers(**place))
    assert len(page.context["adminform"].form.non_field_errors()) == 1
    assert not Cluster.objects.exists()


def test_a_cluster_is_never_part_of_its_own_part(client, officer):
    centre = ClusterFactory(region_id="33.74")
    part = ClusterFactory(region_id="33.74", parent=centre)
    change = english("admin:clusters_cluster_change", centre.pk)
    page = client.post(change, answers(name=centre.name, parent=part.pk))
    assert page.context["adminform"].errors == {
        "parent": ["A cluster cannot be part of itself or of one of its own parts."]
    }


def test_two_who_change_the_same_fact_see_it_and_the_kind_changes_by_a_step_alone(client, officer):
    cluster = ClusterFactory(name="Klaster Baru")
    change = english("admin:clusters_cluster_change", cluster.pk)
    page = client.post(change, answers(kind="COOPERATIVE"))
    assert "“Klaster Baru”; you wrote “Klaster Tas”" in page.context["adminform"].errors["name"][0]
    assert client.post(change, answers(name="Klaster Baru", kind="COOPERATIVE")).status_code == 302
    assert Cluster.objects.get().kind == "CLUSTER"


def test_a_code_read_out_finds_the_cluster(client, officer):
    cluster, _other = ClusterFactory(), ClusterFactory()
    found = client.get(LIST, {"q": cluster.spoken_code.lower()}).context["cl"].result_list
    assert list(found) == [cluster]


def test_the_list_of_what_needs_repair(client, officer):
    ClusterFactory(description="Sejak 2012", lat=-6.9, lon=110.4, last_confirmed_at=timezone.now())
    silent = ClusterFactory()
    found = {
        value: [cluster.pk for cluster in client.get(LIST, {"repair": value}).context["cl"].result_list]
        for value in ["no-story", "no-place", "stale"]
    }
    assert found == {"no-story": [silent.pk], "no-place": [silent.pk], "stale": [silent.pk]}


def test_the_list_costs_the_same_for_one_row_and_for_three(client, officer, django_assert_num_queries):
    client.get(LIST)
    MembershipFactory(cluster=ClusterFactory())
    with django_assert_num_queries(7):
        client.get(LIST)
    for _n in range(2):
        MembershipFactory(cluster=ClusterFactory())
    with django_assert_num_queries(7):
        client.get(LIST)


def test_an_administrator_adds_a_craft(client):
    client.force_login(UserFactory(administrator=True))
    add = english("admin:clusters_craft_add")
    form = {"name_id": "Olahan pangan", "name_en": "Food processing", "slug": "food", "kbli": "1o791"}
    page = client.post(add, form)
    client.post(add, form | {"kbli": "10791"})
    assert page.context["adminform"].errors == {"kbli": ["Write the five digits of the KBLI code, or leave it empty."]}
    assert Craft.objects.get(slug="food").kbli == "10791"


def test_the_slug_of_a_craft_is_chosen_once(client):
    client.force_login(UserFactory(administrator=True))
    craft = CraftFactory(slug="pottery")
    address = reverse("admin:clusters_craft_change", args=[craft.pk])
    assert 'name="slug"' not in client.get(address).content.decode()
    save(client, address, {"name_id": "Gerabah", "name_en": "Ceramics", "slug": "ceramics", "kbli": ""})
    assert (Craft.objects.get(pk=craft.pk).slug, Craft.objects.get(pk=craft.pk).name_en) == ("pottery", "Ceramics")


def test_a_craft_in_use_is_not_deleted_and_djangos_page_says_why(client):
    client.force_login(UserFactory(administrator=True))
    cluster = ClusterFactory()
    delete = english("admin:clusters_craft_delete", cluster.craft_id)
    page = client.post(delete, {"post": "yes"})
    assert "would require deleting the following protected related objects" in page.text
    assert Craft.objects.filter(pk=cluster.craft_id).exists()


@pytest.mark.parametrize("way", ["one", "ticked"])
def test_a_deleted_cluster_leaves_no_files(client, settings, tmp_path, django_capture_on_commit_callbacks, way):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(administrator=True))
    cluster, by = ClusterFactory(), UserFactory()
    add_photo(cluster=cluster, by=by, image=Image.new("RGB", (40, 30)))
    coming = tmp_path / "partial" / shelf_of(cluster.pk) / "piece"
    coming.parent.mkdir(parents=True)
    coming.write_bytes(b"half a photo")
    with django_capture_on_commit_callbacks(execute=True):
        if way == "one":
            client.post(reverse("admin:clusters_cluster_delete", args=[cluster.pk]), {"post": "yes"})
        else:
            ticked = {"action": "delete_selected", "_selected_action": [cluster.pk], "post": "yes"}
            client.post(reverse("admin:clusters_cluster_changelist"), ticked)
    assert not Cluster.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_page_that_asks_before_a_cluster_is_deleted_names_what_goes_with_it(client):
    client.force_login(UserFactory(administrator=True))
    enquiry = EnquiryFactory(artisan=None, cluster=ClusterFactory())
    page = client.get(reverse("admin:clusters_cluster_delete", args=[enquiry.cluster_id]))
    assert str(enquiry) in page.text
    assert enquiry.buyer_name not in page.text
