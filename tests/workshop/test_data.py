"""Everything held about a maker, to read and to take along."""

import json

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pghistory.models import Event

from artisans.actions import papers
from artisans.actions.merging import merge
from artisans.actions.reading import note_read
from artisans.choices import ConsentPurpose, Read
from artisans.models import Artisan, PersonIdentity, PrivateRead
from products.models import Product
from tests.cast import UNDIALLABLE, make_cast
from tests.factories import ArtisanFactory, ConsentFactory, ProductFactory, ProductPhotoFactory, UserFactory
from workshop.held import HELD, LEFT_OUT

pytestmark = pytest.mark.django_db
NIK = "3374010104749999"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def the_file(cast) -> dict:
    response = client_of(cast.artisan_user).get(reverse("workshop:data_file", args=[cast.artisan.code]))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == f'attachment; filename="sentra-{cast.artisan.code}.json"'
    return json.loads(response.getvalue())


def test_every_table_that_points_to_makers_or_products_is_given_or_left_out_for_a_reason():
    pointing = {
        relation.related_model._meta.label
        for model in (Artisan, Product)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.related_model._meta.auto_created
    }
    told = {held.label for held in HELD} | LEFT_OUT.keys()
    assert pointing - told - {"products.ProductSearch"} == set()
    assert {label for label in LEFT_OUT if apps.get_model(label) is None} == set()
    assert all(issubclass(apps.get_model(label), Event) for label in LEFT_OUT if label.endswith("Event"))


def test_the_file_holds_the_record_the_person_and_the_nik_in_full():
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    papers.keep_nik(artisan=cast.artisan, nik=NIK, by=cast.officer)
    note_read(artisan=cast.artisan, what=Read.NIK, by=cast.officer, why="Pelatihan")
    PersonIdentity.objects.filter(artisan=cast.artisan).update(legal_name="Siti Contoh")
    ProductFactory(artisan=cast.artisan, name="Tas Zirkon")
    told = the_file(cast)
    assert (told["record"], told["nik"]) == (cast.artisan.code, NIK)
    assert told["artisan"][0]["public_name"] == "Tas Goni Lestari"
    assert told["personidentity"] == [
        {"legal_name": "Siti Contoh", "phone": UNDIALLABLE, "birth_year": None, "nib": ""}
    ]
    assert [row["name"] for row in told["product"]] == ["Tas Zirkon"]
    assert [row["username"] for row in told["user"]] == [cast.artisan_user.username]
    assert [(row["by"], row["why"]) for row in told["privateread"]] == [(str(cast.officer), "Pelatihan")]
    assert [row["legal_name"] for row in told["personidentityevent"]][-1] == "Siti Contoh"
    assert "Produk ditambahkan: Tas Zirkon" in json.dumps(told["history"], ensure_ascii=False)
    assert papers.lookup_hash(NIK) not in json.dumps(told)
    assert PrivateRead.objects.count() == 1


def test_the_page_tells_the_same_without_the_nik():
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    papers.keep_nik(artisan=cast.artisan, nik=NIK, by=cast.officer)
    response = client_of(cast.artisan_user).get(reverse("workshop:data", args=[cast.artisan.code]))
    page = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert (UNDIALLABLE in page, NIK in page, "NIK Anda disimpan tersegel" in page) == (True, False, True)


def test_of_two_people_with_one_record_each_reads_the_own_account_alone():
    cast = make_cast()
    other = UserFactory(username="mitra-usaha", phone="+620011112222")
    cast.artisan.users.add(other)
    page = client_of(cast.artisan_user).get(reverse("workshop:data", args=[cast.artisan.code])).content.decode()
    assert (cast.artisan_user.username in page, "+620011112222" in page) == (True, False)
    assert [row["username"] for row in the_file(cast)["user"]] == [cast.artisan_user.username]


def test_what_came_by_a_merge_is_told_too():
    cast = make_cast()
    merged = ArtisanFactory(public_name="Tas Lama", region_id=cast.artisan.region_id)
    merge(survivor=cast.artisan, merged=merged, chosen=[], by=cast.officer)
    assert {row["code"] for row in the_file(cast)["artisan"]} == {cast.artisan.code, merged.code}


def test_an_officer_prints_it_only_for_a_maker_without_an_account_and_that_is_noted():
    cast = make_cast()
    client = client_of(cast.officer)
    address = reverse("workshop:data", args=[cast.artisan.code])
    assert client.get(address).status_code == 404
    cast.artisan.users.clear()
    page = client.get(address)
    assert (page.status_code, "cetak dan serahkan" in page.content.decode()) == (200, True)
    assert list(PrivateRead.objects.values_list("by", "what", "why")) == [
        (cast.officer.pk, "EXPORT", "Salinan untuk perajin")
    ]
    assert client.get(reverse("workshop:data_file", args=[cast.artisan.code])).status_code == 404


def test_one_row_and_three_rows_cost_the_same(django_assert_num_queries):
    cast = make_cast()
    client = client_of(cast.artisan_user)
    for number in range(3):
        ProductPhotoFactory(product=ProductFactory(artisan=cast.artisan))
        ConsentFactory(artisan=cast.artisan, purpose=list(ConsentPurpose)[number])
        if number in {0, 2}:
            with django_assert_num_queries(38):
                client.get(reverse("workshop:data", args=[cast.artisan.code]))
