"""The whole demo as plain data, before it meets the database: every maker and product, the same on every machine.

A lottery seeded with each record's own key decides everything, so one record's words never depend on another's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from artisans.choices import ArtisanKind, ArtisanState, ConsentPurpose, MembershipRole, MembershipState, WorkMode
from core import codes
from pages.demo import people
from pages.demo.catalogue import Line, Stuff, Thing
from pages.demo.patterns import CRAFT_SURFACES
from pages.demo.places import CLUSTERS, ROWOSARI_SIZES, SEMARANG, TANGGULANGIN, ClusterPlan
from products.choices import Availability, PriceMode, ProductState, Visibility

LAST_DAY = datetime(2026, 10, 31, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
ROWOSARI_WORKERS = 1092
# How many different pictures a silhouette or a surface has, where the usual two would be seen again and again.
PICTURES_EACH = {"sachets": 4, "strips": 4, "jeans": 18, "suitcase": 6, "bolt": 3, "jacket": 3, "shorts": 3, "tray": 3}
COMMITTEE = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.TREASURER, MembershipRole.RELATIONS)
# The two makers with an account: an artisan who is in no cluster yet, and the secretary of Semarang's cluster.
ARTISAN_OF_THE_DEMO = f"outsider semarang {ArtisanState.ACTIVE} 0"
COMMITTEE_OF_THE_DEMO = "member semarang 1"
JATINGALEH = "33.74.08.1002"
MODELS = people.SECOND_WORDS + people.FIRST_WORDS


VERIFIED = frozenset({ArtisanState.ACTIVE, ArtisanState.DORMANT, ArtisanState.CLOSED})


@dataclass(frozen=True, kw_only=True)
class ProductPlan:
    """One product. `pictures` are arguments of pages.demo.patterns.draw."""

    code: str
    craft: str
    name: str
    description: str
    materials: tuple[str, ...]
    price_mode: str
    price: int | None
    min_order: int
    lead_days: int
    availability: str
    visibility: str
    state: str
    published_at: datetime | None
    confirmed_at: datetime | None
    pictures: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, kw_only=True)
class MakerPlan:
    """One maker, with the membership and the products. `shift` moves it from its village's centre, in degrees."""

    key: str
    code: str
    name: str
    kind: str
    craft: str
    area: str
    spots: dict[str, tuple[str, ...]]
    story: str
    workers: tuple[int, int]
    work_mode: str
    state: str
    reason: str
    consents: tuple[str, ...]
    phone: str
    shift: tuple[float, float]
    registered_at: datetime
    confirmed_at: datetime
    cluster: str
    membership: str
    role: str
    member_no: str
    picture: tuple[str, str, int] | None
    products: tuple[ProductPlan, ...]
    twin_of: str = ""

    @property
    def is_verified(self) -> bool:
        return self.state in VERIFIED


def code_for(key: str) -> str:
    """The public code of a demo record, for ever the same."""
    rng = Random(f"code {key}")
    body = "".join(rng.choice(codes.ALPHABET) for _ in range(codes.LENGTH - 1))
    return body + codes.check_character(body)


def makers() -> Iterator[MakerPlan]:
    """All makers: the members of each cluster, those who wait, are returned, or belong to none, second records."""
    yield from _members()
    yield from _outsiders()
    yield from _twins()


def _members() -> Iterator[MakerPlan]:
    places = [(cluster, place) for cluster in CLUSTERS for place in range(cluster.makers)]
    for number, (cluster, place) in enumerate(places, start=1):
        yield _member(cluster, place, number)


def _outsiders() -> Iterator[MakerPlan]:
    members = sum(cluster.makers for cluster in CLUSTERS)
    places = [(cluster, state, place) for cluster, state, count in OUTSIDERS for place in range(count)]
    for number, (cluster, state, place) in enumerate(places, start=members + 1):
        yield _outsider(cluster, state, place, number)


