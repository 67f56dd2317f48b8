"""Region fields in forms: with a chosen code, with typed text alone, and by hand."""

import pytest
from django import forms
from django.http import QueryDict

from accounts.models import OfficerArea
from clusters.filters import ClusterFilter
from clusters.models import Cluster
from regions.forms import RegionField
from regions.models import Region
from tests.factories import ClusterFactory

pytestmark = pytest.mark.django_db

SEMARANG = "Kota Semarang, Jawa Tengah"


class PlaceForm(forms.Form):
    region = RegionField(required=False)


class SemarangForm(forms.Form):
    region = RegionField(queryset=Region.objects.within("33.74"), levels=(3, 4), inside=("33.74",))


class AreaForm(forms.ModelForm):
    class Meta:
        model = OfficerArea
        fields = ["region"]
        field_classes = {"region": RegionField}


def sent(query: str, form_class: type[forms.Form] = PlaceForm) -> forms.Form:
    form = form_class(QueryDict(query))
    form.is_valid()
    return form


def chosen(query: str, form_class: type[forms.Form] = PlaceForm) -> str | None:
    form = sent(query, form_class)
    assert form.errors == {}
    return form.cleaned_data["region"] and form.cleaned_data["region"].code


def refusal(query: str, form_class: type[forms.Form] = PlaceForm) -> tuple[str, list[str]]:
    """The code of the error and the codes of the regions offered to choose from."""
    form = sent(query, form_class)
    (error,) = form.errors.as_data()["region"]
    return error.code, [region.code for region in form["region"].value().choices]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", None),
        ("region=&region_text=", None),
        ("region=&region_text=%20", None),
        ("region=33.74", "33.74"),
        (f"region=33.74&region_text={SEMARANG}", "33.74"),
        ("region_text=purwodinatan semarang", "33.74.01.1011"),
        ("region_text=33.27.13.2003", "33.27.13.2003"),
        # The text was changed after a region had been chosen: the text counts.
        ("region=33.74&region_text=Kota Bandung", "32.73"),
        ("region=33.74&region_text=", None),
        # A choice among several follows the box and counts.
        ("region=&region_text=semarang&region_text=33.22", "33.22"),
    ],
)
def test_a_region_is_taken(query, code):
    assert chosen(query) == code


def test_several_regions_are_offered_and_nothing_typed_is_lost():
    form = sent("region=&region_text=semarang")
    assert [str(error) for error in form.errors["region"]] == [
        "Ada beberapa wilayah yang cocok dengan “semarang”. Pilih salah satu."
    ]
    shown = form["region"].value()
    assert (shown.text, shown.code) == ("semarang", "")
    html = str(form["region"])
    assert html.count('type="radio" name="region_text"') == 8
    assert f'value="33.74"><span>{SEMARANG}</span>' in html


def test_a_misspelt_name_is_asked_back_and_an_unknown_one_refused():
    assert refusal("region_text=rowosri ulujmi") == ("guess", ["33.27.13.2003"])
    assert refusal("region_text=xyzzyq") == ("unknown", [])
    assert refusal("region=&region_text=%00") == ("unknown", [])


@pytest.mark.parametrize("query", ["region=99.99", "region=x", "region=%00", "region=33.74.01.10"])
def test_a_code_that_is_none_is_refused(query):
    assert refusal(query) == ("invalid_choice", [])


@pytest.mark.parametrize("query", ["region=33.27.13", "region=33.74", "region=33.27.13&region_text="])
def test_a_region_out_of_reach_is_refused_though_it_exists(query):
    assert sent(query, SemarangForm).errors.keys() == {"region"}


def test_typed_text_reaches_only_what_may_be_chosen():
    assert refusal("region_text=Ulujami, Kabupaten Pemalang", SemarangForm) == ("unknown", [])
    assert chosen("region_text=candisari", SemarangForm) == "33.74.08"
    assert refusal("region_text=semarang", SemarangForm)[1][:2] == ["33.74.13", "33.74.07"]


def test_the_widget_tells_the_script_where_to_look():
    html = " ".join(str(SemarangForm()["region"]).split())
    assert 'data-url="/wilayah/cari" data-levels="3,4" data-inside="33.74"' in html
    assert str(SemarangForm().media) == (
        '<link href="/static/css/region-field.css" media="all" rel="stylesheet">\n'
        '<script src="/static/js/combobox.js"></script>\n<script src="/static/js/region-field.js"></script>'
    )


def test_text_that_was_typed_comes_back_escaped():
    assert "&lt;b&gt;" in str(sent("region_text=<b>")["region"])


def test_a_record_shows_its_region_and_saves_another(django_assert_num_queries):
    area = OfficerArea(region=Region.objects.get(code="33.74"))
    with django_assert_num_queries(0):
        html = " ".join(str(AreaForm(instance=area)["region"]).split())
    assert f'value="{SEMARANG}"' in html
    assert '<input type="hidden" name="region" value="33.74">' in html
    form = AreaForm(QueryDict("region_text=kota bandung"), instance=area)
    assert form.is_valid()
    assert form.save(commit=False).region_id == "32.73"


@pytest.mark.parametrize(
    ("query", "has_changed"),
    [
        ("region=33.74", False),
        (f"region=33.74&region_text={SEMARANG}", False),
        ("region=33.74&region_text=bandung", True),
        ("region=32.73", True),
        ("region=&region_text=", True),
        ("region_text=bandung", True),
    ],
)
def test_a_change_is_noticed(query, has_changed):
    assert PlaceForm(QueryDict(query), initial={"region": "33.74"}).has_changed() is has_changed


def test_an_empty_field_that_stays_empty_has_not_changed():
    assert not PlaceForm(QueryDict("region=&region_text=")).has_changed()


@pytest.mark.parametrize("query", ["region=33.74", "region_text=kota semarang", "region=33"])
def test_a_list_is_narrowed_by_code_or_by_text(query):
    here = ClusterFactory(region_id="33.74.01")
    ClusterFactory(region_id="32.73")
    assert list(ClusterFilter(QueryDict(query), queryset=Cluster.objects.all()).qs) == [here]
