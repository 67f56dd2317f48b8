"""What a buyer types finds what is meant."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from core import codes
from products import actions, search
from products.importers import read_materials
from products.models import Material, Product, Synonym
from products.search import Query, synonyms, words
from products.search.synonyms import read_synonyms
from tests.factories import ArtisanFactory, CraftFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """Three products made of the registry's real materials."""
    actions.load_materials(read_materials())
    purwodinatan = ArtisanFactory(published=True, region_id="33.74.01.1011", public_name="Rumah Tas Melati")
    bondowoso = ArtisanFactory(published=True, region_id="35.11.02.2001")

    def product(name, artisan, *slugs, craft="bag", description=""):
        materials = Material.objects.filter(slug__in=slugs)
        ProductFactory(
            published=True,
            name=name,
            artisan=artisan,
            craft=CraftFactory(slug=craft),
            materials=materials,
            description=description,
        )

    product("Tas Belanja Anyam", purwodinatan, "used-sachets", "cow-leather")
    product("Dompet/Pouch Macramé", purwodinatan, "used-jute-sack", description="Dijahit oleh ibu-ibu kampung.")
    product("Kain Panjang Parang", bondowoso, "mori-prima", "indigo", craft="batik")


def found(text: str) -> list[str]:
    return sorted(product.name for product in search.search(Query(words=text, verbatim=True)).products)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tas limbah plastik kulit semarang", ["Tas Belanja Anyam"]),
        ("tas dari limbah plastik dan kulit di semarang", ["Tas Belanja Anyam"]),
        ("anyaman", ["Tas Belanja Anyam"]),
        ("recycled leather bags", ["Tas Belanja Anyam"]),
        ("burlap", ["Dompet/Pouch Macramé"]),
        ("wallets", ["Dompet/Pouch Macramé"]),
        ("woven shopping bag", ["Tas Belanja Anyam"]),
        ("long cloth", ["Kain Panjang Parang"]),
        ("kain panjang murah", ["Kain Panjang Parang"]),
        ("goni bekas", ["Dompet/Pouch Macramé"]),
        ("dompet", ["Dompet/Pouch Macramé"]),
        ("macramé pouch", ["Dompet/Pouch Macramé"]),
        ("MACRAME", ["Dompet/Pouch Macramé"]),
        ("jahit", ["Dompet/Pouch Macramé"]),
        ("natural dyes", ["Kain Panjang Parang"]),
        ("batik bondowoso", ["Kain Panjang Parang"]),
        ("melati", ["Dompet/Pouch Macramé", "Tas Belanja Anyam"]),
        ("purwodinatan jawa tengah", ["Dompet/Pouch Macramé", "Tas Belanja Anyam"]),
        ("tas bondowoso", []),
        ("' | & ! : * ( ) \\ %", ["Dompet/Pouch Macramé", "Kain Panjang Parang", "Tas Belanja Anyam"]),
        ("tas & !kulit", ["Tas Belanja Anyam"]),
    ],
)
def test_words_find(shop, text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Tas Bjørn Łódź", ["bjørn", "BJØRN", "bjorn", "Łódź", "lodz"]),
        ("Straße Œuvre", ["straße", "strasse", "œuvre"]),
        ("Đani ıklim ħobż", ["đani", "ıklim", "hobz"]),
        ("Luas 3 x² gəlin", ["x²", "gəlin"]),
        ("Kain 日本 tenun", ["kain 日本", "kain 日本 tenun"]),
        ("Кraft mebel", ["Кraft mebel"]),
    ],
)
def test_words_are_found_as_they_are_written_in_all_latin_letters(name, texts):
    ProductFactory(published=True, name=name)
    assert [found(text) for text in [name, *texts]] == [[name]] * (len(texts) + 1)


def test_words_in_letters_that_no_row_has_find_nothing_alone(shop):
    assert (found("日本"), found("日本 кожа")) == ([], [])


def test_a_text_without_a_gap_is_kept_and_found_by_its_other_words():
    ProductFactory(published=True, name="Ransel", description=f"Kuat. {'x' * 2047} Awet. {'y' * 64} {'z' * 65}")
    assert [found(word) for word in ("kuat awet", "y" * 64, "z" * 65)] == [["Ransel"], ["Ransel"], []]


@pytest.mark.parametrize(
    "text",
    [
        "' : & | ! ( ) * \\ :1A 'x':2",
        "\u202e\u200b\u0301",
        "😀" * 1_000,
        "Ǆ ŉ ﷺ ½ №",
        "a" * 5_000,
        "é" * 5_000,
        "a1 " * 1_600,
    ],
)
def test_no_text_keeps_a_product_from_being_saved(text):
    ProductFactory(published=True, name="Ransel", description=text)
    assert (found("ransel"), search.stale()) == (["Ransel"], [])
    assert search.search(Query(words=text[:200])).total in (0, 1)


def test_the_name_weighs_more_than_the_description(shop):
    ProductFactory(published=True, name="Kotak", description="Cocok dipakai bersama dompet.")
    results = search.search(Query(words="dompet"))
    assert [product.name for product in results.products] == ["Dompet/Pouch Macramé", "Kotak"]


