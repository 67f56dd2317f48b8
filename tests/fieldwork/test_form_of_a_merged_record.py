"""A colleague merges the record whose form lies open: the form of the one that stayed takes over what was typed."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from artisans.actions.answers import plain_answers
from artisans.actions.merging import merge
from artisans.models import Artisan
from tests.cast import BANDUNG, PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory
from tests.fieldwork.test_two_officers_at_once import opened, shown, versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=[SEMARANG])
    client.force_login(officer)
    return officer


@pytest.fixture
def pair():
    craft, found = CraftFactory(), []
    for name in ("Tas Goni Lestari", "Tas Goni"):
        artisan = ArtisanFactory(public_name=name, region_id=PURWODINATAN, state="DRAFT")
        artisan.crafts.add(craft)
        ConsentFactory(artisan=artisan, purpose="STORE")
        found.append(artisan)
    return found


def sent_after_the_merge(client: Client, page: str, pair, officer, **typed):
    """What the answer is when the second record's form is sent after it has become part of the first."""
    survivor, merged = pair
    page = reverse(page, args=[merged.code])
    form = opened(client, page)
    merge(survivor=survivor, merged=merged, chosen=[], by=officer)
    return client.post(page, form | typed)


def test_what_was_typed_stands_in_the_form_of_the_record_that_stayed(client, officer, pair):
    answer = sent_after_the_merge(client, "field:edit", pair, officer, phone=UNDIALLABLE, place_note="Gang <II>")
    text = html.unescape(answer.content.decode())
    page = reverse("field:edit", args=[pair[0].code])
    assert answer.status_code == 422
    assert "menggabungkan catatan tadi ke catatan Tas Goni Lestari" in text
    assert f'action="{page}"' in text
    # What the officer had left as it was is what the record that stayed says.
    assert re.search(r'name="public_name" value="Tas Goni Lestari"', text)
    assert re.search(r'name="place_note" value="Gang <II>"', text)
    assert Artisan.objects.get(pk=pair[0].pk).place_note == ""
    assert client.post(page, shown(answer)).status_code == 302
    kept = plain_answers(Artisan.objects.get(pk=pair[0].pk), ["public_name", "place_note", "phone"])
    assert kept == {"public_name": "Tas Goni Lestari", "place_note": "Gang <II>", "phone": UNDIALLABLE}


@pytest.mark.parametrize(("kept", "name"), [("mine", "Tas Karung"), ("theirs", "Tas Goni Lestari")])
def test_where_the_record_that_stayed_says_otherwise_the_officer_chooses(client, officer, pair, kept, name):
    answer = sent_after_the_merge(client, "field:edit", pair, officer, public_name="Tas Karung")
    assert versions(answer) == [("public_name", "Tas Goni Lestari", "Tas Karung")]
    page, form = reverse("field:edit", args=[pair[0].code]), shown(answer)
    assert client.post(page, form).status_code == 422  # nothing chosen yet
    assert client.post(page, form | {"keep_public_name": kept}).status_code == 302
    assert Artisan.objects.get(pk=pair[0].pk).public_name == name


def test_what_could_not_be_read_is_kept_as_it_was_typed(client, officer, pair):
    answer = sent_after_the_merge(client, "field:edit", pair, officer, phone="nol", region="", region_text="Entah")
    text = answer.content.decode()
    assert (answer.status_code, 'value="nol"' in text, 'value="Entah"' in text) == (422, True, True)


def test_a_section_is_led_on_as_well(client, officer, pair):
    answer = sent_after_the_merge(client, "field:section_work", pair, officer, workers_female="3")
    page = reverse("field:section_work", args=[pair[0].code])
    assert f'action="{page}"' in answer.content.decode()
    assert client.post(page, shown(answer)).status_code == 302
    assert Artisan.objects.get(pk=pair[0].pk).workers_female == 3


def test_who_only_opens_the_form_is_led_to_the_other(client, officer, pair):
    merge(survivor=pair[0], merged=pair[1], chosen=[], by=officer)
    answer = client.get(reverse("field:edit", args=[pair[1].code]))
    assert answer["Location"] == reverse("field:edit", args=[pair[0].code])


@pytest.mark.parametrize("page", ["consents", "papers", "show_nik", "history", "claim", "merge_with", "split"])
def test_every_page_of_a_record_leads_to_that_of_the_other(client, officer, pair, page):
    merge(survivor=pair[0], merged=pair[1], chosen=[], by=officer)
    answer = client.get(reverse(f"field:{page}", args=[pair[1].code]), {"back": "x"})
    assert answer["Location"] == reverse(f"field:{page}", args=[pair[0].code]) + "?back=x"


def test_what_is_done_to_a_record_that_is_gone_is_not_done_to_the_other(client, officer, pair):
    merge(survivor=pair[0], merged=pair[1], chosen=[], by=officer)
    answer = client.post(reverse("field:withdraw_consent", args=[pair[1].code, "store"]), follow=True)
    assert answer.redirect_chain == [(reverse("field:record", args=[pair[0].code]), 302)]
    assert "ke catatan Tas Goni Lestari, jadi tidak ada yang dilakukan." in html.unescape(answer.content.decode())
    assert pair[0].consents.filter(purpose="STORE", withdrawn_at=None).exists()


def test_the_record_that_another_area_keeps_by_now_leads_nowhere(client, officer, pair):
    merge(survivor=pair[0], merged=pair[1], chosen=[], by=officer)
    Artisan.objects.filter(pk=pair[0].pk).update(region_id=BANDUNG)
    assert client.get(reverse("field:consents", args=[pair[1].code])).status_code == 404
