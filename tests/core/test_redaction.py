"""Names and numbers are found in a text however people and pages write them, and nothing else is."""

import unicodedata

import pytest

from core.personal_text import Fate
from core.redaction import Name, Number, Redactor, fold

PHONE = Number("00040031", is_phone=True)
NIB = Number("9120000000001")


def redacted(text, *names, fate=Fate.NOTE, numbers=(PHONE, NIB), **where):
    return Redactor.of(set(names), set(numbers)).redacted(text, fate, **where)


@pytest.mark.parametrize(
    "written",
    [
        "+6200040031", "62 0004 0031", "0062-0004-0031", "000040031", "0-0004-0031", "0 0004.0031", "(+62) 0004 0031",
        "+62(0)0004/0031", "00040031", "0‑0004–0031", "００００４００３１", "0\u00a00004\u200b0031",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found_in_every_form(written):
    assert redacted(f"Telepon {written}, sore.").strip("()") in ("Telepon …, sore.", "Telepon (…, sore.")


@pytest.mark.parametrize("other", ["100040031", "000400310", "0004003", "62 0004 00311"])
def test_another_number_stays(other):
    assert redacted(f"No. {other}") == f"No. {other}"


def test_a_business_number_is_found_in_groups():
    assert redacted("NIB 9120 0000 00001; 91.2000.0000.001") == "NIB …; …"


@pytest.mark.parametrize(
    "written",
    [
        "Siti Aminah", "SITI AMINAH", "siti  aminah", "Siti\nAminah", "Siti-Aminah", "siti_aminah".replace("_", "."),
        "Síti Aminah", unicodedata.normalize("NFD", "Síti Amināh"), "Siti\u00a0Aminah", "Si\u00adti Aminah",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(written):
    assert redacted(f"Ketua: {written}!", "Siti Aminah") == "Ketua: …!"


@pytest.mark.parametrize("written", ["Nur'aini", "Nur’aini", "Nur`aini", "Nuraini", "NURʼAINI"])
def test_apostrophes_are_alike(written):
    assert redacted(f"Bu {written}.", "Nur'aini") == "Bu …."


def test_whole_words_are_meant():
    assert redacted("Sitiaminah, Siti, Aminah; Zulaikhaku", "Siti Aminah", "Zulaikha") == (
        "Sitiaminah, Siti, Aminah; Zulaikhaku"
    )


def test_two_letters_are_no_name():
    assert redacted("Bu Yu", "Yu") == "Bu Yu"


def test_on_pages_a_name_has_its_capitals():
    said = "Kami membuat batik tulis. Batik Tulis dan BATIK TULIS mengundang."
    assert redacted(said, "Batik Tulis", fate=Fate.PAGE) == "Kami membuat batik tulis. … dan … mengundang."


def test_a_shorter_name_is_taken_out_where_a_longer_one_is_not_meant():
    assert redacted("Siti aminah", "Siti Aminah", "Siti", fate=Fate.PAGE) == "… aminah"


def test_in_others_own_words_only_whole_names_and_numbers_are_meant():
    assert redacted("Jalan Melati 5, dekat Siti Aminah", "Melati", "Siti Aminah", fate=Fate.OWN) == (
        "Jalan Melati 5, dekat …"
    )


def test_elsewhere_only_numbers_are_meant():
    assert redacted("Siti Aminah 0-0004-0031", "Siti Aminah", is_near=False) == "Siti Aminah …"


def test_lists_and_mappings_are_gone_through():
    assert redacted({"q": ["Zulaikha", 7], "n": None}, "Zulaikha") == {"q": ["…", 7], "n": None}


@pytest.mark.parametrize("text", ["André’s Tas – 0824", "ＡＢＣ\u200b x", "plain", "ŞİĞ", "ﬁn"])
def test_folding_knows_where_each_sign_comes_from(text):
    folded, origins = fold(text)
    assert len(folded) == len(origins)
    assert list(origins) == sorted(origins)


def test_a_probe_stands_in_every_text_with_the_name():
    assert Name("Zulaikha André").probe in fold("ZULAIKHA ANDRÉ")[0]
