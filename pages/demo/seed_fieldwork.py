"""Writing the demo's fieldwork: canvass places with visits and finds, leads, targets, and likely duplicates."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.timezone import localdate, make_aware

from accounts.models import User
from artisans import duplicates
from artisans.choices import ArtisanState
from artisans.models import Artisan, DuplicatePair, StateChange
from clusters.models import Craft
from core.loading import Memory
from fieldwork.models import CanvassPlace, FieldVisit, Find, Lead, Target
from pages.demo import fieldplan, plan
from pages.demo.fieldplan import LeadPlan, PlacePlan
from pages.demo.seed_makers import Officers, date, new_records, pair_of

# How many of a place's makers, the latest registered, were found on a walk that was noted.
NOTED = 6


def add_places(officers: Officers) -> tuple[int, int]:
    """Adds the canvass places never there, each with its walks and finds; returns how many places and walks."""
    plans = {
        plan.code_for(f"place {place.key}"): place for place in fieldplan.PLACES if pair_of(place.region, officers)
    }
    memory = Memory("demo canvass places")
    known = set(CanvassPlace.objects.filter(code__in=plans).values_list("code", flat=True))
    new = {code: plans[code] for code in memory.never_loaded(plans) if code not in known}
    memory.remember(plans)
    walks = 0
    for code, place in new.items():
        row = CanvassPlace.objects.create(code=code, **_place_values(place, officers))
        if place.key not in fieldplan.UNSEARCHED:
            walks += _walk(row, place, officers)
    return len(new), walks


def _place_values(place: PlacePlan, officers: Officers) -> dict:
    return {
        "name": place.name,
        "kind": place.kind,
        "region_id": place.region,
        "expected": place.expected,
        "note": place.note,
        "created_by": pair_of(place.region, officers)[0],
        "is_demo": True,
    }


def _walk(row: CanvassPlace, place: PlacePlan, officers: Officers) -> int:
    """Notes who was found there, some on a walk of the day they were registered, and the walks of the last months."""
    found = list(_found(row, place))
    visits: dict[tuple[int, object], FieldVisit] = {}
    for artisan in found[:NOTED]:
        day = localdate(artisan.registered_at)
        visits.setdefault((artisan.registered_by_id, day), _visit(row, artisan.registered_by, day, asked=None))
    walks = list(visits.values())
    for walk in fieldplan.walks(place):
        officer = pair_of(place.region, officers)[0]
        walks.append(_visit(row, officer, walk.day, asked=walk.asked, next_visit_on=walk.next_visit_on))
    FieldVisit.objects.bulk_create(walks)
    Find.objects.bulk_create(
        Find(artisan=one, place=row, visit=visits.get((one.registered_by_id, localdate(one.registered_at))))
        for one in found
    )
    return len(walks)


def _found(row: CanvassPlace, place: PlacePlan) -> Iterator[Artisan]:
    """The demo's makers of the place's village, the latest first, but for those who work elsewhere in it."""
    makers = Artisan.objects.filter(is_demo=True, region_id=place.region, find=None).of_makers()
    for artisan in makers.select_related("registered_by").order_by("-registered_at", "pk"):
        if Random(f"found {row.code} {artisan.code}").random() * 10 >= place.strays:
            yield artisan


def _visit(row: CanvassPlace, officer: User, day, **values) -> FieldVisit:
    number = _uuid(f"visit {row.code} {officer.username} {day}")
    return FieldVisit(client_uuid=number, place=row, officer=officer, visited_on=day, is_demo=True, **values)


def _uuid(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"sentra demo {key}")


def add_leads(officers: Officers) -> int:
    """Adds the leads that were never there, by their codes, whatever became of the others."""
    plans = {plan.code_for(f"lead {lead.key}"): lead for lead in fieldplan.LEADS if pair_of(lead.region, officers)}
    memory = Memory("demo leads")
    new = new_records(memory, plans)
    memory.remember(plans)
    crafts = {craft.slug: craft for craft in Craft.objects.all()}
    places = CanvassPlace.objects.in_bulk(
        [plan.code_for(f"place {place.key}") for place in fieldplan.PLACES], field_name="code"
    )
    for code in sorted(new, key=list(plans).index):
        lead = plans[code]
        artisan = _lead(code, lead, pair_of(lead.region, officers)[0])
        artisan.crafts.add(*[crafts[lead.craft]] if lead.craft in crafts else [])
        if place := places.get(plan.code_for(f"place {lead.place}")):
            Find.objects.create(artisan=artisan, place=place)
    return len(new)


def _lead(code: str, lead: LeadPlan, officer: User) -> Artisan:
    told_on = fieldplan.TODAY - timedelta(days=lead.told)
    artisan = Artisan.objects.create(
        code=code,
        public_name=lead.name,
        region_id=lead.region,
        place_note=lead.place_note,
        state=ArtisanState.LEAD,
        registered_by=officer,
        is_demo=True,
    )
    Lead.objects.create(
        artisan=artisan,
        told_by=lead.told_by,
        told_on=told_on,
        note=lead.note,
        next_visit_on=None if lead.next_visit is None else fieldplan.TODAY + timedelta(days=lead.next_visit),
    )
    change = StateChange.objects.create(artisan=artisan, to_state=ArtisanState.LEAD, by=officer)
    moment = make_aware(datetime.combine(told_on, time(10)))
    date(Artisan, "registered_at", [(artisan, moment)])
    date(StateChange, "at", [(change, moment)])
    return artisan


def add_targets(officers: Officers, head: User | None) -> int:
    """Adds the year's targets never there: set by the agency's head, elsewhere by the officer who verifies."""
    plans = {
        f"{target.region} {target.whose} {fieldplan.YEAR}": target
        for target in fieldplan.TARGETS
        if pair_of(target.region, officers)
    }
    memory = Memory("demo targets")
    new = 0
    for key in memory.never_loaded(plans):
        target = plans[key]
        field, office = pair_of(target.region, officers)
        _target, is_new = Target.objects.get_or_create(
            region_id=target.region,
            officer={"field": field, "office": office}.get(target.whose),
            year=fieldplan.YEAR,
            defaults={
                "registered": target.registered,
                "verified": target.verified,
                "set_by": head if head and target.region.startswith("33.74") else office,
                "is_demo": True,
            },
        )
        new += is_new
    memory.remember(plans)
    return new


def note_duplicates(made: Sequence[tuple[plan.MakerPlan, Artisan]]) -> int:
    """Has the second records among the new makers compared with the register, and keeps the pairs found, undecided."""
    new = 0
    for maker, row in made:
        if not maker.twin_of:
            continue
        sighting = duplicates.Sighting(
            name=row.public_name, phone=maker.phone, region_code=row.region_id, lat=row.lat, lon=row.lon
        )
        for likeness in duplicates.likely(sighting, exclude=[row.pk]):
            first, second = sorted((row.pk, likeness.artisan.pk))
            _pair, is_new = DuplicatePair.objects.get_or_create(
                first_id=first,
                second_id=second,
                defaults={"score": likeness.score, "reasons": [str(reason.value) for reason in likeness.reasons]},
            )
            new += is_new
    return new
