"""Loading an edition of the ministry's list of regions."""

import gzip

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from regions.loader import load
from regions.models import NameWord, Region
from tests.factories import ClusterFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

HEADER = "code,name,lat,lon,postal"
EDITION = [
    "33,Jawa Tengah,-6.99,110.42,",
    "33.27,Kabupaten Pemalang,-6.89,109.38,",
    "33.27.13,Ulujami,-6.84,109.58,",
    "33.27.13.2003,Rowosari,-6.85,109.60,52371",
    "33.27.13.2004,Botekan,,,52371",
]


@pytest.fixture
def no_regions():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE regions_region, regions_nameword CASCADE")


@pytest.fixture
def run(tmp_path, no_regions, capsys):
    """Loads an edition with these lines and returns what the command said."""

    def run(lines: list[str], *options: str, header: str = HEADER) -> str:
        file = tmp_path / "regions.csv"
        file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        call_command("load_regions", str(file), *options)
        return capsys.readouterr().out

    return run


def rows() -> list[tuple]:
    return list(Region.objects.in_reading_order().values_list("number", "code", "level", "parent_id", "path"))


def test_all_of_indonesia_is_there():
    counts = [Region.objects.filter(level=level).count() for level in (1, 2, 3, 4)]
    assert counts == [38, 514, 7285, 83762]
    rowosari = Region.objects.get(code="33.27.13.2003")
    assert rowosari.path == "Rowosari, Ulujami, Kabupaten Pemalang, Jawa Tengah"
    assert (rowosari.parent_id, rowosari.postal, rowosari.name_words) == ("33.27.13", "52371", "rowosari")


def test_a_second_run_changes_nothing_and_says_so(capsys):
    before = Region.objects.get(code="33.74").number
    call_command("load_regions")
    assert capsys.readouterr().out == "91599 regions: nothing to change.\n"
    assert Region.objects.get(code="33.74").number == before


def test_a_first_edition_is_numbered_in_the_order_of_the_codes(run):
    assert run(EDITION) == "5 regions: 5 added, 0 updated.\n"
    assert rows() == [
        (1, "33", 1, None, "Jawa Tengah"),
        (2, "33.27", 2, "33", "Kabupaten Pemalang, Jawa Tengah"),
        (3, "33.27.13", 3, "33.27", "Ulujami, Kabupaten Pemalang, Jawa Tengah"),
        (4, "33.27.13.2003", 4, "33.27.13", "Rowosari, Ulujami, Kabupaten Pemalang, Jawa Tengah"),
        (5, "33.27.13.2004", 4, "33.27.13", "Botekan, Ulujami, Kabupaten Pemalang, Jawa Tengah"),
    ]
    assert sorted(NameWord.objects.values_list("word", flat=True)) == [
        "botekan",
        "jawa",
        "kabupaten",
        "pemalang",
        "rowosari",
        "tengah",
        "ulujami",
    ]


def test_a_new_edition_adds_codes_and_renames_with_all_that_lies_inside(run):
    run(EDITION)
    renamed = [line.replace("Kabupaten Pemalang", "Kota Pemalang") for line in EDITION]
    assert run(["31,Jakarta,,,", *renamed]) == "6 regions: 1 added, 4 updated.\n"
    assert rows() == [
        (6, "31", 1, None, "Jakarta"),
        (1, "33", 1, None, "Jawa Tengah"),
        (2, "33.27", 2, "33", "Kota Pemalang, Jawa Tengah"),
        (3, "33.27.13", 3, "33.27", "Ulujami, Kota Pemalang, Jawa Tengah"),
        (4, "33.27.13.2003", 4, "33.27.13", "Rowosari, Ulujami, Kota Pemalang, Jawa Tengah"),
        (5, "33.27.13.2004", 4, "33.27.13", "Botekan, Ulujami, Kota Pemalang, Jawa Tengah"),
    ]


def test_codes_that_an_edition_no_longer_has_stay_and_are_named(run):
    run(EDITION)
    renamed = [line.replace("Ulujami", "Ulujami Baru") for line in EDITION[:3]]
    said = run(renamed)
    assert said == (
        "3 regions: 0 added, 3 updated.\n"
        "2 codes have ended, since the file no longer has them: shown where they are used, not offered:"
        " 33.27.13.2003, 33.27.13.2004\n"
    )
    assert rows()[4][4] == "Botekan, Ulujami Baru, Kabupaten Pemalang, Jawa Tengah"


def test_removing_spares_what_is_in_use_and_what_that_lies_in(run):
    run(EDITION)
    ClusterFactory(region_id="33.27.13.2003")
    assert run(EDITION[:2], "--remove-unused") == (
        "2 regions: nothing to change.\n"
        "1 codes removed, since the file no longer has them and nothing refers to them: 33.27.13.2004\n"
        "2 codes have ended, since the file no longer has them: shown where they are used, not offered:"
        " 33.27.13, 33.27.13.2003\n"
    )
    assert [code for _number, code, *_rest in rows()] == ["33", "33.27", "33.27.13", "33.27.13.2003"]


def test_removing_spares_what_an_officer_or_a_target_refers_to(run):
    run(EDITION)
    UserFactory(areas=["33.27.13.2003"])
    TargetFactory(region_id="33.27.13.2004")
    assert "removed" not in run(EDITION[:3], "--remove-unused")


def test_a_gzipped_file_is_read_too(tmp_path, no_regions):
    file = tmp_path / "regions.csv.gz"
    file.write_bytes(gzip.compress("\n".join([HEADER, *EDITION]).encode()))
    assert load(file).added == 5


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "{file} has no rows."),
        (["33,Jawa Tengah,,"], "Line 2 of {file}: 4 cells instead of 5."),
        (["33,Jawa Tengah,,,", "3374,Semarang,,,"], "Line 3 of {file}: '3374' is no code such as 33.27.13.2003."),
        (["33,Jawa Tengah,,,", "33,Jawa Tengah,,,"], "Line 3 of {file}: the code 33 stands there a second time."),
        (["33.27,Pemalang,,,"], "Line 2 of {file}: 33.27 lies in 33, which the file does not have."),
        (["33,,,,"], "Line 2 of {file}: '' is no name of 1 to 80 characters."),
        (["33,Jawa\x07,,,"], "Line 2 of {file}: 'Jawa\\x07' is no name of 1 to 80 characters."),
        (["33,Jawa,91,110,"], "Line 2 of {file}: '91', '110' is no latitude and longitude in degrees."),
        (["33,Jawa,-6.9,,"], "Line 2 of {file}: '-6.9', '' is no latitude and longitude in degrees."),
        (["33,Jawa,,,1234"], "Line 2 of {file}: '1234' is no postal code of 5 digits."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(lines, sentence, run, tmp_path):
    with pytest.raises(CommandError) as refusal:
        run(lines)
    assert str(refusal.value) == sentence.format(file=tmp_path / "regions.csv")
    assert not Region.objects.exists()


def test_a_file_with_other_columns_is_refused(run, tmp_path):
    with pytest.raises(CommandError, match=r"^Line 1 of .* must be the header code,name,lat,lon,postal\.$"):
        run(EDITION, header="kode,nama")


@pytest.mark.parametrize("content", [None, b"\x1f\x8bnot gzip", b"\xff\xfe\x00"])
def test_a_file_that_is_no_text_is_refused(content, tmp_path):
    file = tmp_path / "regions.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=r"cannot be read as a UTF-8 text or a gzipped one"):
        call_command("load_regions", str(file))
