"""What the search is asked: the cases that stand for a kind of search each, and a mix as buyers would ask it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from django.db import connection

from bench.lots import Lots, falling
from bench.wares import MOTIFS, TRADES
from core.pagination import PER_PAGE
from products.models import Material

SEED = 23
PAGE = "/produk/"
JAWA_TENGAH = "33"
BROAD, LESS_BROAD, RARE = "batik", "ransel", "cenderawasih"
IN_THE_MIX = 120


@dataclass(frozen=True)
class Case:
    """One kind of search. `is_broad`: finds a fifth of all products or more; `is_selective`: finds few.

    `others`: whether Datasette and tantivy are asked the same; neither mends words, and Datasette has no page numbers.
    """

    name: str
    address: str
    is_broad: bool = False
    is_selective: bool = False
    others: bool = True


def cases() -> list[Case]:
    """The cases for the connected catalogue."""
    district, found = fullest_district()
    halfway = max(2, found // PER_PAGE // 2)
    return [
        Case("browse newest", asked(sort="newest"), is_broad=True),
        Case("broad word, newest", asked(q=BROAD, sort="newest"), is_broad=True),
        Case("broad word, relevance", asked(q=BROAD), is_broad=True),
        Case("broad word + 3 filters", asked(q=BROAD, material="cotton", region=JAWA_TENGAH, availability="READY")),
        Case("word in 3 %, relevance", asked(q=LESS_BROAD)),
        Case("two words", asked(q="tas kulit")),
        Case("rare word", asked(q=RARE), is_selective=True),
        Case("mended word", asked(q="selndang"), others=False),
        Case("nothing found", asked(q="zzyzx", exact="1"), others=False),
        Case("one material family", asked(material="leather")),
        Case("one district", asked(region=district), is_selective=True),
        Case("word in one district", asked(q="hitam", region=district), is_selective=True),
        Case("craft + price range", asked(craft="bag", min_price=100_000, max_price=250_000)),
        Case("cheapest first", asked(craft="batik", sort="price")),
        Case("deep page", asked(q=BROAD, sort="newest", page=halfway), others=False),
    ]


def asked(**parameters: object) -> str:
    """The address of a search."""
    return f"{PAGE}?{urlencode(parameters)}"


def fullest_district() -> tuple[str, int]:
    """The code of the district with the most products, and how many products of batik there are in the country."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT left(a.region_id, 8) FROM products_product p JOIN artisans_artisan a ON a.id = p.artisan_id"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
        (district,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM products_product p JOIN clusters_craft c ON c.id = p.craft_id WHERE c.slug = 'batik'"
        )
        return district, cursor.fetchone()[0]


def mix() -> list[str]:
    """Addresses as buyers come by: mostly a word or two with a filter, mostly the first page; the same every time."""
    return list(_drawn(Random(SEED), IN_THE_MIX))


def _drawn(lottery: Random, number: int) -> Iterator[str]:
    things = falling([thing.split()[0].lower() for trade in TRADES for thing, _low, _high in trade.things], flatness=8)
    materials = falling(list(Material.objects.order_by("slug")), flatness=30)
    motifs = falling([motif.lower() for motif in MOTIFS], flatness=4)
    provinces = Lots((JAWA_TENGAH, "35", "32", "34", "51", "73"), (30, 25, 20, 10, 8, 7))
    regencies = Lots(("33.74", "33.26", "34.02", "32.73", "35.15", "51.04"), (30, 20, 15, 15, 10, 10))
    filters = Lots(
        ("region", "regency", "material", "craft", "price", "availability", "recycled"), (28, 14, 22, 10, 14, 7, 5)
    )
    kinds = Lots(("word", "two words", "motif", "no word"), (45, 25, 12, 18))
    sorts = Lots(("", "newest", "price"), (84, 9, 7))
    pages = Lots((1, 2, 3, 5), (86, 8, 4, 2))
    how_many_filters = {"word": (0, 1, 1, 1, 2), "two words": (0, 0, 1, 1), "motif": (0, 0, 1), "no word": (1, 1, 2)}
    for _ in range(number):
        kind = kinds.draw(lottery)
        words = {
            "word": things.draw(lottery),
            "two words": f"{things.draw(lottery)} {materials.draw(lottery).name_id.lower()}",
            "motif": motifs.draw(lottery),
            "no word": "",
        }
        parameters: dict[str, object] = {"q": words[kind]} if words[kind] else {}
        for _ in range(lottery.choice(how_many_filters[kind])):
            parameters |= {
                "region": {"region": provinces.draw(lottery)},
                "regency": {"region": regencies.draw(lottery)},
                "material": {"material": materials.draw(lottery).slug},
                "craft": {"craft": lottery.choice(TRADES[:5]).slug},
                "price": {"min_price": 50_000, "max_price": lottery.choice((100_000, 150_000, 250_000))},
                "availability": {"availability": "READY"},
                "recycled": {"recycled": "1"},
            }[filters.draw(lottery)]
        sort, page = sorts.draw(lottery), pages.draw(lottery)
        parameters |= ({"sort": sort} if sort else {}) | ({"page": page} if page > 1 else {})
        yield asked(**parameters)
