"""A maker with every kind of trace there is, erased: nothing of them anywhere, and nothing of anybody else lost."""

import json
import re
import unicodedata

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.deletion import Collector

from artisans.actions.erasing import erase
from artisans.models import Artisan
from core.personal_text import DECLARED, Harmless
from tests.artisans.canary import Persona, whole_maker
from tests.cast import BANDUNG, BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TABLES = {
    model._meta.db_table: model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy and model._meta.app_label != "regions"
}
Rows = dict[tuple[str, str], str]


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def ginarti(media):
    return Persona(
        tag="zqx", first="Ginarti", public_name="Ginarti Pulokambang", legal_name="Darsem Ungaran",
        account_name="Bu Ratnaningsih", username="zqx_ratna", phone="+6282400040031", shown="0824-0004-0031",
        spaced="0824 0004 0031", bare="82400040031", international="+62 (824) 0004.0031", nik="3374014512740001",
        nib="9120000000001", lat=-6.9871234, village=PURWODINATAN, regency=SEMARANG,
    )  # fmt: skip


@pytest.fixture
def marsinem(media):
    return Persona(
        tag="wvk", first="Marsinem", public_name="Marsinem Kertorejo", legal_name="Sulasmi Ciremai",
        account_name="Bu Kartinah", username="wvk_kartinah", phone="+6282400050072", shown="0824-0005-0072",
        spaced="0824 0005 0072", bare="82400050072", international="+62 (824) 0005.0072", nik="3273014512740002",
        nib="9120000000002", lat=-6.9112345, village=BANDUNG_VILLAGE, regency=BANDUNG,
    )  # fmt: skip


def squeezed(text: str) -> str:
    """Letters and digits alone, without accents: so a word is found however it is written."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)


def rows() -> Rows:
    """Every row of the database as JSON, by its table and key."""
    found = {}
    with connection.cursor() as cursor:
        for table, model in TABLES.items():
            key = ", ".join(f't."{field.column}"::text' for field in model._meta.pk_fields)
            cursor.execute(f"SELECT concat_ws('|', {key}), to_jsonb(t)::text FROM \"{table}\" t")  # noqa: S608
            found |= {(table, key): said for key, said in cursor.fetchall()}
    return found


def columns_with(words: list[str]) -> set[tuple[str, str]]:
    """The columns in which one of the words stands."""
    sought = {squeezed(word) for word in words}
    found = set()
    for (table, _key), said in rows().items():
        for column, value in json.loads(said).items():
            text = squeezed(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            if any(word in text for word in sought):
                found.add((table, column))
    return found


def own_rows(artisan: Artisan) -> set[tuple[str, str]]:
    """The rows that are deleted with the records, and those that point to one of them."""
    family = Artisan.objects.of_the_same_maker([artisan])
    collector = Collector(using="default")
    collector.collect(family)
    gone = [row for rows in (*collector.data.values(), *collector.fast_deletes) for row in rows]
    keys = {artisan.pk for artisan in family}
    leading = {
        key for key, said in rows().items() if keys & {json.loads(said).get(name) for name in ("artisan_id", "made_id")}
    }
    return leading | {(row._meta.db_table, str(row.pk)) for row in gone}


def test_every_declared_column_holds_a_trace_before_and_none_does_after(ginarti, marsinem, media):
    whole_maker(marsinem)
    artisan = whole_maker(ginarti)
    declared = {
        (one.model._meta.db_table, one.model._meta.get_field(name).column)
        for one in DECLARED.values()
        for name, fate in one.columns.items()
        if not isinstance(fate, Harmless)
    }
    assert declared - columns_with(ginarti.words) == set(), "let tests/artisans/canary.py leave a trace there"
    others = columns_with(marsinem.words)
    erase(artisans=[artisan], by=UserFactory())
    assert columns_with(ginarti.words) == set()
    assert columns_with(marsinem.words) == others


def test_files_go_with_the_maker_and_others_stay(ginarti, marsinem, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        whole_maker(marsinem)
    others = {path for path in media.rglob("*") if path.is_file()}
    with django_capture_on_commit_callbacks(execute=True):
        artisan = whole_maker(ginarti)
    of_the_neighbour = {path for path in media.rglob("*") if path.is_file() and is_of_a_neighbour(path, artisan)}
    with django_capture_on_commit_callbacks(execute=True):
        erase(artisans=[artisan], by=UserFactory())
    left = {path for path in media.rglob("*") if path.is_file()}
    assert left == others | of_the_neighbour
    assert not any(squeezed(word).encode() in path.read_bytes().lower() for path in left for word in ginarti.words)


def is_of_a_neighbour(path, artisan: Artisan) -> bool:
    photos = TABLES["products_productphoto"].objects.exclude(product__artisan=artisan)
    return any(key in str(path) for key in photos.values_list("key", flat=True))


def test_whatever_tells_of_somebody_else_is_as_it_was(ginarti, marsinem):
    whole_maker(marsinem)
    artisan = whole_maker(ginarti)
    own, codes = own_rows(artisan), {one.code for one in Artisan.objects.of_the_same_maker([artisan])}
    codes |= set(artisan.products.values_list("code", flat=True))
    before = rows()
    erase(artisans=[artisan], by=UserFactory())
    after = rows()
    touched = {key for key, said in before.items() if after.get(key) != said} - own
    sought = {squeezed(word) for word in ginarti.words}
    # The search keeps single words, also of names and numbers.
    touched -= {("products_searchword", word) for said in ginarti.words for word in re.findall(r"\w+", said.lower())}

    def tells_of_the_maker(said: str) -> bool:
        return any(code in said for code in codes) or any(word in squeezed(said) for word in sought)

    assert {key: before[key] for key in touched if not tells_of_the_maker(before[key])} == {}
    of_the_other = {key for key, said in before.items() if any(squeezed(w) in squeezed(said) for w in marsinem.words)}
    assert len(of_the_other) > len(DECLARED)
    assert of_the_other & touched == set()


def test_the_dump_sees_every_table():
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    regions = {model._meta.db_table for model in apps.get_app_config("regions").get_models()}
    assert tables - regions <= {*TABLES, "django_migrations", "django_cache"}
