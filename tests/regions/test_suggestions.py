"""The address that region fields ask for suggestions."""

import pytest

pytestmark = pytest.mark.django_db

ROWOSARI = {
    "code": "33.27.13.2003",
    "name": "Rowosari",
    "label": "Desa Rowosari, Kecamatan Ulujami, Kabupaten Pemalang, Jawa Tengah",
    "level": 4,
}


def codes(response) -> list[str]:
    assert response.status_code == 200
    return [answer["code"] for answer in response.json()]


def test_anybody_gets_suggestions_in_both_languages(client):
    response = client.get("/wilayah/cari", {"q": "rowosri ulujami"})
    assert response.json() == [ROWOSARI]
    assert response["Cache-Control"] == "public, max-age=60"
    assert client.get("/en/regions/search", {"q": "rowosari ulujami"}).json() == [ROWOSARI]


def test_levels_and_regions_narrow_them(client):
    assert codes(client.get("/wilayah/cari", {"q": "tamanan bondowoso", "levels": "4"})) == ["35.11.02.2005"]
    assert codes(client.get("/wilayah/cari", {"q": "kota semarang", "inside": "33.22,35", "levels": "2"})) == []
    assert codes(client.get("/wilayah/cari", {"q": "semarang", "inside": "33.22,35", "levels": "2"})) == ["33.22"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "\x00"},
        {"q": "x" * 2000},
        {"q": "' OR 1=1 --"},
        {"q": "semarang", "levels": "0,9,x,\x00"},
        {"q": "semarang", "inside": "x,' --,\x00,33.7," + "33.74," * 500},
    ],
)
def test_strange_questions_get_a_list(client, query):
    response = client.get("/wilayah/cari", query)
    assert response.status_code == 200
    assert isinstance(response.json(), list)


def test_only_reading_is_possible(client):
    assert client.post("/wilayah/cari", {"q": "semarang"}).status_code == 405
