"""Two officers with one record open: the second is shown both versions, chooses, and loses nothing typed."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from artisans.actions.answers import plain_answers
from artisans.models import Artisan
from tests.cast import PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def artisan():
    artisan = ArtisanFactory(public_name="Tas Goni", region_id=PURWODINATAN, state="DRAFT")
    artisan.crafts.add(CraftFactory())
    ConsentFactory(artisan=artisan, purpose="STORE")
    return artisan


@pytest.fixture
def colleague():
    return signed_in("Bu Ratri")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(UserFactory(areas=[SEMARANG], first_name=name))
    return client


def opened(client, address) -> dict:
    """The form as the page shows it, to be sent back."""
    return shown(client.get(address))


def shown(response) -> dict:
    page = response.context["form"]
    sent = {field.html_name: field.value() for field in page if field.name not in ("photo", "position")}
    sent = {name: getattr(value, "code", value) for name, value in sent.items()}
    for name in ("crafts", "purposes"):
        if name in sent:
            sent[name] = [getattr(one, "pk", one) for one in sent[name]]
    return {name: "" if value is None else value for name, value in sent.items()} | {"do": "save"}


def versions(response) -> list[tuple[str, str, str]]:
    """The answers shown in two versions: name, theirs, mine."""
    return [(one.name, one.theirs, one.mine) for one in response.context["form"].clashes]


def test_each_ones_changes_stand_where_they_changed_different_answers(client, artisan, colleague):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:edit", args=[artisan.code])
    mine, theirs = opened(client, page), opened(colleague, page)
    colleague.post(page, theirs | {"place_note": "Gang II"})
    answer = client.post(page, mine | {"phone": UNDIALLABLE})
    assert answer.status_code == 302
    kept = plain_answers(Artisan.objects.get(), ["place_note", "phone"])
    assert kept == {"place_note": "Gang II", "phone": UNDIALLABLE}


def test_both_versions_are_shown_with_who_and_when_and_all_else_as_typed(client, artisan, colleague):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:edit", args=[artisan.code])
    mine, theirs = opened(client, page), opened(colleague, page)
    colleague.post(page, theirs | {"public_name": "Tas A", "purposes": ["STORE", "PHOTO"]})
    answer = client.post(
        page,
        mine | {"public_name": "Tas B", "purposes": ["STORE", "PUBLIC_PROFILE"], "place_note": "Gang <II>"},
    )
    assert answer.status_code == 422
    assert versions(answer) == [
        ("public_name", "Tas A", "Tas B"),
        (
            "purposes",
            "Menyimpan catatan saya dalam daftar, Menampilkan foto saya",
            "Menyimpan catatan saya dalam daftar, Menampilkan nama, kerajinan, dan desa saya kepada semua orang",
        ),
    ]
    text = html.unescape(answer.content.decode())
    assert "Bu Ratri mengubah catatan ini pada" in text
    assert re.search(r'name="place_note" value="Gang <II>"', text)
    assert re.search(r'name="public_name" value="Tas B"', text)
    assert plain_answers(Artisan.objects.get(), ["public_name", "place_note"]) == {
        "public_name": "Tas A",
        "place_note": "",
    }


@pytest.mark.parametrize(("kept", "name"), [("mine", "Tas B"), ("theirs", "Tas A")])
def test_the_version_that_is_chosen_stands_and_everything_else_typed_with_it(client, artisan, colleague, kept, name):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:edit", args=[artisan.code])
    mine, theirs = opened(client, page), opened(colleague, page)
    colleague.post(page, theirs | {"public_name": "Tas A"})
    again = shown(client.post(page, mine | {"public_name": "Tas B", "place_note": "Gang II"}))
    assert client.post(page, again).status_code == 422  # nothing chosen yet
    assert client.post(page, again | {"keep_public_name": kept}).status_code == 302
    now = plain_answers(Artisan.objects.get(), ["public_name", "place_note"])
    assert now == {"public_name": name, "place_note": "Gang II"}


def test_a_third_change_while_choosing_is_shown_as_well(client, artisan, colleague):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:edit", args=[artisan.code])
    mine, theirs = opened(client, page), opened(colleague, page)
    colleague.post(page, theirs | {"public_name": "Tas A"})
    again = shown(client.post(page, mine | {"public_name": "Tas B"}))
    colleague.post(page, opened(colleague, page) | {"public_name": "Tas C"})
    answer = client.post(page, again | {"keep_public_name": "mine"})
    assert (answer.status_code, versions(answer)) == (422, [("public_name", "Tas C", "Tas B")])
    assert Artisan.objects.get().public_name == "Tas C"


def test_a_choice_is_not_lost_when_something_else_is_wrong(client, artisan, colleague):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:edit", args=[artisan.code])
    mine, theirs = opened(client, page), opened(colleague, page)
    colleague.post(page, theirs | {"public_name": "Tas A"})
    again = shown(client.post(page, mine | {"public_name": "Tas B"}))
    answer = client.post(page, again | {"keep_public_name": "mine", "phone": "nol"})
    assert [(one.name, one.kept) for one in answer.context["form"].clashes] == [("public_name", "mine")]
    assert client.post(page, shown(answer) | {"keep_public_name": "mine", "phone": ""}).status_code == 302
    assert Artisan.objects.get().public_name == "Tas B"


SECTIONS = {
    "work": ({"workers_female": "2"}, {"workers_female": "3"}, ("workers_female", "2", "3")),
    "place": ({"place_note": "Gang II"}, {"place_note": "Gang III"}, ("place_note", "Gang II", "Gang III")),
    "person": ({"birth_year": "1974"}, {"birth_year": "1975"}, ("birth_year", "1974", "1975")),
    "story": ({"story": "Satu"}, {"story": "Dua"}, ("story", "Satu", "Dua")),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_is_held_to_the_same(client, artisan, colleague, name):
    client.force_login(UserFactory(areas=[SEMARANG]))
    theirs, mine, both = SECTIONS[name]
    page = reverse(f"field:section_{name}", args=[artisan.code])
    first, second = opened(colleague, page), opened(client, page)
    assert colleague.post(page, first | theirs).status_code == 302
    answer = client.post(page, second | mine)
    assert (answer.status_code, versions(answer)) == (422, [both])
    answer = client.post(page, shown(answer) | {f"keep_{both[0]}": "mine"})
    assert answer.status_code == 302
    assert plain_answers(Artisan.objects.get(), [both[0]]) == {both[0]: int(both[2]) if both[2].isdigit() else both[2]}


def test_a_place_moved_by_both_is_shown_in_degrees(client, artisan, colleague):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:section_place", args=[artisan.code])
    first, second = opened(colleague, page), opened(client, page)
    here = {"position_lat": "-6.97", "position_lon": "110.42", "position_precision_m": "12"}
    colleague.post(page, first | here)
    answer = client.post(page, second | here | {"position_lat": "-6.98"})
    assert versions(answer) == [
        ("position", "-6.97000 110.42000, kira-kira 12 m", "-6.98000 110.42000, kira-kira 12 m")
    ]
    client.post(page, shown(answer) | here | {"position_lat": "-6.98", "keep_position": "theirs"})
    assert Artisan.objects.get().lat == -6.97


def test_an_address_made_by_hand_overwrites_nothing(client, artisan):
    client.force_login(UserFactory(areas=[SEMARANG]))
    page = reverse("field:edit", args=[artisan.code])
    sent = {"public_name": "Baru", "kind": "INDIVIDUAL", "region": PURWODINATAN, "purposes": ["STORE"], "seen": "x"}
    answer = client.post(page, sent | {"crafts": list(artisan.crafts.values_list("pk", flat=True)), "do": "save"})
    assert (answer.status_code, versions(answer)) == (422, [("public_name", "Tas Goni", "Baru")])
