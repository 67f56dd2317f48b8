"""Markup in a stranger's sheet is text on every page that shows something of the sheet."""

import pytest
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils.html import format_html

from artisans.models import Artisan
from sheets.choices import BatchState, Verdict
from sheets.models import ImportBatch
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory
from tests.sheets.made_files import phone, uploaded, xlsx

pytestmark = pytest.mark.django_db
PLANTED = "<s data-planted>"
OUT_OF_AN_ATTRIBUTE = f'">{PLANTED}'
HEADINGS = [f"{OUT_OF_AN_ATTRIBUTE}{at}" for at in range(9)]
COLUMNS = ["name", "person", "craft", "village", "address", "phone", "products", "workers", ""]
REASON = f"{OUT_OF_AN_ATTRIBUTE} undangan"


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def visitor(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def planted_rows() -> list[list[str]]:
    """One row that is understood, one that says nothing usable in any column, and one that exists already."""
    row = [f"{OUT_OF_AN_ATTRIBUTE}Tas {at}" for at in range(9)]
    good = [*row[:2], f"Tas {PLANTED}", "Jatingaleh", row[4], phone(1), *row[6:]]
    known = [*row[:2], "Tas", "Purwodinatan", row[4], phone(2), *row[6:]]
    return [HEADINGS, good, row, known]


@pytest.fixture
def batch(visitor) -> ImportBatch:
    more = {f"{OUT_OF_AN_ATTRIBUTE}lain": [["Nama"], ["Tas"]]}
    content = xlsx(planted_rows(), **more)
    answer = visitor.post(reverse("sheets:upload"), {"file": uploaded(content, f"{PLANTED}.xlsx")})
    assert answer.status_code == 302, answer.content
    batch = ImportBatch.objects.get()
    visitor.post(reverse("sheets:sheet", args=[batch.pk]), {"sheet": 0, "header_row": 1})
    batch.refresh_from_db()
    assert batch.headers == HEADINGS
    return batch


def seen(answer, expected_status: int = 200) -> str:
    """The page, once it is certain that it shows what was planted and shows it as text."""
    html = answer.content.decode()
    assert answer.status_code == expected_status
    assert PLANTED not in html
    assert "&lt;s data-planted&gt;" in html
    return html


def checked(visitor, batch: ImportBatch) -> None:
    given = {f"column{at}": name for at, name in enumerate(COLUMNS)}
    given |= {"consent_basis": "STORE", "consent_source": f"Map {PLANTED}"}
    assert visitor.post(reverse("sheets:columns", args=[batch.pk]), given).status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_headings_samples_and_names_of_sheets_are_text(visitor, batch):
    address = reverse("sheets:columns", args=[batch.pk])
    html = seen(visitor.get(address))
    assert [html.count(f"&quot;&gt;&lt;s data-planted&gt;{at}") for at in range(9)] == [1] * 9
    assert [html.count(f"&quot;&gt;&lt;s data-planted&gt;Tas {at}") for at in (0, 1, 4, 6, 7, 8)] == [3] * 6
    assert "&quot;&gt;&lt;s data-planted&gt;lain" in html
    everything_wrong = {f"column{at}": "phone" for at in range(9)} | {"consent_source": PLANTED}
    seen(visitor.post(address, everything_wrong), 422)
    seen(visitor.post(reverse("sheets:sheet", args=[batch.pk]), {"sheet": PLANTED, "header_row": PLANTED}), 422)
    seen(visitor.get(reverse("sheets:list")))


def test_rows_their_problems_and_what_comes_of_them_are_text(visitor, batch, officer):
    CraftFactory(slug="bag", name_id="Tas", name_en="Bags")
    known = ArtisanFactory(public_name=f"{OUT_OF_AN_ATTRIBUTE}Tas 0", region_id=PURWODINATAN)
    ConsentFactory(artisan=known)
    checked(visitor, batch)
    for verdict in ("", *batch.rows.values_list("verdict", flat=True)):
        seen(visitor.get(batch.get_absolute_url(), {"verdict": verdict}))
    assert set(batch.rows.values_list("verdict", flat=True)) >= {Verdict.BROKEN, Verdict.EXISTS}
    for number in batch.rows.filter(sheet=batch.sheet).values_list("number", flat=True):
        address = reverse("sheets:row", args=[batch.pk, number])
        typed = {"public_name": OUT_OF_AN_ATTRIBUTE, "region_text": OUT_OF_AN_ATTRIBUTE, "phone": OUT_OF_AN_ATTRIBUTE}
        for answer, status in ((visitor.get(address), 200), (visitor.post(address, typed), 422)):
            seen(answer, status)
    for state in (BatchState.CHECKING, BatchState.WRITING, BatchState.UNDOING):
        ImportBatch.objects.filter(pk=batch.pk).update(state=state)
        seen(visitor.get(batch.get_absolute_url()))
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.CHECKED)
    visitor.post(reverse("sheets:choose_all", args=[batch.pk]), {"choice": "NEW"})
    visitor.post(reverse("sheets:write", args=[batch.pk]))
    seen(visitor.get(batch.get_absolute_url()))
    for artisan in Artisan.objects.filter(registered_by=officer):
        for name in ("field:record", "field:edit", "field:history"):
            seen(visitor.get(reverse(name, args=[artisan.code])))
    seen(visitor.get(reverse("field:records")))
    visitor.post(reverse("sheets:undo", args=[batch.pk]))
    seen(visitor.get(batch.get_absolute_url()))


def test_the_reason_for_a_file_is_text(visitor, officer):
    ArtisanFactory(region_id=PURWODINATAN, registered_by=officer)
    wrong = {"file_format": PLANTED, "with_private": "on", "why": REASON}
    seen(visitor.post(reverse("sheets:export"), wrong), 422)
    taken = visitor.post(reverse("sheets:export"), wrong | {"file_format": "csv"})
    assert b"".join(taken.streaming_content)
    seen(visitor.get(reverse("sheets:exports")))
    root = Client()
    root.force_login(UserFactory(is_staff=True, is_superuser=True))
    seen(root.get(reverse("admin:sheets_export_changelist")))


class Passwords(forms.Form):
    """Help that is HTML because its writer made it so, lazily or not, beside help that is not."""

    ours = forms.CharField(help_text=format_html("<b>{}</b>", "<s>"))
    djangos = forms.CharField(help_text=password_validators_help_text_html())
    strangers = forms.CharField(help_text=PLANTED)


def test_help_is_html_only_where_its_writer_made_it_so():
    html = Template("{% for field in form %}{{ field.as_field_group }}{% endfor %}").render(
        Context({"form": Passwords()})
    )
    assert "<b>&lt;s&gt;</b>" in html
    assert "<ul><li>" in html
    assert "&lt;s data-planted&gt;" in html
