"""The pages on which an officer enters, replaces, removes and looks at an identity number."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from artisans.actions import papers
from artisans.choices import ConsentPurpose
from artisans.models import PersonIdentity, PrivateRead
from tests.cast import BANDUNG_VILLAGE, make_cast
from tests.factories import ArtisanFactory, ConsentFactory

pytestmark = pytest.mark.django_db
NIK, OTHER = "3374010104749999", "3374014104749998"


@pytest.fixture
def cast():
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    return cast


@pytest.fixture
def visit(client, cast):
    client.force_login(cast.officer)
    return client


def page(cast, name="record") -> str:
    return reverse(f"field:{name}", args=[cast.artisan.code])


def kept(cast, nik=NIK) -> None:
    papers.keep_nik(artisan=cast.artisan, nik=nik, by=cast.officer)


def answered(response) -> str:
    """What the page says, whole, with all white space as one space."""
    return " ".join(response.content.decode().split())


def test_a_number_is_entered_and_no_digit_of_it_is_shown_again(cast, visit):
    response = visit.post(page(cast, "papers"), {"nik": "3374 0101 0474 9999"}, follow=True)
    assert response.redirect_chain == [(page(cast), 302)]
    for address in (page(cast), page(cast, "papers"), page(cast, "show_nik"), page(cast, "history")):
        text = answered(visit.get(address))
        assert [
            part for part in (NIK, "3374 0101", "9999", PersonIdentity.objects.get().nik_hash) if part in text
        ] == []
    assert "NIK disimpan tersandi." in answered(response)


def test_what_is_doubtful_is_said_and_kept_all_the_same(cast, visit):
    response = visit.post(page(cast, "papers"), {"nik": "9974013213749999"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "NIK disimpan tersandi.",
        "Enam angka pertama bukan kode kecamatan sekarang. Kode lama memang ada; lihat sekali lagi kartunya.",
        "Angka ketujuh sampai kedua belas bukan tanggal lahir. Lihat sekali lagi kartunya.",
    ]


@pytest.mark.parametrize("typed", ["0", "-", "1111111111111111", "337401010474999", "", " ", "\x00", "9" * 41])
def test_what_is_no_number_comes_back_as_typed_with_a_sentence(cast, visit, typed):
    response = visit.post(page(cast, "papers"), {"nik": typed})
    assert response.status_code == 422
    assert len(response.context["form"].errors["nik"]) == 1
    assert response.context["form"]["nik"].value() == typed
    assert not PersonIdentity.objects.exclude(nik_sealed="").exists()


def test_without_consent_a_sentence_says_so(cast, visit):
    cast.artisan.consents.all().delete()
    response = visit.post(page(cast, "papers"), {"nik": NIK})
    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"nik": ["Data pribadi hanya disimpan jika perajin setuju catatannya disimpan."]},
    )


def test_it_is_shown_to_who_says_why_once_and_on_record(cast, visit):
    kept(cast)
    assert "untuk selamanya" in answered(visit.get(page(cast, "show_nik")))
    assert not PrivateRead.objects.filter(what="NIK").exists()
    response = visit.post(page(cast, "show_nik"), {"reason": "credit", "words": "KUR"})
    assert "3374 0101 0474 9999" in answered(response)
    assert response["Cache-Control"] == "private, no-store"
    assert list(PrivateRead.objects.filter(what="NIK").values_list("code", "by", "why")) == [
        (cast.artisan.code, cast.officer.pk, "Pengajuan kredit atau bantuan: KUR")
    ]
    assert "3374 0101" not in answered(visit.get(page(cast, "show_nik")))


@pytest.mark.parametrize("sent", [{}, {"reason": "x"}, {"reason": "other"}, {"reason": "other", "words": " "}])
def test_nobody_sees_it_without_a_reason(cast, visit, sent):
    kept(cast)
    response = visit.post(page(cast, "show_nik"), sent)
    assert (response.status_code, "3374 0101" in answered(response)) == (422, False)
    assert not PrivateRead.objects.filter(what="NIK").exists()


def test_a_lost_key_is_a_sentence_and_the_records_page_still_opens(cast, visit, settings):
    kept(cast)
    settings.SEALING_KEYS = {"2027": b"n" * 32}
    assert visit.get(page(cast)).status_code == 200
    response = visit.post(page(cast, "show_nik"), {"reason": "credit"})
    assert (response.status_code, response.context["form"].non_field_errors()) == (
        422,
        ["Nomor ini tidak bisa dibuka karena kuncinya tidak ada. Beri tahu admin, atau isi lagi nomornya."],
    )
    assert not PrivateRead.objects.filter(what="NIK").exists()


def test_it_is_replaced_and_removed(cast, visit):
    kept(cast)
    visit.post(page(cast, "papers"), {"nik": OTHER})
    assert papers.reveal_nik(artisan=cast.artisan, by=cast.officer, why="Uji") == OTHER
    visit.post(page(cast, "remove_nik"))
    assert list(PersonIdentity.objects.filter(artisan=cast.artisan).values_list("nik_sealed", "nik_hash")) == [("", "")]
    assert PersonIdentity.objects.get(artisan=cast.artisan).phone


def test_the_same_number_elsewhere_is_told_with_a_link_only_inside_the_own_area(cast, visit):
    kept(cast)
    near = ArtisanFactory(region_id="33.74.01.1011", public_name="Tas Melati")
    far = ArtisanFactory(region_id=BANDUNG_VILLAGE, public_name="Tas Mawar")
    for twin in (near, far):
        ConsentFactory(artisan=twin, purpose=ConsentPurpose.STORE)
        papers.keep_nik(artisan=twin, nik=NIK, by=cast.officer)
    text = answered(visit.get(page(cast)))
    assert "NIK yang sama ada di catatan Tas Melati" in text
    assert reverse("field:record", args=[near.code]) in text
    assert "NIK yang sama ada di catatan milik dinas Kota Bandung" in text
    assert [secret for secret in ("Tas Mawar", far.code, far.spoken_code) if secret in text] == []


def test_no_log_and_no_error_page_holds_the_number(cast, client, caplog, settings, monkeypatch):
    client.force_login(cast.officer)
    client.raise_request_exception = False
    monkeypatch.setattr("artisans.actions.papers._write", lambda *args: 1 / 0)
    with caplog.at_level(logging.DEBUG):
        response = client.post(page(cast, "papers"), {"nik": NIK})
    assert response.status_code == 500
    assert NIK not in response.content.decode() + caplog.text


def test_a_page_with_many_same_numbers_asks_no_more(cast, visit, django_assert_num_queries):
    kept(cast)

    def twin():
        artisan = ArtisanFactory(region_id="33.74.01.1011")
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
        papers.keep_nik(artisan=artisan, nik=NIK, by=cast.officer)

    twin()
    visit.get(page(cast))
    with CaptureQueriesContext(connection) as for_one:
        visit.get(page(cast))
    twin()
    twin()
    with django_assert_num_queries(len(for_one)):
        visit.get(page(cast))