def asked(text: str) -> list[set[str]]:
    return [set(group) for group in words.groups(text)]


def test_stop_words_are_not_looked_for():
    assert asked("Tas dari Goni, tas untuk anak") == [{"tas"}, {"goni"}, {"anak"}]
    assert asked("tas buatan tangan murah") == [{"tas"}]
    assert asked("dari untuk") == []
    assert asked(" !? ") == []


@pytest.mark.parametrize(
    "same",
    [
        "goni, karung goni, Jute, yute, BURLAP",
        "denim, jin, jins, jeans",
        "tenun, tenunan, menenun, penenun, handwoven",
        "rajut, rajutan, merajut, knitted, crochet",
        "tas, tas-tas, tasnya, bags",
        "dompet, dompetnya, wallets, purse",
        "limbah, daur ulang, recycled, upcycled, waste",
        "konveksi, garments, pakaian",
        "eceng gondok, water hyacinth",
        "mega mendung, megamendung",
    ],
)
def test_words_that_mean_the_same_ask_for_the_same(same):
    meanings = [words.groups(form)[0] for form in same.split(", ")]
    assert [meaning & meanings[0] for meaning in meanings] == meanings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meja", "kemeja"),
        ("ranjang", "keranjang"),
        ("kuning", "kuningan"),
        ("bekas", "bekasi"),
        ("cloth", "clothes"),
        ("kulit", "kulit kayu"),
    ],
)
def test_words_that_only_look_alike_are_kept_apart(one, other):
    assert words.groups(one) != words.groups(other)


def test_a_phrase_that_takes_the_meaning_of_its_words_takes_it_in_products_too(shop):
    ProductFactory(published=True, name="Kotak Kulit Kayu Mahoni")
    ProductFactory(published=True, name="Kotak\nKulit\nKayu Jati")
    assert found("kulit kayu") == ["Kotak Kulit Kayu Mahoni"]
    assert found("kotak kulit") == ["Kotak\nKulit\nKayu Jati"]


def test_a_place_is_not_the_word_that_its_name_comes_from(shop):
    ProductFactory(published=True, name="Kipas", artisan=ArtisanFactory(published=True, region_id="32.08.01.2001"))
    assert found("kuningan") == ["Kipas"]
    assert found("kuning") == []


def test_the_database_knows_the_synonyms_that_the_file_has():
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_synonyms()->>'burlap', search_synonyms()->>'kulit kayu'")
        assert cursor.fetchone() == ("goni", "!kulitkayu")


def test_the_nightly_check_tells_the_database_what_the_file_says_now(shop):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION search_synonyms() RETURNS jsonb LANGUAGE sql IMMUTABLE "
            "AS $$ SELECT '{}'::jsonb $$"
        )
    search.refresh(Product.objects.values_list("pk", flat=True))
    call_command("check_search", write=True, stdout=StringIO())
    assert search.stale() == []
    assert found("burlap") == ["Dompet/Pouch Macramé"]


def test_synonyms_stand_once_in_a_line_and_in_letters_that_the_search_reads():
    lines = read_synonyms()
    assert [line for line in lines if len(set(line.all_forms)) < len(line.all_forms)] == []
    written = re.compile(r"[a-z0-9]+( [a-z0-9]+!?)?")
    assert [form for line in lines for form in line.all_forms if not written.fullmatch(form)] == []
    meanings = {line.forms[0] for line in lines if not line.related}
    assert [meaning for meaning in meanings if " " in meaning] == []
    assert {word for line in lines if line.related for word in (line.forms[0], *line.related)} <= meanings


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("celana jin grosir", "celana jin"),
        ("celana jin partai besar", "celana jin"),
        ("wholesale denim trousers in bulk", "celana jin"),
        ("tas goni 100 pcs", "tas goni"),
        ("tas goni 2 lusin eceran", "tas goni"),
        ("tas goni min order 50 pcs", "tas goni"),
        ("tas goni murah 35rb", "tas goni"),
        ("tas goni Rp 35.000", "tas goni"),
        ("apakah ada toko yang jual tas goni terbaik", "tas goni"),
        ("where can i buy a beautiful jute bag", "tas goni"),
        ("tas laptop 14 inch", "tas laptop"),
        ("meja jati 120 x 60 cm", "meja jati"),
        ("tikar pandan 2x3 meter", "tikar pandan"),
        ("kaos xl", "kaos"),
        ("tas2 kulit", "tas kulit"),
        ("tas-tas kulit", "tas kulit"),
        ("oleh2 lombok", "lombok"),
        ("hadiah keramik", "keramik"),
        ("bag central java", "tas jawa tengah"),
        ("east nusa tenggara ikat", "ikat nusa tenggara timur"),
        ("batik tegal city", "batik kota tegal"),
        ("Ma’ruf", "maruf"),
        ("men's wallet", "dompet pria"),
        ("goodie bag", "goodiebag"),
        ("waist bag", "tas pinggang"),
        ("placemat", "tatakan"),
        ("umroh", "haji"),
        ("graduation", "wisuda"),
    ],
)
def test_what_is_no_word_of_a_product_is_not_asked(typed, same):
    assert {frozenset(group) for group in asked(typed)} == {frozenset(group) for group in asked(same)}


