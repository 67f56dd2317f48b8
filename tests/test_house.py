"""The house's rules that a machine can hold (CONTRIBUTING.md says why they are as they are)."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.ROOT)
FLOORS = [
    "core",
    "regions",
    "accounts",
    "clusters",
    "artisans",
    "products",
    "orders",
    "workshop",
    "fieldwork",
    "sheets",
    "pages",
]
OWN_APPS = [apps.get_app_config(name) for name in FLOORS]
OWN_MODELS = [model for app in OWN_APPS for model in app.get_models()]
PYTHON = sorted(
    path
    for folder in [*FLOORS, "config", "tests"]
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    floor = FLOORS.index(model._meta.app_label)
    upward = [
        f"{field.name} -> {field.related_model._meta.label}"
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model
        and field.related_model._meta.app_label in FLOORS
        and FLOORS.index(field.related_model._meta.app_label) > floor
    ]
    assert upward == []


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_no_model_orders_its_rows_by_itself(model):
    assert list(model._meta.ordering) == []


def test_no_file_outgrows_400_lines():
    too_long = [named(path) for path in PYTHON if len(path.read_text().splitlines()) > 400]
    assert too_long == []


def test_the_environment_is_read_in_the_settings_alone():
    # config/postgres and config/run start before Django's settings can be read; they get the environment handed in.
    readers = [named(path) for path in PYTHON if re.search(r"os\.(environ|getenv)", path.read_text())]
    allowed = {"config/settings.py", "config/wsgi.py"}
    assert [
        reader for reader in readers if reader not in allowed and not reader.startswith(("tests/", "config/"))
    ] == []


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    assert [named(path) for path in TEMPLATES if inline.search(path.read_text())] == []


# What is written into a page without being escaped, and why nothing of strangers can be in it.
UNESCAPED = {
    "core/templatetags/looks.py": "an attribute that stands here as a literal",
    "fieldwork/claim_slips.py": "a QR code drawn by a library from squares",
    "products/templatetags/cards.py": "every text and slug is escaped as the card is put together",
    "products/templatetags/found.py": "every text, slug and address is escaped as the choices are put together",
    "templates/mfa/totp/activate_form.html": "a QR code drawn by a library from squares",
}


def test_nothing_is_written_unescaped_but_what_is_known_to_be_ours():
    unescaped = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off|\bmark_safe\(|\bSafe(String|Text)\(|__html__|html_safe")
    ours = [path for path in PYTHON if not named(path).startswith("tests/")]
    texts = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert sorted(named(path) for path in [*ours, *texts] if unescaped.search(path.read_text())) == sorted(UNESCAPED)


def test_no_module_is_called_utils_helpers_or_misc():
    assert [named(path) for path in PYTHON if path.stem in {"utils", "helpers", "misc"}] == []


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|NotImplemented" + r"Error)\b")
    assert [named(path) for path in [*PYTHON, *TEMPLATES] if words.search(path.read_text())] == []


def test_every_constraint_of_ours_has_a_name_of_ours():
    constraints = [constraint.name for model in OWN_MODELS for constraint in model._meta.constraints]
    assert constraints
    assert len(constraints) == len(set(constraints))
