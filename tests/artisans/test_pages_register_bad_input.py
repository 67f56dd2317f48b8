"""What officers' thumbs, old phones and hostile hands send to the page that registers a maker."""

import html
import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from artisans.models import Artisan, Consent, PersonIdentity
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import CraftFactory, UserFactory

pytestmark = pytest.mark.django_db
REGISTER = "/petugas/catat/"
NOT_A_PHOTO = "Berkas ini bukan foto yang dapat dibaca. Kirim gambar JPEG, PNG, atau WebP."
TOO_MANY_PIXELS = "Ukuran foto (piksel) terlalu besar. Kirim yang lebih kecil."
NULL = "Karakter null tidak diizinkan."


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer = UserFactory(areas=[SEMARANG])
    client.force_login(officer)
    return officer


def answers(**changed) -> dict:
    """A full and valid form, with some answers changed; None leaves one out."""
    full = {
        "registration_uuid": str(uuid4()),
        "public_name": "Tas Goni <Lestari> & Anak",
        "kind": "GROUP",
        "crafts": [CraftFactory().pk],
        "region": PURWODINATAN,
        "place_note": "Gang II, rumah cat hijau",
        "phone": "+62 00 1234 5678",
        "purposes": ["STORE", "PUBLIC_PROFILE", "PHOTO"],
        "do": "submit",
    }
    return {name: value for name, value in (full | changed).items() if value is not None}


def sentences(response) -> dict[str, list[str]]:
    """The errors on the page, by the field under which they stand."""
    page = response.content.decode()
    found = re.findall(r'<div class="errors" id="id_(\w+)_error">(.*?)</div>', page, re.DOTALL)
    return {
        field: [html.unescape(one) for one in re.findall(r"<span>(.*?)</span>", block, re.DOTALL)]
        for field, block in found
    }


def typed(response, name: str) -> str:
    """What stands in a text box of the page."""
    box = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', response.content.decode())[0]
    value = re.search(r'\bvalue="([^"]*)"', box)
    return html.unescape(value[1]) if value else ""


def ticked(response, name: str) -> list[str]:
    boxes = re.findall(rf'<input[^>]*\bname="{name}"[^>]*>', response.content.decode())
    return [re.search(r'value="([^"]*)"', box)[1] for box in boxes if re.search(r"\bchecked\b", box)]


def nothing_saved() -> bool:
    return not (Artisan.objects.exists() or Consent.objects.exists() or PersonIdentity.objects.exists())


