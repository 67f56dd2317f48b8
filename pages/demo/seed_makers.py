"""Writing the demo's makers, with all that belongs to a record: identity, consents, history, membership."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from django.db.models import Model

from accounts.models import User
from artisans.choices import ArtisanState, Assent, Confirmed, ConsentMethod, MembershipState
from artisans.models import Artisan, Consent, ErasedRecord, Membership, PersonIdentity, StateChange
from clusters.models import Cluster, Craft
from core.loading import Memory
from pages.demo import places, plan
from pages.demo.pictures import photo_key
from pages.demo.plan import MakerPlan
from regions.models import Region

# The one who registers, the one who verifies; by the code of their area.
Officers = dict[str, tuple[User, User]]
Made = Sequence[tuple[MakerPlan, Artisan]]

PLACE_NOTES = (
    "Rumah berpagar bambu, dekat musala",
    "Seberang balai desa",
    "Gang kedua sebelah warung",
    "Belakang sekolah dasar",
    "Rumah bercat biru di tikungan",
    "Tanyakan pada ketua RT",
)
HISTORIES = {
    ArtisanState.DRAFT: (),
    ArtisanState.SUBMITTED: (ArtisanState.SUBMITTED,),
    ArtisanState.NEEDS_FIX: (ArtisanState.SUBMITTED, ArtisanState.NEEDS_FIX),
    ArtisanState.ACTIVE: (ArtisanState.SUBMITTED, ArtisanState.ACTIVE),
    ArtisanState.DORMANT: (ArtisanState.SUBMITTED, ArtisanState.ACTIVE, ArtisanState.DORMANT),
    ArtisanState.CLOSED: (ArtisanState.SUBMITTED, ArtisanState.ACTIVE, ArtisanState.CLOSED),
}
# How long after registering a record is sent in, decided on, and perhaps put to rest.
SENT, DECIDED, RESTED = timedelta(hours=2), timedelta(days=2), timedelta(days=60)
ASKED, ANSWERED, FAREWELL = timedelta(days=5), timedelta(days=9), timedelta(days=80)


def add_makers(*, clusters: dict[str, Cluster], officers: Officers) -> list[tuple[MakerPlan, Artisan]]:
    """Adds the makers that were never there, known by their codes, and returns them with their plans."""
    plans = {maker.code: maker for maker in plan.makers() if pair_of(maker.area, officers)}
    memory = Memory("demo makers")
    new = new_records(memory, plans)
    villages = _villages()
    made = [(maker, _artisan(maker, villages, officers)) for code, maker in plans.items() if code in new]
    memory.remember(plans)
    Artisan.objects.bulk_create(row for _maker, row in made)
    date(Artisan, "registered_at", [(row, maker.registered_at) for maker, row in made])
    _add_belongings(made)
    _add_history(made, officers)
    _add_memberships(made, clusters, officers)
    return made


def pair_of(region: str, officers: Officers) -> tuple[User, User] | None:
    """Who registers and who verifies in the regency of a region; nobody where one of the two accounts is deleted."""
    return next((pair for code, pair in officers.items() if region.startswith(code)), None)


def new_records(memory: Memory, codes: Collection[str]) -> set[str]:
    """Those of the records' codes that were never in the register: neither there, nor loaded before, nor erased."""
    there = Artisan.objects.filter(code__in=codes).values_list("code", flat=True)
    erased = ErasedRecord.objects.filter(code__in=codes).values_list("code", flat=True)
    return {*memory.never_loaded(codes)} - {*there, *erased}


def date(model: type[Model], field: str, rows: Sequence[tuple[Model, datetime]]) -> None:
    """Sets the date of new rows where the model would have it be the moment of writing."""
    for row, moment in rows:
        setattr(row, field, moment)
    model.objects.bulk_update([row for row, _moment in rows], [field], batch_size=500)


def _villages() -> dict[str, list[Region]]:
    """The villages of each area in which makers work, by the area's code, in the order of their own codes."""
    areas = {cluster.region for cluster in places.CLUSTERS}
    return {code: list(Region.objects.within(code).filter(children=None).order_by("code")) for code in areas}


def _colleagues(maker: MakerPlan, officers: Officers) -> tuple[User, User]:
    """Who registered the maker and who decided on the record: two officers of the regency, in turn."""
    pair = pair_of(maker.area, officers)
    return pair if Random(f"officers {maker.key}").random() < 0.7 else pair[::-1]


