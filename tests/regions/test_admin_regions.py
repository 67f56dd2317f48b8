"""Regions in the admin: found by words, changed by nobody."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:regions_region_changelist")


@pytest.mark.parametrize("who", [{"administrator": True}, {"areas": ["33.74"]}])
def test_words_in_any_order_find_the_village_and_nobody_changes_it(client, who):
    client.force_login(UserFactory(**who))
    found = client.get(LIST, {"q": "ulujami rowosari"}).context["cl"].result_list
    change = reverse("admin:regions_region_change", args=["33.27.13.2003"])
    assert "33.27.13.2003" in [region.code for region in found]
    assert (client.get(change).status_code, client.post(change, {"path": "X"}).status_code) == (200, 403)
    assert client.get(reverse("admin:regions_region_add")).status_code == 403


def test_the_list_of_all_regions_costs_four_queries(client, django_assert_num_queries):
    client.force_login(UserFactory(administrator=True))
    with django_assert_num_queries(4):
        client.get(LIST)
