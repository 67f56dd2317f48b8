"""Cells as offices write them, headings as they call them, and places as they name them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets import cells
from sheets.columns import header_row, headings, meaning, plain
from sheets.places import Gazetteer, place_in

NUMBER = "+6281234567890"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("0812-3456-7890", NUMBER),
        ("812 3456 7890", NUMBER),
        (81234567890, NUMBER),
        (81234567890.0, NUMBER),
        ("81234567890.0", NUMBER),
        ("8.1234567890E+10", NUMBER),
        ("6281234567890", NUMBER),
        ("+62 0812 3456 7890", NUMBER),
        ("'081234567890", NUMBER),
        ("081234567890 / 0822 1111 2222", NUMBER),
        ("081234567890 atau 082211112222", NUMBER),
        ("081234567890 082211112222", NUMBER),
        ("(024) 8411234", "+62248411234"),
        (620012345678, "+620012345678"),
        ("-", ""),
        ("tidak ada", ""),
        (0, ""),
    ],
)
def test_telephone_numbers_in_any_writing(cell, found):
    assert cells.phone(cell)[0] == found


@pytest.mark.parametrize("cell", ["8.1234E+10", "8,1234E+10", "hubungi suami", "0812", 12, "0812345678901234567"])
def test_what_is_no_whole_telephone_number_is_said(cell):
    with pytest.raises(cells.Unclear):
        cells.phone(cell)


@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.none()))
def test_no_cell_breaks_a_reader(cell):
    for read in (cells.phone, cells.count, cells.birth_year, cells.nib, cells.men_and_women):
        with suppress(cells.Unclear):
            read(cell)


@given(st.text(max_size=130))
def test_any_heading_has_a_meaning_or_none(heading):
    field, sureness = meaning(plain(heading))
    assert isinstance(field, str)
    assert 0 <= sureness <= 1


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.text(max_size=80))
def test_any_text_is_read_as_a_place(village, address):
    assert place_in(village=village, address=address) is not None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("No. HP", "phone"),
        ("Telp", "phone"),
        ("No. Telepon/WA", "phone"),
        ("Nomer Telpon", "phone"),
        ("NAMA PENGRAJIN", "name"),
        ("Nama Pemilik", "person"),
        ("Nama Usaha", "name"),
        ("Ds/Kel", "village"),
        ("Desa/Kelurahan", "village"),
        ("Kelurahaan", "village"),
        ("Kec.", "district"),
        ("Kab/Kota", "regency"),
        ("Alamat Lengkap", "address"),
        ("Jenis Kerajinan", "craft"),
        ("Produk", "products"),
        ("Jml Tenaga Kerja L/P", "workers"),
        ("NIK", "nik"),
        ("NIB", "nib"),
        ("Thn Lahir", "birth_year"),
        ("Keterangan", ""),
        ("No", ""),
    ],
)
def test_headings_are_understood(heading, field):
    found, sureness = meaning(plain(heading))
    assert (found, sureness >= 0.8) == (field, True)


def test_headings_stand_below_titles_and_may_have_two_floors():
    rows = [
        (1, ["DATA PERAJIN"]),
        (3, ["No", "Nama", "Desa", "Tenaga Kerja", ""]),
        (4, ["No", "Nama", "Desa", "L", "P"]),
        (5, [1, "Siti", "Jatingaleh", 1, 2]),
    ]
    assert header_row(rows) == 4
    assert headings(rows, 4, 5) == ["No", "Nama", "Desa", "Tenaga Kerja L", "Tenaga Kerja P"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "code", "choices"),
    [
        ({"village": "Jati Ngaleh"}, "33.74.08.1002", ()),
        ({"village": "Jatingaleh", "regency": "Kota Semarang"}, "33.74.08.1002", ()),
        ({"village": "Jatingaleh", "district": "Kec. Candisari", "regency": "Kota Smg"}, "33.74.08.1002", ()),
        ({"village": "Jatingaleh, Candisari"}, "33.74.08.1002", ()),
        ({"address": "Jl. Mawar 3 RT 2 Kel. Jatingaleh Kec. Candisari Kota Semarang"}, "33.74.08.1002", ()),
        ({"address": "Jl. Tegalsari 15 Jatingaleh Candisari"}, "33.74.08.1002", ()),
        ({"district": "Kec. Candisari"}, "33.74.08", ()),
        ({"village": "Jatingale"}, "", ("33.74.08.1002",)),
        ({"village": "Jatingaleh", "district": "Tembalang"}, "", ("33.74.08.1002",)),
        ({"address": "Purwodinatan"}, "", ("33.74.01.1011",)),
        ({"address": "Jl. Jatingaleh 3"}, "", ()),
        ({"village": "Jatingaleh", "regency": "Kab. Pemalang"}, "", ("33.74.08.1002",)),
    ],
)
def test_places_are_found_or_offered_and_never_guessed(said, code, choices):
    place = place_in(**said)
    answer = Gazetteer(["33.74"]).answers([place])[place]
    assert (answer.code, answer.choices, bool(answer.trouble)) == (code, choices, not code)


@pytest.mark.django_db
def test_a_village_that_is_there_but_not_in_the_regency_given_is_not_called_missing():
    place = place_in(village="Jatingaleh", district="Candisari", regency="Kab. Pemalang")
    answer = Gazetteer(["33.74"]).answers([place])[place]
    assert answer.trouble == "“Jatingaleh” ada di wilayah kerja Anda, tetapi bukan di “Candisari, Kab. Pemalang”."


@pytest.mark.django_db
def test_namesakes_of_a_province_are_offered_all():
    place = place_in(village="Rowosari")
    answer = Gazetteer(["33"]).answers([place])[place]
    assert (answer.code, len(answer.choices)) == ("", 7)
