"""A product in three steps, each kept as a draft, by the maker or by the operator for the maker."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from artisans.actions import review
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan
from artisans.signals import publicity_changed
from products import actions
from products.choices import PriceMode, ProductState
from products.models import Product, ProductSearch
from tests.cast import make_cast
from tests.factories import ConsentFactory, MaterialFactory, ProductFactory, ProductPhotoFactory

pytestmark = pytest.mark.django_db
SALE = {"availability": "READY", "min_order": "3", "lead_days": "", "visibility": "PUBLIC"}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast():
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan)
    return cast


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def jpeg(name: str = "tas.jpg") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "sienna").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def address(name: str, product: Product) -> str:
    return reverse(f"workshop:{name}", args=[product.artisan.code, product.code])


def send(client: Client, step: str, product: Product, answers: dict):
    """Sends a step as its page shows it, with these answers."""
    page = address(step, product)
    return client.post(page, {"seen": client.get(page).context["form"]["seen"].value()} | answers)


def begun(client: Client, artisan: Artisan) -> Product:
    client.post(reverse("workshop:add_product", args=[artisan.code]))
    return artisan.products.get()


def test_a_maker_adds_a_product_in_three_steps_and_publishes_it(cast):
    client, goni = client_of(cast.artisan_user), MaterialFactory(slug="karung-goni")
    product = begun(client, cast.artisan)
    response = client.post(address("product_photos", product), {"files": [jpeg(), jpeg()]})
    assert (response["Location"], product.photos.count()) == (address("product_details", product), 2)
    answers = {"name": "Tas belanja", "craft": product.craft_id, "materials": [goni.pk], "description": "Kuat"}
    response = send(client, "product_details", product, answers)
    assert response["Location"] == address("product_sale", product)
    response = send(client, "product_sale", product, SALE | {"price_mode": "FROM", "price": "Rp 125.000"})
    assert response["Location"] == address("product", product)
    client.post(address("offer_product", product))
    product.refresh_from_db()
    assert (product.name, product.price_mode, product.price, product.min_order, product.state) == (
        "Tas belanja",
        PriceMode.FROM,
        125_000,
        3,
        ProductState.PUBLISHED,
    )
    assert list(product.price_entries.values_list("amount", "set_by")) == [(125_000, cast.artisan_user.pk)]
    assert ProductSearch.objects.get().product == product
    page = client.get(address("product", product)).content.decode()
    assert "Dimasukkan untuk perajin" not in page


def test_a_begun_product_is_taken_again_and_every_step_can_be_left(cast):
    client = client_of(cast.artisan_user)
    product = begun(client, cast.artisan)
    assert begun(client, cast.artisan) == product
    for step in ("product", "product_photos", "product_details", "product_sale"):
        assert client.get(address(step, product)).status_code == 200
    client.post(address("offer_product", product))
    product.refresh_from_db()
    assert (product.state, product.price_entries.count()) == (ProductState.DRAFT, 0)
    client.post(address("discard_draft", product))
    assert cast.artisan.products.count() == 0


def test_the_operator_does_it_for_the_maker_but_for_the_price_and_is_named(cast):
    client = client_of(cast.officer)
    product = begun(client, cast.artisan)
    page = client.get(address("product_sale", product)).content.decode()
    assert ('name="price"' in page, "Catat persetujuan perajin" in page) == (False, True)
    send(client, "product_sale", product, SALE | {"price_mode": "FIXED", "price": "90.000"})
    product.refresh_from_db()
    assert (product.price_mode, product.price, product.min_order) == (PriceMode.ASK, None, 3)
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.PRICES)
    send(client, "product_sale", product, SALE | {"price_mode": "FIXED", "price": "90.000"})
    product.refresh_from_db()
    assert (product.price_mode, product.price) == (PriceMode.FIXED, 90_000)
    page = client.get(address("product", product)).content.decode()
    assert (f"Dimasukkan untuk perajin oleh {cast.officer}" in page, "untuk perajin" in page) == (True, True)


def test_a_withdrawn_yes_takes_the_price_out_of_the_officers_hand(cast):
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.PRICES)
    product = ProductFactory(artisan=cast.artisan)
    actions.set_price(product=product, by=cast.officer, price_mode=PriceMode.FIXED, price=1)
    cast.artisan.consents.filter(purpose=ConsentPurpose.PRICES).delete()
    for by in (cast.officer, cast.administrator):
        with pytest.raises(actions.PriceNotAllowed):
            actions.set_price(product=product, by=by, price_mode=PriceMode.FIXED, price=2)
    actions.set_price(product=product, by=cast.artisan_user, price_mode=PriceMode.FIXED, price=3)
    assert list(product.price_entries.order_by("pk").values_list("amount", flat=True)) == [1, 3]


def test_a_product_of_a_maker_who_is_not_verified_waits_and_is_shown_by_the_verification(cast):
    product = ProductFactory(artisan=cast.waiting)
    assert actions.offer_product(product=product, by=cast.colleague).state == ProductState.SUBMITTED
    review.verify(artisan=cast.waiting, by=cast.colleague)
    product.refresh_from_db()
    assert product.state == ProductState.PUBLISHED


def test_a_product_that_was_not_offered_stays_a_draft_when_its_maker_is_verified(cast):
    product = ProductFactory(artisan=cast.artisan)
    publicity_changed.send(sender=Artisan, artisan_ids=[cast.artisan.pk])
    product.refresh_from_db()
    assert (cast.artisan.state, product.state) == (ArtisanState.ACTIVE, ProductState.DRAFT)


@pytest.mark.parametrize(
    ("step", "answers", "sentence"),
    [
        ("product_details", {"name": "", "materials": []}, "Centang paling sedikit satu bahan."),
        ("product_details", {"name": "!!!"}, "Tulis namanya dengan kata-kata."),
        ("product_details", {"name": "x" * 121}, "Pastikan nilai ini mengandung paling banyak 120 karakter"),
        ("product_details", {"name": "Tas", "craft": "999999"}, "Masukkan pilihan yang valid."),
        ("product_sale", SALE | {"price_mode": "FIXED", "price": ""}, "Tulis harganya, atau pilih “Tanyakan harga”."),
        ("product_sale", SALE | {"price_mode": "ASK", "price": "5"}, "Kosongkan harganya."),
        ("product_sale", SALE | {"price_mode": "FIXED", "price": "murah"}, "Tulis jumlah rupiah bulat"),
        ("product_sale", SALE | {"price_mode": "ASK", "min_order": "0"}, "lebih besar dari atau sama dengan 1"),
        ("product_sale", SALE | {"price_mode": "ASK", "visibility": "X"}, "X bukan salah satu dari pilihan"),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence_and_nothing_is_kept(cast, step, answers, sentence):
    product = ProductFactory(artisan=cast.artisan, name="Lama", price=7)
    response = client_of(cast.artisan_user).post(address(step, product), answers)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    product.refresh_from_db()
    assert (product.name, product.price) == ("Lama", 7)


def test_a_file_that_is_no_photo_is_named_and_the_others_are_kept(cast):
    product = ProductFactory(artisan=cast.artisan)
    files = [jpeg(), SimpleUploadedFile("surat.pdf", b"%PDF-1.4", "image/jpeg"), jpeg()]
    response = client_of(cast.artisan_user).post(address("product_photos", product), {"files": files})
    said = "surat.pdf: Berkas ini bukan foto yang dapat dibaca."
    assert (response.status_code, said in response.content.decode(), product.photos.count()) == (422, True, 2)


def test_the_ninth_photo_is_refused_with_a_sentence(cast):
    product = ProductFactory(artisan=cast.artisan)
    files = [jpeg(f"{number}.jpg") for number in range(9)]
    response = client_of(cast.artisan_user).post(address("product_photos", product), {"files": files})
    assert (response.status_code, "8.jpg: Satu produk paling banyak 8 foto" in response.content.decode()) == (422, True)
    assert product.photos.count() == 8


def test_photos_are_moved_described_and_removed_by_buttons_and_nothing_typed_is_lost(cast):
    product = ProductFactory(artisan=cast.artisan)
    a, b, c = (ProductPhotoFactory(product=product) for _n in range(3))
    client, page = client_of(cast.artisan_user), address("product_photos", product)

    def order() -> list[int]:
        return list(product.photos.order_by("position").values_list("pk", flat=True))

    client.post(page, {"later": a.pk, f"alt-{b.pk}": "Bagian dalam"})
    assert (order(), product.photos.get(pk=b.pk).alt) == ([b.pk, a.pk, c.pk], "Bagian dalam")
    client.post(page, {"earlier": c.pk, f"alt-{b.pk}": "Bagian dalam"})
    client.post(page, {"earlier": b.pk, f"alt-{b.pk}": "Bagian dalam"})
    assert order() == [b.pk, c.pk, a.pk]
    client.post(page, {"remove": c.pk})
    client.post(page, {"later": "999999999999", "remove": "²"})
    assert order() == [b.pk, a.pk]


def test_a_draft_is_thrown_away_and_what_was_offered_is_not(cast):
    product = ProductFactory(artisan=cast.artisan, published=True)
    client_of(cast.artisan_user).post(address("discard_draft", product))
    assert cast.artisan.products.get() == product


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_product_and_for_three(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        product = ProductFactory(artisan=cast.artisan, materials=[MaterialFactory()])
        ProductPhotoFactory(product=product)
    client = client_of(cast.artisan_user)
    with django_assert_num_queries(7):
        client.get(reverse("workshop:products", args=[cast.artisan.code]))


class TestTwoAtOnce:
    """The officer and the maker have a step of one product open."""

    @pytest.fixture
    def product(self, cast):
        ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.PRICES)
        product = ProductFactory(artisan=cast.artisan, name="Tas", price_mode=PriceMode.FIXED, price=80_000)
        product.materials.add(MaterialFactory(slug="goni"))
        return product

    def shown(self, client, step, product) -> dict:
        """What the page of the step holds, to be sent back later."""
        form = client.get(address(step, product)).context["form"]
        return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}

    def test_an_old_step_brings_no_old_price_back(self, cast, product):
        officer, maker = client_of(cast.officer), client_of(cast.artisan_user)
        old = self.shown(officer, "product_sale", product)
        maker.post(address("product_sale", product), self.shown(maker, "product_sale", product) | {"price": "100.000"})
        officer.post(address("product_sale", product), old | {"min_order": "5"})
        product.refresh_from_db()
        assert (product.price, product.min_order) == (100_000, 5)
        assert list(product.price_entries.values_list("set_by", "amount")) == [(cast.artisan_user.pk, 100_000)]

    def test_what_a_photo_shows_is_not_overwritten_by_an_old_page(self, cast, product):
        one, other = (ProductPhotoFactory(product=product, alt="") for _n in range(2))
        officer, maker = client_of(cast.officer), client_of(cast.artisan_user)
        page = address("product_photos", product)
        seen = {"seen": officer.get(page).context["form"]["seen"].value()}
        maker.post(page, seen | {f"alt-{one.pk}": "Tas dari depan"})
        assert officer.post(page, seen | {f"alt-{one.pk}": "", f"alt-{other.pk}": "Tali"}).status_code == 302
        assert list(product.photos.order_by("pk").values_list("alt", flat=True)) == ["Tas dari depan", "Tali"]
        mine = {f"alt-{one.pk}": "Tas dari samping", f"alt-{other.pk}": "Tali"}
        answer = officer.post(page, seen | mine)
        clashes = [(clash.theirs, clash.mine) for clash in answer.context["form"].clashes]
        assert (answer.status_code, clashes) == (422, [("Tas dari depan", "Tas dari samping")])
        assert "Satu jawaban, dua versi" in answer.content.decode()
        chosen = {"theirs": answer.context["form"]["theirs"].value(), f"keep_alt-{one.pk}": "mine"}
        officer.post(page, seen | chosen | mine)
        assert product.photos.get(pk=one.pk).alt == "Tas dari samping"

    def test_one_answer_changed_by_both_is_shown_in_both_versions_and_chosen(self, cast, product):
        officer, maker = client_of(cast.officer), client_of(cast.artisan_user)
        page, old = address("product_details", product), self.shown(officer, "product_details", product)
        other = MaterialFactory(slug="rami")
        maker.post(page, old | {"description": "Kuat", "materials": [other.pk]})
        answer = officer.post(page, old | {"name": "Tas besar", "description": "Ringan"})
        assert (answer.status_code, [clash.theirs for clash in answer.context["form"].clashes]) == (422, ["Kuat"])
        text = answer.content.decode()
        assert (str(cast.artisan_user) in text, "Ringan" in text, "Tas besar" in text) == (True, True, True)
        again = old | {"name": "Tas besar", "description": "Ringan", "keep_description": "mine"}
        assert officer.post(page, again | {"theirs": answer.context["form"]["theirs"].value()}).status_code == 302
        product.refresh_from_db()
        kept = (product.name, product.description, list(product.materials.all()))
        assert kept == ("Tas besar", "Ringan", [other])

    @pytest.mark.parametrize(
        ("kept", "price"), [("mine", (PriceMode.ASK, None)), ("theirs", (PriceMode.FIXED, 95_000))]
    )
    def test_a_price_and_its_kind_are_one_answer(self, cast, product, kept, price):
        officer, maker = client_of(cast.officer), client_of(cast.artisan_user)
        page, old = address("product_sale", product), self.shown(officer, "product_sale", product)
        maker.post(page, old | {"price": "95.000"})
        mine = old | {"price_mode": "ASK", "price": ""}
        answer = officer.post(page, mine)
        clashes = [(clash.theirs, clash.mine) for clash in answer.context["form"].clashes]
        assert (answer.status_code, clashes) == (422, [("Rp\u00a095.000", "Tanyakan harga")])
        officer.post(page, mine | {"theirs": answer.context["form"]["theirs"].value(), "keep_price": kept})
        product.refresh_from_db()
        assert (product.price_mode, product.price) == price
