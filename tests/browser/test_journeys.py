"""The three journeys for which Sentra is there, on a phone, with JavaScript and without."""

import io
import re

import pytest
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from artisans.choices import MembershipRole
from artisans.models import Artisan, Membership
from products.models import Material
from tests.cast import PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ClusterFactory, CraftFactory, MembershipFactory, ProductFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
with_and_without_javascript = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
PASSWORD = "jahit-anyam-tenun-7"


def account(*, artisan: Artisan | None = None, **kwargs) -> User:
    user = UserFactory(**kwargs)
    user.set_password(PASSWORD)
    user.save()
    if artisan:
        artisan.users.add(user)
    return user


def sign_in(page: Page, login: str) -> None:
    page.get_by_role("link", name="Masuk").click()
    page.get_by_label("Nomor HP atau nama pengguna").fill(login)
    page.get_by_label("Sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("header")).to_contain_text("Akun")


def press(page: Page, name: str) -> None:
    """Taps a button and waits for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def go(page: Page, name: str) -> None:
    """Follows a link of the page itself; the menu around it has the same words."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def open_filters(page: Page) -> None:
    page.locator("summary", has_text="Saringan").click()


def choose_region(page: Page, label: str, words: str, name: str, *, javascript: bool) -> None:
    """Types a few words. With JavaScript the first suggestion is taken by keyboard, else the server reads them."""
    box = page.get_by_label(label).and_(page.locator("input"))
    if not javascript:
        box.fill(words)
        return
    box.press_sequentially(words)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text(name)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(re.compile(name))


def a_photo() -> dict:
    file = io.BytesIO()
    Image.new("RGB", (1200, 900), "sienna").save(file, "JPEG")
    return {"name": "bengkel.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@with_and_without_javascript
def test_an_officer_registers_a_maker_and_a_colleague_verifies(visit, javascript):
    CraftFactory()
    officer = account(areas=[SEMARANG], first_name="Bu Ratri")
    colleague = account(areas=[SEMARANG], phone="+620098765432", username=None, first_name="Pak Yoga")

    page = visit(javascript=javascript)
    sign_in(page, officer.username)
    go(page, "Catat perajin")
    page.get_by_label("Nama yang ditampilkan").fill("Tas Goni Lestari")
    page.get_by_label("Tas", exact=True).check()
    choose_region(page, "Desa, kelurahan", "purwodinatan semarang", "Purwodinatan", javascript=javascript)
    page.get_by_label("Ancar-ancar tempat").fill("Jalan Petolongan, seberang pasar")
    page.get_by_label("Nomor HP").fill("+62 00 1234-5678")
    page.get_by_label("Menyimpan catatan saya dalam daftar").check()
    page.get_by_label("Menampilkan nama, kerajinan").check()
    page.get_by_label("Menampilkan foto saya").check()
    page.get_by_label("Foto (opsional)").set_input_files(a_photo())
    press(page, "Simpan dan ajukan")
    expect(page.get_by_role("status").first).to_contain_text("Tas Goni Lestari sudah diajukan")
    expect(page.get_by_role("button", name="Verifikasi")).to_have_count(0)

    page = visit(javascript=javascript)
    sign_in(page, "+62 00 9876 5432")
    go(page, "Tas Goni Lestari")
    expect(page.locator("main")).to_contain_text("Jalan Petolongan, seberang pasar")
    press(page, "Verifikasi")
    expect(page.get_by_role("status").first).to_contain_text("Terverifikasi")

    page = visit(javascript=javascript)
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Perajin").click()
    go(page, "Tas Goni Lestari")
    expect(page.locator("main")).to_contain_text("Purwodinatan")
    expect(page.get_by_role("img", name="Tas Goni Lestari")).to_be_visible()
    assert "Petolongan" not in page.content()
    kept = Artisan.objects.values(
        "public_name",
        "state",
        "region",
        "place_note",
        "identity__phone",
        "registered_by",
        "submitted_by",
        "verified_by",
    )
    assert list(kept) == [
        {
            "public_name": "Tas Goni Lestari",
            "state": "ACTIVE",
            "region": PURWODINATAN,
            "place_note": "Jalan Petolongan, seberang pasar",
            "identity__phone": UNDIALLABLE,
            "registered_by": officer.pk,
            "submitted_by": officer.pk,
            "verified_by": colleague.pk,
        }
    ]


@with_and_without_javascript
def test_a_maker_finds_a_cluster_and_the_committee_accepts(visit, javascript):
    bag, batik = CraftFactory(), CraftFactory(slug="batik")
    here = ClusterFactory(craft=bag, region_id=SEMARANG, name="Klaster Tas Kota Semarang")
    ClusterFactory(craft=batik, region_id=SEMARANG, name="Klaster Batik Kota Semarang")
    ClusterFactory(craft=bag, region_id="35.15", name="Klaster Tas Tanggulangin")
    chair = ArtisanFactory(published=True, public_name="Bengkel Ketua")
    MembershipFactory(cluster=here, artisan=chair, role=MembershipRole.CHAIR)
    committee = account(artisan=chair)
    maker = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name="Tas Goni Lestari")
    maker.crafts.add(bag)
    user = account(artisan=maker)

    page = visit(javascript=javascript)
    sign_in(page, user.username)
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Klaster").click()
    open_filters(page)
    page.get_by_role("combobox", name="Kerajinan").select_option("Tas")
    choose_region(page, "Wilayah", "kota semarang", "Kota Semarang", javascript=javascript)
    press(page, "Tampilkan")
    expect(page.locator("article h3")).to_have_text(["Klaster Tas Kota Semarang"])
    go(page, "Klaster Tas Kota Semarang")
    expect(page.locator("main")).not_to_contain_text("Tas Goni Lestari")
    go(page, "Minta bergabung")
    page.get_by_label("Pesan untuk pengurus").fill("Saya membuat tas goni sejak 2011.")
    press(page, "Minta bergabung")
    expect(page.get_by_role("status").first).to_contain_text("Klaster Tas Kota Semarang")

    page = visit(javascript=javascript)
    sign_in(page, committee.username)
    go(page, "Klaster Tas Kota Semarang")
    page.goto(f"/klaster/{here.code}/")
    go(page, "Permintaan dan anggota")
    expect(page.locator("blockquote")).to_have_text("Saya membuat tas goni sejak 2011.")
    page.get_by_label("Nomor anggota").fill("T-032")
    press(page, "Terima")
    expect(page.get_by_role("status").first).to_contain_text("Tas Goni Lestari")

    page = visit(f"/klaster/{here.code}/", javascript=javascript)
    members = page.get_by_role("region", name="Pengurus dan anggota").locator("li strong")
    expect(members).to_have_text(["Bengkel Ketua", "Tas Goni Lestari"])
    joined = Membership.objects.filter(artisan=maker).values("cluster", "state", "member_no", "decided_by", "assent")
    assert list(joined) == [
        {
            "cluster": here.pk,
            "state": "ACCEPTED",
            "member_no": "T-032",
            "decided_by": committee.pk,
            "assent": "OWN_ACCOUNT",
        }
    ]


@with_and_without_javascript
def test_a_buyer_finds_a_bag_of_plastic_waste_and_leather_its_maker_and_its_cluster(visit, javascript):
    call_command("load_materials", verbosity=0)
    plastic, leather = Material.objects.get(slug="plastic-waste"), Material.objects.get(slug="cow-leather")
    bag = CraftFactory()
    cluster = ClusterFactory(craft=bag, region_id=SEMARANG, name="Klaster Tas Kota Semarang")
    maker = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name="Tas Goni Lestari")
    MembershipFactory(cluster=cluster, artisan=maker)
    elsewhere = ArtisanFactory(published=True, region_id="35.15.02.2001", public_name="Kulit Tanggulangin")
    for artisan, name, materials in [
        (maker, "Tas Belanja Anyam", [plastic, leather]),
        (maker, "Tas Selempang Kulit", [leather]),
        (maker, "Tas Pasar Plastik", [plastic]),
        (elsewhere, "Tas Ransel Campuran", [plastic, leather]),
    ]:
        ProductFactory(artisan=artisan, craft=bag, name=name, materials=materials, published=True)

    page = visit(javascript=javascript)
    page.get_by_label("Cari produk").fill("tas limbah plastik kulit")
    press(page, "Cari")
    expect(page.locator("#total")).to_have_text("2 produk")
    # Below them stands what is nearest, since they are few.
    expect(page.locator("article h3")).to_have_count(4)
    open_filters(page)
    for material in (plastic, leather):
        box = page.locator(f"input[name=material][value={material.slug}]")
        if not box.is_visible():
            page.locator("details.family", has=box).locator("summary").click()
        box.check()
    choose_region(page, "Tempat", "kota semarang", "Kota Semarang", javascript=javascript)
    page.get_by_role("button", name="Tampilkan", exact=True).click()  # with JavaScript the products are there already
    expect(page.locator("article h3")).to_have_text(["Tas Belanja Anyam"])
    go(page, "Tas Belanja Anyam")
    go(page, "Tas Goni Lestari")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tas Goni Lestari")
    go(page, "Klaster Tas Kota Semarang")
    expect(page.get_by_role("heading", level=1)).to_have_text("Klaster Tas Kota Semarang")
