"""Putting invented makers into the scratch register."""

from collections.abc import Sequence

from django.db import connection

from artisans.models import Artisan, PersonIdentity
from bench.people import Maker
from core import codes

PRECISION_M = 30
AT_ONCE = 1000


def enter(makers: Sequence[Maker]) -> list[int]:
    """Writes the makers as verified records and returns their keys in the same order.

    A transaction for every AT_ONCE makers, as an import does it: history slows down long transactions.
    """
    taken = set(Artisan.objects.values_list("code", flat=True))
    keys: list[int] = []
    for start in range(0, len(makers), AT_ONCE):
        chunk = makers[start : start + AT_ONCE]
        artisans = Artisan.objects.bulk_create([_artisan(maker, taken) for maker in chunk])
        PersonIdentity.objects.bulk_create(
            [
                PersonIdentity(artisan=artisan, phone=maker.phone, legal_name=maker.legal_name)
                for artisan, maker in zip(artisans, chunk, strict=True)
            ]
        )
        keys += [artisan.pk for artisan in artisans]
    return keys


def empty() -> None:
    """Takes all makers out of the scratch register again."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE artisans_artisan, artisans_trace CASCADE")


def _artisan(maker: Maker, taken: set[str]) -> Artisan:
    code = codes.new_code()
    while code in taken:
        code = codes.new_code()
    taken.add(code)
    lat, lon = maker.position or (None, None)
    return Artisan(
        code=code,
        public_name=maker.written,
        region_id=maker.village,
        state="ACTIVE",
        lat=lat,
        lon=lon,
        precision_m=PRECISION_M if maker.position else None,
    )
