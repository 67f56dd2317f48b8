"""One order of locks (CONTRIBUTING.md): what each action locks is recorded, and in their union is no circle."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import pairwise
from types import ModuleType

import pytest
from django.apps import apps
from django.db import transaction

from artisans.models import Artisan
from clusters.models import Cluster
from tests.locks.recording import MAKERS, Record, recorded
from tests.locks.steps import World, all_steps

PACKAGES = ["clusters", "artisans", "products", "orders", "fieldwork", "sheets"]
# No steps of their own: what steps call while they hold the maker already, what only reads, and what only adds. Showing
# a number insists on a transaction of its own; test_one_door.py has it.
PARTS = {
    "artisans.answers.write", "artisans.inviting.end_invitations", "artisans.joining.conclude",
    "artisans.joining.withdraw", "artisans.membership_news.tell_committee", "artisans.membership_news.tell_maker",
    "artisans.moving.end_membership", "artisans.moving.move_along",
    "artisans.papers.move_nik", "artisans.papers.reveal_nik",
    "artisans.papers.take_out", "artisans.reading.note_look",
    "artisans.reading.note_read", "artisans.review.step", "artisans.united_consents.settle",
    "artisans.united_consents.withdraw_again", "clusters.holding.as_done_by",
    "fieldwork.canvassing.note_find", "fieldwork.leads.answers_of", "fieldwork.leads.plain_answers",
    "products.locking.check_answerable", "products.locking.locked_product",
    "products.photos.check_room", "products.products.check_price", "products.products.may_set_price",
    "sheets.checking.check_again", "sheets.checking.check_slice", "sheets.checking.gazetteer_for",
    "sheets.choosing.fillable", "sheets.exporting.export", "sheets.filling.fill_gaps",
    "sheets.filling.locked_matches", "sheets.importing.upload",
    "sheets.undoing.held", "sheets.undoing.undo_slice", "sheets.writing.make_records", "sheets.writing.may_lie",
    "sheets.writing.record", "sheets.writing.write", "sheets.writing.write_alone", "sheets.writing.write_slice",
}  # fmt: skip


def modules(package: str) -> Iterator[ModuleType]:
    found = importlib.import_module(f"{package}.actions")
    yield found
    for one in pkgutil.iter_modules(getattr(found, "__path__", [])):
        yield importlib.import_module(f"{package}.actions.{one.name}")


def is_action(function: object, module: ModuleType) -> bool:
    """Whether it is a public function of this module for which somebody answers."""
    is_own = inspect.isfunction(function) and function.__module__ == module.__name__
    return is_own and not function.__name__.startswith("_") and "by" in inspect.signature(function).parameters


def all_actions() -> set[str]:
    return {
        f"{module.__name__.replace('.actions', '')}.{name}"
        for package in PACKAGES
        for module in modules(package)
        for name, function in vars(module).items()
        if is_action(function, module)
    }


def source_of_the_untried() -> dict[str, str]:
    """The public functions for which somebody answers and that are not tried once more (core.actions.action)."""
    return {
        f"{module.__name__.replace('.actions', '')}.{name}": inspect.getsource(function)
        for package in PACKAGES
        for module in modules(package)
        for name, function in vars(module).items()
        if is_action(function, module) and not hasattr(function, "__wrapped__")
    }


def test_whatever_is_a_transaction_of_its_own_is_tried_once_more():
    """Registering makes the picture smaller first; the officers' page calls it inside an action of its own."""
    untried = {name for name, source in source_of_the_untried().items() if "transaction.atomic" in source}
    assert untried - PARTS == {"artisans.registering.register"}


def hanging_on(*owners: type) -> set[str]:
    """The tables whose rows lead to one of these models by one step or more: their owner is held while they change."""
    found, last = set(owners), set()
    while found != last:
        last = set(found)
        found |= {
            model
            for model in apps.get_models(include_auto_created=True)
            if any(field.related_model in found for field in model._meta.concrete_fields if field.related_model)
        }
    return {model._meta.db_table for model in found - set(owners)}


# These lead to a maker as well, but are also written by who holds their import, or nobody but them.
SHARED = {"sheets_importrow", "sheets_importbatch"}


@pytest.fixture(scope="module")
def of_owners() -> set[str]:
    return hanging_on(Artisan, Cluster) - SHARED


@pytest.fixture
def records(db, settings, tmp_path) -> dict[str, Record]:
    settings.MEDIA_ROOT = tmp_path
    found = {}
    for name, step in all_steps(World()).items():
        with transaction.atomic():
            with recorded() as found[name], transaction.atomic():
                step()
            transaction.set_rollback(True)
    return found


def test_every_action_is_looked_at(records):
    assert {name.partition(" ")[0] for name in records} | PARTS >= all_actions()


def test_no_two_actions_wait_for_each_other_in_a_circle(records, of_owners):
    """Makers first, by key; what hangs on them only while they are held; and the rest in one order."""
    assert {name: record.faults for name, record in records.items() if record.faults} == {}
    owners = {MAKERS, Cluster._meta.db_table}
    without_owner = {
        name: record.tables
        for name, record in records.items()
        if set(record.tables) & of_owners and not set(record.tables) & owners
    }
    assert without_owner == {}
    graph = TopologicalSorter()
    for record in records.values():
        for before, after in pairwise(table for table in record.tables if table not in of_owners):
            graph.add(after, before)
    order = list(graph.static_order())
    assert order.index(MAKERS) < order.index("clusters_cluster") < order.index("accounts_user")