def _artisan(maker: MakerPlan, villages: dict[str, list[Region]], officers: Officers) -> Artisan:
    region, place_note = _place(maker, villages[maker.area])
    field, office = _colleagues(maker, officers)
    is_sent, is_verified = maker.state != ArtisanState.DRAFT, maker.is_verified
    return Artisan(
        code=maker.code,
        public_name=maker.name,
        kind=maker.kind,
        region=region,
        place_note=place_note,
        lat=region.lat and round(region.lat + maker.shift[0], 5),
        lon=region.lon and round(region.lon + maker.shift[1], 5),
        precision_m=300 if region.lat else None,
        story=maker.story,
        photo=photo_key("artisans", maker.code) if maker.picture else "",
        workers_male=maker.workers[0],
        workers_female=maker.workers[1],
        work_mode=maker.work_mode,
        state=maker.state,
        registered_by=field,
        submitted_by=field if is_sent else None,
        submitted_at=maker.registered_at + SENT if is_sent else None,
        verified_by=office if is_verified else None,
        verified_at=maker.registered_at + DECIDED if is_verified else None,
        last_confirmed_at=maker.confirmed_at if is_verified else None,
        last_confirmed_by=office if is_verified else None,
        confirmed_how=Confirmed.VISIT if is_verified else "",
        is_demo=True,
    )


def _place(maker: MakerPlan, villages: list[Region]) -> tuple[Region, str]:
    """The village and how to find the place: near one of the area's known spots for nearly half of the makers."""
    rng = Random(f"place {maker.twin_of or maker.key}")
    spots = [region for region in villages if region.code in maker.spots]
    if maker.key == plan.ARTISAN_OF_THE_DEMO:
        spots = villages = [region for region in villages if region.code == plan.JATINGALEH]
    region = rng.choice(spots if spots and rng.random() < 0.45 else villages)
    return region, rng.choice(maker.spots.get(region.code, PLACE_NOTES))


def _add_belongings(made: Made) -> None:
    """Crafts, the telephone number (one that nobody can have), and what the maker agreed to."""
    crafts, link = dict(Craft.objects.values_list("slug", "pk")), Artisan.crafts.through
    link.objects.bulk_create(
        link(artisan_id=row.pk, craft_id=crafts[maker.craft]) for maker, row in made if maker.craft in crafts
    )
    PersonIdentity.objects.bulk_create(PersonIdentity(artisan=row, phone=maker.phone) for maker, row in made)
    Consent.objects.bulk_create(
        Consent(
            artisan=row,
            purpose=purpose,
            method=ConsentMethod.SPOKEN,
            witness=row.registered_by,
            given_at=maker.registered_at,
        )
        for maker, row in made
        for purpose in maker.consents
    )


def _add_history(made: Made, officers: Officers) -> None:
    """How each record came to where it stands: one officer registers it and sends it in, the colleague decides."""
    changes = []
    for maker, row in made:
        field, office = _colleagues(maker, officers)
        states = ("", ArtisanState.DRAFT, *HISTORIES[maker.state])
        for step, (before, state) in enumerate(pairwise(states)):
            change = StateChange(
                artisan=row,
                from_state=before,
                to_state=state,
                by=field if step < 2 else office,
                reason=maker.reason if state == ArtisanState.NEEDS_FIX else "",
            )
            changes.append((change, maker.registered_at + (timedelta(0), SENT, DECIDED, RESTED)[step]))
    StateChange.objects.bulk_create(change for change, _moment in changes)
    date(StateChange, "at", changes)


def _add_memberships(made: Made, clusters: dict[str, Cluster], officers: Officers) -> None:
    memberships = [
        (_membership(maker, row, clusters[maker.cluster], officers), _asked_at(maker))
        for maker, row in made
        if maker.membership and maker.cluster in clusters
    ]
    Membership.objects.bulk_create(membership for membership, _moment in memberships)
    date(Membership, "requested_at", memberships)


def _asked_at(maker: MakerPlan) -> datetime:
    if maker.membership == MembershipState.REQUESTED:
        return plan.LAST_DAY - timedelta(days=3)
    return maker.registered_at + ASKED


def _membership(maker: MakerPlan, row: Artisan, cluster: Cluster, officers: Officers) -> Membership:
    field, office = _colleagues(maker, officers)
    is_decided = maker.membership != MembershipState.REQUESTED
    was_member = maker.membership in {MembershipState.ACCEPTED, MembershipState.LEFT}
    has_left = maker.membership == MembershipState.LEFT
    return Membership(
        cluster=cluster,
        artisan=row,
        state=maker.membership,
        role=maker.role,
        member_no=maker.member_no,
        message="" if was_member else "Saya ingin ikut pelatihan dan pameran bersama.",
        assent=Assent.SPOKEN,
        requested_by=field,
        decided_by=office if is_decided else None,
        decided_at=maker.registered_at + ANSWERED if is_decided else None,
        reason=""
        if was_member or not is_decided
        else "Contoh tasnya belum kami lihat. Silakan ajukan lagi dengan foto produk.",
        started_on=(maker.registered_at + ANSWERED).date() if was_member else None,
        ended_on=(maker.registered_at + FAREWELL).date() if has_left else None,
        ended_by=office if has_left else None,
    )
