"""Merged records in the admin: found under the code that counts today, and kept as they were."""

import pytest
from django.urls import reverse

from artisans.actions import merging
from tests.addresses import english
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def merge(client):
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)
    one, other = ArtisanFactory(), ArtisanFactory()
    return merging.merge(survivor=one, merged=other, chosen=[], by=administrator)


def test_a_former_code_finds_the_record_that_stayed(client, merge):
    page = client.get(reverse("admin:artisans_artisan_changelist"), {"q": merge.merged.spoken_code})
    assert list(page.context["cl"].result_list) == [merge.survivor]


@pytest.mark.parametrize(("name", "may_change"), [("survivor", True), ("merged", False)])
def test_a_merged_record_is_not_changed(client, merge, name, may_change):
    page = client.get(english("admin:artisans_artisan_change", getattr(merge, name).pk))
    assert (page.status_code, page.context["has_change_permission"]) == (200, may_change)
