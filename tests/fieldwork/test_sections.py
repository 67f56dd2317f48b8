"""What is optional about a maker and comes later, a section at a time."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from artisans.actions.answers import plain_answers
from artisans.models import Artisan, PersonIdentity
from artisans.section_forms import SECTIONS
from core.versions import sealed
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year
A_YEAR = f"Tulis tahun lahir dengan empat angka, antara {THIS_YEAR - 100} dan {THIS_YEAR - 10}."
NO_CONSENT = "Data pribadi hanya disimpan jika perajin setuju catatannya disimpan."


@pytest.fixture
def artisan(client):
    client.force_login(UserFactory(areas=[SEMARANG]))
    return ArtisanFactory()


def send(client, artisan, name: str, **answers):
    """Fills in a section of a record as its page showed it."""
    form = SECTIONS[name].about(Artisan.objects.get(pk=artisan.pk))
    seen = sealed(form.fields["seen"].initial)
    return client.post(reverse(f"field:section_{name}", args=[artisan.code]), {"seen": seen} | answers)


KEPT = {
    "work": (
        {"workers_female": "3", "workers_male": "0", "work_mode": "SIDE", "machines": "2 mesin jahit"},
        {"workers_female": 3, "workers_male": 0, "work_mode": "SIDE", "machines": "2 mesin jahit"},
    ),
    "place": (
        {
            "place_note": "Gang II",
            "position_lat": "-6.97",
            "position_lon": "110.42",
            "position_precision_m": "8",
        },
        {"place_note": "Gang II", "position": [-6.97, 110.42, 8]},
    ),
    "person": (
        {"legal_name": "Contoh", "birth_year": "1974", "nib": "1234 5678 90-123"},
        {"legal_name": "Contoh", "birth_year": 1974, "nib": "1234567890123"},
    ),
    "story": ({"story": "Menjahit sejak 1990."}, {"story": "Menjahit sejak 1990."}),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_section_is_kept(client, artisan, name):
    ConsentFactory(artisan=artisan, purpose="STORE")
    sent, kept = KEPT[name]
    assert send(client, artisan, name, **sent).status_code == 302
    assert plain_answers(Artisan.objects.get(), kept) == kept


WRONG = {
    "workers below none": ("work", "workers_male", "-1"),
    "workers without end": ("work", "workers_female", "5001"),
    "workers in words": ("work", "workers_female", "tiga"),
    "no such mode": ("work", "work_mode", "X"),
    "machines too long": ("work", "machines", "a" * 201),
    "a null": ("place", "place_note", "a\x00"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_has_a_sentence_at_its_field_and_nothing_is_kept(client, artisan, name):
    section, field, value = WRONG[name]
    response = send(client, artisan, section, **{field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert plain_answers(Artisan.objects.get(), [field])[field] in (None, "")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("birth_year", "74", A_YEAR),
        ("birth_year", str(THIS_YEAR - 9), A_YEAR),
        ("birth_year", str(THIS_YEAR - 101), A_YEAR),
        ("nib", "123456789012", "NIB terdiri dari 13 angka."),
        ("nib", "12345678901234", "NIB terdiri dari 13 angka."),
        ("nib", "١٢٣٤٥٦٧٨٩٠١٢٣", "NIB terdiri dari 13 angka."),
    ],
)
def test_what_is_no_year_or_no_number_is_said_plainly(client, artisan, field, value, sentence):
    ConsentFactory(artisan=artisan, purpose="STORE")
    response = send(client, artisan, "person", **{field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert PersonIdentity.objects.count() == 0


@pytest.mark.parametrize("answer", [{"legal_name": "Contoh"}, {"birth_year": "1974"}, {"nib": "1234567890123"}])
def test_personal_data_is_kept_only_with_consent(client, artisan, answer):
    response = send(client, artisan, "person", **answer)
    assert (response.status_code, response.context["form"].errors) == (422, {"__all__": [NO_CONSENT]})
    assert PersonIdentity.objects.count() == 0


def test_a_photo_is_kept_only_with_consent(client, artisan, settings, tmp_path, png):
    settings.MEDIA_ROOT = tmp_path
    assert send(client, artisan, "story", photo=png()).status_code == 422
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    ConsentFactory(artisan=artisan, purpose="STORE")
    assert send(client, artisan, "story", photo=png()).status_code == 302
    assert Artisan.objects.get().photo


@pytest.fixture
def png():
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "sienna").save(file, "PNG")
    return lambda: SimpleUploadedFile("foto.png", file.getvalue(), "image/png")


def test_a_position_is_removed_without_javascript(client, artisan):
    Artisan.objects.update(lat=-6.97, lon=110.42, precision_m=8)
    page = client.get(reverse("field:section_place", args=[artisan.code])).content.decode()
    assert 'name="position_remove"' in page
    sent = {"position_lat": "-6.97", "position_lon": "110.42", "position_precision_m": "8", "position_remove": "1"}
    send(client, artisan, "place", **sent)
    kept = Artisan.objects.get()
    assert (kept.lat, kept.lon, kept.precision_m) == (None, None, None)


def test_the_record_tells_what_is_known_and_gently_what_is_not(client, artisan):
    Artisan.objects.update(workers_male=0, machines="2 mesin jahit")
    page = client.get(reverse("field:record", args=[artisan.code]))
    work = page.context["sections"][0]
    assert [(str(label), words) for label, words in work.known] == [
        ("Pekerja laki-laki", "0"),
        ("Mesin dan alat", "2 mesin jahit"),
    ]
    assert work.missing == ["Pekerja perempuan", "Kerajinan ini bagi penghidupannya"]
    assert "Belum diketahui: Pekerja perempuan" in " ".join(page.content.decode().split())


def test_the_sections_cost_the_record_page_no_query(client, artisan, django_assert_num_queries):
    artisan = Artisan.objects.select_related("identity").get()
    with django_assert_num_queries(0):
        for form in SECTIONS.values():
            shown = form.about(artisan)
            assert shown.known == []
            assert shown.missing


@pytest.mark.parametrize(("state", "shown"), [("DRAFT", False), ("SUBMITTED", False), ("ACTIVE", True)])
def test_products_and_messages_are_offered_where_there_can_be_some(client, state, shown):
    client.force_login(UserFactory(areas=[SEMARANG]))
    artisan = ArtisanFactory(region_id=PURWODINATAN, state=state)
    head = client.get(reverse("field:record", args=[artisan.code])).content.decode()
    addresses = [reverse(f"workshop:{name}", args=[artisan.code]) for name in ("products", "enquiries")]
    assert [f'href="{address}"' in head for address in addresses] == [shown, shown]
