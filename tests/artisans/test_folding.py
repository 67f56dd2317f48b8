"""Names are folded as they sound, so that one maker written down twice is found."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from artisans.models import Artisan, PersonIdentity, Trace
from tests.factories import VILLAGE, ArtisanFactory
from tests.properties import examples

pytestmark = pytest.mark.django_db


def folded(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT artisans_fold(%s)", [name])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "names",
    [
        ["H. Moh. Soleh", "Haji Muhammad Sholeh", "H.MUHAMMAD SOLEH", "Bpk. Moch. Sholeh", "M. Soleh, S.E."],
        ["Soetrisno", "Sutrisno", "Pak Sutrisno"],
        ["Djoenaedi", "Junaedi", "Junaidi"],
        ["Tjipto", "Cipto"],
        ["Syarifah", "Sjarifah", "Sarifa", "Hj. Syariffah"],
        ["Khotimah", "Chotimah", "Hotima"],
        ["Fatimah", "Patimah", "Fathimah"],
        ["Zaenab", "Zainab", "Jainap"],
        ["Achmad Fauzi", "Akhmad Fauzi", "Ahmat Pauji", "Ahmed Fauzi"],
        ["Abd. Wahid", "Abdul Wahid"],
        ["Nur'aini", "Nuraini", "Noeraini"],
        ["Arief", "Arif", "Arip"],
        ["St. Aminah", "Ibu St. Aminah", "Siti Aminah, S.T."],
        ["Tukiem", "Tukim"],
        ["Nrl. Laila", "Nurul Laila"],
        ["Shhukarni", "Sukarni"],
        ["Siti Aminah, S.Pd.I", "siti aminah", "Ibu Siti Aminah", "Sitti Aminah"],
    ],
)
def test_one_name_in_its_spellings_is_one(names):
    assert {folded(name) for name in names} == {folded(names[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "Siti Rohmah"),
        ("Kasim", "Kasidi"),
        ("Suparti", "Supardi"),
        ("Sri", "Siti"),
        ("Ali", "Lia"),
        ("Mustofa M.", "Mustofa Muhammad"),
    ],
)
def test_different_names_stay_different(one, other):
    assert folded(one) != folded(other)


def test_a_name_of_nothing_but_honorifics_stays():
    assert [folded("Ibu Haji"), folded("Pak H.")] == ["ibu haji", "pak"]


def test_what_has_no_letter_folds_to_nothing_and_leaves_no_trace():
    assert [folded(""), folded("!!!"), folded("ﷺ…")][:2] == ["", ""]
    assert Trace.objects.filter(artisan=ArtisanFactory(public_name="!!!")).count() == 0


@examples(60)
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=120))
def test_any_text_folds_to_small_letters_and_digits(text):
    assert set(folded(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded(text) == folded(text).strip()


@examples(60)
@given(st.lists(st.sampled_from(["Sutrisno", "Siti", "Aminah", "Wahyu", "Prasetyo", "Dewi", "Lestari"]), min_size=1))
def test_honorifics_case_and_spaces_change_nothing(words):
    name = " ".join(words)
    assert folded(f"  Hj. {name.upper()},  S.Pd. ") == folded(name)


def traces() -> set[tuple[str, bool, str]]:
    return {(row.artisan.public_name, row.is_legal, row.name) for row in Trace.objects.select_related("artisan")}


def test_every_way_of_writing_a_name_leaves_its_trace():
    one = ArtisanFactory(public_name="Batik Kenanga")
    PersonIdentity.objects.create(artisan=one, legal_name="Siti Aminah")
    Artisan.objects.bulk_create([Artisan(public_name="Sutrisno", region_id=VILLAGE)])
    assert traces() == {
        ("Batik Kenanga", False, "batik kenanga"),
        ("Batik Kenanga", True, "siti amina"),
        ("Sutrisno", False, "sutrisnu"),
    }


def test_names_changed_in_bulk_and_by_sql_are_followed():
    one, two = ArtisanFactory(public_name="Satu"), ArtisanFactory(public_name="Dua")
    PersonIdentity.objects.create(artisan=two, legal_name="Aminah")
    Artisan.objects.filter(pk=one.pk).update(public_name="Tiga")
    PersonIdentity.objects.update(legal_name="Khotimah")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE artisans_artisan SET public_name = 'Empat' WHERE id = %s", [two.pk])
    assert traces() == {("Tiga", False, "tiga"), ("Empat", False, "empat"), ("Empat", True, "hutima")}


def test_a_record_that_moves_is_looked_for_at_its_new_place():
    one = ArtisanFactory(public_name="Sutrisno")
    PersonIdentity.objects.create(artisan=one, legal_name="Sutrisno")
    Artisan.objects.update(region_id="32.73.01.1001")
    places = {
        (trace.region_code, key.partition(":")[0]) for trace in Trace.objects.all() for key in trace.keys if ":" in key
    }
    assert places == {("32.73.01.1001", "32.73.01")}


def test_traces_go_with_the_name_and_with_the_record():
    one, two = ArtisanFactory(public_name="Satu"), ArtisanFactory(public_name="Dua")
    for artisan in (one, two):
        PersonIdentity.objects.create(artisan=artisan, legal_name="Aminah")
    PersonIdentity.objects.filter(artisan=one).delete()
    Artisan.objects.filter(pk=two.pk).delete()
    assert traces() == {("Satu", False, "satu")}
