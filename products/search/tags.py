"""The numbers by which a product answers to filters: a kind in the high bits, the key of a row (or a rank) below."""

from enum import IntEnum

from products.choices import Availability


class Kind(IntEnum):
    """What a tag speaks of. Those up to RECYCLED stand in the products' search rows; the others are marks of bitmaps
    alone (products.search.marks)."""

    CRAFT = 1
    AVAILABILITY = 2
    PRICE = 3
    MATERIAL = 4
    REGION = 5
    RECYCLED = 6
    # A stem (SearchTerm) anywhere on the product's page; in its name; in its name, craft or materials.
    WORD = 7
    NAME = 8
    MAKE = 9
    # The digits, in twos, of numbers by which products are put in order.
    PRICE_DIGIT = 10
    DAY_DIGIT = 11
    COMPLETENESS_DIGIT = 12
    # Every product, and every product with a price.
    EVERY = 13
    PRICED = 14
    # A stem that only the maker's name has.
    MAKER = 15


SHIFT = 24
AVAILABILITY_NUMBERS = {Availability.READY: 1, Availability.MADE_TO_ORDER: 2}
# The lowest price, in rupiah, of each price band that the page offers; a band ends one rupiah below the next.
PRICE_STEPS = (0, 50_000, 100_000, 250_000, 500_000, 1_000_000)


def tag(kind: Kind, number: int) -> int:
    """The tag of one craft, material, region (by Region.number) ...; fits PostgreSQL's integer."""
    return (kind << SHIFT) + number


def kind_of(number: int) -> int:
    """The kind of a tag."""
    return number >> SHIFT


RECYCLED = tag(Kind.RECYCLED, 1)
EVERY = tag(Kind.EVERY, 1)
PRICED = tag(Kind.PRICED, 1)


def digits(kind: Kind, places: int) -> list[int]:
    """The marks of a number's binary digits, the highest first."""
    return [tag(kind, place) for place in reversed(range(places))]


# Up to 1,023 ranks of prices; days from 2020 to 2109; completeness up to 15.
PRICE_DIGITS = digits(Kind.PRICE_DIGIT, 10)
DAY_DIGITS = digits(Kind.DAY_DIGIT, 15)
COMPLETENESS_DIGITS = digits(Kind.COMPLETENESS_DIGIT, 4)
