"""Every text in the database is declared: what becomes of it when a person is erased."""

import pytest
from django.apps import apps
from django.db import connection

from core.personal_text import DECLARED, Fate, Harmless, fate_of, text_columns

TABLES = [
    model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
]
# What Django keeps without a model: names of migrations, and counts under hashed names.
WITHOUT_MODEL = {"django_migrations", "django_cache"}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_text_column_says_what_becomes_of_it(model):
    undeclared = [name for name in text_columns(model) if fate_of(model, name) is None]
    assert undeclared == [], f"declare them in {model._meta.app_label}/personal_text.py"


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED.keys())
def test_a_declaration_is_about_text_columns_that_are_there(declared):
    assert set(declared.columns) <= set(text_columns(declared.model))


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED.keys())
def test_what_is_harmless_says_why_and_what_is_searched_says_where_it_lies(declared):
    assert all(fate.reason for fate in declared.columns.values() if isinstance(fate, Harmless))
    assert declared.places or not declared.searched


def test_what_a_record_says_of_its_own_maker_has_an_owner():
    own = [declared for declared in DECLARED.values() if Fate.OWN in declared.columns.values()]
    assert own
    assert [declared.label for declared in own if not declared.owner] == []


@pytest.mark.django_db
def test_no_table_is_without_a_model():
    tables = set(connection.introspection.table_names())
    assert tables - {model._meta.db_table for model in TABLES} <= WITHOUT_MODEL
