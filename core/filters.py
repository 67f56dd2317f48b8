"""What filters of every list share."""

import django_filters as df
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

# For filters with a choice: what stands under one that an address asked for and that is not offered.
LEFT_OUT = {"invalid_choice": _("There is no such choice; this filter was left out.")}


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Folded(models.Func):
    """A name in small letters without accents and apostrophes: Ma'ruf, Ma’ruf and Maruf are the same one."""

    template = "translate(unaccent(lower(%(expressions)s)), U&'\\0027\\0060\\00B4\\2018\\2019\\02BC', '')"
    output_field = models.TextField()


def named_like(queryset: models.QuerySet, field: str, typed: str) -> models.QuerySet:
    """The rows whose field holds each word typed, in any order."""
    queryset = queryset.alias(folded_name=Folded(field))
    for word in typed.split():
        queryset = queryset.filter(folded_name__contains=Folded(models.Value(word)))
    return queryset


class NameFilter(df.CharFilter):
    """Rows by the words of a name, in any order and however they are accented."""

    def filter(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        return named_like(queryset, self.field_name, value) if value else queryset
