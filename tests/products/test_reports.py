"""Anybody objects to a product; the officer of the area settles it, and the maker is told."""

import pytest
from django.test import Client
from django.urls import reverse

from products import actions
from products.actions.reports import SettledAlready, WordMissing, settle_report
from products.choices import ProductState
from products.models import Product, ProductReport
from tests.factories import ArtisanFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Foto ini milik tetangga saya."


@pytest.fixture
def officer():
    return UserFactory(areas=["33.74"], first_name="Bu Ratri")


@pytest.fixture
def maker():
    return UserFactory()


@pytest.fixture
def product(maker):
    artisan = ArtisanFactory(published=True)
    artisan.users.add(maker)
    return ProductFactory(published=True, artisan=artisan, name="Tas Goni")


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_stranger_objects_and_the_product_stays_until_an_officer_has_looked(product, officer):
    address = reverse("products:report", args=[product.code])
    response = Client().post(address, {"text": TEXT})
    assert response["Location"] == product.get_absolute_url()
    assert list(ProductReport.objects.values_list("product", "text", "settled_at")) == [(product.pk, TEXT, None)]
    assert Product.objects.published().get() == product
    assert TEXT in client_of(officer).get(reverse("field:reports")).content.decode()
    foreign = client_of(UserFactory(areas=["32.73"])).get(reverse("field:reports"))
    assert TEXT not in foreign.content.decode()


@pytest.mark.parametrize(("sent", "typed"), [({"text": "singkat"}, "singkat"), ({"text": TEXT, "homepage": "x"}, TEXT)])
def test_too_short_a_word_and_a_machine_come_back_with_what_was_typed(product, sent, typed):
    response = Client().post(reverse("products:report", args=[product.code]), sent)
    assert (response.status_code, typed in response.content.decode(), ProductReport.objects.count()) == (422, True, 0)


def test_one_address_objects_ten_times_an_hour_at_most():
    for number in range(11):
        product = ProductFactory(published=True)
        response = Client().post(reverse("products:report", args=[product.code]), {"text": TEXT})
        assert response.status_code == (302 if number < 10 else 422)
    assert ProductReport.objects.count() == 10


def test_an_officer_takes_a_product_off_and_the_maker_learns_why(product, officer, maker):
    one, _other = (ProductReport.objects.create(product=product, text=TEXT) for _n in range(2))
    address, client = reverse("field:settle_report", args=[one.pk]), client_of(officer)
    wordless = client.post(address, {f"r{one.pk}-decision": "off"})
    assert (wordless.status_code, Product.objects.get().state) == (422, ProductState.PUBLISHED)
    client.post(address, {f"r{one.pk}-decision": "off", f"r{one.pk}-word": "Pakai foto sendiri."})
    assert Product.objects.get().state == ProductState.ARCHIVED
    rows = ProductReport.objects.order_by("pk").values_list("settled_by", "took_off", "outcome")
    assert list(rows) == [(officer.pk, True, "Pakai foto sendiri.")] * 2
    assert [str(notice) for notice in maker.notices.all()] == [
        "Petugas menurunkan “Tas Goni” dari halaman umum: Pakai foto sendiri."
    ]
    assert client_of(maker).get(maker.notices.get().url).status_code == 200


def test_what_was_taken_off_is_shown_again_only_by_an_officer(product, officer, maker):
    report = ProductReport.objects.create(product=product, text=TEXT)
    settle_report(report=report, by=officer, takes_off=True, word="Pakai foto sendiri.")
    product = actions.offer_product(product=product, by=maker)
    assert product.state == ProductState.SUBMITTED
    actions.publish_waiting(artisan_ids=[product.artisan_id])
    assert Product.objects.get().state == ProductState.SUBMITTED
    assert product.name in client_of(officer).get(reverse("field:reports")).content.decode()
    assert actions.offer_product(product=product, by=officer).state == ProductState.PUBLISHED


def test_once_an_officer_has_shown_it_again_the_maker_is_free_until_the_next_objection(product, officer, maker):
    def object_to(product):
        report = ProductReport.objects.create(product=product, text=TEXT)
        settle_report(report=report, by=officer, takes_off=True, word="Pakai foto sendiri.")

    object_to(product)
    actions.offer_product(product=product, by=officer)
    actions.archive_product(product=product, by=maker)
    assert actions.offer_product(product=product, by=maker).state == ProductState.PUBLISHED
    assert not client_of(officer).get(reverse("field:reports")).context["again"]
    object_to(product)
    assert actions.offer_product(product=product, by=maker).state == ProductState.SUBMITTED


def test_an_objection_is_settled_once(product, officer):
    report = ProductReport.objects.create(product=product, text=TEXT)
    with pytest.raises(WordMissing):
        settle_report(report=report, by=officer, takes_off=True)
    settle_report(report=report, by=officer, takes_off=False)
    with pytest.raises(SettledAlready):
        settle_report(report=report, by=officer, takes_off=True, word="Turun")
    assert Product.objects.get().state == ProductState.PUBLISHED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_one_objection_and_for_three(officer, rows, django_assert_num_queries):
    for _row in range(rows):
        ProductReport.objects.create(product=ProductFactory(published=True), text=TEXT)
    client = client_of(officer)
    with django_assert_num_queries(6):
        client.get(reverse("field:reports"))
