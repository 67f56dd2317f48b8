"""The numbers by which a product answers to filters: a kind in the high bits, the key of a row (or a rank) below."""

from enum import IntEnum

from products.choices import Availability


class Kind(IntEnum):
    """What a tag speaks of."""

    CRAFT = 1
    AVAILABILITY = 2
    PRICE = 3
    MATERIAL = 4
    REGION = 5
    RECYCLED = 6


SHIFT = 24
AVAILABILITY_NUMBERS = {Availability.READY: 1, Availability.MADE_TO_ORDER: 2}
# The lowest price, in rupiah, of each price band that the page offers; a band ends one rupiah below the next.
PRICE_STEPS = (0, 50_000, 100_000, 250_000, 500_000, 1_000_000)


def tag(kind: Kind, number: int) -> int:
    """The tag of one craft, material, region (by Region.number) ...; fits PostgreSQL's integer."""
    return (kind << SHIFT) + number


RECYCLED = tag(Kind.RECYCLED, 1)
