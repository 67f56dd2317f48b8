"""Asking the register for the makers who may be meant: one statement for one sighting and for a thousand."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from django.db import connection

from artisans.choices import ArtisanState
from artisans.duplicates.evidence import LIKELY, NEAR_KM, Likeness, Place, Reason, Seen, Sighting, weigh
from artisans.duplicates.names import COMMON, TRADE
from artisans.models import Artisan

AT_ONCE = 1000
# A number that more makers than this have given is an office's, and says nothing.
MOST_OF_A_PHONE = 20
# Villages in a box this high and wide, in degrees, around a village; weigh() measures the way.
NEAR_DEGREES = NEAR_KM / 111.2

# Each sighting's names are folded as the register's are; it is looked for by the pieces of its names in every region
# around it, by its whole name in the regency, by its phone and by the hash of its NIK. A record in state MERGED never
# comes back: the record it became part of does. One row a sighting and a name of a record.
CANDIDATES = """
WITH sighting AS MATERIALIZED (
    SELECT n, region, lat, lon, phone, nik, artisans_fold(name) AS name, nullif(artisans_fold(legal), '') AS legal
    FROM unnest(%(name)s::text[], %(legal)s::text[], %(region)s::text[], %(lat)s::float[], %(lon)s::float[],
                %(phone)s::text[], %(nik)s::text[]) WITH ORDINALITY
        AS given(name, legal, region, lat, lon, phone, nik, n)
), common AS MATERIALIZED (
    SELECT DISTINCT piece FROM unnest(%(common)s::text[]) AS word, unnest(artisans_pieces(word)) AS piece
), spot AS MATERIALIZED (
    SELECT n, region, NULL::float AS lat, NULL::float AS lon FROM sighting WHERE region <> ''
    UNION ALL
    SELECT n, '', round(lat::numeric, 2), round(lon::numeric, 2) FROM sighting WHERE lat IS NOT NULL
), around AS MATERIALIZED (
    SELECT spot.region, spot.lat, spot.lon, near.code
    FROM (SELECT DISTINCT region, lat, lon FROM spot) AS spot
    LEFT JOIN regions_region AS home ON home.code = spot.region
    CROSS JOIN LATERAL (
        SELECT code FROM regions_region
        WHERE lat BETWEEN coalesce(spot.lat, home.lat) - %(degrees)s AND coalesce(spot.lat, home.lat) + %(degrees)s
            AND lon BETWEEN coalesce(spot.lon, home.lon) - %(degrees)s AND coalesce(spot.lon, home.lon) + %(degrees)s
            AND level > 2
        UNION SELECT code FROM regions_region WHERE parent_id = home.code
        UNION SELECT unnest(ARRAY[home.code, left(home.code, 8), left(home.code, 5)])
    ) AS near
), piece AS MATERIALIZED (
    SELECT n, piece FROM sighting, unnest(artisans_pieces(name) || coalesce(artisans_pieces(legal), '{}')) AS piece
), telling AS MATERIALIZED (
    SELECT n, piece FROM piece WHERE piece NOT IN (SELECT piece FROM common)
    UNION ALL
    SELECT n, piece FROM piece WHERE n NOT IN (SELECT n FROM piece WHERE piece NOT IN (SELECT piece FROM common))
), asked AS MATERIALIZED (
    SELECT n, array_agg(DISTINCT key) AS keys
    FROM (
        SELECT spot.n, around.code || ':' || telling.piece AS key
        FROM spot
        JOIN around ON around.region = spot.region AND around.lat IS NOT DISTINCT FROM spot.lat
            AND around.lon IS NOT DISTINCT FROM spot.lon
        JOIN telling ON telling.n = spot.n
        UNION ALL
        SELECT n, left(region, 5) || '=' || replace(whole, ' ', '')
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
SELECT found.n, sighting.name, sighting.legal, seen.lat, seen.lon,
    artisan.id, trace.name, identity.phone, identity.nik_hash,
    artisan.region_id, region.lat, region.lon, artisan.lat, artisan.lon, artisan.precision_m
FROM found
JOIN sighting ON sighting.n = found.n
LEFT JOIN regions_region AS seen ON seen.code = sighting.region
JOIN artisans_artisan AS artisan ON artisan.id = found.artisan_id AND artisan.state <> %(merged)s
JOIN regions_region AS region ON region.code = artisan.region_id
LEFT JOIN artisans_trace AS trace ON trace.artisan_id = artisan.id
LEFT JOIN artisans_personidentity AS identity ON identity.artisan_id = artisan.id
ORDER BY found.n, artisan.id
"""


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
    for number, rows in groupby(_candidates(sightings), key=itemgetter(0)):
        sighting = sightings[number - 1]
        found = answers[number - 1]
        for key, names in groupby(rows, key=itemgetter(5)):
            score, reasons = _weighed(sighting, list(names))
            if score >= LIKELY:
                found.append((score, key, reasons))
        found.sort(key=lambda one: (-one[0], one[1]))
    return answers


def _weighed(sighting: Sighting, rows: list[tuple]) -> tuple[float, tuple[Reason, ...]]:
    """Weighs a sighting against one record, of which there is a row for each name."""
    (_n, name, legal, seen_lat, seen_lon, _key, _name, phone, nik_hash, *where) = rows[0]
    region, region_lat, region_lon, lat, lon, precision = where
    one = Seen(
        (name, legal) if legal else (name,),
        sighting.phone,
        sighting.nik_hash,
        Place(sighting.region_code, _spot(seen_lat, seen_lon), _spot(sighting.lat, sighting.lon), sighting.precision_m),
    )
    names = tuple(row[6] or "" for row in rows)
    place = Place(region, _spot(region_lat, region_lon), _spot(lat, lon), precision)
    return weigh(one, Seen(names, phone or "", nik_hash or "", place))


def _spot(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (lat, lon)


def _candidates(sightings: Sequence[Sighting]) -> Iterable[tuple]:
    """The rows of CANDIDATES; "n" counts the sightings from 1."""
    with connection.cursor() as cursor:
        cursor.execute(
            CANDIDATES,
            {
                "name": [_clean(one.name) for one in sightings],
                "legal": [_clean(one.legal_name) for one in sightings],
                "region": [_clean(one.region_code) for one in sightings],
                "lat": [one.lat for one in sightings],
                "lon": [one.lon for one in sightings],
                "phone": [_clean(one.phone) for one in sightings],
                "nik": [_clean(one.nik_hash) for one in sightings],
                "common": [*COMMON, *TRADE],
                "degrees": NEAR_DEGREES,
                "most_of_a_phone": MOST_OF_A_PHONE,
                "merged": ArtisanState.MERGED,
            },
        )
        return cursor.fetchall()


def _clean(text: str) -> str:
    """The text as PostgreSQL takes it: no NUL, no half characters, and no longer than a name can be."""
    return text[:120].replace("\x00", "").encode(errors="ignore").decode()
