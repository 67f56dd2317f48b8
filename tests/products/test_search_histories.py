"""Whatever happens in whatever order, the search finds what the register holds, and the bitmaps stay true."""

import datetime
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from artisans.actions import merging
from artisans.actions.consents import set_consents
from artisans.choices import ConsentMethod, ConsentPurpose
from artisans.models import Artisan
from artisans.signals import publicity_changed
from products import actions, search
from products.choices import ProductState
from products.models import Material, Product
from products.search import Query, Sort, folding, upkeep
from regions.models import Region
from tests.factories import ArtisanFactory, MaterialFactory, ProductFactory, UserFactory
from tests.properties import examples

pytestmark = pytest.mark.django_db

VILLAGES = ["33.74.01.1001", "33.27.13.2003", "35.15.06.2001"]
NAMES = ["goni kulit", "goni", "rotan kulit", "rotan"]


class Register:
    """A small register, and what can happen in it. `which` chooses a maker, a product or a material."""

    def __init__(self) -> None:
        self.administrator = UserFactory(administrator=True)
        self.tops = [MaterialFactory(slug=slug) for slug in ("lurik", "denim")]
        self.materials = [*self.tops, MaterialFactory(slug="katun", parent=self.tops[0])]
        self.makers = [ArtisanFactory(published=True, region_id=village) for village in VILLAGES]
        for maker in self.makers:
            maker.users.add(self.administrator)
        self.products = [
            ProductFactory(artisan=self.makers[index % 3], name=NAMES[index % 4], price=10_000 * index)
            for index in range(9)
        ]

    def product(self, which: int) -> Product:
        return Product.objects.get(pk=self.products[which % 9].pk)

    def publish(self, which: int) -> None:
        product = self.product(which)
        if product.state in (ProductState.DRAFT, ProductState.ARCHIVED):
            actions.publish_product(product=product, by=self.administrator)

    def archive(self, which: int) -> None:
        product = self.product(which)
        if product.state == ProductState.PUBLISHED:
            actions.archive_product(product=product, by=self.administrator)

    def change(self, which: int) -> None:
        product = self.product(which)
        actions.change_product(
            product=product,
            by=self.administrator,
            materials=[self.materials[which % 3]],
            name=NAMES[(which + 1) % 4],
            price=5_000 * which,
        )

    def move(self, which: int) -> None:
        maker = self.product(which).artisan_id
        Artisan.objects.filter(pk=maker).update(region=VILLAGES[(which + 1) % 3])
        publicity_changed.send(sender=Artisan, artisan_ids=[maker])

    def withdraw(self, which: int) -> None:
        self._consent(which, [])

    def consent(self, which: int) -> None:
        self._consent(which, [ConsentPurpose.PUBLIC_PROFILE])

    def _consent(self, which: int, purposes: list) -> None:
        set_consents(
            artisan=Artisan.objects.get(pk=self.product(which).artisan_id),
            purposes=purposes,
            asked=[ConsentPurpose.PUBLIC_PROFILE],
            by=self.administrator,
            method=ConsentMethod.SPOKEN,
        )

    def merge(self, which: int) -> None:
        one, other = (Artisan.objects.get(pk=self.makers[(which + step) % 3].pk) for step in (0, 1))
        try:
            with transaction.atomic():
                merging.merge(survivor=one, merged=other, chosen=[], by=self.administrator)
        except merging.CannotMerge:
            return

    def plant(self, which: int) -> None:
        material = Material.objects.get(pk=self.materials[2].pk)
        material.parent = self.tops[which % 2]
        actions.save_material(material=material)
        upkeep.catch_up()

    def give_up(self, which: int) -> None:
        """A change, folded in, looked at and taken back by its transaction."""
        with transaction.atomic():
            self.change(which)
            self.publish(which)
            folding.fold_all()
            search.search(Query())
            transaction.set_rollback(True)

    def fold(self, _which: int) -> None:
        folding.fold_all()

    def lay_out(self, _which: int) -> None:
        folding.lay_out()


STEPS: list[Callable[[Register, int], None]] = [
    Register.publish,
    Register.publish,
    Register.archive,
    Register.change,
    Register.move,
    Register.withdraw,
    Register.consent,
    Register.merge,
    Register.plant,
    Register.give_up,
    Register.fold,
    Register.lay_out,
]


def look_round(register: Register) -> None:
    """Asks for everything, and for each word, material, place and price, and compares with the products themselves."""
    offered = list(Product.objects.offered().select_related("artisan").prefetch_related("materials"))
    lineages = {material.pk: set(material.lineage) for material in Material.objects.all()}

    def expect(query: Query, holds: Callable[[Product], bool]) -> None:
        expected = sorted((one for one in offered if holds(one)), key=order, reverse=True)
        assert [one.pk for one in search.search(query).products] == [one.pk for one in expected]

    def order(product: Product) -> tuple[datetime.date, int]:
        return product.published_at.date(), product.pk

    expect(Query(sort=Sort.NEWEST), lambda one: True)
    expect(Query(sort=Sort.NEWEST, min_price=15_000, max_price=40_000), lambda one: 15_000 <= one.price <= 40_000)
    for word in ("goni", "kulit", "rotan"):
        expect(Query(words=word, verbatim=True, sort=Sort.NEWEST), lambda one, word=word: word in one.name.split())
    for material in Material.objects.filter(pk__in=[one.pk for one in register.materials]):
        expect(
            Query(materials=(material,), sort=Sort.NEWEST),
            lambda one, key=material.pk: any(key in lineages[made_of.pk] for made_of in one.materials.all()),
        )
    for region in Region.objects.filter(code__in=["33", "33.74", *VILLAGES]):
        expect(
            Query(region=region, sort=Sort.NEWEST),
            lambda one, code=region.code: one.artisan.region_id.startswith(code),
        )
    assert (search.stale(), folding.differing()) == ([], [])


def test_after_any_history_the_search_finds_what_the_register_holds(monkeypatch):
    monkeypatch.setattr(folding, "FREQUENT", 2)

    @examples(25)
    @given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), min_size=1, max_size=12))
    def live(history: list) -> None:
        with transaction.atomic():
            register = Register()
            for step, which in history:
                step(register, which)
            look_round(register)
            transaction.set_rollback(True)

    live()
