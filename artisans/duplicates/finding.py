"""Asking the register for the makers who may be meant: one statement for one sighting and for a thousand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import attrgetter
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count

from artisans.choices import ArtisanState
from artisans.duplicates.evidence import LIKELY, NEAR_KM, SURE, Likeness, Place, Position, Reason, Seen, Sighting, weigh
from artisans.duplicates.names import COMMONEST, Weights
from artisans.models import Artisan
from regions.models import Region

AT_ONCE = 1000
# A number that more makers than this have given is an office's, and says nothing.
MOST_OF_A_PHONE = 20
# Of the regions within this many degrees around a village the nearest are asked; weigh() measures the way.
NEAR_DEGREES = NEAR_KM / 111.2
MOST_VILLAGES = 12
# Names with fewer trigrams in common, of 1, are not weighed.
LEAST_SIMILAR = 0.25

# Each sighting's names are folded as the register's are; it is looked for by the pieces of its names in the districts
# around it, where only records of the nearest regions count; by its whole name in the regency, by its phone and by the
# hash of its NIK. A record in state MERGED never comes back: the record it became part of does.
CANDIDATES = """
WITH sighting AS MATERIALIZED (
    SELECT n, region, lat, lon, phone, nik, artisans_fold(name) AS name, nullif(artisans_fold(legal), '') AS legal
    FROM unnest(%(name)s::text[], %(legal)s::text[], %(region)s::text[], %(lat)s::float[], %(lon)s::float[],
                %(phone)s::text[], %(nik)s::text[]) WITH ORDINALITY
        AS given(name, legal, region, lat, lon, phone, nik, n)
), spot AS MATERIALIZED (
    SELECT n, region AS place, region, NULL::numeric AS lat, NULL::numeric AS lon FROM sighting WHERE region <> ''
    UNION ALL
    SELECT n, about.lat || ' ' || about.lon, '', about.lat, about.lon
    FROM sighting, LATERAL (SELECT round(lat::numeric, 2), round(lon::numeric, 2)) AS about(lat, lon)
    WHERE sighting.lat IS NOT NULL AND sighting.lon IS NOT NULL
), around AS MATERIALIZED (
    SELECT spot.place, array_agg(near.code) AS codes, array_agg(DISTINCT left(near.code, 8)) AS districts
    FROM (
        SELECT place, region, coalesce(lat, (SELECT lat FROM regions_region WHERE code = region)) AS lat,
            coalesce(lon, (SELECT lon FROM regions_region WHERE code = region)) AS lon
        FROM (SELECT DISTINCT place, region, lat, lon FROM spot) AS spot
    ) AS spot
    CROSS JOIN LATERAL (
        (
            SELECT code FROM regions_region
            WHERE lat BETWEEN spot.lat - %(degrees)s AND spot.lat + %(degrees)s
                AND lon BETWEEN spot.lon - %(degrees)s AND spot.lon + %(degrees)s AND level > 2
            ORDER BY power(lat - spot.lat, 2) + power(lon - spot.lon, 2)
            LIMIT %(villages)s
        )
        UNION SELECT code FROM regions_region WHERE parent_id = spot.region AND level > 2
        UNION SELECT unnest(ARRAY[spot.region, left(spot.region, 8), left(spot.region, 5)]) WHERE spot.region <> ''
    ) AS near
    GROUP BY spot.place
), pieces AS MATERIALIZED (
    SELECT n, array_agg(DISTINCT piece) AS of_name
    FROM (
        SELECT n, unnest(artisans_pieces(coalesce(telling, whole))) AS piece
        FROM sighting, unnest(ARRAY[name, legal]) AS whole, LATERAL (
            SELECT string_agg(word, ' ') AS telling FROM unnest(string_to_array(whole, ' ')) AS word
            WHERE word <> ALL (%(common)s)
        ) AS words
        WHERE whole <> ''
        UNION ALL
        SELECT n, artisans_whole_piece(whole) FROM sighting, unnest(ARRAY[name, legal]) AS whole WHERE whole <> ''
    ) AS piece
    GROUP BY n
), asked AS MATERIALIZED (
    SELECT spot.n, around.codes, ARRAY(
        SELECT district || ':' || piece FROM unnest(around.districts) AS district, unnest(pieces.of_name) AS piece
    ) AS keys
    FROM spot JOIN around ON around.place = spot.place JOIN pieces ON pieces.n = spot.n
    UNION ALL
    SELECT n, NULL, array_agg(artisans_whole(whole, region))
    FROM sighting, unnest(ARRAY[name, legal]) AS whole
    WHERE region <> '' AND whole <> ''
    GROUP BY n
), found AS MATERIALIZED (
    SELECT asked.n, artisan_id
    FROM asked JOIN sighting ON sighting.n = asked.n JOIN artisans_trace ON artisans_trace.keys && asked.keys
    WHERE (asked.codes IS NULL OR region_code = ANY (asked.codes)) AND (
        similarity(artisans_trace.name, sighting.name) >= %(similar)s
        OR similarity(artisans_trace.name, sighting.legal) >= %(similar)s
    )
    UNION
    SELECT sighting.n, same.artisan_id
    FROM sighting CROSS JOIN LATERAL (
        SELECT artisan_id FROM artisans_personidentity WHERE phone = sighting.phone LIMIT %(most_of_a_phone)s
    ) AS same
    WHERE sighting.phone <> ''
    UNION
    SELECT sighting.n, artisan_id
    FROM sighting JOIN artisans_personidentity ON nik_hash = sighting.nik AND nik_hash <> ''
)
SELECT found.n, sighting.name, sighting.legal, found.artisan_id FROM found JOIN sighting ON sighting.n = found.n
ORDER BY found.n, found.artisan_id
"""
# Built of tables that PostgreSQL knows nothing about beforehand, the statement looks costlier to it than it is.
PLAINLY = "SELECT set_config('jit', 'off', true)"


def likely(sighting: Sighting, *, exclude: Collection[int] = (), limit: int = 5) -> list[Likeness]:
    """The records that may be this maker, the likeliest first; those with the keys in `exclude` are left out.

    Rejected records come too: that a maker was refused once is worth knowing. Strange text finds nothing.
    """
    return likely_many([sighting], exclude=exclude, limit=limit)[0]


def likely_many(
    sightings: Sequence[Sighting], *, exclude: Collection[int] = (), limit: int = 5
) -> list[list[Likeness]]:
    """For each sighting, in their order, what `likely` answers; a thousand sightings are asked for at once."""
    answers: list[list[Likeness]] = []
    for start in range(0, len(sightings), AT_ONCE):
        asked = sightings[start : start + AT_ONCE]
        scored = [
            [one for one in found[:limit] if one[0] >= LIKELY]
            for found in scores(asked, exclude=[exclude] * len(asked))
        ]
        makers = Artisan.objects.select_related("region", "identity").in_bulk(
            {key for row in scored for _, key, _ in row}
        )
        answers += [
            [Likeness(makers[key], score, reasons) for score, key, reasons in row if key in makers] for row in scored
        ]
    return answers


Scored = tuple[float, int, tuple[Reason, ...]]


def scores(sightings: Sequence[Sighting], *, exclude: Sequence[Collection[int]]) -> list[list[Scored]]:
    """For each sighting the likeness, key and reasons of the records that alone would be likely, the likeliest first.

    `exclude` names for each sighting the keys of records that it is not.
    """
    weighed: list[list[Scored]] = [[] for _ in sightings]
    found = [one for one in _found(sightings) if one.key not in exclude[one.n - 1]]
    scales = Scales.of(sightings, found)
    for one in found:
        score, reasons = scales.weigh(sightings[one.n - 1], one)
        if score >= LIKELY:
            weighed[one.n - 1].append((score, one.key, reasons))
    return [_of_one_maker(answer) for answer in weighed]


def _of_one_maker(found: list[Scored]) -> list[Scored]:
    """One maker was seen, so each record speaks against those that are less likely.

    Records that are sure by themselves stay so: the register may hold the maker several times.
    """
    rivals, likelier = [], 0.0
    for score, key, reasons in sorted(found, key=lambda scored: (-scored[0], scored[1])):
        odds = score / (1 - score) if score < 1 else inf
        rivals.append((score if score >= SURE else odds / (1 + odds + likelier), key, reasons))
        likelier += odds
    return sorted(rivals, key=lambda scored: (-scored[0], scored[1]))


class Found(NamedTuple):
    """A record that shares something with the sighting "n" (counted from 1), and the sighting's own names, folded."""

    n: int
    name: str
    legal_name: str | None
    key: int


