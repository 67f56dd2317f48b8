"""Who did what in a region in a year, for the agency's head; the own numbers and the region's, for every officer."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import reachable
from artisans.choices import ArtisanState
from fieldwork.models import Target
from fieldwork.views.access import officers_only
from fieldwork.workload import Standing, Work, Workload, idle_villages, standings, workload
from regions.choices import Level
from regions.models import Region

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass
class Line:
    """A line of a table, or the numbers at the head of the page: whose they are, where they lead to, the target."""

    name: str
    work: Work
    url: str
    links: dict[str, str]
    target: dict[str, Standing] | None = None
    target_id: int | None = None


@officers_only
def page(request: HttpRequest) -> HttpResponse:
    """The workload and the targets of one region in one year."""
    today = timezone.localdate()
    year = _year(request, today)
    region = _region_or_404(request)
    found = workload(region, year)
    is_head = _heads(request, region)
    targets = {(one.region_id, one.officer_id): one for one in _targets(region, year)}
    lines = Lines(found, region, year, today, targets)
    context = {
        "region": region,
        "areas": Region.objects.filter(code__in=request.user.area_codes).in_reading_order(),
        "year": year,
        "years": range(today.year + 1, today.year - 4, -1),
        "total": lines.of_region(),
        "own": lines.of_officer(request.user),
        "is_head": is_head,
        "officers": lines.of_officers(request.user) if is_head else [],
        "parts": lines.of_parts() if is_head else [],
        "idle": idle_villages(region) if region and region.level >= Level.REGENCY else [],
    }
    return render(request, "field/workload.html", context)


def _year(request: HttpRequest, today: date) -> int:
    """The year of `?year=`; nonsense gives this year."""
    typed = request.GET.get("year", "")
    is_year = len(typed) == 4 and typed.isascii() and typed.isdecimal() and FIRST_YEAR <= int(typed) <= LAST_YEAR
    return int(typed) if is_year else today.year


def _region_or_404(request: HttpRequest) -> Region | None:
    """The region of `?region=`, else the first that the person heads or works in; None: an administrator's country."""
    mine = reachable(request.user, "work_in", Region.objects.all())
    if code := request.GET.get("region", "").replace("\x00", ""):
        if region := mine.filter(code=code[:13]).first():
            return region
        raise Http404
    own = (*request.user.headed_codes, *request.user.area_codes)
    return mine.get(code=own[0]) if own else None


def _heads(request: HttpRequest, region: Region | None) -> bool:
    if region is None:
        return request.user.is_superuser
    return reachable(request.user, "head", Region.objects.filter(pk=region.pk)).exists()


def _targets(region: Region | None, year: int) -> list[Target]:
    """The targets of the region, and those of its parts that are everybody's."""
    everybody = Q(officer=None, region__parent=region)
    return list(Target.objects.filter(everybody | Q(region=region) if region else everybody, year=year))


class Lines:
    """Makes the lines of the page out of what was counted."""

    def __init__(
        self,
        found: Workload,
        region: Region | None,
        year: int,
        today: date,
        targets: dict[tuple[str, int | None], Target],
    ) -> None:
        self.found, self.region, self.year, self.today, self.targets = found, region, year, today, targets

    def line(
        self, name: str, work: Work, code: str = "", officer: int | None = None, *, url: str = "", links: bool = True
    ) -> Line:
        target = self.targets.get((code, officer))
        return Line(
            name,
            work,
            url,
            _links(code, self.year, officer) if links else {},
            standings(target, work, self.today) if target else None,
            target.pk if target else None,
        )

    @property
    def code(self) -> str:
        return self.region.code if self.region else ""

    def of_region(self) -> Line:
        return self.line(self.region.full_name if self.region else "", self.found.total, self.code)

    def of_officer(self, user: User, *, links: bool = True) -> Line:
        return self.line(str(user), self.found.by_officer.get(user.pk, Work()), self.code, user.pk, links=links)

    def of_officers(self, viewer: User) -> list[Line]:
        """The officers of the region's agencies, then whoever else did something here, at last what nobody entered.

        The list of records can be narrowed down to officers of the viewer's own areas; only their numbers lead there.
        """
        people = User.objects.filter(is_staff=True).order_by("first_name", "pk")
        working = {pk for pk, work in self.found.by_officer.items() if pk and work != Work()}
        here = set(User.objects.officers_in([self.code]).values_list("pk", flat=True)) if self.region else set()
        known = None if viewer.is_superuser else set(_keys_of_colleagues(viewer))
        shown = sorted(people.filter(pk__in=here | working), key=lambda user: user.pk not in here)
        lines = [self.of_officer(user, links=known is None or user.pk in known) for user in shown]
        nobodys = self.found.by_officer.get(None)
        return [*lines, self.line("", nobodys, links=False)] if nobodys else lines

    def of_parts(self) -> list[Line]:
        """The regions inside this one, and at last what is only known to lie somewhere in it."""
        parts = Region.objects.filter(parent=self.region).in_reading_order()
        address = reverse("field:workload")
        lines = [
            self.line(
                part.full_name,
                self.found.by_part.get(part.code, Work()),
                part.code,
                url=f"{address}?{urlencode({'region': part.code, 'year': self.year})}",
            )
            for part in parts
            if not part.ended_on or part.code in self.found.by_part
        ]
        somewhere = self.found.by_part.get(self.code)
        return [*lines, self.line("", somewhere, links=False)] if somewhere and lines else lines


def _keys_of_colleagues(viewer: User) -> list[int]:
    return [viewer.pk, *User.objects.officers_in(viewer.area_codes).values_list("pk", flat=True)]


def _links(code: str, year: int, officer: int | None) -> dict[str, str]:
    """For each number that can be looked at one by one, the address of its list."""
    filters = {
        "registered": {"registered_in": year},
        "verified": {"verified_in": year},
        "returned": {"state": ArtisanState.NEEDS_FIX.value},
        "waiting": {"state": ArtisanState.SUBMITTED.value},
        "due": {"due": "on"},
    }
    by = {name: "verified_by" if name == "verified" else "registered_by" for name in filters}
    return {
        name: f"{reverse('field:records')}?"
        + urlencode({**({"region": code} if code else {}), **narrowed, **({by[name]: officer} if officer else {})})
        for name, narrowed in filters.items()
    }
