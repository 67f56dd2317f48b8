"""Two records of one maker with everything that can hang on a record, and how the whole register looks."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from artisans.actions import papers
from artisans.choices import ArtisanKind, ConsentPurpose, MembershipState, WorkMode
from artisans.models import Artisan, Consent, DuplicatePair, PersonIdentity
from core import sealing
from fieldwork.choices import ToldBy
from fieldwork.models import Find, Lead
from tests.cast import SEMARANG
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

NIKS = "3374016505740001", "3374016505740002"
# Only added to: what was done stays on record, also when it is undone, and the search forgets no word of a village, nor
# what it has still to fold in.
LOGS = {"statechange", "privateread", "merge", "searchword", "searchpending"}


@dataclass
class Pair:
    """`one` is verified and public, `other` a draft; both lie in the officer's city."""

    officer: User
    one: Artisan
    other: Artisan


def make_pair() -> Pair:
    officer = UserFactory(areas=[SEMARANG])
    now = timezone.now()
    one = ArtisanFactory(published=True, public_name="Bu Sri Lestari", story="Sejak 1990.")
    Artisan.objects.filter(pk=one.pk).update(verified_by=officer, verified_at=now, photo="artisans/one")
    other = ArtisanFactory(
        public_name="Sri Lestari", kind=ArtisanKind.BUSINESS, region_id="33.74.01.1002", place_note="Dekat pasar"
    )
    Artisan.objects.filter(pk=other.pk).update(
        lat=-6.98, lon=110.41, precision_m=20, workers_female=3, work_mode=WorkMode.MAIN, machines="2 mesin",
        photo="artisans/other", last_confirmed_at=now + timedelta(microseconds=123457), last_confirmed_by=officer,
        confirmed_how="VISIT",
    )  # fmt: skip
    one.crafts.add(CraftFactory())
    other.crafts.add(CraftFactory(), CraftFactory(slug="batik"))
    for artisan, nik in zip((one, other), NIKS, strict=True):
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
        artisan.users.add(UserFactory(), officer)
        PersonIdentity.objects.create(artisan=artisan, phone=f"+6200{nik[-8:]}", legal_name=f"Sri {nik[-1]}")
        papers.keep_nik(artisan=artisan, nik=nik, by=officer)
        ProductFactory(artisan=artisan, published=True)
    add_consents(one, other)
    add_memberships(one, other)
    add_fieldwork(other)
    third = ArtisanFactory(public_name="Orang lain")
    DuplicatePair.objects.create(first=one, second=other, score=0.9)
    DuplicatePair.objects.create(first=other, second=third, score=0.7, decision="DIFFERENT", decided_by=officer,
                                 decided_at=now)  # fmt: skip
    return Pair(officer=officer, one=Artisan.objects.get(pk=one.pk), other=Artisan.objects.get(pk=other.pk))


def add_consents(one: Artisan, other: Artisan) -> None:
    """One has said yes to the photo, later no in the other; to WhatsApp no, and later yes."""
    now = timezone.now()
    ConsentFactory(artisan=one, purpose=ConsentPurpose.PHOTO, given_at=now - timedelta(days=9))
    for artisan, purpose, days in ((other, ConsentPurpose.PHOTO, 5), (one, ConsentPurpose.WHATSAPP, 5)):
        ended = now - timedelta(days=days - 1)
        ConsentFactory(artisan=artisan, purpose=purpose, given_at=now - timedelta(days=days), withdrawn_at=ended)
    ConsentFactory(artisan=other, purpose=ConsentPurpose.WHATSAPP, given_at=now)


def add_memberships(one: Artisan, other: Artisan) -> None:
    shared, asked = ClusterFactory(name="Klaster Bersama"), ClusterFactory(name="Klaster Diminta")
    MembershipFactory(cluster=shared, artisan=one, started_on=date(2020, 1, 1))
    MembershipFactory(cluster=shared, artisan=other, started_on=date(2018, 1, 1))
    MembershipFactory(cluster=asked, artisan=one, started_on=date(2020, 1, 1))
    MembershipFactory(cluster=asked, artisan=other, state=MembershipState.REQUESTED)
    MembershipFactory(artisan=other)


def add_fieldwork(other: Artisan) -> None:
    Find.objects.create(artisan=other, place=CanvassPlaceFactory())
    Lead.objects.create(artisan=other, told_by=ToldBy.values[0], told_on=date(2026, 1, 2), note="Kata tetangga")


def everything() -> dict[str, list]:
    """Every row of the register but the logs; a sealed number as the number, since it is sealed anew each time."""
    models = [model for model in apps.get_models(include_auto_created=True) if is_kept(model)]
    return {model._meta.label: [seen(row) for row in model._base_manager.order_by("pk").values()] for model in models}


def is_kept(model: type[Model]) -> bool:
    name = model._meta.model_name
    is_own = model._meta.app_label in {"artisans", "products", "fieldwork", "sheets", "clusters", "accounts"}
    return is_own and not model._meta.proxy and name not in LOGS and not name.endswith("event")


def seen(row: dict) -> dict:
    if row.get("nik_sealed"):
        row["nik_sealed"] = sealing.open_sealed(row["nik_sealed"], bound_to=papers.place_of(row["artisan_id"]))
    if "keys" in row:
        row.pop("id", None)
    return row


def standing(artisan: Artisan) -> list[str]:
    return sorted(Consent.objects.standing().filter(artisan=artisan).values_list("purpose", flat=True))