class Known(NamedTuple):
    """What the register knows of a record, a row for each of its folded names."""

    key: int
    name: str | None
    phone: str | None
    nik_hash: str | None
    region_code: str
    lat: float | None
    lon: float | None
    precision_m: int | None


KNOWN = ("pk", "traces__name", "identity__phone", "identity__nik_hash", "region", "lat", "lon", "precision_m")


@dataclass(frozen=True)
class Scales:
    """What is needed to weigh: the records, the words' weights, and each region's centre and number of makers."""

    records: dict[int, list[Known]]
    weights: Weights
    regions: dict[str, tuple[Position | None, int]]

    @classmethod
    def of(cls, sightings: Sequence[Sighting], found: Sequence[Found]) -> "Scales":
        there = Artisan.objects.filter(pk__in={one.key for one in found}).exclude(state=ArtisanState.MERGED)
        known = [Known(*row) for row in there.order_by("pk", "traces__pk").values_list(*KNOWN)]
        names = {name for one in found for name in (one.name, one.legal_name) if name}
        codes = {one.region_code for one in known} | {_clean(sightings[one.n - 1].region_code) for one in found}
        records = {key: list(rows) for key, rows in groupby(known, key=attrgetter("key"))}
        return cls(records, Weights.of(names | {one.name for one in known if one.name}), _regions(codes))

    def weigh(self, sighting: Sighting, one: Found) -> tuple[float, tuple[Reason, ...]]:
        """Weighs a sighting against a record; one that is merged weighs nothing."""
        rows = self.records.get(one.key)
        if rows is None:
            return 0.0, ()
        record = rows[0]
        seen = self._place(sighting.region_code, sighting.lat, sighting.lon, sighting.precision_m)
        there = self._place(record.region_code, record.lat, record.lon, record.precision_m)
        seen_names = tuple(name for name in (one.name, one.legal_name) if name)
        names = tuple(row.name for row in rows if row.name)
        return weigh(
            Seen(seen_names or ("",), sighting.phone, sighting.nik_hash, seen),
            Seen(names or ("",), record.phone or "", record.nik_hash or "", there),
            self.weights,
        )

    def _place(self, code: str, lat: float | None, lon: float | None, precision_m: int | None) -> Place:
        centre, makers = self.regions.get(code, (None, 0))
        return Place(code, centre, _spot(lat, lon), precision_m, makers)