def upload(content: bytes, name: str = "foto.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def picture(form: str, size=(60, 40), **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "sienna").save(file, form, **options)
    return file.getvalue()


def too_long(most: int, sent: int) -> str:
    return f"Pastikan nilai ini mengandung paling banyak {most} karakter (sekarang {sent} karakter)."


def not_offered(value: str) -> str:
    return f"Masukkan pilihan yang valid. {value} bukan salah satu dari pilihan yang tersedia."


def no_region(words: str) -> str:
    return f"Wilayah “{words}” tidak ditemukan di sini. Periksa ejaannya, atau tambahkan nama kabupaten atau kotanya."


EMPTY = "Bagian ini perlu diisi."
NO_NUMBER = "Ini bukan nomor telepon. Tulis seperti 0824-1234-5678 atau +62 824 1234 5678."
ELSEWHERE = "Wilayah ini tidak dapat dipilih di sini."
SEVERAL = "Ada beberapa wilayah yang cocok dengan “semarang”. Pilih salah satu."
NO_CRAFT = "Pilih jenis kerajinan sebelum catatan diajukan."
NO_CONSENT = "Tanpa persetujuan ini catatan tidak dapat diajukan. Anda dapat menyimpannya sebagai draf."
PHONE_WITHOUT_CONSENT = "Nomor HP hanya disimpan bila perajin setuju catatannya disimpan."
PLACE_WITHOUT_CONSENT = (
    "Tempat persisnya hanya disimpan bila perajin setuju catatannya disimpan. Sampai saat itu, desanya sudah cukup."
)
WITHOUT_PLACE = {"purposes": [], "place_note": ""}
# What is sent instead of a good answer, the field at which the page speaks of it, and its sentence.
BAD_ANSWERS = {
    "no name": ({"public_name": "  "}, "public_name", EMPTY),
    "a name too long": ({"public_name": "a" * 121}, "public_name", too_long(120, 121)),
    "a null in the name": ({"public_name": "Tas\x00Goni"}, "public_name", NULL),
    "no such kind": ({"kind": "ROBOT"}, "kind", not_offered("ROBOT")),
    "no kind": ({"kind": None}, "kind", EMPTY),
    "a null in the kind": ({"kind": "\x00"}, "kind", not_offered("\x00")),
    "no such craft": ({"crafts": ["99999999"]}, "crafts", not_offered("99999999")),
    "a craft that is no number": ({"crafts": ["tas"]}, "crafts", "“tas” bukan nilai yang valid."),
    "a null in the craft": ({"crafts": ["\x00"]}, "crafts", NULL),
    "no craft when sending in": ({"crafts": []}, "crafts", NO_CRAFT),
    "no region": ({"region": ""}, "region", EMPTY),
    "a whole city": ({"region": SEMARANG}, "region", ELSEWHERE),
    "a region of another city": ({"region": BANDUNG_VILLAGE}, "region", ELSEWHERE),
    "no such region": ({"region": "99.99.99.9999"}, "region", ELSEWHERE),
    "a region that is no code": ({"region": "'; DROP TABLE"}, "region", ELSEWHERE),
    "a null in the region": ({"region": "33\x00"}, "region", ELSEWHERE),
    "words that are no region": ({"region": None, "region_text": "zzqqxx"}, "region", no_region("zzqqxx")),
    "words of another city": ({"region": None, "region_text": "kota bandung"}, "region", no_region("kota bandung")),
    "words of several regions": ({"region": None, "region_text": "semarang"}, "region", SEVERAL),
    "a place note too long": ({"place_note": "a" * 201}, "place_note", too_long(200, 201)),
    "a null in the place note": ({"place_note": "a\x00b"}, "place_note", NULL),
    "a phone that is none": ({"phone": "nol delapan"}, "phone", NO_NUMBER),
    "a phone too short": ({"phone": "0812"}, "phone", NO_NUMBER),
    "a phone of a plus alone": ({"phone": "+"}, "phone", NO_NUMBER),
    "a phone of 40 digits": ({"phone": "08" + "1" * 38}, "phone", NO_NUMBER),
    "a null in the phone": ({"phone": "+62 00 1234\x005678"}, "phone", NULL),
    "a phone without the consent": (WITHOUT_PLACE | {"do": "save"}, "purposes", PHONE_WITHOUT_CONSENT),
    "an address without the consent": (
        {"purposes": [], "phone": "", "do": "save"},
        "place_note",
        PLACE_WITHOUT_CONSENT,
    ),
    "a place on the map without the consent": (
        WITHOUT_PLACE | {"phone": "", "do": "save", "position_lat": "-6.97", "position_lon": "110.42"},
        "position",
        PLACE_WITHOUT_CONSENT,
    ),
    "no such consent": ({"purposes": ["SOUL"]}, "purposes", not_offered("SOUL")),
    "no consent when sending in": (WITHOUT_PLACE | {"phone": ""}, "purposes", NO_CONSENT),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_a_bad_answer_has_a_sentence_at_its_field_and_nothing_is_saved(client, officer, name):
    changed, field, sentence = BAD_ANSWERS[name]
    response = client.post(REGISTER, answers(**changed))
    assert response.status_code == 422
    assert sentences(response) == {field: [sentence]}
    assert nothing_saved()


def test_what_was_typed_is_still_there(client, officer):
    sent = answers(public_name="a" * 121, phone="nol delapan", region=None, region_text="semarang")
    response = client.post(REGISTER, sent)
    kept = {name: typed(response, name) for name in ("public_name", "phone", "region_text", "place_note")}
    assert kept == {name: sent[name] for name in kept}
    assert typed(response, "registration_uuid") == sent["registration_uuid"]
    assert (ticked(response, "kind"), ticked(response, "purposes")) == (["GROUP"], sent["purposes"])
    assert ticked(response, "crafts") == [str(sent["crafts"][0])]


def test_a_chosen_region_survives_a_mistake_elsewhere(client, officer):
    response = client.post(REGISTER, answers(phone="x"))
    assert typed(response, "region") == PURWODINATAN
    assert typed(response, "region_text").startswith("Kelurahan Purwodinatan")


BAD_PHOTOS = {
    "text": upload(b"Bukan foto"),
    "empty": upload(b""),
    "a page with a lying name": upload(b"<html><script>alert(1)</script></html>"),
    "svg": upload(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "foto.svg", "image/svg+xml"),
    "svg with a lying name": upload(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "foto.png", "image/png"),
    "gif": upload(picture("GIF"), "foto.gif", "image/gif"),
    "gif with a lying name": upload(picture("GIF")),
    "cut off": upload(picture("JPEG", (600, 400))[:300]),
    "a bomb": upload(picture("PNG", (9000, 9000), compress_level=9), "foto.png", "image/png"),
    "pixels without end": upload(picture("PNG", (8000, 8000), compress_level=9), "foto.png", "image/png"),
    "60 MB": upload(b"\xff\xd8" + b"0" * 60 * 2**20),
}
PHOTO_SENTENCES = dict.fromkeys(BAD_PHOTOS, NOT_A_PHOTO) | {
    "empty": "Berkas yang dikirimkan kosong.",
    "a bomb": TOO_MANY_PIXELS,
    "pixels without end": TOO_MANY_PIXELS,
    "60 MB": "Foto terlalu besar (60 MB). Kirim foto paling besar 20 MB.",
}


@pytest.mark.parametrize("name", BAD_PHOTOS)
def test_what_is_no_photo_is_refused_at_its_field_and_leaves_nothing_behind(client, officer, name, tmp_path):
    photo = BAD_PHOTOS[name]
    photo.seek(0)
    response = client.post(REGISTER, answers(photo=photo))
    assert response.status_code == 422
    assert sentences(response) == {"photo": [PHOTO_SENTENCES[name]]}
    assert "silakan pilih lagi" in response.content.decode()
    assert nothing_saved()
    assert list(tmp_path.iterdir()) == []


def test_a_photo_whose_name_lies_about_its_kind_is_read_by_what_it_is(client, officer, tmp_path):
    photo = upload(picture("WEBP", (900, 600)), "../../etc/foto.php", "text/html")
    assert client.post(REGISTER, answers(photo=photo)).status_code == 302
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(files) == sorted(f"{Artisan.objects.get().photo}/{width}.webp" for width in (400, 800, 1600))


def test_a_form_sent_twice_makes_one_record_and_leads_to_it(client, officer):
    sent = answers()
    first, second = client.post(REGISTER, sent), client.post(REGISTER, sent)
    artisan = Artisan.objects.get()
    assert [answer["Location"] for answer in (first, second)] == [f"/petugas/catatan/{artisan.code}/"] * 2


def test_two_tabs_make_two_records(client, officer):
    tabs = [client.get(REGISTER) for _ in range(2)]
    for tab, name in zip(tabs, ["Bu Siti", "Pak Darmo"], strict=True):
        client.post(REGISTER, answers(registration_uuid=typed(tab, "registration_uuid"), public_name=name, phone=""))
    assert Artisan.objects.count() == 2


@pytest.mark.parametrize("key", ["", "not-a-uuid", "\x00", None])
def test_a_form_that_lost_its_own_number_is_a_new_one(client, officer, key):
    assert client.post(REGISTER, answers(registration_uuid=key)).status_code == 302
    assert Artisan.objects.count() == 1


def test_on_a_shared_phone_the_form_of_one_officer_sent_by_another_is_the_others_record(client, officer):
    sent = answers()
    client.post(REGISTER, sent)
    other = UserFactory(areas=["32.73"])
    client.force_login(other)
    response = client.post(REGISTER, sent | {"region": BANDUNG_VILLAGE, "public_name": "Pak Darmo", "phone": ""})
    made = list(Artisan.objects.order_by("pk").values_list("registered_by", "region"))
    assert made == [(officer.pk, PURWODINATAN), (other.pk, BANDUNG_VILLAGE)]
    assert response["Location"] == f"/petugas/catatan/{Artisan.objects.last().code}/"


def test_a_record_of_another_tab_is_not_overwritten_by_an_edit_that_is_wrong(client, officer):
    client.post(REGISTER, answers())
    artisan = Artisan.objects.get()
    response = client.post(
        f"/petugas/catatan/{artisan.code}/ubah/", answers(public_name="Baru", region=BANDUNG_VILLAGE)
    )
    assert response.status_code == 422
    assert sentences(response) == {"region": [ELSEWHERE]}
    assert Artisan.objects.get().public_name == "Tas Goni <Lestari> & Anak"


def test_a_form_without_its_token_is_refused_with_a_page(client, officer):
    client.handler.enforce_csrf_checks = True
    response = client.post(REGISTER, answers())
    assert response.status_code == 403
    assert "sekali lagi" in response.content.decode()
    assert nothing_saved()
