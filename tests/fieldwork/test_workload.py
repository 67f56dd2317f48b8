"""What is counted for an officer and a region in a year, and that every number is as long as the list it leads to."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OfficerArea
from artisans.choices import ArtisanState
from artisans.models import Artisan, StateChange
from fieldwork.choices import Pace
from fieldwork.workload import Standing, Work, idle_villages, share_of_year, standings, workload
from regions.models import Region
from tests.cast import BANDUNG, BANDUNG_VILLAGE, SEMARANG
from tests.factories import ArtisanFactory, FieldVisitFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db
S = ArtisanState
CENTRAL, JATINGALEH = "33.74.01.1011", "33.74.08.1002"
YEAR = 2026


def head_of(code: str):
    head = UserFactory(areas=[code], first_name=f"Kepala {code}")
    OfficerArea.objects.filter(user=head).update(is_head=True)
    return head


@pytest.fixture
def people():
    return UserFactory(areas=[SEMARANG], first_name="Ani"), UserFactory(areas=[SEMARANG], first_name="Budi")


def entered(by, region: str = CENTRAL, *, state: str = S.DRAFT, year: int = YEAR, **values) -> Artisan:
    artisan = ArtisanFactory(region_id=region, state=state, registered_by=by, **values)
    Artisan.objects.filter(pk=artisan.pk).update(registered_at=moment(year))
    return artisan


def moment(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 3, 1, 9))  # noqa: DTZ001


def said_so(by, artisan: Artisan, year: int = YEAR) -> None:
    change = StateChange.objects.create(artisan=artisan, from_state=S.SUBMITTED, to_state=S.ACTIVE, by=by)
    StateChange.objects.filter(pk=change.pk).update(at=moment(year))


@pytest.fixture
def worked(people):
    """Two officers' year in two districts, with what must not be counted beside it."""
    ani, budi = people
    lately = {"last_confirmed_at": timezone.now(), "last_confirmed_by": budi, "confirmed_how": "VISIT"}
    verified = entered(ani, state=S.ACTIVE, **lately)
    said_so(ani, verified)
    said_so(budi, verified)
    said_so(budi, entered(ani, JATINGALEH, state=S.ACTIVE, year=2024), year=2024)
    entered(budi, JATINGALEH, state=S.NEEDS_FIX)
    for days in (3, 9):
        since = timezone.now() - timedelta(days=days)
        entered(ani, state=S.SUBMITTED, submitted_by=ani, submitted_at=since)
    for state in (S.LEAD, S.REJECTED, S.MERGED):
        entered(ani, state=state)
    said_so(ani, entered(ani, state=S.MERGED))
    entered(None)
    entered(ani, BANDUNG_VILLAGE)
    FieldVisitFactory(officer=ani, place__region_id=CENTRAL, visited_on=date(YEAR, 1, 1))
    FieldVisitFactory(officer=ani, place__region_id=CENTRAL, visited_on=date(2025, 12, 31))
    return people


def semarang() -> Region:
    return Region.objects.get(code=SEMARANG)


def test_each_officer_part_and_the_whole_are_counted_once(worked):
    ani, budi = worked
    found = workload(semarang(), YEAR)
    since = timezone.now() - timedelta(days=9)
    assert found.by_officer[ani.pk].waiting_since.date() == since.date()
    for work in (found.total, found.by_officer[ani.pk], found.by_part["33.74.01"]):
        work.waiting_since = None
    idle = idle_villages(semarang()).count()
    assert found.total == Work(registered=5, verified=1, returned=1, waiting=2, due=1, visits=1, idle=idle)
    assert dict(found.by_officer) == {
        ani.pk: Work(registered=3, verified=1, waiting=2, due=1, visits=1),
        budi.pk: Work(registered=1, verified=1, returned=1),
        None: Work(registered=1),
    }
    parts = {code: found.by_part[code] for code in ("33.74.01", "33.74.08")}
    for work in parts.values():
        work.idle = 0
    assert parts == {
        "33.74.01": Work(registered=4, verified=1, waiting=2, visits=1),
        "33.74.08": Work(registered=1, returned=1, due=1),
    }


def test_a_village_is_idle_without_a_maker_and_without_a_visit_for_twelve_months(people):
    before = set(idle_villages(semarang()).values_list("code", flat=True))
    ArtisanFactory(region_id=CENTRAL)
    ArtisanFactory(region_id="33.74.01.1010", state=S.LEAD)
    today = timezone.localdate()
    FieldVisitFactory(place__region_id=JATINGALEH, visited_on=today - timedelta(days=365))
    FieldVisitFactory(place__region_id="33.74.08.1001", visited_on=today - timedelta(days=366))
    after = set(idle_villages(semarang()).values_list("code", flat=True))
    assert before - after == {CENTRAL, JATINGALEH}


def test_every_number_is_as_long_as_the_list_it_leads_to(worked):
    client = Client()
    client.force_login(head_of(SEMARANG))
    page = client.get(reverse("field:workload", query={"year": YEAR})).context
    lines = [page["total"], page["own"], *page["officers"], *page["parts"]]
    links = [(url, getattr(line.work, name)) for line in lines for name, url in line.links.items()]
    assert len(links) == 5 * (1 + 1 + 3 + 16)
    listed = {url: client.get(url).context["page"].paginator.count for url, _number in links}
    assert [(url, listed[url]) for url, _number in links] == links


