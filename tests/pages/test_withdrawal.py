"""A consent that is taken back takes effect on every page at once: each page is seen before and after.

The pages come from the list of addresses. A new one that strangers may open must be named here: among those that show
makers, with what it shows, or among those that do not.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.timezone import localdate
from PIL import Image

from artisans.actions.inviting import invite
from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.photos import store_photo
from pages.sitemaps import PER_FILE
from products import search
from products.models import Product, ProductPhoto
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)
from tests.test_permission_matrix import IN, MATRIX, OK

pytestmark = pytest.mark.django_db
PROFILE, PHOTO, STORE = ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.PHOTO, ConsentPurpose.STORE
INVITE = ConsentPurpose.INVITE


@dataclass
class Scene:
    """A maker who agreed to everything, with a photo, a photographed product and an office in a cluster."""

    artisan: Artisan
    product: Product
    product_photo: ProductPhoto
    cluster: Cluster

    @property
    def traces(self) -> list[str]:
        """What would betray the maker on a page: names, codes, photos."""
        codes = [self.artisan.code, self.artisan.spoken_code, self.product.code, self.product.spoken_code]
        return ["Sukma", "sukma", "Melati", "melati", *codes, *self.photos]

    @property
    def photos(self) -> list[str]:
        return [key.rpartition("/")[2] for key in (self.artisan.photo, self.product_photo.key)]

    @property
    def portrait(self) -> list[str]:
        return self.photos[:1]


@pytest.fixture
def scene(settings, tmp_path) -> Scene:
    settings.MEDIA_ROOT = tmp_path
    craft = CraftFactory()
    artisan = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name="Bengkel Sukma", photo=picture())
    artisan.crafts.add(craft)
    for purpose in (PHOTO, STORE):
        ConsentFactory(artisan=artisan, purpose=purpose)
    cluster = ClusterFactory(craft=craft, region_id=SEMARANG)
    MembershipFactory(cluster=cluster, artisan=artisan, role=MembershipRole.CHAIR)
    product = ProductFactory(artisan=artisan, craft=craft, name="Ransel Melati", published=True)
    photo = ProductPhotoFactory(product=product, key=picture("products"))
    search.refresh([product.pk])
    return Scene(artisan, product, photo, cluster)


def picture(folder: str = "artisans") -> str:
    return store_photo(Image.new("RGB", (40, 30)), folder)


def own(name: str) -> Callable[[Scene], list[str]]:
    """The page of the maker, product or cluster itself, with and without the name in its address."""

    def addresses(scene: Scene) -> list[str]:
        thing = getattr(scene, name)
        return [thing.get_absolute_url(), reverse(thing.url_name, args=[thing.code])]

    return addresses


def listed(name: str, *queries: dict) -> Callable[[Scene], list[str]]:
    """A list as it is, and narrowed down to where the maker is found."""
    return lambda scene: [reverse(name, query=query) for query in ({}, *queries)]


def photo_of(name: str, number: int) -> Callable[[Scene], list[str]]:
    return lambda scene: [reverse(name, args=[scene.photos[number], width]) for width in (400, 800, 1600)]


def sitemaps(kind: str, thing: Artisan | Product) -> list[str]:
    """The files in which a page is named: one in each language, cut by keys."""
    page = {"p": -(-thing.pk // PER_FILE)}
    return [reverse("crawlers:section", args=[f"{kind}-{language}"], query=page) for language in ("id", "en")]


HERE, TAGGED = {"region": PURWODINATAN}, {"craft": "bag"}
SHOWING = {
    "pages:home": listed("pages:home"),
    "artisans:list": listed("artisans:list", HERE, TAGGED, {"q": "bengkel"}),
    "artisans:detail": own("artisan"),
    "artisans:photo": photo_of("artisans:photo", 0),
    "products:list": listed("products:list", HERE, TAGGED, {"q": "ransel"}, {"q": "ransl"}, {"sort": "newest"}),
    "products:suggest": lambda scene: [reverse("products:suggest", query={"q": "bengkel"})],
    "products:detail": own("product"),
    "products:photo": photo_of("products:photo", 1),
    "products:of_maker": lambda scene: [reverse("products:of_maker", args=[scene.artisan.code])],
    "products:report": lambda scene: [reverse("products:report", args=[scene.product.code])],
    "orders:ask_maker": lambda scene: [reverse("orders:ask_maker", args=[scene.artisan.code])],
    "clusters:detail": lambda scene: [scene.cluster.get_absolute_url()],
    "crawlers:section": lambda scene: [*sitemaps("makers", scene.artisan), *sitemaps("products", scene.product)],
}
# Pages that count makers and name none.
COUNTING = {
    "pages:home": listed("pages:home"),
    "pages:map": listed("pages:map"),
    "pages:map_of": lambda scene: [reverse("pages:map_of", args=[code]) for code in ("33", SEMARANG)],
}
WITHOUT_MAKERS = {
    "core:health", "pages:about", "pages:account", "pages:notices", "regions:search", "clusters:list",
    "clusters:compare", "clusters:news", "clusters:photo", "committee:clusters", "memberships:ask", "claim:ask",
    "claim:enter", "claim:join", "claim:take",
    "crawlers:robots", "crawlers:sitemap", "orders:ask_cluster", "orders:chat", "orders:close", "orders:kept",
    "orders:leave", "orders:open", "orders:thread", "products:known",
}  # fmt: skip


def test_every_page_that_strangers_open_is_listed_here():
    nobody = 1
    open_to_strangers = {name for name, case in MATRIX.items() if case.answers[0] != IN or case.answers[nobody] == OK}
    # Signing in and the second factor are about the visitor alone.
    about_oneself = {name for name in open_to_strangers if name.startswith(("mfa_", "account_"))}
    assert open_to_strangers - about_oneself == {*SHOWING, *COUNTING, *WITHOUT_MAKERS}


@pytest.fixture(params=["stranger", "signed in"])
def visitor(request) -> Client:
    client = Client()
    if request.param == "signed in":
        client.force_login(UserFactory())
    return client


def addresses(pages: dict, scene: Scene) -> list[str]:
    """Each address of each page, in both languages."""
    found = []
    for language in ("id", "en"):
        with translation.override(language):
            found += [address for page in pages.values() for address in page(scene)]
    return found


def seen_on(visitor: Client, asked: list[str], traces: list[str]) -> list[str]:
    """The addresses whose answer shows the maker: in its text, in where it leads to, or as a picture."""
    found = []
    for address in asked:
        response = visitor.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode(errors="replace") + response.get("Location", "")
        if response.status_code == 404:
            # The page that says so leads to itself in the other language, by the address that was asked for.
            text = text.replace(translate_url(address, "id"), "").replace(translate_url(address, "en"), "")
        is_picture = response.status_code == 200 and response["Content-Type"].startswith("image/")
        shows = any(trace in address for trace in traces) if is_picture else any(trace in text for trace in traces)
        if shows:
            found.append(address)
    return found


def take_back(artisan: Artisan, purpose: str) -> None:
    """The officer of the area taps the button."""
    officer = Client()
    officer.force_login(UserFactory(areas=[SEMARANG]))
    assert officer.post(reverse("field:withdraw_consent", args=[artisan.code, purpose])).status_code == 302


def test_a_withdrawn_profile_is_gone_from_every_page(visitor, scene):
    assert seen_on(visitor, addresses(SHOWING, scene), scene.traces) == addresses(SHOWING, scene)
    take_back(scene.artisan, PROFILE)
    assert seen_on(visitor, addresses(SHOWING, scene), scene.traces) == []


def test_pages_that_count_makers_count_one_less(scene):
    before = [Client().get(address).content for address in addresses(COUNTING, scene)]
    take_back(scene.artisan, PROFILE)
    after = [Client().get(address).content for address in addresses(COUNTING, scene)]
    changed = [old != new for old, new in zip(before, after, strict=True)]
    assert changed == [True] * len(addresses(COUNTING, scene))


def test_a_withdrawn_photo_is_gone_from_every_page_and_the_maker_stays(visitor, scene):
    before = seen_on(visitor, addresses(SHOWING, scene), scene.portrait)
    with_portrait = {name: SHOWING[name] for name in ("artisans:list", "artisans:detail", "artisans:photo")}
    leading_on = addresses({"": lambda scene: [reverse("artisans:detail", args=[scene.artisan.code])]}, scene)
    assert set(before) == set(addresses(with_portrait, scene)) - set(leading_on)
    take_back(scene.artisan, PHOTO)
    assert seen_on(visitor, addresses(SHOWING, scene), scene.portrait) == []
    pictures = set(addresses({"artisans:photo": SHOWING["artisans:photo"]}, scene))
    assert set(seen_on(visitor, addresses(SHOWING, scene), scene.traces)) == set(addresses(SHOWING, scene)) - pictures


def test_a_profile_that_is_agreed_to_again_is_back_on_every_page(scene):
    take_back(scene.artisan, PROFILE)
    officer = Client()
    officer.force_login(UserFactory(areas=[SEMARANG]))
    said = {"PUBLIC_PROFILE-method": "SPOKEN", "PUBLIC_PROFILE-given_on": "2100-01-01"}
    address = reverse("field:give_consent", args=[scene.artisan.code, PROFILE])
    assert officer.post(address, said).status_code == 422
    consent = scene.artisan.consents.get(purpose=PROFILE)
    said["PUBLIC_PROFILE-given_on"] = str(localdate(consent.withdrawn_at))
    assert officer.post(address, said).status_code == 302
    assert seen_on(Client(), addresses(SHOWING, scene), scene.traces) == addresses(SHOWING, scene)


def test_a_draft_is_on_no_page_and_without_consent_to_keep_it_nowhere_at_all(
    visitor, scene, django_capture_on_commit_callbacks
):
    Artisan.objects.filter(pk=scene.artisan.pk).update(state=ArtisanState.DRAFT)
    search.refresh([scene.product.pk])
    asked, traces = addresses(SHOWING, scene), scene.traces
    assert seen_on(visitor, asked, traces) == []
    with django_capture_on_commit_callbacks(execute=True):
        take_back(scene.artisan, STORE)
    officer = Client()
    officer.force_login(UserFactory(areas=[SEMARANG]))
    pictures = addresses({"": photo_of("artisans:photo", 0)}, scene)
    assert seen_on(visitor, asked, traces) == []
    assert [officer.get(address).status_code for address in pictures] == [404] * len(pictures)


def committee_pages(scene: Scene, membership: Membership) -> list[str]:
    """Where a committee reads of makers to invite, of invitations, and of what was."""
    code = scene.cluster.code
    return [
        reverse("memberships:recruit", args=[code], query={"within": 100}),
        reverse("memberships:queue", args=[code]),
        reverse("memberships:members", args=[code], query={"past": 1}),
        reverse("memberships:detail", args=[membership.pk]),
        reverse("memberships:invite", args=[code, scene.artisan.code]),
    ]


@pytest.mark.parametrize("purpose", [INVITE, PROFILE])
def test_who_no_longer_wishes_to_be_invited_is_gone_from_the_committees_pages(scene, purpose):
    ConsentFactory(artisan=scene.artisan, purpose=INVITE)
    leader = MembershipFactory(cluster=scene.cluster, role=MembershipRole.SECRETARY).artisan
    leader.users.add(UserFactory())
    scene.artisan.memberships.all().delete()
    visitor = Client()
    visitor.force_login(leader.users.get())
    recruit = committee_pages(scene, Membership(pk=1))[0]
    assert seen_on(visitor, [recruit], scene.traces) == [recruit]
    membership = invite(cluster=scene.cluster, artisan=scene.artisan, by=leader.users.get())
    recruiting, queue, past, detail, inviting = committee_pages(scene, membership)
    assert seen_on(visitor, [recruiting, queue, past, detail], scene.traces) == [queue, detail]
    take_back(scene.artisan, purpose)
    # Whoever may still be seen by everybody stays named in what was: in this case that they were invited once.
    expected = [past, detail] if purpose == INVITE else []
    assert seen_on(visitor, [recruiting, queue, past, detail], scene.traces) == expected
    assert visitor.get(inviting).status_code == 404
    assert visitor.post(inviting).status_code == 404
    assert not scene.artisan.memberships.open().exists()
