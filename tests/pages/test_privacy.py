"""What officers keep about a person stays with the officers of the area: a walk through every page that others open."""

import logging

import pytest
from django.urls import reverse

from artisans.choices import ConsentPurpose, MembershipState
from artisans.models import Artisan, PersonIdentity, StateChange
from orders.models import Enquiry
from pages.sitemaps import KINDS
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG, Cast, make_cast
from tests.factories import ArtisanFactory, ConsentFactory, EnquiryFactory, MembershipFactory, ProductFactory

pytestmark = pytest.mark.django_db

PHONES = ["+620098761111", "+620098762222", "+6281298763333"]
# Any of these on a page would betray somebody: numbers in every writing, the way to the door, names, notes of officers.
NUMBERS = ["987611", "9876-1", "9876 1", "987622", "9876-2", "9876 2", "987633", "9876-3", "9876 3"]
PLACES = ["Gang Rahasia", "-6.98765", "-6,98765", "110.43219", "110,43219"]
SECRETS = [*NUMBERS, *PLACES, "wa.me", "Nama Resmi", "Alasan tertutup", "Pesan tertutup"]
FISHING = ["%2B620098761111", "%2B6281298763333", "0812-9876-3333", "98763333", "Rahasia", "Resmi"]


@pytest.fixture
def cast(settings, tmp_path) -> Cast:
    """The cast, each of its makers with all that must not be seen; one of them public, with a product and a cluster."""
    settings.MEDIA_ROOT = tmp_path
    cast = make_cast()
    public = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name="Tas Terbuka")
    # Also a number that buyers may have stands on no page: it is revealed by a step of its own.
    for purpose in (ConsentPurpose.STORE, ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER):
        ConsentFactory(artisan=public, purpose=purpose)
    EnquiryFactory(artisan=public, buyer_name="Pembeli Tertutup", text="Pesan tertutup")
    EnquiryFactory(artisan=None, cluster=cast.cluster, buyer_name="Pembeli Tertutup", text="Alasan tertutup")
    MembershipFactory(cluster=cast.cluster, artisan=public, message="Pesan tertutup", reason="Alasan tertutup")
    MembershipFactory(
        cluster=cast.cluster,
        artisan=public,
        state=MembershipState.DECLINED,
        message="Pesan tertutup",
        reason="Alasan tertutup",
    )
    ProductFactory(published=True, artisan=public, name="Tas Terbuka Besar")
    ProductFactory(artisan=cast.artisan, name="Tas Draf")
    for artisan, phone in zip((public, cast.artisan, cast.waiting), PHONES, strict=True):
        identity = {"phone": phone, "legal_name": "Nama Resmi", "birth_year": 1974}
        PersonIdentity.objects.update_or_create(artisan=artisan, defaults=identity)
        StateChange.objects.create(artisan=artisan, to_state="NEEDS_FIX", reason="Alasan tertutup", by=cast.officer)
    Artisan.objects.update(place_note="Gang Rahasia 7", lat=-6.98765, lon=110.43219)
    return cast


def public_addresses(cast: Cast) -> list[str]:
    """Every page and answer that anybody may ask for."""
    shown = [*Artisan.objects.published(), cast.cluster, *cast.cluster.craft.products.published()]
    lists = ("clusters:list", "artisans:list", "products:list", "regions:search")
    return [
        *(thing.get_absolute_url() for thing in shown),
        *("/en" + thing.get_absolute_url() for thing in shown),
        *map(reverse, lists),
        *(reverse(name) for name in ("pages:home", "pages:about", "account_login", "core:health")),
        *(reverse("orders:ask_maker", args=[artisan.code]) for artisan in Artisan.objects.published()),
        *(reverse("orders:chat", args=[artisan.code]) for artisan in Artisan.objects.published()),
        *(reverse("orders:thread", args=[enquiry.pk]) for enquiry in Enquiry.objects.all()),
        *(reverse("orders:answer", args=[enquiry.pk]) for enquiry in Enquiry.objects.filter(cluster=None)),
        reverse("orders:ask_cluster", args=[cast.cluster.code]),
        reverse("orders:open"),
        reverse("pages:map_of", args=[SEMARANG]),
        *(f"/sitemap-{kind}-{code}.xml" for kind in KINDS for code in ("id", "en")),
        *("/sitemap.xml", "/robots.txt", "/tidak-ada/", "/perajin/AAAAAA/", "/static/../settings.py"),
        *(reverse("artisans:detail", args=[artisan.code]) for artisan in Artisan.objects.all()),
        *(reverse("field:record", args=[artisan.code]) for artisan in Artisan.objects.all()),
        reverse("memberships:queue", args=[cast.cluster.code]),
        reverse("memberships:ask", args=[cast.cluster.code]),
        reverse("field:home"),
        reverse("field:records"),
        reverse("pages:account"),
    ]


