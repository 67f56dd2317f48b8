"""The demo's fieldwork as plain data: where officers look for makers, whom they were told of, what the year asks.

The places of Semarang are named in its report; the others are such as every town has. Nobody quoted in a report is in
here, and a lead is named by what it makes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from fieldwork.choices import PlaceKind, ToldBy
from pages.demo.plan import LAST_DAY

YEAR = LAST_DAY.year
TODAY = LAST_DAY.date()


@dataclass(frozen=True, kw_only=True)
class PlacePlan:
    """A canvass place; makers of its village were found there, `strays` of ten of them elsewhere in the village."""

    key: str
    name: str
    kind: str
    region: str
    expected: int | None
    strays: int = 0
    note: str = ""


PLACES = (
    PlacePlan(
        key="petolongan",
        name="Jalan Petolongan",
        kind=PlaceKind.STREET,
        region="33.74.01.1011",
        expected=40,
        note="Bengkel tas di gang-gang belakang toko kain. Paling mudah ditemui setelah pukul 15.",
    ),
    PlacePlan(
        key="johar",
        name="Pasar Johar",
        kind=PlaceKind.MARKET,
        region="33.74.01.1010",
        expected=10,
        note="Deretan tas dan sandal. Sebagian menjahit di kios, sebagian di rumah.",
    ),
    PlacePlan(
        key="jatingaleh", name="Jatingaleh", kind=PlaceKind.QUARTER, region="33.74.08.1002", expected=None, strays=3
    ),
    PlacePlan(
        key="tamanan", name="Kampung batik", kind=PlaceKind.QUARTER, region="35.11.02.2004", expected=12, strays=2
    ),
    PlacePlan(key="tamanan market", name="Pasar kecamatan", kind=PlaceKind.MARKET, region="35.11.02.2005", expected=6),
    PlacePlan(
        key="rowosari street",
        name="Jalan raya desa",
        kind=PlaceKind.STREET,
        region="33.27.13.2003",
        expected=160,
        strays=6,
    ),
    PlacePlan(
        key="tanggulangin", name="Jalan pertokoan tas", kind=PlaceKind.STREET, region="35.15.06.2008", expected=15
    ),
    PlacePlan(
        key="boro", name="Kampung koper", kind=PlaceKind.QUARTER, region="35.15.06.2015", expected=None, strays=2
    ),
    PlacePlan(key="sambik elen", name="Dusun tenun", kind=PlaceKind.QUARTER, region="52.08.04.2008", expected=9),
    PlacePlan(key="malaka", name="Pasar seni", kind=PlaceKind.MARKET, region="52.08.05.2004", expected=5),
)
# Nobody has searched these yet: what was found in their villages, was found elsewhere.
UNSEARCHED = frozenset({"tamanan market", "malaka"})


@dataclass(frozen=True, kw_only=True)
class LeadPlan:
    """A maker not yet met; `told` and `next_visit` count days before and after the demo's last day."""

    key: str
    name: str
    craft: str
    region: str
    told_by: str
    told: int
    note: str
    place: str = ""
    place_note: str = ""
    next_visit: int | None = None


LEADS = (
    LeadPlan(
        key="johar upstairs", name="Penjahit tas rajut lantai atas", craft="bag", region="33.74.01.1010",
        told_by=ToldBy.MAKER, told=12, next_visit=10, place="johar", place_note="Pasar Johar, lantai atas",
        note="Katanya ada tiga orang yang merajut tas bersama di kios kosong.",
    ),
    LeadPlan(
        key="petolongan alley", name="Bengkel tas goni di ujung gang", craft="bag", region="33.74.01.1011",
        told_by=ToldBy.NEIGHBOUR, told=20, next_visit=5, place="petolongan",
        place_note="Jalan Petolongan, gang ketiga dari timur", note="Buka sore hari. Belum pernah didata.",
    ),
    LeadPlan(
        key="petolongan strap", name="Pembuat tali tas kulit", craft="bag", region="33.74.01.1011",
        told_by=ToldBy.SEEN, told=3, place="petolongan", note="Terlihat menjemur kulit di teras.",
    ),
    LeadPlan(
        key="jatingaleh recycled", name="Tas daur ulang dekat terminal", craft="bag", region="33.74.08.1002",
        told_by=ToldBy.CLUSTER, told=31, next_visit=-4, place="jatingaleh",
        note="Pengurus klaster mengenalnya dari pameran.",
    ),
    LeadPlan(
        key="genuk", name="Perajin tas anyam plastik", craft="bag", region="33.74.05.1011", told_by=ToldBy.VILLAGE,
        told=44, note="Kelurahan menyebut satu rumah yang memasok toko di luar kota.",
    ),
    LeadPlan(
        key="pesantren", name="Kelompok ibu penjahit dompet", craft="bag", region="33.74.14.1014",
        told_by=ToldBy.NEWS, told=60, next_visit=21, note="Muncul dalam berita lomba kelurahan.",
    ),
    LeadPlan(
        key="tamanan dyer", name="Pembatik pewarna alam", craft="batik", region="35.11.02.2004", told_by=ToldBy.MAKER,
        told=15, next_visit=7, place="tamanan", note="Memakai daun jati dan kulit mahoni.",
    ),
    LeadPlan(
        key="rowosari jacket", name="Konveksi jaket di gang masjid", craft="convection", region="33.27.13.2003",
        told_by=ToldBy.CLUSTER, told=9, next_visit=3, place="rowosari street", note="Baru pindah dari desa sebelah.",
    ),
    LeadPlan(
        key="boro belt", name="Pembuat sabuk dan koper kecil", craft="bag", region="35.15.06.2015",
        told_by=ToldBy.AGENCY, told=27, place="boro", note="Disebut oleh dinas perdagangan.",
    ),
    LeadPlan(
        key="sambik elen weaver", name="Penenun selendang", craft="weaving", region="52.08.04.2008",
        told_by=ToldBy.VILLAGE, told=18, next_visit=12, place="sambik elen", note="Menenun setelah musim panen.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class TargetPlan:
    """What a region's year asks: of the officer who registers, of the colleague who verifies, or of everybody ("")."""

    region: str
    whose: str
    registered: int
    verified: int


TARGETS = (
    TargetPlan("33.74", "", 30, 18),
    TargetPlan("33.74", "field", 15, 3),
    TargetPlan("33.74", "office", 8, 15),
    TargetPlan("33.74.01", "", 20, 15),
    TargetPlan("33.74.08", "", 5, 3),
    TargetPlan("35.11", "", 15, 15),
    TargetPlan("33.27", "", 70, 60),
    TargetPlan("35.15", "", 40, 45),
    TargetPlan("52.08", "", 25, 20),
)


@dataclass(frozen=True)
class WalkPlan:
    """A walk through a place in the last months; the latest one says when to come again."""

    day: date
    asked: int
    next_visit_on: date | None


def walks(place: PlacePlan) -> Iterator[WalkPlan]:
    """The walks of the last months, the earliest first."""
    rng = Random(f"walks {place.key}")
    for months, is_last in ((3, False), (1, True)):
        day = TODAY - timedelta(days=months * 30 - rng.randint(2, 20))
        again = TODAY + timedelta(days=rng.randint(5, 35))
        yield WalkPlan(day, rng.randint(6, 24), again if is_last else None)
