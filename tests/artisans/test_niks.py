"""What counts as an identity number, and what is only doubted in one."""

import pytest

from artisans import niks
from artisans.niks import NotANik

# Kota Semarang, Semarang Tengah; 1 April 1974. The serial number 9999 is nobody's we know of.
MAN, WOMAN = "3374010104749999", "3374014104749999"


@pytest.mark.parametrize("typed", [MAN, " 3374 0101 0474 9999 ", "33.74.01.010474.9999", "337401-010474-9999"])
def test_spaces_dots_and_hyphens_are_understood(typed):
    assert niks.normalise(typed) == MAN


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "Ini bukan NIK. Kosongkan saja jika orangnya tidak punya KTP."),
        ("-", "Ini bukan NIK. Kosongkan saja jika orangnya tidak punya KTP."),
        ("0000 0000 0000 0000", "Ini bukan NIK. Kosongkan saja jika orangnya tidak punya KTP."),
        ("tidak ada", "NIK hanya berisi angka."),
        ("337401O104749999", "NIK hanya berisi angka."),
        ("٣٣٧٤٠١٠١٠٤٧٤٩٩٩٩", "NIK hanya berisi angka."),
        ("337401010474999", "NIK terdiri dari 16 angka; ini 15 angka."),
        ("33740101047499990", "NIK terdiri dari 16 angka; ini 17 angka."),
        ("9999999999999999", "Nomor ini dibuat-buat. Kosongkan saja jika orangnya tidak punya KTP."),
        ("1212121212121212", "Nomor ini dibuat-buat. Kosongkan saja jika orangnya tidak punya KTP."),
        ("1234123412341234", "Nomor ini dibuat-buat. Kosongkan saja jika orangnya tidak punya KTP."),
        ("1234567890123456", "Nomor ini dibuat-buat. Kosongkan saja jika orangnya tidak punya KTP."),
        ("3374010104740000", "Nomor ini dibuat-buat. Kosongkan saja jika orangnya tidak punya KTP."),
    ],
)
def test_what_is_no_number_of_a_card_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(NotANik) as refused:
        niks.normalise(typed)
    assert str(refused.value) == sentence


DISTRICT = "Enam angka pertama bukan kode kecamatan sekarang. Kode lama memang ada; lihat sekali lagi kartunya."
BIRTHDAY = "Angka ketujuh sampai kedua belas bukan tanggal lahir. Lihat sekali lagi kartunya."
YEAR = "Tanggal lahir di NIK berbeda dengan tahun lahir di catatan ini."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nik", "birth_year", "sentences"),
    [
        (MAN, 1974, []),
        (WOMAN, 1974, []),
        (MAN, None, []),
        (MAN, 1975, [YEAR]),
        ("3374010104059999", 2005, []),
        ("9974010104749999", None, [DISTRICT]),
        ("3374010113749999", None, [BIRTHDAY]),
        ("3374018101749999", 1974, [BIRTHDAY]),
        ("3374012902239999", None, [BIRTHDAY]),
        ("9974013213749999", None, [DISTRICT, BIRTHDAY]),
    ],
)
def test_what_does_not_fit_is_doubted(nik, birth_year, sentences):
    assert niks.doubts(nik, birth_year=birth_year) == sentences