def _regions(codes: Collection[str]) -> dict[str, tuple[Position | None, int]]:
    """Each region's centre and how many makers are in it."""
    makers = dict(Artisan.objects.filter(region__in=codes).values_list("region").annotate(Count("pk")).order_by())
    rows = Region.objects.filter(pk__in=codes).values_list("pk", "lat", "lon")
    return {code: (_spot(lat, lon), makers.get(code, 0)) for code, lat, lon in rows}


def _spot(lat: float | None, lon: float | None) -> Position | None:
    return None if lat is None or lon is None else (lat, lon)


def _found(sightings: Sequence[Sighting]) -> list[Found]:
    given = {
        "name": [_clean(one.name) for one in sightings],
        "legal": [_clean(one.legal_name) for one in sightings],
        "region": [_clean(one.region_code) for one in sightings],
        "lat": [one.lat for one in sightings],
        "lon": [one.lon for one in sightings],
        "phone": [_clean(one.phone) for one in sightings],
        "nik": [_clean(one.nik_hash) for one in sightings],
        "common": COMMONEST,
        "degrees": NEAR_DEGREES,
        "villages": MOST_VILLAGES,
        "similar": LEAST_SIMILAR,
        "most_of_a_phone": MOST_OF_A_PHONE,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAINLY)
        cursor.execute(CANDIDATES, given)
        return [Found(*row) for row in cursor.fetchall()]


def _clean(text: str) -> str:
    """The text as PostgreSQL takes it: no NUL, no half characters, and no longer than a name can be."""
    return text[:120].replace("\x00", "").encode(errors="ignore").decode()
