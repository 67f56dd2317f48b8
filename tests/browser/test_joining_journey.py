"""Asked, asked back, declined, asked again, taken in; and invited, with a yes: maker and committee, each on a phone."""

import pytest
from playwright.sync_api import Page, expect

from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole
from artisans.models import Membership
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ClusterFactory, ConsentFactory, CraftFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLUSTER, MAKER = "Klaster Tas Kota Semarang", "Tas Goni Lestari"


@pytest.fixture
def committee():
    chair = ArtisanFactory(published=True, public_name="Bengkel Ketua")
    cluster = ClusterFactory(craft=CraftFactory(), region_id=SEMARANG, name=CLUSTER)
    MembershipFactory(cluster=cluster, artisan=chair, role=MembershipRole.CHAIR)
    chair.users.add(user := UserFactory())
    return user


@pytest.fixture
def maker():
    artisan = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name=MAKER, state=ArtisanState.ACTIVE)
    artisan.crafts.add(CraftFactory())
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.INVITE)
    artisan.users.add(user := UserFactory())
    return user


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def go(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def unfold(page: Page, words: str) -> None:
    page.locator("summary", has_text=words).first.click()


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").first).to_contain_text(words)


def newest_notice(page: Page, words: str) -> None:
    page.goto("/akun/")
    expect(page.get_by_role("region", name="Baru untuk Anda").get_by_role("listitem").first).to_contain_text(words)


def ask(page: Page, words: str) -> None:
    page.get_by_label("Pesan untuk pengurus").fill(words)
    press(page, "Minta bergabung")
    told(page, CLUSTER)


def queue(page: Page) -> None:
    page.goto("/akun/")
    with page.expect_navigation():
        page.get_by_role("region", name="Klaster yang saya urus").get_by_role("link", name="Permintaan dan").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_join_asked_back_declined_asked_again_accepted(visit, maker, committee, javascript):
    page, desk = (
        visit("/klaster/", by=maker, javascript=javascript),
        visit("/akun/", by=committee, javascript=javascript),
    )
    go(page, "Tas · ")
    expect(page.locator("article")).to_contain_text("Di kota atau kabupaten yang sama")
    go(page, CLUSTER)
    go(page, "Minta bergabung")
    ask(page, "Saya membuat tas goni.")

    newest_notice(desk, f"{MAKER} meminta bergabung")
    queue(desk)
    unfold(desk, "Tanyakan sesuatu dahulu")
    desk.get_by_label("Pertanyaan atau jawaban Anda").fill("Sejak kapan?")
    press(desk, "Kirim kepada perajin")

    newest_notice(page, "menunggu jawaban")
    go(page, "Jawab pengurus")
    expect(page.locator(".letter")).to_contain_text("Sejak kapan?")
    page.get_by_label("Jawaban atau pertanyaan Anda").fill("Sejak 2011.")
    press(page, "Kirim")

    queue(desk)
    expect(desk.locator(".letter").last).to_contain_text("Sejak 2011.")
    unfold(desk, "Tolak")
    desk.get_by_label("Alasan").fill("Tunggu rapat berikut.")
    press(desk, "Tolak dengan alasan ini")
    told(desk, f"{MAKER}: ditolak")

    newest_notice(page, "menolak permintaan")
    expect(page.locator("main")).to_contain_text("Tunggu rapat berikut.")
    go(page, "Baca lagi, atau minta lagi")
    go(page, "Minta lagi")
    expect(page.locator(".notice")).to_contain_text("Tunggu rapat berikut.")
    ask(page, "Rapatnya sudah selesai.")

    queue(desk)
    desk.get_by_label("Nomor anggota").fill("T-032")
    press(desk, "Terima")
    told(desk, f"{MAKER}: anggota")

    newest_notice(page, f"{MAKER} sekarang anggota {CLUSTER}")
    states = Membership.objects.filter(artisan__users=maker).order_by("pk").values_list("state", "member_no")
    assert list(states) == [("DECLINED", ""), ("ACCEPTED", "T-032")]


def test_invited_and_accepted_and_given_a_role(visit, maker, committee):
    desk, page = visit("/akun/", by=committee), visit("/akun/", by=maker)
    queue(desk)
    go(desk, "Undang perajin di dekat sini")
    go(desk, "Undang")
    desk.get_by_label("Pesan untuk perajin").fill("Mari ikut pameran bersama.")
    press(desk, "Undang")
    told(desk, f"{MAKER} sudah diundang")

    newest_notice(page, "mengundang")
    go(page, "Jawab undangan")
    expect(page.locator("main")).to_contain_text("Mari ikut pameran bersama.")
    press(page, "Ya, bergabung")
    told(page, "Selamat datang")

    queue(desk)
    go(desk, "2 anggota")
    go(desk, MAKER)
    desk.get_by_label("Jabatan").select_option("Bendahara")
    desk.get_by_label("Surat keputusan (SK)").fill("SK 3/2026")
    press(desk, "Simpan")
    told(desk, "Tersimpan")
    kept = Membership.objects.filter(artisan__users=maker).values_list("state", "assent", "role", "decree_no")
    assert list(kept) == [("ACCEPTED", "OWN_ACCOUNT", "TREASURER", "SK 3/2026")]
