"""An erased maker is nowhere in the database any more; only who looked stays, by a code that names nobody."""

import pytest
from django.db import connection

from artisans.actions import papers
from artisans.actions.consents import withdraw
from artisans.actions.erasing import erase
from artisans.actions.merging import merge
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, PersonIdentity, PrivateRead
from products.models import Product
from tests.cast import UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NIK = "3374010104749999"
TRACES = ["Zulaikha", "Zubaidah", UNDIALLABLE, NIK, "9120000000001", "Gang Zamrud", "Tas Zirkon"]


def whole_maker(**values) -> Artisan:
    """A maker with everything a record can hold, each of it changed once, so that the history holds it too."""
    artisan = ArtisanFactory(public_name="Zulaikha", place_note="Gang Zamrud 7", **values)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    artisan.crafts.add(CraftFactory())
    PersonIdentity.objects.create(artisan=artisan, legal_name="Siti Zubaidah", phone=UNDIALLABLE, nib="9120000000001")
    papers.keep_nik(artisan=artisan, nik=NIK, by=UserFactory())
    papers.reveal_nik(artisan=artisan, by=UserFactory(), why="Pendaftaran pelatihan")
    membership = MembershipFactory(artisan=artisan, cluster=ClusterFactory(), message="Saya Zulaikha")
    membership.member_no = "7"
    membership.save()
    product = ProductFactory(artisan=artisan, name="Tas Zirkon")
    Product.objects.filter(pk=product.pk).update(price=90_000)
    Artisan.objects.filter(pk=artisan.pk).update(public_name="Zulaikha Jaya")
    return artisan


def columns_of_text() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND data_type IN ('text', 'character varying', 'character', 'jsonb', 'json', 'ARRAY')"
            " AND table_name NOT LIKE 'regions_%'"
        )
        return cursor.fetchall()


def found_in(traces: list[str]) -> set[str]:
    """The tables and columns in which any of these words stands."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns_of_text():
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE ANY(%s))',  # noqa: S608
                [[f"%{trace}%" for trace in traces]],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def traces_of(artisan: Artisan) -> list[str]:
    return [*TRACES, papers.lookup_hash(NIK), PersonIdentity.objects.get(artisan=artisan).nik_sealed]


def test_a_maker_is_in_many_tables_and_their_history():
    assert found_in(traces_of(whole_maker())) >= {
        "artisans_artisan.public_name",
        "artisans_artisanevent.public_name",
        "artisans_artisanevent.place_note",
        "artisans_personidentity.phone",
        "artisans_personidentity.nik_sealed",
        "artisans_personidentityevent.phone",
        "artisans_personidentityevent.nik_hash",
        "artisans_membershipevent.message",
        "products_productevent.name",
    }


def test_an_erased_maker_is_in_none_and_a_neighbour_in_all():
    neighbour = ArtisanFactory(public_name="Wulandari")
    artisan = whole_maker()
    traces, before = traces_of(artisan), found_in(["Wulandari"])
    erase(artisans=[artisan])
    assert found_in(traces) == set()
    assert found_in(["Wulandari"]) == before
    assert list(neighbour.events.values_list("pgh_label", flat=True)) == ["insert"]


def test_who_looked_stays_and_names_nobody():
    artisan = whole_maker()
    code = artisan.code
    erase(artisans=[artisan])
    assert list(PrivateRead.objects.values_list("code", "what", "why")) == [(code, "NIK", "Pendaftaran pelatihan")]


def test_taking_back_the_consent_of_a_draft_forgets_the_person_in_the_history_too():
    artisan = whole_maker(state=ArtisanState.DRAFT)
    traces = [UNDIALLABLE, "Zubaidah", "9120000000001", papers.lookup_hash(NIK)]
    traces.append(PersonIdentity.objects.get(artisan=artisan).nik_sealed)
    withdraw(artisan=artisan, purpose=ConsentPurpose.STORE, by=UserFactory())
    assert found_in(traces) == set()


@pytest.mark.parametrize("survives", [True, False])
def test_a_merged_maker_goes_whole_with_either_record(survives):
    one, other = whole_maker(), ArtisanFactory(public_name="Zulaikha")
    ConsentFactory(artisan=other, purpose=ConsentPurpose.STORE)
    traces = traces_of(one)
    survivor, merged = (one, other) if survives else (other, one)
    merge(survivor=survivor, merged=merged, chosen=["phone", "nik"], by=UserFactory())
    erase(artisans=[other])
    assert found_in(traces) == set()
