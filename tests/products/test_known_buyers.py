"""What a maker shows not to everybody: to buyers with a private link, and to fellow members of a cluster."""

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from artisans.choices import ConsentPurpose, MembershipState
from core.photos import store_photo
from products.actions.buyer_links import MOST_LINKS, TooManyLinks, make_link, revoke_link
from products.choices import Visibility
from products.models import BuyerLink, Product, ProductSearch
from tests.factories import ArtisanFactory, MembershipFactory, ProductFactory, ProductPhotoFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def maker():
    return UserFactory()


@pytest.fixture
def artisan(maker):
    artisan = ArtisanFactory(published=True)
    artisan.users.add(maker)
    return artisan


def shown(artisan, visibility) -> Product:
    product = ProductFactory(published=True, artisan=artisan, visibility=visibility, name=f"Motif {visibility}")
    ProductPhotoFactory(product=product, key=store_photo(Image.new("RGB", (9, 9)), "products"))
    return product


def doors(product: Product) -> list[str]:
    """Every address at which something of the product could be seen."""
    photo = product.photos.get().photo
    return [product.get_absolute_url(), *(photo.address(width) for width in (400, 800, 1600))]


def answers(client: Client, product: Product) -> list[int]:
    found = []
    for address in doors(product):
        response = client.get(address)
        b"".join(response)  # a file is read to its end, and so closed
        found.append(response.status_code)
    return found


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


OPEN, SHUT = [200] * 4, [404] * 4


def test_a_private_link_opens_the_products_for_known_buyers_until_it_is_taken_back(artisan, maker):
    product, buyer = shown(artisan, Visibility.BUYERS), Client()
    word = make_link(artisan=artisan, name="Toko di Solo", by=maker)
    assert answers(buyer, product) == SHUT
    response = buyer.get(reverse("products:known", args=[word]))
    assert response["Location"] == reverse("products:of_maker", args=[artisan.code])
    assert product.name in buyer.get(response["Location"]).content.decode()
    assert answers(buyer, product) == OPEN
    revoke_link(link=BuyerLink.objects.get(), by=maker)
    assert answers(buyer, product) == SHUT
    assert product.name not in buyer.get(reverse("products:of_maker", args=[artisan.code])).content.decode()
    assert buyer.get(reverse("products:known", args=[word])).status_code == 404


def test_a_link_opens_nothing_of_another_maker_and_nothing_for_members(artisan, maker):
    buyer = Client()
    buyer.get(reverse("products:known", args=[make_link(artisan=artisan, name="Toko", by=maker)]))
    assert answers(buyer, shown(ArtisanFactory(published=True), Visibility.BUYERS)) == SHUT
    assert answers(buyer, shown(artisan, Visibility.MEMBERS)) == SHUT


def test_fellow_members_see_what_is_for_members_and_nobody_else_does(artisan, maker):
    product = shown(artisan, Visibility.MEMBERS)
    cluster = MembershipFactory(artisan=artisan).cluster
    fellow, asking, former, elsewhere = (UserFactory() for _person in range(4))
    for person, state in (
        (fellow, MembershipState.ACCEPTED),
        (asking, MembershipState.REQUESTED),
        (former, MembershipState.LEFT),
    ):
        MembershipFactory(cluster=cluster, state=state).artisan.users.add(person)
    MembershipFactory().artisan.users.add(elsewhere)
    found = [answers(client_of(person), product) for person in (fellow, maker, asking, former, elsewhere)]
    assert found == [OPEN, OPEN, SHUT, SHUT, SHUT]
    assert answers(client_of(fellow), shown(artisan, Visibility.BUYERS)) == SHUT


@pytest.mark.parametrize("visibility", [Visibility.BUYERS, Visibility.MEMBERS])
def test_what_is_for_few_is_on_no_public_page(artisan, visibility):
    product, public = shown(artisan, visibility), shown(artisan, Visibility.PUBLIC)
    cluster = MembershipFactory(artisan=artisan, cluster__craft=product.craft).cluster
    pages = [
        reverse("pages:home"),
        reverse("products:list"),
        f"{reverse('products:list')}?q=motif",
        artisan.get_absolute_url(),
        public.get_absolute_url(),
        cluster.get_absolute_url(),
        reverse("products:of_maker", args=[artisan.code]),
    ]
    texts = [Client().get(page).content.decode() for page in pages]
    found = [(product.code in text, product.name in text, public.code in text) for text in texts]
    assert found == [(False, False, True)] * len(pages)
    assert list(ProductSearch.objects.values_list("product", flat=True)) == [public.pk]


def test_a_withdrawn_consent_shuts_private_links_too(artisan, maker):
    product, buyer = shown(artisan, Visibility.BUYERS), Client()
    buyer.get(reverse("products:known", args=[make_link(artisan=artisan, name="Toko", by=maker)]))
    artisan.consents.filter(purpose=ConsentPurpose.PUBLIC_PROFILE).delete()
    assert answers(buyer, product) == SHUT


def test_a_link_is_shown_once_and_only_its_hash_is_kept(artisan, maker):
    address = reverse("workshop:buyer_links", args=[artisan.code])
    client = client_of(maker)
    page = client.post(address, {"name": "Toko di Solo"}).content.decode()
    word = page.partition("/kenal/")[2].partition("/")[0]
    assert client.get(reverse("products:known", args=[word])).status_code == 302
    again = client.get(address).content.decode()
    assert ("Toko di Solo" in again, word in again, word in BuyerLink.objects.get().word_hash) == (True, False, False)
    empty = client.post(address, {"name": ""})
    assert (empty.status_code, BuyerLink.objects.count()) == (422, 1)


def test_a_maker_gives_away_no_more_links_than_one_can_keep_in_mind(artisan, maker):
    for number in range(MOST_LINKS):
        make_link(artisan=artisan, name=str(number), by=maker)
    with pytest.raises(TooManyLinks):
        make_link(artisan=artisan, name="satu lagi", by=maker)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_links_and_a_makers_products_cost_the_same_for_one_and_three(
    artisan, maker, rows, django_assert_num_queries
):
    client = client_of(maker)
    for _number in range(rows):
        make_link(artisan=artisan, name="Toko", by=maker)
        shown(artisan, Visibility.PUBLIC)
    with django_assert_num_queries(4):
        client.get(reverse("workshop:buyer_links", args=[artisan.code]))
    with django_assert_num_queries(6):
        client.get(reverse("products:of_maker", args=[artisan.code]))