_BY_KEY = {cluster.key: cluster for cluster in CLUSTERS}
# Makers in no cluster, by where they work and where their record stands.
OUTSIDERS: tuple[tuple[ClusterPlan, str, int], ...] = (
    (SEMARANG, ArtisanState.ACTIVE, 12),
    (SEMARANG, ArtisanState.SUBMITTED, 6),
    (SEMARANG, ArtisanState.NEEDS_FIX, 3),
    (SEMARANG, ArtisanState.DRAFT, 3),
    (_BY_KEY["tamanan"], ArtisanState.ACTIVE, 5),
    (_BY_KEY["tamanan"], ArtisanState.SUBMITTED, 2),
    (_BY_KEY["rowosari 01"], ArtisanState.ACTIVE, 4),
    (_BY_KEY["rowosari 01"], ArtisanState.SUBMITTED, 2),
    (TANGGULANGIN, ArtisanState.ACTIVE, 6),
    (TANGGULANGIN, ArtisanState.SUBMITTED, 2),
    (_BY_KEY["bayan"], ArtisanState.ACTIVE, 3),
    (_BY_KEY["bayan"], ArtisanState.SUBMITTED, 2),
    (SEMARANG, ArtisanState.CLOSED, 2),
    (TANGGULANGIN, ArtisanState.CLOSED, 1),
)
# Makers whom somebody wrote down a second time, spelt otherwise: the first record's key, the name, the phone.
TWINS = (
    (f"outsider semarang {ArtisanState.ACTIVE} 6", "Ibu Soelastri Dompet Kulit", "+620000000302"),
    ("member semarang 13", "Soetrisno, Tas Anyam", "+620000000902"),
    ("member semarang 0", "Bengkel Tas Anggun Trenggoeli", "+620000000901"),
    ("member tanggulangin 30", "Bpk. Soetrisno Dompet Kulit", "+620000000226"),
)
# How the first outsiders of Semarang stand with the cluster; the very first is the demo's artisan, who has not asked.
ASKING = {
    1: MembershipState.REQUESTED,
    2: MembershipState.REQUESTED,
    3: MembershipState.DECLINED,
    4: MembershipState.LEFT,
}
REASONS = (
    "Nomor teleponnya belum lengkap. Tolong tanyakan sekali lagi.",
    "Kelurahannya tertukar dengan kelurahan sebelah. Mohon diperbaiki.",
    "Kerajinannya belum jelas: tas rajut atau tas goni?",
)


def _member(cluster: ClusterPlan, place: int, number: int) -> MakerPlan:
    rng = Random(f"member {cluster.key} {place}")
    is_committee = place < len(COMMITTEE)
    state = ArtisanState.ACTIVE if is_committee or rng.random() < 0.94 else ArtisanState.DORMANT
    school = cluster.schools[place - len(COMMITTEE)] if 0 <= place - len(COMMITTEE) < len(cluster.schools) else ""
    return _maker(
        rng,
        cluster,
        key=f"member {cluster.key} {place}",
        number=number,
        state=state,
        name=school,
        is_public=is_committee or bool(school) or rng.random() < 0.92,
        membership=MembershipState.ACCEPTED,
        role=COMMITTEE[place] if is_committee else MembershipRole.MEMBER,
        member_no=f"{cluster.member_prefix}-{place + 1:03}",
    )


def _outsider(cluster: ClusterPlan, state: str, place: int, number: int) -> MakerPlan:
    key = f"outsider {cluster.key} {state} {place}"
    is_of_semarang = cluster is SEMARANG and state == ArtisanState.ACTIVE
    return _maker(
        Random(key),
        cluster,
        key=key,
        number=number,
        state=state,
        is_public=True,
        membership=ASKING.get(place, "") if is_of_semarang else "",
        reason=REASONS[place % len(REASONS)] if state == ArtisanState.NEEDS_FIX else "",
    )


def _twins() -> Iterator[MakerPlan]:
    """The second records of makers written down twice: drafts of a month ago, in the same village."""
    first = {maker.key: maker for maker in (*_members(), *_outsiders())}
    for key, name, phone in TWINS:
        yield replace(
            first[key],
            key=f"twin {key}",
            code=code_for(f"maker twin {key}"),
            name=name,
            phone=phone,
            story="",
            state=ArtisanState.DRAFT,
            consents=(ConsentPurpose.STORE,),
            registered_at=LAST_DAY - timedelta(days=Random(f"twin {key}").randint(10, 40)),
            cluster="",
            membership="",
            member_no="",
            role=MembershipRole.MEMBER,
            picture=None,
            products=(),
            twin_of=key,
        )


