"""Codes that have ended: shown where they are used, offered nowhere, and seen by browsers at once."""

import gzip
from datetime import date
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.permissions import reachable
from artisans.models import Artisan
from fieldwork.coverage import survey
from fieldwork.models import CanvassPlace
from fieldwork.place_forms import PlaceForm
from fieldwork.workload import idle_villages
from products import search
from products.filters import narrower
from products.search import Query
from regions.forms import RegionField, Typed
from regions.loader import FILE
from regions.models import Region
from sheets.places import Gazetteer, Place
from tests.factories import ArtisanFactory, CanvassPlaceFactory, ProductFactory, UserFactory
from tests.regions.test_loading import EDITION, no_regions, run  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
TUGU, FORMER, NEW = "33.74.16", "33.74.16.1007", "33.74.16.1099"
TEXT = "Mangunharjo, Tugu"


@pytest.fixture
def replaced():
    """A village whose code has ended, beside its successor of the same name and place."""
    former = Region.objects.get(pk=FORMER)
    Region.objects.filter(pk=FORMER).update(ended_on=date(2026, 1, 1))
    new = Region.objects.get(pk=FORMER)
    new.pk, new.number, new.ended_on = NEW, 999_999, None
    new.save(force_insert=True)
    former.refresh_from_db()
    return former


@pytest.fixture
def officer():
    return UserFactory(areas=["33.74"])


def test_an_edition_ends_what_it_no_longer_has_and_takes_it_back(run):  # noqa: F811
    run(EDITION)
    said = run(EDITION[:4])
    assert said == (
        "4 regions: nothing to change.\n"
        "1 codes have ended, since the file no longer has them: shown where they are used, not offered: 33.27.13.2004\n"
    )
    ended = Region.objects.exclude(ended_on=None)
    assert list(ended.values_list("pk", "ended_on")) == [("33.27.13.2004", localdate())]
    ended.update(ended_on=date(2026, 1, 1))
    run(EDITION[:4])
    assert ended.get().ended_on == date(2026, 1, 1)
    assert run(EDITION) == "5 regions: nothing to change.\n"
    assert not ended.exists()


def test_every_change_of_the_list_is_another_version_of_the_search(run):  # noqa: F811
    versions = []
    renamed = [line.replace("Botekan", "Botekan Baru") for line in EDITION]
    for lines in (EDITION, EDITION, renamed, renamed[:4], renamed, renamed):
        run(lines)
        versions.append(search.version())
    assert [one == other for one, other in pairwise(versions)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_a_browser_sees_a_new_name_at_once(client, tmp_path):
    ProductFactory(published=True, artisan__region_id=FORMER)
    answer = client.get(reverse("products:list"))
    assert client.get(reverse("products:list"), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    file = tmp_path / "regions.csv"
    edition = gzip.decompress(FILE.read_bytes()).decode()
    file.write_text(edition.replace("\n33.74,Kota Semarang,", "\n33.74,Kota Semarang Raya,"), encoding="utf-8")
    call_command("load_regions", str(file), verbosity=0)
    again = client.get(reverse("products:list"), HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, "Kota Semarang Raya" in again.content.decode()) == (200, True)


def test_it_is_offered_nowhere(replaced, officer, client):
    suggested = client.get(reverse("regions:search"), {"q": TEXT}).json()
    assert [one["code"] for one in suggested] == [NEW]
    assert [one["code"] for one in client.get(reverse("regions:search"), {"q": FORMER}).json()] == []
    field = RegionField(queryset=reachable(officer, "work_in", Region.objects.all()))
    assert field.clean(Typed("", TEXT)).pk == field.clean(Typed(FORMER, replaced.full_path)).pk == NEW
    assert [one.pk for one in Region.objects.called(["mangunharjo"], 50) if one.pk in (FORMER, NEW)] == [NEW]
    new = Region.objects.get(pk=NEW)
    assert Region.objects.nearest(new.lat, new.lon).pk == NEW
    place = Place(village="Mangunharjo", district="Tugu")
    for gazetteer in (Gazetteer(["33.74"]), Gazetteer(["32.73"], everywhere=True)):
        assert gazetteer.answers([place])[place].code == NEW
    offered = {choice.url for one in narrower(Query(region=replaced.parent)) for choice in one.choices}
    assert (any(NEW in url for url in offered), any(FORMER in url for url in offered)) == (True, False)
    assert idle_villages(replaced.parent).filter(pk__in=[FORMER, NEW]).get().pk == NEW


def test_a_form_refuses_it_for_what_lies_elsewhere_and_keeps_it_where_it_is(replaced, officer):
    here, there = CanvassPlaceFactory(region_id=FORMER), CanvassPlaceFactory(region_id="33.74.16.1001")
    answers = {"name": "Pasar", "kind": here.kind, "expected": "", "position": "", "note": ""}
    posted = {"region": FORMER, "region_text": replaced.full_path} | answers

    def sent(place: CanvassPlace, posted: dict) -> PlaceForm:
        """The form as its page sends it, with what it was filled with."""
        carried = {field.html_name: field.value() for field in PlaceForm(instance=place, user=officer).hidden_fields()}
        return PlaceForm(carried | posted, instance=place, user=officer)

    kept, refused = sent(here, posted), sent(there, posted)
    assert (kept.is_valid(), kept.errors) == (True, {})
    assert kept.cleaned_data["region"] == replaced
    # The text means the successor, which is offered.
    assert refused.is_valid()
    assert refused.cleaned_data["region"].pk == NEW
    by_hand = sent(there, answers | {"region": FORMER})
    assert (by_hand.is_valid(), list(by_hand.errors)) == (False, ["region"])


def test_what_lies_there_is_shown_and_found(replaced, officer, client):
    artisan = ArtisanFactory(published=True, region_id=FORMER)
    product = ProductFactory(published=True, artisan=artisan)
    assert "Mangunharjo" in client.get(artisan.get_absolute_url()).content.decode()
    found = client.get(reverse("products:list"), {"region": FORMER}).content.decode()
    assert product.name in found
    assert product.name in client.get(reverse("products:list"), {"region": TUGU}).content.decode()
    client.force_login(officer)
    records = client.get(reverse("field:records"), {"region": FORMER})
    assert artisan.public_name in records.content.decode()
    villages = {part.region.pk: part.tally.registered for part in survey(replaced.parent, []).villages}
    assert (villages[FORMER], villages[NEW]) == (1, 0)
    Artisan.objects.filter(pk=artisan.pk).update(region=NEW)
    assert FORMER not in {part.region.pk for part in survey(replaced.parent, []).villages}
    assert client.get(reverse("field:coverage"), {"in": FORMER}).status_code == 200
