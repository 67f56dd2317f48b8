"""Narrowing the officers' list down to what was done about records, by whom and when."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artisans.choices import ArtisanState, Confirmed
from artisans.filters import RecordFilter, colleagues
from artisans.models import Artisan, StateChange
from tests.cast import BANDUNG, SEMARANG
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db
S = ArtisanState


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


def a_record(name: str, moment: datetime | None = None, **values) -> Artisan:
    artisan = ArtisanFactory(public_name=name, **values)
    if moment:
        Artisan.objects.filter(pk=artisan.pk).update(registered_at=moment)
    return artisan


def step(artisan: Artisan, before: str, after: str, by, moment: datetime) -> None:
    change = StateChange.objects.create(artisan=artisan, from_state=before, to_state=after, by=by)
    StateChange.objects.filter(pk=change.pk).update(at=moment)


def found(officer, **query) -> list[str]:
    rows = RecordFilter(query, queryset=Artisan.objects.all(), request=SimpleNamespace(user=officer))
    return sorted(rows.qs.values_list("public_name", flat=True))


def at(year: int, month: int = 6, day: int = 1, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime(year, month, day, hour))  # noqa: DTZ001 - Jakarta's, made aware here


def test_a_year_begins_at_midnight_in_jakarta_and_counts_makers_only(officer):
    a_record("Malam tahun lama", at(2025, 12, 31, 23))
    a_record("Fajar tahun baru", at(2026, 1, 1, 0), registered_by=officer)
    for state in (S.LEAD, S.REJECTED, S.MERGED):
        a_record(state, at(2026), state=state)
    assert found(officer, registered_in="2026") == ["Fajar tahun baru"]
    assert found(officer, registered_in="2026", registered_by=str(officer.pk)) == ["Fajar tahun baru"]
    assert found(officer, registered_in="2025", registered_by=str(officer.pk)) == []


def test_a_verification_counts_in_its_year_for_whoever_said_it(officer):
    colleague = UserFactory(areas=[SEMARANG])
    maker = a_record("Dua kali", state=S.ACTIVE)
    for moment, by in ((at(2025), officer), (at(2026, 2), colleague), (at(2026, 3), colleague)):
        step(maker, S.SUBMITTED, S.ACTIVE, by, moment)
    awake = a_record("Bangun lagi", state=S.ACTIVE)
    step(awake, S.DORMANT, S.ACTIVE, colleague, at(2026))
    assert found(officer, verified_in="2026") == ["Dua kali"]
    assert found(officer, verified_in="2026", verified_by=str(colleague.pk)) == ["Dua kali"]
    assert found(officer, verified_in="2026", verified_by=str(officer.pk)) == []
    assert found(officer, verified_in="2025", verified_by=str(officer.pk)) == ["Dua kali"]


def test_the_verifier_alone_means_whoever_verified_last(officer):
    a_record("Oleh saya", state=S.ACTIVE, verified_by=officer, verified_at=timezone.now())
    a_record("Oleh siapa pun", state=S.ACTIVE)
    assert found(officer, verified_by=str(officer.pk)) == ["Oleh saya"]


def test_due_are_verified_makers_whom_nobody_confirmed_for_a_year(officer):
    for name, days, state in (("Lama", 366, S.ACTIVE), ("Baru", 364, S.ACTIVE), ("Tidur", 900, S.DORMANT)):
        moment = timezone.now() - timedelta(days=days)
        a_record(name, state=state, last_confirmed_at=moment, last_confirmed_by=officer, confirmed_how=Confirmed.PHONE)
    a_record("Belum pernah", state=S.ACTIVE)
    a_record("Draf")
    assert found(officer, due="on") == ["Belum pernah", "Lama"]
    day = timezone.localdate() - timedelta(days=364)
    assert found(officer, confirmed_after=day.isoformat()) == ["Baru"]
    assert found(officer, confirmed_before=day.isoformat()) == ["Lama", "Tidur"]


def test_only_officers_of_the_own_areas_can_be_chosen(officer):
    colleague, foreign = UserFactory(areas=["33.74.01"]), UserFactory(areas=[BANDUNG])
    administrator = UserFactory(administrator=True)

    def of(user):
        return set(colleagues(SimpleNamespace(user=user)))

    assert of(officer) == {officer, colleague}
    assert of(administrator) == {officer, colleague, foreign, administrator}


def test_a_region_outside_the_area_is_left_out_with_a_sentence(officer):
    a_record("Tas Goni")
    client = Client()
    client.force_login(officer)
    answer = client.get(reverse("field:records", query={"region": "32.73", "registered_in": "20266"}))
    page = answer.content.decode()
    assert (answer.status_code, "Tas Goni" in page, "Wilayah ini tidak dapat dipilih di sini." in page) == (
        200,
        True,
        True,
    )


@pytest.mark.parametrize(
    "typed",
    ["Ma'ruf", "Ma’ruf", "Ma`ruf", "maruf", "jumatiningrum", "Jum‘at", "Jum'atiningrum  Ma'ruf", "MARUF jumat", "rūf"],
)
def test_a_name_is_found_by_its_words_however_they_are_written(officer, client, typed):
    named, other = a_record("Ma'ruf Jum'atiningrum"), a_record("Marni Jumantun")
    ArtisanFactory(published=True, public_name="Ma’ruf Jum’atiningrum")
    assert found(officer, q=typed) == [named.public_name, "Ma’ruf Jum’atiningrum"]
    assert other.public_name not in found(officer, q=typed)
    listed = client.get("/perajin/", {"q": typed}).content.decode()
    assert "Ma’ruf Jum’atiningrum" in listed
