"""Every kind of page on a phone of 390 px: nothing for axe to find, by day and by night, and no sideways scroll."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from accounts.models import OfficerArea
from artisans.actions import merging, papers, splitting, wishes
from artisans.actions.asking_back import write_to_maker
from artisans.choices import ConsentPurpose
from artisans.models import Artisan, DuplicatePair, ErasedRecord, PersonIdentity
from core.photos import store_photo
from fieldwork.models import Find
from orders.models import Enquiry
from products.models import Material, ProductReport
from sheets.actions import importing
from sheets.models import Export, ImportBatch
from tests.browser.faults import faults, faults_of, send
from tests.cast import PURWODINATAN, SEMARANG, Cast, make_cast
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    EnquiryFactory,
    FieldVisitFactory,
    LeadFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    TargetFactory,
)
from tests.sheets.made_files import phone, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(settings, tmp_path) -> Cast:
    """The cast, with something to see on every page: a full cluster, a maker with a photo and a story, products."""
    settings.MEDIA_ROOT = tmp_path
    cast = make_cast()
    call_command("load_materials", verbosity=0)
    materials = Material.objects.filter(slug__in=["plastic-waste", "cow-leather"])
    cast.cluster.description = cast.cluster.how_to_join = "Anyaman dan tas sejak 1980.\n\nSilakan datang."
    cast.cluster.benefits, cast.cluster.lat, cast.cluster.lon = ["TRAINING", "CREDIT"], -6.97, 110.42
    cast.cluster.save()
    for purpose in (ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.PHOTO):
        ConsentFactory(artisan=cast.artisan, purpose=purpose)
    Artisan.objects.filter(pk=cast.artisan.pk).update(
        story="Kami menjahit tas dari karung goni.", photo=picture("artisans")
    )
    for _ in range(2):
        product = ProductFactory(artisan=cast.artisan, craft=cast.cluster.craft, materials=materials, published=True)
        for position in range(2):
            ProductPhotoFactory(product=product, key=picture("products"), position=position)
    MembershipFactory.create_batch(50, cluster=cast.cluster, artisan__region_id=PURWODINATAN)
    return cast


def picture(folder: str) -> str:
    return store_photo(Image.new("RGB", (800, 600), "sienna"), folder)


def test_the_pages_of_everybody(visit, cast):
    product = cast.artisan.products.first()
    pages = [
        reverse("pages:home"),
        reverse("pages:about"),
        reverse("products:list"),
        reverse("products:list", query={"q": "tas", "material": "plastic-waste", "region": SEMARANG, "min_price": "x"}),
        reverse("products:list", query={"q": "tidakada", "craft": "bag"}),
        product.get_absolute_url(),
        reverse("clusters:list"),
        reverse("clusters:list", query={"q": "tidakada", "craft": "none"}),
        cast.cluster.get_absolute_url(),
        reverse("artisans:list"),
        cast.artisan.get_absolute_url(),
        reverse("account_login"),
        reverse("account_signup"),
        reverse("account_request_login_code"),
        reverse("claim:enter"),
        reverse("claim:ask"),
        "/tidak-ada/",
        "/en/",
        reverse("orders:ask_cluster", args=[cast.cluster.code]),
        reverse("orders:open"),
    ]
    page = visit()
    assert faults_of(page, pages) == {}
    assert send(page, reverse("account_login"), "Masuk") == []


def test_the_pages_of_a_makers_own_record_and_data(visit, cast):
    names = ["home", "name", "crafts", "story", "work", "place", "person", "consents", "data", "wishes", "erasure"]
    page = visit(by=cast.artisan_user)
    assert faults_of(page, [reverse(f"workshop:{name}", args=[cast.artisan.code]) for name in names]) == {}
    assert send(page, reverse("workshop:erasure", args=[cast.artisan.code]), "Minta catatan saya dihapus") == []
    wish = wishes.ask_for_erasure(artisan=cast.artisan, by=cast.artisan_user)
    asked = [reverse(f"workshop:{name}", args=[cast.artisan.code]) for name in ("home", "wishes", "erasure")]
    assert faults_of(page, asked) == {}
    officer = visit(by=cast.officer)
    assert faults_of(officer, [reverse("field:wishes"), reverse("field:wish", args=[wish.pk])]) == {}
    ErasedRecord.objects.create(code="K7Q4MX")
    assert faults_of(officer, [reverse("artisans:detail", args=["K7Q4MX"])]) == {}


def test_the_pages_of_a_makers_products(visit, cast):
    product = cast.artisan.products.first()
    report = ProductReport.objects.create(product=product, text="Foto ini milik tetangga saya.")
    of_maker, of_product = [cast.artisan.code], [cast.artisan.code, product.code]
    steps = ["product", "product_photos", "product_details", "product_sale"]
    pages = [reverse(f"workshop:{step}", args=of_product) for step in steps]
    pages += [reverse("workshop:products", args=of_maker), reverse("workshop:buyer_links", args=of_maker)]
    page = visit(by=cast.artisan_user)
    assert faults_of(page, pages) == {}
    assert send(page, reverse("workshop:buyer_links", args=of_maker), "Buat tautan") == []
    officer = visit(by=cast.officer)
    assert faults_of(officer, [reverse("field:reports"), pages[3]]) == {}
    public = [reverse("products:of_maker", args=of_maker), reverse("products:report", args=[report.product.code])]
    assert faults_of(visit(), public) == {}


def test_the_pages_of_makers_and_committees(visit, cast):
    account = ["pages:account", "account_change_password", "mfa_index", "account_logout", "mfa_activate_totp"]
    pages = [*map(reverse, account), reverse("memberships:ask", args=[cast.cluster.code])]
    assert faults_of(visit(by=cast.artisan_user), pages) == {}
    assert faults_of(visit(by=cast.nobody), [reverse("memberships:ask", args=[cast.cluster.code])]) == {}
    page, queue = visit(by=cast.committee), reverse("memberships:queue", args=[cast.cluster.code])
    asked_back = {"membership": cast.request, "text": "Sejak kapan?", "by": cast.committee}
    write_to_maker(**asked_back)
    of_cluster = [reverse(f"memberships:{name}", args=[cast.cluster.code]) for name in ("members", "recruit")]
    asked = reverse("memberships:detail", args=[cast.request.pk])
    assert faults_of(page, [reverse("pages:account"), queue, *of_cluster, asked]) == {}
    own = [asked, reverse("memberships:of_maker", args=[cast.artisan.code])]
    assert faults_of(visit(by=cast.artisan_user), own) == {}
    compared = reverse("clusters:compare", query={"c": [one.code for one in ClusterFactory.create_batch(3)]})
    assert faults_of(visit(), [compared, reverse("clusters:list", query={"near": PURWODINATAN})]) == {}


def test_the_pages_of_a_claim(visit, cast):
    page, address = visit(by=cast.officer), reverse("field:claim", args=[cast.artisan.code])
    wrong = faults_of(page, [address])
    page.get_by_role("button", name="Buat kode").click()
    code = page.locator(".slip-letters").inner_text()
    wrong |= {"slip": faults(page)}
    page = visit()
    wrong |= {"no code": send(page, reverse("claim:enter"), "Lanjut")}
    page.get_by_label("Kode").fill(code)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("heading", name=cast.artisan.public_name).wait_for()
    wrong |= {"take": faults(page), "take nothing": send(page, reverse("claim:take"), "Ya, ini catatan saya")}
    page.goto(reverse("account_request_login_code"))
    page.get_by_label("Nomor HP").fill("+62 00 1234-5678")
    page.get_by_role("button", name="Kirimi saya kode").click()
    page.get_by_role("heading", name="Ketik enam angkanya").wait_for()
    wrong |= {"six digits": faults(page)}
    assert {where: what for where, what in wrong.items() if what} == {}


def test_the_pages_on_which_buyers_and_makers_write(visit, cast):
    for purpose in (ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER):
        ConsentFactory(artisan=cast.artisan, purpose=purpose)
    page = visit(cast.artisan.get_absolute_url())
    page.get_by_role("button", name="Chat WhatsApp").click()
    page.get_by_role("link", name="Buka WhatsApp").wait_for()
    assert faults(page) == []
    page.goto(reverse("orders:ask_maker", args=[cast.artisan.code]))
    page.get_by_label("Nama Anda").fill("Bu Sari")
    page.get_by_role("button", name="Kirim").click()
    page.locator(".error").first.wait_for()
    assert faults(page) == []
    page.get_by_label("Pesan", exact=True).fill("Apakah bisa dibuat lima puluh buah?")
    page.wait_for_timeout(3_500)
    page.get_by_role("button", name="Kirim").click()
    page.get_by_text("Simpan tautan ini").wait_for()
    assert faults(page) == []
    enquiry = Enquiry.objects.get()
    for_cluster = EnquiryFactory(artisan=None, cluster=cast.cluster)
    addresses = [
        reverse("workshop:enquiries", args=[cast.artisan.code]),
        reverse("orders:answer", args=[enquiry.pk]),
        reverse("orders:answer", args=[for_cluster.pk]),
        reverse("orders:of_cluster", args=[cast.cluster.code]),
        reverse("field:enquiries"),
    ]
    assert faults_of(visit(by=cast.officer), addresses) == {}
    Enquiry.objects.filter(pk=enquiry.pk).delete()
    page.reload()
    assert faults(page) == []


def test_the_pages_of_the_second_factor(visit, cast):
    cast.officer.set_password("jahit-anyam-tenun-7")
    cast.officer.save()
    page = visit(reverse("mfa_activate_totp"), by=cast.officer)
    wrong = {"asked again": faults(page)}
    page.get_by_label("Sandi").fill("jahit-anyam-tenun-7")
    page.get_by_role("button", name="Konfirmasi").click()
    secret = page.locator(".secret").inner_text()
    wrong |= {"picture and key": faults(page)}
    page.get_by_role("textbox", name="Kode").fill("000000")
    page.get_by_role("button", name="Aktifkan").click()
    page.locator(".error").wait_for()
    wrong |= {"wrong digits": faults(page)}
    page.get_by_role("textbox", name="Kode").fill(
        format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    )
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_text("Kode pemulihan").first.wait_for()
    wrong |= {"recovery codes": faults(page)}
    wrong |= faults_of(page, [reverse("mfa_index"), reverse("mfa_deactivate_totp")])
    page = visit(reverse("account_login"))
    page.get_by_label("Nomor HP atau nama pengguna").fill(cast.officer.username)
    page.get_by_label("Sandi").fill("jahit-anyam-tenun-7")
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("textbox").wait_for()
    wrong |= {"asked when signing in": faults(page)}
    assert {where: what for where, what in wrong.items() if what} == {}


def test_the_pages_of_officers(visit, cast):
    cast.waiting.refresh_from_db()
    first, second = sorted((cast.artisan, cast.waiting), key=lambda artisan: artisan.pk)
    DuplicatePair.objects.create(first=first, second=second, score=0.9, reasons=["SAME_PHONE"])
    pages = [
        reverse("field:home"),
        reverse("field:register"),
        reverse("field:records"),
        reverse("field:records", query={"state": "x", "craft": "none"}),
        *(reverse(name, args=[cast.waiting.code]) for name in ("field:record", "field:edit")),
        reverse("field:record", args=[cast.artisan.code]),
        *(reverse(f"field:section_{name}", args=[cast.artisan.code]) for name in ("work", "place", "person", "story")),
        reverse("field:consents", args=[cast.artisan.code]),
        reverse("field:queue"),
        reverse("field:queue", query={"step": "rejected", "officer": "x"}),
        reverse("field:due"),
        reverse("field:duplicates"),
    ]
    page = visit(by=cast.colleague)
    assert faults_of(page, pages) == {}
    assert send(page, reverse("field:register"), "Simpan dan ajukan") == []


def test_the_pages_of_the_agencys_head(visit, cast):
    OfficerArea.objects.filter(user=cast.colleague).update(is_head=True)
    TargetFactory(officer=cast.officer, year=localdate().year)
    Export.objects.create(by=cast.officer, file_format="csv", row_count=1, with_private=True, why="Undangan")
    names = ["field:workload", "field:targets", "field:add_target", "sheets:export", "sheets:exports"]
    page = visit(by=cast.colleague)
    assert faults_of(page, [*map(reverse, names), reverse("sheets:export", query={"region": "x"})]) == {}
    assert send(page, reverse("field:add_target"), "Simpan") == []


def test_the_pages_of_merging_and_splitting(visit, cast):
    merge = merging.merge(survivor=cast.artisan, merged=ArtisanFactory(), chosen=["public_name"], by=cast.colleague)
    part = splitting.split(artisan=cast.artisan, public_name="Orang kedua", by=cast.colleague).part
    Artisan.objects.filter(pk=cast.artisan.pk).update(public_name="Diubah lagi")
    pages = [
        reverse("field:merge_with", args=[part.code], query={"other": "x"}),
        reverse("field:merge", args=[cast.artisan.code, cast.waiting.code]),
        reverse("field:undo_merge", args=[merge.pk]),
        reverse("field:split", args=[cast.artisan.code]),
        reverse("field:record", args=[cast.artisan.code]),
        reverse("field:record", args=[part.code]),
    ]
    assert faults_of(visit(by=cast.colleague), pages) == {}


def test_the_pages_of_the_identity_card_and_of_history(visit, cast):
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    papers.keep_nik(artisan=cast.artisan, nik="3374010104749999", by=cast.officer)
    papers.reveal_nik(artisan=cast.artisan, by=cast.officer, why="Pendaftaran pelatihan")
    pages = [reverse(f"field:{name}", args=[cast.artisan.code]) for name in ("record", "papers", "show_nik", "history")]
    page = visit(by=cast.administrator)
    assert faults_of(page, [*pages, reverse("field:reads"), reverse("field:reads", query={"by": "x"})]) == {}
    assert send(page, pages[1], "Simpan nomor") == []
    assert send(page, pages[2], "Lihat NIK") == []
    page.get_by_label("Mencocokkan dengan KTP").check()
    page.get_by_role("button", name="Lihat NIK").click()
    page.get_by_text("3374 0101 0474 9999").wait_for()
    assert faults(page) == []


def test_the_pages_of_fieldwork(visit, cast):
    place = CanvassPlaceFactory(region_id=PURWODINATAN, expected=4, lat=-6.97, lon=110.42)
    row = FieldVisitFactory(place=place, officer=cast.officer, asked=12, next_visit_on="2026-11-03")
    lead = LeadFactory(artisan__region_id=PURWODINATAN, note="Tas goni", next_visit_on="2026-11-03")
    Find.objects.create(artisan=cast.artisan, place=place, visit=row)
    Find.objects.create(artisan=lead.artisan, place=place)
    pages = [
        *(reverse(f"field:{name}") for name in ("home", "leads", "add_lead", "places", "add_place", "coverage")),
        *(reverse(f"field:{name}", args=[lead.artisan.code]) for name in ("record", "change_lead", "not_found")),
        *(reverse(f"field:{name}", args=[place.code]) for name in ("place", "change_place", "add_visit")),
        reverse("field:coverage", query={"in": "33.74.01"}),
        reverse("field:places", query={"q": "tidakada"}),
    ]
    page = visit(by=cast.officer)
    assert faults_of(page, pages) == {}
    assert send(page, reverse("field:add_lead"), "Simpan") == []
    assert faults_of(visit(by=cast.administrator), [reverse("field:coverage")]) == {}


def test_the_pages_of_an_import(visit, cast):
    existing = ArtisanFactory(public_name="Tas Wulan Dari", region_id=PURWODINATAN)
    PersonIdentity.objects.create(artisan=existing, phone=phone(1))
    rows = [
        ["Nama Usaha", "Desa", "No HP"],
        ["Tas Wulan Dari", "Purwodinatan", phone(1)],
        ["Tas Kerto", "Jatingale", "12"],
        ["Tas Mbojan", "Jatingaleh", phone(2)],
        ["Jumlah", "", 3],
    ]
    page = visit(reverse("sheets:list"), by=cast.officer)
    wrong = {"none yet": faults(page)} | faults_of(page, [reverse("sheets:upload")])
    page.locator("input[type=file]").set_input_files(
        {"name": "perajin.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(rows)}
    )
    page.get_by_role("button", name="Baca berkas").click()
    page.wait_for_url("**/kolom/")
    wrong |= {"columns": faults(page)}
    page.get_by_label("Masing-masing sudah menandatangani").first.check()
    page.get_by_role("button", name="Periksa baris").click()
    page.locator(".error").first.wait_for()
    wrong |= {"nowhere kept": faults(page)}
    page.get_by_label("Tempat menyimpan surat").fill("Map merah")
    page.get_by_role("button", name="Periksa baris").click()
    page.wait_for_url(re.compile(r"/impor/\d+/$"))
    batch = ImportBatch.objects.get()
    wrong |= {"rows": faults(page)} | faults_of(page, [reverse("sheets:row", args=[batch.pk, 3])])
    importing.begin_writing(batch=batch, by=cast.officer)
    cast.colleague.areas.update(is_head=True)
    wrong |= faults_of(visit(by=cast.colleague), [batch.get_absolute_url()])
    importing.work(batch=batch, by=cast.officer)
    wrong |= faults_of(page, [batch.get_absolute_url(), reverse("sheets:list")])
    assert {where: what for where, what in wrong.items() if what} == {}


def test_the_pages_of_the_administration(visit, cast):
    product = cast.artisan.products.first()
    pages = [
        reverse("admin:index"),
        reverse("admin:artisans_artisan_changelist"),
        reverse("admin:artisans_artisan_change", args=[cast.artisan.pk]),
        reverse("admin:products_product_changelist"),
        reverse("admin:products_product_change", args=[product.pk]),
        reverse("admin:clusters_cluster_change", args=[cast.cluster.pk]),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_add"),
        reverse("admin:artisans_artisan_history", args=[cast.artisan.pk]),
    ]
    page = visit(by=cast.administrator)
    assert faults_of(page, pages) == {}
    assert send(page, reverse("admin:clusters_cluster_add"), "Simpan") == []
