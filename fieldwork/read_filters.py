"""How the list of noted reads is narrowed down."""

import django_filters as df
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from artisans.choices import Read
from artisans.models import PrivateRead
from core import codes
from core.filters import LEFT_OUT, DayInput
from fieldwork.private import reads


def readers(request: HttpRequest | None) -> QuerySet:
    """The people who looked at something, as far as the person may know."""
    return User.objects.filter(pk__in=reads(request.user).values("by")).order_by("first_name", "pk")


def by_code(queryset: QuerySet, name: str, value: str) -> QuerySet:
    """Reads of the record with this code, written in any usual way."""
    return queryset.filter(code=codes.normalise(value) or value)


class ReadFilter(df.FilterSet):
    """Which record, who, what, and from when to when."""

    code = df.CharFilter(label=_("Code of the record"), method=by_code)
    by = df.ModelChoiceFilter(
        label=_("Officer"), queryset=readers, empty_label=_("All officers"), error_messages=LEFT_OUT
    )
    what = df.ChoiceFilter(label=_("What"), choices=Read, empty_label=_("Everything"), error_messages=LEFT_OUT)
    since = df.DateFilter(label=_("From"), field_name="at", lookup_expr="date__gte", widget=DayInput)
    until = df.DateFilter(label=_("To"), field_name="at", lookup_expr="date__lte", widget=DayInput)

    class Meta:
        model = PrivateRead
        fields = ["code", "by", "what", "since", "until"]
