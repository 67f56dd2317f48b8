"""Asking the register for the makers who may be meant: one statement for one sighting and for a thousand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count

from artisans.choices import ArtisanState
from artisans.duplicates.evidence import LIKELY, NEAR_KM, Likeness, Place, Position, Reason, Seen, Sighting, weigh
from artisans.duplicates.names import COMMONEST, Weights
from artisans.models import Artisan
from regions.models import Region

AT_ONCE = 1000
# A number that more makers than this have given is an office's, and says nothing.
MOST_OF_A_PHONE = 20
# Of the regions within this many degrees around a village the nearest are asked; weigh() measures the way.
NEAR_DEGREES = NEAR_KM / 111.2
MOST_VILLAGES = 12

# Each sighting's names are folded as the register's are; it is looked for by the pieces of its names in every region
# around it, by its whole name in the regency, by its phone and by the hash of its NIK. A record in state MERGED never
# comes back: the record it became part of does. One row a sighting and a name of a record.
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
    SELECT spot.place, near.code
    FROM (
        SELECT DISTINCT place, region, coalesce(spot.lat, home.lat) AS lat, coalesce(spot.lon, home.lon) AS lon
        FROM spot LEFT JOIN regions_region AS home ON home.code = spot.region
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
), piece AS MATERIALIZED (
    SELECT n, unnest(artisans_pieces(coalesce(telling, whole))) AS piece
    FROM sighting, unnest(ARRAY[name, legal]) AS whole, LATERAL (
        SELECT string_agg(word, ' ') AS telling FROM unnest(string_to_array(whole, ' ')) AS word
        WHERE word <> ALL (%(common)s)
    ) AS words
    WHERE whole <> ''
    UNION ALL
    SELECT n, artisans_whole_piece(whole) FROM sighting, unnest(ARRAY[name, legal]) AS whole WHERE whole <> ''
), asked AS MATERIALIZED (
    SELECT n, array_agg(DISTINCT key) AS keys
    FROM (
        SELECT spot.n, around.code || ':' || piece.piece AS key
        FROM spot
        JOIN around ON around.place = spot.place
        JOIN piece ON piece.n = spot.n
        UNION ALL
        SELECT n, artisans_whole(whole, region)
        FROM sighting, unnest(ARRAY[name, legal]) AS whole
        WHERE region <> '' AND whole <> ''
    ) AS key
    GROUP BY n
), found AS MATERIALIZED (
    SELECT asked.n, artisan_id FROM asked JOIN artisans_trace ON artisans_trace.keys && asked.keys
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
SELECT found.n, sighting.name, sighting.legal, artisan.id, trace.name, identity.phone, identity.nik_hash,
    artisan.region_id, artisan.lat, artisan.lon, artisan.precision_m
FROM found
JOIN sighting ON sighting.n = found.n
JOIN artisans_artisan AS artisan ON artisan.id = found.artisan_id AND artisan.state <> %(merged)s
LEFT JOIN artisans_trace AS trace ON trace.artisan_id = artisan.id
LEFT JOIN artisans_personidentity AS identity ON identity.artisan_id = artisan.id
ORDER BY found.n, artisan.id
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
        scored = [
            [one for one in found if one[1] not in exclude][:limit]
            for found in scores(sightings[start : start + AT_ONCE])
        ]
        makers = Artisan.objects.select_related("region", "identity").in_bulk(
            {key for row in scored for _, key, _ in row}
        )
        answers += [
            [Likeness(makers[key], score, reasons) for score, key, reasons in row if key in makers] for row in scored
        ]
    return answers


Scored = tuple[float, int, tuple[Reason, ...]]


def scores(sightings: Sequence[Sighting]) -> list[list[Scored]]:
    """For each sighting the likeness (LIKELY or more), key and reasons of the records found, the likeliest first."""
    answers: list[list[Scored]] = [[] for _ in sightings]
    candidates = _candidates(sightings)
    scales = Scales.of(sightings, candidates)
    for number, rows in groupby(candidates, key=attrgetter("n")):
        sighting, found = sightings[number - 1], answers[number - 1]
        for key, names in groupby(rows, key=attrgetter("key")):
            score, reasons = scales.weigh(sighting, list(names))
            if score >= LIKELY:
                found.append((score, key, reasons))
        found.sort(key=lambda one: (-one[0], one[1]))
    return answers


class Candidate(NamedTuple):
    """One name of a record that may be the sighting "n" (counted from 1), folded as the sighting's own names are."""

    n: int
    seen_name: str
    seen_legal: str | None
    key: int
    name: str | None
    phone: str | None
    nik_hash: str | None
    region_code: str
    lat: float | None
    lon: float | None
    precision_m: int | None


@dataclass(frozen=True)
class Scales:
    """What is needed to weigh candidates: the words' weights, and each region's centre and number of makers."""

    weights: Weights
    regions: dict[str, tuple[Position | None, int]]

    @classmethod
    def of(cls, sightings: Sequence[Sighting], candidates: Sequence[Candidate]) -> "Scales":
        codes = {one.region_code for one in candidates} | {_clean(one.region_code) for one in sightings}
        rows = Region.objects.filter(pk__in=codes).annotate(makers=Count("artisans"))
        regions = {
            code: (_spot(lat, lon), makers) for code, lat, lon, makers in rows.values_list("pk", "lat", "lon", "makers")
        }
        names = {name for one in candidates for name in (one.seen_name, one.seen_legal, one.name) if name}
        return cls(Weights.of(names), regions)

    def weigh(self, sighting: Sighting, rows: list[Candidate]) -> tuple[float, tuple[Reason, ...]]:
        """Weighs a sighting against one record, of which there is a row for each name."""
        record = rows[0]
        seen = self._place(sighting.region_code, sighting.lat, sighting.lon, sighting.precision_m)
        there = self._place(record.region_code, record.lat, record.lon, record.precision_m)
        seen_names = tuple(filter(None, (record.seen_name, record.seen_legal)))
        names = tuple(row.name for row in rows if row.name)
        return weigh(
            Seen(seen_names or ("",), sighting.phone, sighting.nik_hash, seen),
            Seen(names or ("",), record.phone or "", record.nik_hash or "", there),
            self.weights,
        )

    def _place(self, code: str, lat: float | None, lon: float | None, precision_m: int | None) -> Place:
        centre, makers = self.regions.get(code, (None, 0))
        return Place(code, centre, _spot(lat, lon), precision_m, makers)


def _spot(lat: float | None, lon: float | None) -> Position | None:
    return None if lat is None or lon is None else (lat, lon)


def _candidates(sightings: Sequence[Sighting]) -> list[Candidate]:
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
        "most_of_a_phone": MOST_OF_A_PHONE,
        "merged": ArtisanState.MERGED,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAINLY)
        cursor.execute(CANDIDATES, given)
        return [Candidate(*row) for row in cursor.fetchall()]


def _clean(text: str) -> str:
    """The text as PostgreSQL takes it: no NUL, no half characters, and no longer than a name can be."""
    return text[:120].replace("\x00", "").encode(errors="ignore").decode()
