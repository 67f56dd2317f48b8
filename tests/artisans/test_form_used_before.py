"""Somebody goes back to a form that has made a record, and types the next maker over the first."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import override

from artisans.models import Artisan
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_second_maker_is_not_lost(client):
    client.force_login(UserFactory(areas=[SEMARANG]))
    with override("en"):
        page = reverse("field:register")
    form = {"registration_uuid": str(uuid4()), "public_name": "Bu Siti", "kind": "GROUP", "region": PURWODINATAN}
    client.post(page, form)
    again = client.post(page, form | {"public_name": "Bu Aminah"})
    assert again.status_code == 422
    assert "This form has already registered Bu Siti." in again.content.decode()
    assert re.search(r'name="public_name" value="Bu Aminah"', again.content.decode())
    number = re.search(r'name="registration_uuid" value="([^"]+)"', again.content.decode())[1]
    client.post(page, form | {"public_name": "Bu Aminah", "registration_uuid": number})
    assert sorted(Artisan.objects.values_list("public_name", flat=True)) == ["Bu Aminah", "Bu Siti"]