def betrayed(client, addresses: list[str]) -> dict[str, list[str]]:
    """The addresses whose answer, wherever it leads, holds a secret."""
    found = {}
    for address in addresses:
        response = client.get(address, follow=True)
        text = response.content.decode() + str(response.redirect_chain)
        if held := [secret for secret in SECRETS if secret in text]:
            found[address] = held
    return found


@pytest.mark.parametrize("kind", ["stranger", "nobody", "committee", "foreign_officer"])
def test_no_page_betrays_a_maker_to_who_is_no_officer_of_the_area(client, cast, kind):
    if kind != "stranger":
        client.force_login(getattr(cast, kind))
    assert betrayed(client, public_addresses(cast)) == {}


def test_the_walk_would_notice(client, cast):
    client.force_login(cast.officer)
    found = betrayed(client, [reverse("field:record", args=[cast.artisan.code])])
    assert [secret in next(iter(found.values())) for secret in ("987622", "Gang Rahasia", "Alasan tertutup")] == [
        True
    ] * 3


def test_the_admin_of_another_area_holds_no_word_of_it(client, cast):
    ArtisanFactory(region_id=BANDUNG_VILLAGE, public_name="Tas Bandung")
    client.force_login(cast.foreign_officer)
    models = ["artisans_artisan", "artisans_membership", "clusters_cluster", "products_product"]
    lists = [reverse(f"admin:{model}_changelist") for model in models]
    doors = [
        reverse("admin:index"),
        *lists,
        *(reverse("admin:artisans_artisan_change", args=[artisan.pk]) for artisan in Artisan.objects.all()),
        *(reverse("admin:artisans_artisan_history", args=[artisan.pk]) for artisan in Artisan.objects.all()),
        reverse("admin:autocomplete") + "?app_label=products&model_name=product&field_name=artisan&term=Tas",
    ]
    assert betrayed(client, doors) == {}
    assert "Tas Terbuka" not in client.get(doors[-1]).content.decode()


@pytest.mark.parametrize("word", FISHING)
def test_nobody_is_found_by_what_only_officers_know(client, cast, word):
    client.force_login(cast.foreign_officer)
    names = ["clusters:list", "artisans:list", "products:list", "field:records", "admin:artisans_artisan_changelist"]
    pages = {name: client.get(f"{reverse(name)}?q={word}").content.decode() for name in names}
    assert [name for name, page in pages.items() if "Tas Terbuka" in page] == []


@pytest.mark.parametrize("phone", ["0812 9876 3333 4444 5555", "+6281298763333"])
def test_a_form_that_is_refused_writes_no_number_to_the_log(client, cast, caplog, phone):
    caplog.set_level(logging.DEBUG)
    client.force_login(cast.officer)
    sent = {"public_name": "", "region": SEMARANG, "phone": phone, "place_note": "Gang Rahasia 7"}
    assert client.post(reverse("field:register"), sent).status_code == 422
    client.post(reverse("account_login"), {"login": phone, "password": "salah"})
    told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert [line for line in told if "9876" in line or "Rahasia" in line] == []