def test_sizes_and_gifts_alone_are_looked_for():
    assert asked("oleh-oleh") == asked("oleh2") == [{"oleholeh", "suvenir", "hadiah"}]
    assert asked("14 inch") == [{"14"}]


def test_a_size_puts_first_what_has_it(shop):
    ProductFactory(published=True, name="Keripik Pisang 250 gram")
    ProductFactory(published=True, name="Keripik Pisang")
    names = [one.name for one in search.search(Query(words="keripik 250 gram")).products]
    assert names == ["Keripik Pisang 250 gram", "Keripik Pisang"]
    assert found("keripik 250 gram") == ["Keripik Pisang", "Keripik Pisang 250 gram"]


def test_related_words_are_found_and_come_later(shop):
    ProductFactory(published=True, name="Selempang Bordir", description="x", price=5)
    ProductFactory(published=True, name="Boneka Wisuda")
    assert [one.name for one in search.search(Query(words="wisuda")).products] == ["Boneka Wisuda", "Selempang Bordir"]


def test_a_product_and_a_makers_products_are_found_by_their_codes(shop):
    bag = Product.objects.get(name="Tas Belanja Anyam")
    for typed in (codes.spoken(bag.code), bag.code.lower(), f"Halo, tas {codes.spoken(bag.code)}"):
        assert found(typed) == ["Tas Belanja Anyam"], typed
    maker = codes.spoken(bag.artisan.code)
    assert found(maker) == ["Dompet/Pouch Macramé", "Tas Belanja Anyam"]


def test_apostrophes_make_no_difference_in_products(shop):
    maker = ArtisanFactory(published=True, public_name="Ma’ruf Jum'atiningrum")
    ProductFactory(published=True, name="Kain Pa'tedong", artisan=maker)
    for typed in ("patedong", "Pa’tedong", "pa'tedong", "maruf", "jum`atiningrum ma'ruf"):
        assert found(typed) == ["Kain Pa'tedong"], typed


def test_what_stands_in_the_makers_name_alone_is_no_material(shop):
    maker = ArtisanFactory(published=True, public_name="Rumah Koper Goni")
    ProductFactory(published=True, name="Tas Plastik", artisan=maker)
    ProductFactory(published=True, name="Koper Rotan")
    assert found("koper") == ["Koper Rotan"]
    assert found("goni") == ["Dompet/Pouch Macramé"]
    assert found("rumah koper goni") == ["Tas Plastik"]
    assert found("tas plastik") == ["Tas Belanja Anyam", "Tas Plastik"]


def test_the_database_is_told_of_synonyms_only_when_they_say_something_new():
    assert not synonyms.install()
    Synonym.objects.create(word="kotakcandu", meaning="panembung", kind="thing", source="Uji")
    assert synonyms.install()
    assert not synonyms.install()


def test_a_word_that_administrators_add_is_understood_and_one_they_delete_stays_away(shop):
    Synonym.objects.create(word="beg", meaning="tas", kind="thing", source="Uji")
    Synonym.objects.filter(word="burlap").delete()
    Synonym.objects.filter(word="kantor", relation="SAME").update(kind="look")
    search.learn()
    assert search.search(Query(words="beg", verbatim=True)).total == search.search(Query(words="tas")).total > 0
    assert not Synonym.objects.filter(word="burlap").exists()
    assert Synonym.objects.get(word="kantor", meaning="kantor").kind == "look"
    assert asked("burlap") == [{"burlap"}]


def test_the_table_says_what_the_file_says():
    def said(lines):
        return {(line.kind, line.forms[0], frozenset(line.all_forms), frozenset(line.related)) for line in lines}

    assert said(synonyms.stored()) == said(read_synonyms())


def test_a_synonym_written_in_the_admin_finds_products_that_say_it(shop, client, django_capture_on_commit_callbacks):
    ProductFactory(published=True, name="Tokong Anyam")
    client.force_login(UserFactory(administrator=True))
    typed = {"word": "tokong", "meaning": "keranjang", "relation": "SAME", "kind": "thing", "language": "id"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("admin:products_synonym_add"), typed | {"source": "Dinas"})
    assert answer.status_code == 302
    assert found("keranjang") == found("tokong") == ["Tokong Anyam"]
    row = Synonym.objects.get(word="tokong")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:products_synonym_delete", args=[row.pk]), {"post": "yes"})
    assert (found("keranjang"), found("tokong")) == ([], ["Tokong Anyam"])


def test_a_synonym_of_strange_signs_is_refused_with_a_sentence(client):
    client.force_login(UserFactory(administrator=True))
    typed = {
        "word": "Tas!",
        "meaning": "dua kata",
        "relation": "SAME",
        "kind": "thing",
        "language": "id",
        "source": "x",
    }
    html = client.post(reverse("admin:products_synonym_add"), typed).content.decode()
    assert "Satu atau dua kata berhuruf kecil dan angka, tanpa aksen." in html
    assert 'value="Tas!"' in html
