"""Likely duplicates wait for an officer: side by side, and of another office's record only the office is told."""

import pytest
from django.urls import reverse

from artisans.actions.duplicates import decide
from artisans.choices import ArtisanState, SameOrNot
from artisans.models import Artisan, DuplicatePair, PersonIdentity
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, CraftFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/petugas/dugaan-ganda/"


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=[SEMARANG])
    client.force_login(officer)
    return officer


def maker(name: str, region: str = PURWODINATAN) -> Artisan:
    artisan = ArtisanFactory(public_name=name, region_id=region, registered_by=UserFactory())
    artisan.crafts.add(CraftFactory(slug=f"craft-{artisan.pk}"))
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE)
    return artisan


def a_pair(first: Artisan, second: Artisan, score: float = 0.9) -> DuplicatePair:
    first, second = sorted((first, second), key=lambda artisan: artisan.pk)
    reasons = ["SAME_PHONE", "SAME_VILLAGE", "A_REASON_OF_OLD"]
    return DuplicatePair.objects.create(first=first, second=second, score=score, reasons=reasons)


def test_the_likeliest_comes_first_with_reasons_and_the_end_of_the_number(client, officer):
    a_pair(maker("Batik Satu"), maker("Batik Dua"), 0.4)
    a_pair(maker("Tas Tiga"), maker("Tas Empat"), 0.999)
    page = client.get(PAGE).content.decode()
    assert page.index("Tas Tiga") < page.index("Batik Satu")
    assert ("99% mirip" in page, "nomor HP sama, desa sama" in page) == (True, True)
    assert (f"··· {UNDIALLABLE[-3:]}" in page, UNDIALLABLE[-4:] in page) == (True, False)


def test_both_records_lead_to_the_page_that_makes_one_of_them(client, officer):
    pair = a_pair(maker("Tas Tiga"), maker("Tas Empat"))
    link = reverse("field:merge", args=[pair.first.code, pair.second.code])
    assert f'href="{link}"' in client.get(PAGE).content.decode()
    assert client.get(link).status_code == 200


def test_of_a_foreign_record_only_the_office_is_told(client, officer):
    foreign = maker("Tas Empat", BANDUNG_VILLAGE)
    pair = a_pair(maker("Tas Tiga"), foreign)
    page = client.get(PAGE).content.decode()
    assert ("Tas Tiga" in page, "Kota Bandung" in page) == (True, True)
    told = [foreign.public_name, foreign.code, foreign.spoken_code, foreign.region.name, foreign.crafts.get().name]
    assert [secret for secret in told if secret in page] == []
    assert reverse("field:merge", args=[pair.first.code, pair.second.code]) not in page


def test_pairs_of_other_areas_decided_ones_and_merged_records_are_not_shown(client, officer):
    a_pair(maker("Tas Satu", BANDUNG_VILLAGE), maker("Tas Dua", BANDUNG_VILLAGE))
    first, second = maker("Tas Tiga"), maker("Tas Empat")
    a_pair(first, second)
    decide(first=first, second=second, decision=SameOrNot.DIFFERENT, by=officer)
    merged = maker("Tas Lima")
    a_pair(second, merged)
    Artisan.objects.filter(pk=merged.pk).update(state=ArtisanState.MERGED)
    answer = client.get(PAGE)
    assert answer.context["pairs"] == []
    assert "Tidak ada pasangan yang menunggu keputusan" in answer.content.decode()


def test_another_person_is_kept_and_the_pair_disappears(client, officer):
    pair = a_pair(maker("Tas Tiga"), maker("Tas Empat"))
    answer = client.post(reverse("field:tell_apart", args=[pair.pk]), follow=True)
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by) == (SameOrNot.DIFFERENT, officer)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert answer.context["pairs"] == []


def test_who_comes_second_is_told_what_a_colleague_decided(client, officer):
    pair = a_pair(maker("Tas Tiga"), maker("Tas Empat"))
    colleague = UserFactory(areas=[SEMARANG])
    decide(first=pair.first, second=pair.second, decision=SameOrNot.SAME, by=colleague)
    page = client.post(reverse("field:tell_apart", args=[pair.pk]), follow=True).content.decode()
    assert "sudah memutuskan tentang dua catatan ini: Perajin yang sama" in page


@pytest.mark.parametrize("number", [1, 3])
def test_three_pairs_cost_as_many_queries_as_one(client, officer, number, django_assert_num_queries):
    for count in range(number):
        a_pair(maker(f"Tas {count}"), maker(f"Tas {count}a", f"33.74.0{count + 1}.1001"))
    with django_assert_num_queries(8):
        client.get(PAGE)
