"""The rows of an invented catalogue of any size: clusters, makers with their consents, and their products.

Skewed as the real one is expected to be: Zipf's law over materials, things, motifs and villages, most makers on Java, a
few crafts with most of the makers, a few makers with many products. The same seed makes the same catalogue.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from accounts.models import User
from artisans.choices import (
    ArtisanKind,
    ArtisanState,
    Assent,
    Confirmed,
    ConsentMethod,
    ConsentPurpose,
    MembershipState,
    WorkMode,
)
from artisans.models import Artisan, Consent, Membership
from bench import people
from bench.archipelago import Place, places
from bench.listings import workbenches
from bench.loading import Shelf, unguarded
from bench.lots import Lots, falling
from bench.wares import TRADES
from clusters.choices import ClusterKind, ClusterState
from clusters.models import Cluster, Craft
from core import codes
from products.choices import Availability, ProductState
from products.models import Product, ProductPhoto

SEED = 11
JAKARTA = ZoneInfo("Asia/Jakarta")
FIRST_DAY, LAST_DAY = datetime(2023, 11, 1, 8, tzinfo=JAKARTA), datetime(2026, 10, 31, 17, tzinfo=JAKARTA)
PRODUCTS_A_MAKER, PRODUCTS_A_CLUSTER = 5, 50
IN_A_CLUSTER, IS_A_WORKSHOP, IS_A_WOMAN = 0.7, 0.45, 0.6
ALL_CODES = len(codes.ALPHABET) ** (codes.LENGTH - 1)
STRIDE = 7_368_787  # has no factor in common with ALL_CODES, so that neighbours' codes are far apart and none repeats
AVAILABILITIES = Lots(list(Availability), (64, 36))
KINDS = Lots(
    [ArtisanKind.INDIVIDUAL, ArtisanKind.BUSINESS, ArtisanKind.GROUP, ArtisanKind.COOPERATIVE, ArtisanKind.SCHOOL],
    (58, 26, 12, 3, 1),
)
MIN_ORDERS, PHOTOS = Lots((1, 5, 10, 20, 50), (76, 9, 8, 4, 3)), Lots((0, 1, 2, 3), (22, 48, 22, 8))


class Stock:
    """Fills the connected database, which has tables, regions and materials and nothing else, with `size` products."""

    def __init__(self, size: int) -> None:
        self.size, self.makers, self.clusters = size, size // PRODUCTS_A_MAKER, size // PRODUCTS_A_CLUSTER
        self.lottery = Random(SEED)
        self.places = places(self.lottery)
        for trade in TRADES:
            Craft.objects.get_or_create(slug=trade.slug, defaults={"name_id": trade.name_id, "name_en": trade.name_en})
        self.crafts = dict(Craft.objects.values_list("slug", "pk"))
        self.trades = {
            on_java: Lots([trade.slug for trade in TRADES], [trade.shares[not on_java] for trade in TRADES])
            for on_java in (True, False)
        }
        self.officer = User.objects.create(username="bench", first_name="Bench", is_staff=True).pk

    def fill(self) -> None:
        materials, crafts = Product.materials.through, Artisan.crafts.through
        models = (Cluster, Artisan, crafts, Consent, Membership, Product, materials, ProductPhoto)
        with unguarded(*(model._meta.db_table for model in models)):
            clusters = self._fill_clusters()
            makers = self._fill_makers(clusters)
            self._fill_products(makers)

    def _place_and_trade(self) -> tuple[Place, str]:
        place = self.places.draw(self.lottery)
        return place, self.trades[place.is_on_java].draw(self.lottery)

    def _fill_clusters(self) -> list[tuple[Place, str]]:
        """Writes the clusters and returns where each is and of which craft; the key is the place in the list and 1."""
        found = [self._place_and_trade() for _ in range(self.clusters)]
        names = {trade.slug: trade.name_id for trade in TRADES}
        shelf = Shelf(Cluster, "id", "code", "name", "kind", "state", "craft_id", "region_id", "created_at")
        shelf.fill(
            (
                *(
                    key,
                    code(key),
                    f"Klaster {names[craft]} {place.name}"[:120],
                    ClusterKind.CLUSTER,
                    ClusterState.ACTIVE,
                ),
                *(self.crafts[craft], place.code, FIRST_DAY),
            )
            for key, (place, craft) in enumerate(found, start=1)
        )
        return found

    def _fill_makers(self, clusters: list[tuple[Place, str]]) -> list[tuple[Place, str]]:
        """Writes verified makers whom everybody may see; seven in ten are members of a cluster."""
        crowded = falling(range(len(clusters)), flatness=len(clusters) / 20)
        found: list[tuple[Place, str]] = []
        members: list[tuple[int, int]] = []
        for key in range(1, self.makers + 1):
            if self.lottery.random() < IN_A_CLUSTER:
                number = crowded.draw(self.lottery)
                members.append((number + 1, key))
                found.append(clusters[number])
            else:
                found.append(self._place_and_trade())
        self._write_makers(found)
        self._write_members(members)
        return found

    def _write_makers(self, makers: list[tuple[Place, str]]) -> None:
        lottery, officer = self.lottery, self.officer
        Shelf(
            Artisan, "id", "code", "public_name", "kind", "region_id", "story", "work_mode", "state", "registered_by_id",
            "registered_at", "submitted_by_id", "submitted_at", "verified_by_id", "verified_at",
            "last_confirmed_by_id", "last_confirmed_at", "confirmed_how",
        ).fill(
            (
                *(key, code(key), self._name()[:120], KINDS.draw(lottery), place.code),
                f"Kami membuat {craft_name(craft)} di {place.name}, {place.regency}.",
                *(WorkMode.MAIN, ArtisanState.ACTIVE, officer, FIRST_DAY, officer, FIRST_DAY, officer, FIRST_DAY),
                *(officer, FIRST_DAY, Confirmed.REVIEW),
            )
            for key, (place, craft) in enumerate(makers, start=1)
        )  # fmt: skip
        Shelf(Artisan.crafts.through, "id", "artisan_id", "craft_id").fill(
            (key, key, self.crafts[craft]) for key, (_place, craft) in enumerate(makers, start=1)
        )
        purposes = (ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE)
        Shelf(Consent, "id", "artisan_id", "purpose", "method", "witness_id", "given_at").fill(
            (2 * key + number, key, purpose, ConsentMethod.SIGNED, officer, FIRST_DAY)
            for key in range(1, len(makers) + 1)
            for number, purpose in enumerate(purposes)
        )

    def _write_members(self, members: list[tuple[int, int]]) -> None:
        shelf = Shelf(
            Membership, "id", "cluster_id", "artisan_id", "state", "assent", "requested_by_id", "requested_at",
            "decided_by_id", "decided_at", "started_on",
        )  # fmt: skip
        shelf.fill(
            (
                *(key, cluster, maker, MembershipState.ACCEPTED, Assent.SPOKEN, self.officer, FIRST_DAY),
                *(self.officer, FIRST_DAY, FIRST_DAY.date()),
            )
            for key, (cluster, maker) in enumerate(members, start=1)
        )

    def _name(self) -> str:
        if self.lottery.random() < IS_A_WORKSHOP:
            return people.workshop(self.lottery)
        is_woman = self.lottery.random() < IS_A_WOMAN
        return people.honoured(self.lottery, people.person(self.lottery, is_woman), is_woman)

    def _fill_products(self, makers: list[tuple[Place, str]]) -> None:
        """Writes the products, the oldest first, with what they are made of and their photos' names."""
        links: list[str] = []
        photos: list[str] = []
        Shelf(
            Product, "id", "code", "artisan_id", "craft_id", "name", "description", "price_mode", "price", "min_order",
            "lead_days", "availability", "state", "created_at", "published_at", "last_confirmed_at",
        ).fill(self._products(makers, links, photos))  # fmt: skip
        Shelf(Product.materials.through, "id", "product_id", "material_id").append(numbered(links))
        Shelf(ProductPhoto, "id", "product_id", "position", "key").append(numbered(photos))

    def _products(self, makers: list[tuple[Place, str]], links: list[str], photos: list[str]) -> Iterator[tuple]:
        """One row after the other; notes the rows of the other two tables, without their keys, on the way."""
        lottery, benches = self.lottery, workbenches(self.lottery)
        busy = falling(range(len(makers)), flatness=len(makers) / 10)
        for key in range(1, self.size + 1):
            number = busy.draw(lottery)
            place, craft = makers[number]
            listing = benches[craft].listing(lottery, place)
            created = FIRST_DAY + (LAST_DAY - FIRST_DAY) * (key / self.size) ** 0.5
            published = min(LAST_DAY, created + timedelta(hours=lottery.expovariate(1 / 60)))
            links += [f"{key}\t{material}" for material in listing.materials]
            photos += [f"{key}\t{place}\tproducts/bench-{key}-{place}" for place in range(PHOTOS.draw(lottery))]
            yield (
                *(key, code(key), number + 1, self.crafts[craft], listing.name, listing.description),
                *(listing.price_mode, listing.price, MIN_ORDERS.draw(lottery)),
                lottery.randrange(2, 30) if lottery.random() < 0.7 else None,
                *(AVAILABILITIES.draw(lottery), ProductState.PUBLISHED, created, published, published),
            )


def code(key: int) -> str:
    """The public code of the row with this key."""
    number, body = key * STRIDE % ALL_CODES, ""
    for _ in range(codes.LENGTH - 1):
        number, place = divmod(number, len(codes.ALPHABET))
        body += codes.ALPHABET[place]
    return body + codes.check_character(body)


def craft_name(slug: str) -> str:
    return next(trade.name_id.lower() for trade in TRADES if trade.slug == slug)


def numbered(lines: list[str]) -> Iterator[str]:
    return (f"{key}\t{line}" for key, line in enumerate(lines, start=1))
