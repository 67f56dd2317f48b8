"""A new key takes over from an old one, and nobody's number is lost on the way."""

from io import StringIO

import pytest
from django.core.management import call_command

from artisans.actions import papers
from artisans.choices import ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from core import sealing
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = b"o" * 32, b"n" * 32
NIKS = ["3374010104749999", "3374014104749998", "3374014104749997"]


@pytest.fixture
def makers(settings) -> list[Artisan]:
    """Three makers whose numbers the key of 2026 sealed; a fourth without a number."""
    settings.SEALING_KEYS, settings.LOOKUP_KEY = {"2026": OLD}, OLD
    found = [ConsentFactory(purpose=ConsentPurpose.STORE).artisan for _ in NIKS]
    for artisan, nik in zip(found, NIKS, strict=True):
        papers.keep_nik(artisan=artisan, nik=nik, by=UserFactory())
    PersonIdentity.objects.create(artisan=ArtisanFactory(), phone="+620012345678")
    return found


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("reseal", *arguments, stdout=out)
    return out.getvalue().splitlines()


def numbers(makers: list[Artisan]) -> list[str]:
    return [papers.reveal_nik(artisan=maker, by=UserFactory(), why="Uji") for maker in makers]


def test_nothing_is_written_unless_asked_for(makers, settings):
    settings.SEALING_KEYS = {"2027": NEW, "2026": OLD}
    before = list(PersonIdentity.objects.order_by("pk").values())
    assert said() == [
        "3 identity numbers: 3 not sealed by the key '2027', 0 hashed by another LOOKUP_KEY.",
        "Nothing is written. Run again with --write.",
    ]
    assert list(PersonIdentity.objects.order_by("pk").values()) == before


def test_afterwards_the_old_key_can_go(makers, settings, monkeypatch):
    monkeypatch.setattr("artisans.actions.resealing.BATCH", 2)
    settings.SEALING_KEYS = {"2027": NEW, "2026": OLD}
    history = list(PersonIdentity.pgh_event_model.objects.order_by("pgh_id").values())
    assert said("--write") == [
        "3 identity numbers: 3 not sealed by the key '2027', 0 hashed by another LOOKUP_KEY.",
        "All but those that cannot be opened are sealed and hashed with today's keys.",
    ]
    settings.SEALING_KEYS = {"2027": NEW}
    assert numbers(makers) == NIKS
    assert said() == ["3 identity numbers: 0 not sealed by the key '2027', 0 hashed by another LOOKUP_KEY."]
    assert list(PersonIdentity.pgh_event_model.objects.order_by("pgh_id").values()) == history


def test_another_lookup_key_is_followed_in_records_and_history(makers, settings):
    settings.LOOKUP_KEY = NEW
    assert said("--write")[0] == "3 identity numbers: 0 not sealed by the key '2026', 3 hashed by another LOOKUP_KEY."
    hashes = [sealing.keyed_hash(nik) for nik in NIKS]
    rows = PersonIdentity.objects.filter(artisan__in=makers).order_by("pk")
    assert list(rows.values_list("nik_hash", flat=True)) == hashes
    events = PersonIdentity.pgh_event_model.objects.filter(artisan__in=makers).order_by("pgh_id")
    assert list(events.values_list("nik_hash", flat=True)) == hashes


def test_numbers_of_a_lost_key_are_named_by_their_records_code(makers, settings):
    settings.SEALING_KEYS = {"2027": NEW}
    codes = ", ".join(maker.spoken_code for maker in makers)
    assert said("--write") == [
        "3 identity numbers: 0 not sealed by the key '2027', 0 hashed by another LOOKUP_KEY.",
        f"3 cannot be opened; put their key back into SEALING_KEYS, or enter them again: {codes}",
    ]
