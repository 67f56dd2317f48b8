"""Everything held about the maker: to read, to print, and to take along as a file."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from pghistory.models import Events

from accounts.models import User
from artisans.actions.papers import nik_for_its_owner
from artisans.actions.reading import note_read
from artisans.choices import Read
from artisans.history import Step, steps
from artisans.models import Artisan, PersonIdentity
from workshop.held import parts, same_maker, tables
from workshop.views.access import is_own, maker_or_404, of_a_maker, own_maker_or_404

# So many changes are shown on the page, and told at a time for the file.
CHANGES = 30
AT_ONCE = 200


@of_a_maker
def data(request: HttpRequest, code: str) -> HttpResponse:
    """The maker reads it. For a maker who has no account an officer may print it, which is noted."""
    artisan = maker_or_404(request, code)
    is_mine = is_own(request.user, artisan)
    if not is_mine:
        if artisan.users.exists():
            raise Http404
        note_read(what=Read.EXPORT, artisan=artisan, by=request.user, why=_("A copy for the maker"))
    slugs = _slugs(artisan)
    context = {
        "artisan": artisan,
        "is_own": is_mine,
        "parts": parts(artisan, request.user if is_mine else None),
        "has_nik": PersonIdentity.objects.filter(artisan=artisan).exclude(nik_sealed="").exists(),
        "steps": _told(artisan, slugs[:CHANGES]),
        "more_changes": max(len(slugs) - CHANGES, 0),
    }
    return render(request, "workshop/data.html", context)


@of_a_maker
def download(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """The same as a file for machines, with the NIK in full; only for the maker."""
    artisan = own_maker_or_404(request, code)
    language = get_language()
    response = StreamingHttpResponse(_file(artisan, request.user, language), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="sentra-{artisan.code}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def _file(artisan: Artisan, reader: User, language: str) -> Iterator[str]:
    """One JSON object, piece by piece: however long the history, little of it is held at a time."""
    yield f'{{"record": {_json(artisan.code)}, "made_at": {_json(timezone.now())}'
    yield f', "nik": {_json(nik_for_its_owner(artisan=artisan) or None)}'
    for name, rows in tables(artisan, reader):
        yield f', "{name}": ['
        yield from _joined(rows)
        yield "]"
    yield ', "history": ['
    yield from _joined(_history(artisan, language))
    yield "]}\n"


def _joined(rows: Iterator[dict]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield (", " if number else "") + _json(row)


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _history(artisan: Artisan, language: str) -> Iterator[dict]:
    slugs = _slugs(artisan)
    for start in range(0, len(slugs), AT_ONCE):
        # The file is written when the request is over, and its language with it.
        with override(language):
            told = [_plain(step) for step in _told(artisan, slugs[start : start + AT_ONCE])]
        yield from told


def _plain(step: Step) -> dict:
    lines = [
        {"what": line.title, "changes": [{"field": one.label, "old": one.old, "new": one.new} for one in line.changes]}
        for line in step.lines
    ]
    return {"at": step.at, "by": step.who, "where": step.where, "lines": lines}


def _slugs(artisan: Artisan) -> list[str]:
    events = Events.objects.references(same_maker(artisan)).order_by("-pgh_created_at", "-pgh_model", "-pgh_id")
    return list(events.values_list("pgh_slug", flat=True))


def _told(artisan: Artisan, slugs: list[str]) -> list[Step]:
    events = Events.objects.references(same_maker(artisan)).order_by("-pgh_created_at", "-pgh_model", "-pgh_id")
    return steps(events.filter(pgh_slug__in=slugs))