def _maker(
    rng: Random,
    cluster: ClusterPlan,
    *,
    key: str,
    number: int,
    state: str,
    is_public: bool,
    membership: str,
    name: str = "",
    role: str = MembershipRole.MEMBER,
    member_no: str = "",
    reason: str = "",
) -> MakerPlan:
    kind = ArtisanKind.SCHOOL if name else rng.choice(cluster.kinds)
    workers = _workers(rng, cluster, kind, number)
    registered_at = LAST_DAY - timedelta(days=rng.randint(90, 620), minutes=rng.randint(0, 400))
    is_verified = state in VERIFIED
    craft = cluster.craft
    return MakerPlan(
        key=key,
        code=code_for(f"maker {key}"),
        name=name or people.maker_name(rng, cluster.voice, kind, workers[1]),
        kind=kind,
        craft=craft,
        area=cluster.region,
        spots=cluster.spots,
        story=people.maker_story(rng, cluster.voice, sum(workers)) if is_verified else "",
        workers=workers,
        work_mode=_work_mode(rng, cluster),
        state=state,
        reason=reason,
        consents=_consents(rng, key, is_public),
        phone=f"+6200{number:08}",
        shift=(rng.uniform(-0.0018, 0.0018), rng.uniform(-0.0018, 0.0018)),
        registered_at=registered_at,
        confirmed_at=min(LAST_DAY, registered_at + timedelta(days=rng.randint(10, 400))),
        cluster=cluster.key if membership else "",
        membership=membership,
        role=role,
        member_no=member_no,
        picture=(craft, "workshop", rng.randrange(6)) if craft in CRAFT_SURFACES and rng.random() < 0.7 else None,
        products=tuple(_products(rng, cluster, key, registered_at)) if is_verified else (),
    )


