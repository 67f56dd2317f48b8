"""Numbers of identity cards are sealed before a row is stored, however they are written; other numbers are not."""

import pytest

from core import sealing
from sheets.card_numbers import card_numbers, plain
from sheets.reading import without_numbers_of_cards

# Invented: no serial number of a district and a day comes near 9999.
NIK, ANOTHER = "3374010104749999", "3374014104749998"
DOTS = "•" * 16

WRITTEN = [
    NIK,
    "3374 0101 0474 9999",
    "337401 010474 9999",
    "33.74.01.010474.9999",
    "33-74-01-01-04-74-9999",
    "3374 010104749999",
    "337401 0104749999",
    "3374010104749 999",
    "33.7401.010474.9999",
    "3374–0101–0474–9999",
    "3374—010104749999",
    "337401/010474/9999",
    "337401_010474_9999",
    "3374 -0101 0474 9999",
    "337401, 010474, 9999",
    "3374\u200b0101\u200b0474\u200b9999",
    "\ufeff3374010104749999",
    "33740101\u00ad04749999",
    "3374\u00a00101\u00a00474\u00a09999",
    "３３７４０１０１０４７４９９９９",
    "３３７４　０１０１　０４７４　９９９９",
    "٣٣٧٤٠١٠١٠٤٧٤٩٩٩٩",
    "'3374010104749999",
    "(3374 010104749999)",
    " 3374 010104749999 ",
]
NO_CARD = [
    "12/05/2021-10/06/2024",
    "12-05-2021 10-06-2024",
    "2021-05-12/2024-06-10",
    "2024-01-15 10:30:45.12",
    "11.01.1974, 12.02.1975",
    "2019 2020 2021 2022",
    "2019-2020-2021-2022",
    "1998, 1999, 2001, 2003",
    "-7.312345,112.712345",
    "-6.981234, 110.421234",
    "-7,312345; 112,712345",
    "12.500.000-15.000.000",
    "15.125.500/17.250.000",
    "83123456/83123457",
    "83123456 83123457",
    "35123456, 35123457",
    "7601234/081234567",
    "024831234/08123456",
    "0000-1234-567 / 0000-1234-568",
    "0812-0000-1234/0813-0000-1234",
    "0812 0000 1234 0813 0000 1234",
    "+62 812-0000-1234, +62 813-0000-1234",
    "36, 37, 38, 39, 40, 41, 42, 43",
    "30x40 50x60 70x80 90x100 110x120",
    "1234567890123",
    "12345678901234567",
    "0215.1234.5678.9012.3456",
    "3374.00.010474.99.99",
    "3374 013204749999",
    "3374 010113749999",
    "6013/0112/3456/7890",
]


def stored(cell):
    [kept] = without_numbers_of_cards([cell], place="a row")
    return kept


@pytest.mark.parametrize("text", WRITTEN)
def test_a_number_alone_in_a_cell_is_sealed_as_its_digits(text):
    kept = stored(text)
    assert set(kept) == {"sealed"}
    assert sealing.open_sealed(kept["sealed"], bound_to="a row") == NIK


@pytest.mark.parametrize("text", NO_CARD)
def test_other_numbers_with_many_digits_are_stored_as_they_are(text):
    assert stored(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"NIK {NIK}", f"NIK {DOTS}"),
        ("Bu Wulan, NIK 3374 010104749999, Jl. Mawar 3", f"Bu Wulan, NIK {DOTS}, Jl. Mawar 3"),
        (f"KTP: 3374\u200b0101\u200b0474\u200b9999 KK: {ANOTHER}", f"KTP: {DOTS} KK: {DOTS}"),
        (f"{NIK}/{ANOTHER}", f"{DOTS}/{DOTS}"),
        ("337401/010474/9999 atau 337401/410474/9998", f"{DOTS} atau {DOTS}"),
        ("3374 010104749999 / 0812-0000-1234", f"{DOTS} / 0812-0000-1234"),
        (f"{NIK} 081200001234", f"{DOTS} 081200001234"),
        ("3374 0101 0474 9999 0812 0000 1234", f"{DOTS} 0812 0000 1234"),
        ("0812 0000 1234 3374 0101 0474 9999", f"0812 0000 1234 {DOTS}"),
        ("081200001234, 3374-0101-0474-9999", f"081200001234, {DOTS}"),
        ("ＮＩＫ　３３７４０１　０１０４７４　９９９９", f"NIK {DOTS}"),
    ],
)
def test_a_number_inside_a_text_is_blotted_out(text, left):
    assert stored(text) == left


def test_numbers_that_excel_kept_are_sealed_too_and_cells_without_are_not_touched():
    assert set(stored(3374010104749990)) == {"sealed", "rounded"}
    assert set(stored(3374010104749991)) == {"sealed"}
    assert [stored(cell) for cell in (81234567890, 3.5, True, "", "Ｔａｓ Wulan di Jatingaleh")] == [
        81234567890,
        3.5,
        True,
        "",
        "Ｔａｓ Wulan di Jatingaleh",
    ]


def test_a_long_cell_is_read_at_once():
    text = "1 2 3 4 5 6 7 8 9 " * 3_000
    assert card_numbers(plain(text)) == []
