"""Finding a region by typing a few words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.models import Region
from regions.search import meant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rowosari ulujami", ["33.27.13.2003"]),
        ("ulujami rowosari", ["33.27.13.2003"]),
        ("rowos uluj", ["33.27.13.2003"]),
        ("ROWOSARI, Ulujami", ["33.27.13.2003"]),
        ("rowosri ulujmi", ["33.27.13.2003"]),
        ("semarang", ["33.22", "33.74"]),
        ("kota semarang", ["33.74"]),
        ("semarang kota", ["33.74"]),
        ("Kab. Semarang", ["33.22"]),
        ("smearang", ["33.22", "33.74"]),
        ("semarang tengah", ["33.74.01"]),
        ("semarang tegnah", ["33.74.01"]),
        ("tamanan bondowoso", ["35.11.02"]),
        ("kec. ulujami kab. pemalang", ["33.27.13"]),
        ("Kel. Jatingaleh", ["33.74.08.1002"]),
        ("jatngaleh", ["33.74.08.1002"]),
        ("ds. kedensari tanggulangin", ["35.15.06.2016"]),
        ("jateng", ["33"]),
        ("provinsi jawa tengah", ["33"]),
        ("dki jakarta", ["31"]),
        ("lombok utara", ["52.08"]),
        ("bentek", ["52.08.02.2002"]),
        ("teagl", ["33.28", "33.76"]),
        ("surabya", ["35.78"]),
        ("bandug", ["32.04", "32.73"]),
        ("Central Java", ["33"]),
        ("east java province", ["35"]),
        ("West Nusa Tenggara", ["52"]),
        ("Special Region of Yogyakarta", ["34"]),
        ("Southwest Papua", ["96"]),
        ("Bangka Belitung Islands", ["19"]),
        ("Semarang City", ["33.74"]),
        ("Semarang City, Central Java", ["33.74"]),
        ("Gunungkidul Regency", ["34.03"]),
        ("Tamanan District, Bondowoso Regency", ["35.11.02"]),
        ("East Sumba", ["53.11"]),
        ("North Lombok", ["52.08"]),
        ("33.74", ["33.74", "33.74.01"]),
        ("3374", ["33.74", "33.74.01"]),
        ("33.27.13.2003", ["33.27.13.2003"]),
    ],
)
def test_the_likeliest_comes_first(typed, first):
    assert [region.code for region in Region.objects.search(typed)][: len(first)] == first


@pytest.mark.parametrize(
    ("typed", "code"),
    [("East Java", "35"), ("Semarang City", "33.74"), ("Central Java", "33"), ("Demak Regency", "33.21")],
)
def test_an_english_name_means_its_region_beyond_doubt(typed, code):
    assert meant(list(Region.objects.search(typed)), typed).code == code


def test_every_province_is_found_by_its_english_name():
    english = """
        Aceh; North Sumatra; West Sumatra; Riau; Jambi; South Sumatra; Bengkulu; Lampung; Bangka
        Belitung Islands; Riau Islands; Special Capital Region of Jakarta; West Java; Central Java;
        Special Region of Yogyakarta; East Java; Banten; Bali; West Nusa Tenggara; East Nusa
        Tenggara; West Kalimantan; Central Kalimantan; South Kalimantan; East Kalimantan; North
        Kalimantan; North Sulawesi; Central Sulawesi; South Sulawesi; Southeast Sulawesi; Gorontalo;
        West Sulawesi; Maluku; North Maluku; Papua; West Papua; South Papua; Central Papua; Highland
        Papua; Southwest Papua
    """
    found = [Region.objects.search(name.strip())[0] for name in english.split(";")]
    assert [region.code for region in found] == sorted(Region.objects.filter(level=1).values_list("code", flat=True))


def test_an_answer_with_typing_errors_is_a_guess_and_one_without_is_not():
    assert [region.is_guess for region in Region.objects.search("rowosari ulujami")] == [False]
    assert [region.is_guess for region in Region.objects.search("rowosri ulujmi")] == [True]


def test_there_are_at_most_twenty_answers_inside_what_was_asked():
    assert len(Region.objects.search("sari")) == 20
    inside = Region.objects.within("33.74").filter(level=3).search("semarang")
    assert {region.code[:5] for region in inside} == {"33.74"}
    assert {region.level for region in inside} == {3}
    assert Region.objects.within().search("semarang") == []


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "!?.,;", "'", "-", "..", "1.", "\\", "%_%", "💥", "٣٣", "é", "\ud800"],
        *["\x00", "a\x00b", "x" * 2000, "semarang " * 300, "0" * 50],
        *["' OR 1=1 --", "a & b | !c:*", "sema:* & rang"],
    ],
)
def test_strange_text_never_breaks_it(text):
    assert len(Region.objects.search(text)) <= 20


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kota Semarang", "33.74"),
        ("Rowosari, Ulujami", "33.27.13.2003"),
        ("Rowosari, Ulujami, Kabupaten Pemalang, Jawa Tengah", "33.27.13.2003"),
        ("Kecamatan Tamanan, Kabupaten Bondowoso, Jawa Timur", "35.11.02"),
        ("tamanan bondowoso", "35.11.02"),
        ("purwodinatan semarang", "33.74.01.1011"),
        ("jawa tengah", "33"),
        ("Kelurahan Sorkam Kanan, Kecamatan Sorkam Barat, Kabupaten Tapanuli Tengah, Sumatera Utara", "12.01.10.1001"),
        ("Desa Sorkam Kanan, Kecamatan Sorkam Barat, Kabupaten Tapanuli Tengah, Sumatera Utara", "12.01.10.2018"),
        ("33.74", "33.74"),
        ("semarang", None),
        ("rowosari", None),
        ("rowosri ulujmi", None),
        ("", None),
        ("Sorkam Kanan, Sorkam Barat, Kabupaten Tapanuli Tengah, Sumatera Utara", None),
    ],
)
def test_a_text_means_one_region_only_beyond_doubt(typed, code):
    region = meant(Region.objects.search(typed), typed)
    assert (region and region.code) == code


def test_every_full_path_of_a_district_means_that_district():
    for region in Region.objects.filter(level=3, code__startswith="33.74."):
        assert meant(Region.objects.search(region.full_path), region.full_path) == region


@pytest.mark.parametrize("text", ["a b c d e f g h i j k l m n o p", "11.11.11.1111.1", "aaaa " * 40])
def test_a_question_made_to_keep_the_site_busy_is_mended_once_a_word_and_not_for_single_letters(text):
    with CaptureQueriesContext(connection) as asked:
        Region.objects.search(text)
    assert len(asked) <= 3


def test_a_right_answer_costs_one_query_and_a_mended_one_a_query_more_for_each_word(django_assert_num_queries):
    with django_assert_num_queries(1):
        Region.objects.search("rowosari ulujami")
    with django_assert_num_queries(4):
        Region.objects.search("rowosri ulujmi")
