"""How regions are named and where they lie in the tree."""

import pytest

from regions.models import Region
from regions.words import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        ("33", "Jawa Tengah"),
        ("33.27", "Kabupaten Pemalang"),
        ("33.74", "Kota Semarang"),
        ("33.27.13", "Kecamatan Ulujami"),
        ("91.03.01", "Distrik Sentani"),
        ("34.01.01", "Kapanewon Temon"),
        ("34.71.01", "Kemantren Tegalrejo"),
        ("33.27.13.2003", "Desa Rowosari"),
        ("33.74.01.1011", "Kelurahan Purwodinatan"),
        ("34.01.01.2001", "Kalurahan Jangkaran"),
        ("91.03.01.3010", "Desa Adat Heaiseai Yomo Heai"),
    ],
)
def test_each_level_has_its_proper_word(code, full_name):
    assert Region.objects.get(code=code).full_name == full_name


@pytest.mark.parametrize(
    ("code", "short_path", "full_path"),
    [
        ("33", "Jawa Tengah", "Jawa Tengah"),
        ("33.74", "Kota Semarang, Jawa Tengah", "Kota Semarang, Jawa Tengah"),
        ("35.11.02", "Tamanan, Kabupaten Bondowoso", "Kecamatan Tamanan, Kabupaten Bondowoso, Jawa Timur"),
        (
            "33.74.01.1011",
            "Purwodinatan, Kota Semarang",
            "Kelurahan Purwodinatan, Kecamatan Semarang Tengah, Kota Semarang, Jawa Tengah",
        ),
    ],
)
def test_paths_are_short_for_cards_and_full_for_pages(code, short_path, full_path):
    region = Region.objects.get(code=code)
    assert (region.short_path, region.full_path) == (short_path, full_path)


def test_a_name_with_commas_keeps_them():
    region = Region.objects.get(name="Lambang Sari I, II, III")
    assert region.full_name == "Desa Lambang Sari I, II, III"
    assert [code for code, _name in region.trail] == region.lineage
    assert region.full_path.startswith("Desa Lambang Sari I, II, III, Kecamatan ")


def test_the_trail_asks_the_database_nothing(django_assert_num_queries):
    region = Region.objects.get(code="33.27.13.2003")
    with django_assert_num_queries(0):
        assert region.trail == [
            ("33", "Jawa Tengah"),
            ("33.27", "Kabupaten Pemalang"),
            ("33.27.13", "Kecamatan Ulujami"),
            ("33.27.13.2003", "Desa Rowosari"),
        ]


def test_ancestors_and_descendants_take_one_query_each(django_assert_num_queries):
    ulujami = Region.objects.get(code="33.27.13")
    with django_assert_num_queries(2):
        above = [region.code for region in ulujami.ancestors().in_reading_order()]
        below = [region.code for region in ulujami.descendants().in_reading_order()]
    assert above == ["33", "33.27"]
    assert below == list(Region.objects.filter(parent=ulujami).in_reading_order().values_list("code", flat=True))
    assert len(below) == 18


def test_the_database_spells_words_as_python_does():
    strange = Region.objects.filter(name__regex=r"[^A-Za-z ]").only("name", "path", "name_words", "path_words")
    assert len(strange) > 500
    differing = [
        region.path
        for region in strange
        if (words(region.name), words(region.path)) != (region.name_words.split(), region.path_words.split())
    ]
    assert differing == []


def test_regions_are_found_by_their_whole_names_the_largest_first():
    found = Region.objects.called(["bondowoso", "kota semarang", "kabupaten bondowoso", "tamanan"], 9)
    named = [(region.name_words, region.level) for region in found]
    assert {name for name, _level in named} == {"kota semarang", "kabupaten bondowoso", "bondowoso", "tamanan"}
    assert [level for _name, level in named] == sorted(level for _name, level in named)
    assert [region.pk for region in Region.objects.called(["kota semarang"], 9)] == ["33.74"]
    assert Region.objects.called(["semarang kota"], 9) == []
    assert len(Region.objects.called(["bondowoso", "tamanan"], 2)) == 2