def test_the_head_sees_everybody_and_an_officer_the_own_numbers_and_the_whole(worked):
    ani, _budi = worked
    UserFactory(areas=[BANDUNG], first_name="Orang Bandung")

    def seen(person, **query):
        client = Client()
        client.force_login(person)
        page = client.get(reverse("field:workload", query={"year": YEAR} | query))
        return [line.name for line in page.context["officers"]] if page.status_code == 200 else None, page

    names, page = seen(head_of(SEMARANG))
    assert names == ["Ani", "Budi", "Kepala 33.74", ""]
    assert "Kecamatan Semarang Tengah" in page.content.decode()
    names, page = seen(ani)
    assert names == []
    assert (page.context["own"].work.registered, page.context["total"].work.registered) == (3, 5)
    assert "Budi" not in page.content.decode()
    assert seen(UserFactory(administrator=True), region=SEMARANG)[0] == ["Ani", "Budi", "Kepala 33.74", ""]
    assert seen(head_of(BANDUNG), region=SEMARANG)[1].status_code == 404
    assert seen(ani, region="x\x00")[1].status_code == 404


def test_the_whole_country_is_the_administrators(worked):
    client = Client()
    client.force_login(UserFactory(administrator=True))
    page = client.get(reverse("field:workload", query={"year": YEAR})).context
    assert page["total"].work.registered == 6
    assert {line.name: line.work.registered for line in page["parts"] if line.work.registered} == {
        "Jawa Tengah": 5,
        "Jawa Barat": 1,
    }


@pytest.mark.parametrize(
    "typed", ["", "abc", "1999", "2101", "²", "99999999999999999999", "0000020259", "000002026" + "0" * 5000]
)
def test_a_year_that_is_none_is_this_year(people, typed):
    client = Client()
    client.force_login(people[0])
    page = client.get(reverse("field:workload", query={"year": typed}))
    assert page.context["year"] == timezone.localdate().year


@pytest.mark.parametrize(
    ("done", "aim", "asked", "over", "pace", "missing"),
    [
        (10, 10, 5, False, Pace.REACHED, 0),
        (5, 10, 5, False, Pace.ON_PACE, 0),
        (4, 10, 5, False, Pace.BEHIND, 1),
        (4, 10, 10, True, Pace.MISSED, 6),
        (0, 10, 0, False, Pace.ON_PACE, 0),
        (0, 0, 0, False, Pace.REACHED, 0),
    ],
)
def test_a_target_stands_by_the_day_of_the_year(done, aim, asked, over, pace, missing):
    standing = Standing(done, aim, asked, over)
    assert (standing.pace, standing.missing) == (pace, missing)


def test_the_year_goes_by_day_by_day():
    assert share_of_year(2026, date(2026, 12, 31)) == 1
    assert share_of_year(2026, date(2026, 1, 1)) == 1 / 365
    assert share_of_year(2028, date(2028, 12, 31)) == 1
    assert (share_of_year(2026, date(2027, 1, 1)), share_of_year(2026, date(2025, 12, 31))) == (1, 0)
    target = TargetFactory.build(year=2026, registered=730, verified=364)
    asked = {name: one.asked_by_now for name, one in standings(target, Work(), date(2026, 1, 2)).items()}
    assert asked == {"registered": 4, "verified": 1}


def test_targets_stand_beside_those_whom_they_are_set_for(worked, settings):
    ani, _budi = worked
    TargetFactory(region_id=SEMARANG, year=YEAR, registered=5, verified=100_000)
    TargetFactory(region_id=SEMARANG, year=YEAR, officer=ani, registered=3, verified=1)
    TargetFactory(region_id="33.74.08", year=YEAR, registered=1, verified=1)
    TargetFactory(region_id=SEMARANG, year=YEAR + 1, registered=999, verified=999)
    client = Client()
    client.force_login(head_of(SEMARANG))
    answer = client.get(reverse("field:workload", query={"year": YEAR}))
    page = answer.context
    assert page["total"].target["registered"].pace == Pace.REACHED
    targets = {line.name: line.target["registered"].aim for line in [*page["officers"], *page["parts"]] if line.target}
    assert targets == {"Ani": 3, "Kecamatan Candisari": 1}
    assert 'max="100000"' in answer.content.decode()


def test_the_page_asks_the_same_for_little_and_much(worked, django_assert_num_queries):
    client, head = Client(), head_of(SEMARANG)
    client.force_login(head)
    for _ in range(2):
        with django_assert_num_queries(QUESTIONS):
            client.get(reverse("field:workload", query={"year": YEAR}))
        for number in range(3):
            officer = UserFactory(areas=["33.74.02"])
            entered(officer, f"33.74.02.100{number + 1}")
            TargetFactory(region_id=SEMARANG, year=YEAR, officer=officer)


QUESTIONS = 20