def _workers(rng: Random, cluster: ClusterPlan, kind: str, number: int) -> tuple[int, int]:
    """Men and women at work. Rowosari's 146 businesses have 1,092 between them, as counted in 2017."""
    if cluster.key.startswith("rowosari"):
        businesses, rank = sum(ROWOSARI_SIZES), number - SEMARANG.makers - _BY_KEY["tamanan"].makers - 1
        total = ROWOSARI_WORKERS // businesses + (rank < ROWOSARI_WORKERS % businesses)
        swing = Random(f"workers {rank // 2}").randint(0, 4)
        total += swing if rank % 2 else -swing
    else:
        low, high = {ArtisanKind.INDIVIDUAL: (1, 4), ArtisanKind.GROUP: (5, 18), ArtisanKind.SCHOOL: (8, 30)}.get(
            kind, (3, 12)
        )
        total = rng.randint(low, high)
    women = (
        rng.choice((0, 0, total, rng.randint(0, total)))
        if kind == ArtisanKind.INDIVIDUAL
        else rng.randint(total // 3, total)
    )
    return total - women, women


def _work_mode(rng: Random, cluster: ClusterPlan) -> str:
    """In Lombok Utara crafts are side work for most; elsewhere the main work for most."""
    if cluster.region.startswith("52.08"):
        return rng.choice((WorkMode.SIDE, WorkMode.SIDE, WorkMode.SIDE, WorkMode.SEASONAL, WorkMode.MAIN))
    return rng.choice((WorkMode.MAIN, WorkMode.MAIN, WorkMode.MAIN, WorkMode.SIDE))


def _consents(rng: Random, key: str, is_public: bool) -> tuple[str, ...]:
    given = [ConsentPurpose.STORE]
    if is_public:
        given.append(ConsentPurpose.PUBLIC_PROFILE)
    given += [
        purpose
        for purpose, share in ((ConsentPurpose.PHOTO, 0.8), (ConsentPurpose.WHATSAPP, 0.6))
        if rng.random() < share
    ]
    # Drawn apart, so that what came before them stays as it was.
    given += [
        purpose
        for purpose, share in ((ConsentPurpose.INVITE, 0.7), (ConsentPurpose.NEWS, 0.4))
        if is_public and (key == ARTISAN_OF_THE_DEMO or Random(f"{purpose} {key}").random() < share)
    ]
    return tuple(given)


def _products(rng: Random, cluster: ClusterPlan, key: str, since: datetime) -> Iterator[ProductPlan]:
    """What the maker sells: no two things alike."""
    made: set[tuple[str, str]] = set()
    for place in range(rng.randint(*(cluster.products_each if key.startswith("member") else (1, 2)))):
        for _attempt in range(12):
            line = rng.choice(cluster.lines)
            thing, stuff = rng.choice(line.things), rng.choice(line.stuffs)
            if (thing.name, stuff.label) not in made:
                break
        else:
            return
        made.add((thing.name, stuff.label))
        yield _product(rng, line, thing, stuff, code_for(f"product {key} {place}"), since)


def _product(rng: Random, line: Line, thing: Thing, stuff: Stuff, code: str, since: datetime) -> ProductPlan:
    mode = rng.choices(list(PriceMode), (70, 14, 10, 6))[0]
    state = rng.choices(
        [ProductState.PUBLISHED, ProductState.DRAFT, ProductState.SUBMITTED, ProductState.ARCHIVED], (94, 2, 2, 2)
    )[0]
    published_at = min(LAST_DAY, since + timedelta(days=rng.randint(5, 300), minutes=rng.randint(0, 500)))
    is_published = state in {ProductState.PUBLISHED, ProductState.ARCHIVED}
    return ProductPlan(
        code=code,
        craft=line.craft,
        name=" ".join(filter(None, (thing.name, stuff.label, rng.choice(MODELS)))),
        description=_description(rng, thing, stuff),
        materials=stuff.materials,
        price_mode=mode,
        price=None if mode == PriceMode.ASK else _price(rng, thing, stuff),
        min_order=rng.choice(thing.orders),
        lead_days=rng.randint(*thing.days),
        availability=rng.choice((Availability.READY, Availability.READY, Availability.MADE_TO_ORDER)),
        visibility=rng.choices(list(Visibility), (96, 2, 2))[0],
        state=state,
        published_at=published_at if is_published else None,
        confirmed_at=min(LAST_DAY, published_at + timedelta(days=rng.randint(0, 240))) if is_published else None,
        pictures=_pictures(rng, line.craft, thing, stuff),
    )


def _price(rng: Random, thing: Thing, stuff: Stuff) -> int:
    """Whole rupiah, as price tags are written: to the next 1,000 below 50,000, to the next 5,000 above."""
    thousands = rng.uniform(*thing.price) * stuff.factor
    step = 1 if thousands < 50 else 5
    return max(step, round(thousands / step) * step) * 1000


CLOSINGS = (
    "Warna bisa dipilih menurut persediaan bahan.",
    "Pesanan banyak bisa dikerjakan bertahap.",
    "Foto pada halaman ini adalah gambar contoh.",
    "",
    "",
)


def _description(rng: Random, thing: Thing, stuff: Stuff) -> str:
    uses = rng.sample(thing.uses, min(len(thing.uses), rng.randint(1, 2)))
    return " ".join(filter(None, (rng.choice(stuff.made), *uses, rng.choice(CLOSINGS))))


def _pictures(rng: Random, craft: str, thing: Thing, stuff: Stuff) -> tuple[tuple[str, str, int], ...]:
    """The thing itself, and for some its material seen from near."""
    first = (
        craft,
        f"{thing.shape}:{stuff.surface}",
        rng.randrange(max(PICTURES_EACH.get(word, 2) for word in (thing.shape, stuff.surface))),
    )
    is_cloth = craft in {"bag", "batik", "convection", "weaving"} and thing.shape != "bolt"
    return (first, (craft, f"bolt:{stuff.surface}", rng.randrange(2))) if is_cloth and rng.random() < 0.3 else (first,)
