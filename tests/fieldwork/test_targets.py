"""Setting the year's targets: who may, where, for whom, and once."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OfficerArea
from core.refusals import Refusal
from fieldwork.actions.targets import set_target
from fieldwork.models import Target
from tests.cast import BANDUNG, SEMARANG
from tests.factories import TargetFactory, UserFactory

pytestmark = pytest.mark.django_db


def head_of(code: str):
    head = UserFactory(areas=[code])
    OfficerArea.objects.filter(user=head).update(is_head=True)
    return head


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def answers(**changed) -> dict:
    return {"region": SEMARANG, "officer": "", "year": "2027", "registered": "120", "verified": "100"} | changed


def targets() -> list[tuple]:
    return list(Target.objects.order_by("pk").values_list("region_id", "officer", "year", "registered", "verified"))


def test_a_head_sets_a_target_for_everybody_and_for_an_officer():
    head, officer = head_of(SEMARANG), UserFactory(areas=["33.74.01"])
    client = client_of(head)
    answer = client.post(reverse("field:add_target"), answers())
    assert answer["Location"] == f"{reverse('field:workload')}?region=33.74&year=2027"
    client.post(reverse("field:add_target"), answers(officer=officer.pk, registered="12"))
    assert targets() == [(SEMARANG, None, 2027, 120, 100), (SEMARANG, officer.pk, 2027, 12, 100)]
    assert set(Target.objects.values_list("set_by", flat=True)) == {head.pk}


def test_a_target_is_changed_and_taken_away():
    target = TargetFactory()
    client = client_of(head_of("33"))
    page = reverse("field:change_target", args=[target.pk])
    client.post(page, answers(registered="7", seen=client.get(page).context["form"]["seen"].value()))
    assert targets() == [(SEMARANG, None, 2027, 7, 100)]
    client.post(reverse("field:delete_target", args=[target.pk]))
    assert targets() == []


@pytest.mark.parametrize("who", ["everybody", "officer"])
def test_a_second_target_for_the_same_is_refused_with_a_sentence(who):
    officer = UserFactory(areas=[SEMARANG])
    TargetFactory(year=2027, officer=officer if who == "officer" else None)
    chosen = {"officer": officer.pk} if who == "officer" else {}
    answer = client_of(head_of(SEMARANG)).post(reverse("field:add_target"), answers(**chosen))
    sentences = {
        "everybody": "Target untuk wilayah dan tahun ini sudah ada.",
        "officer": "Target untuk wilayah, petugas, dan tahun ini sudah ada.",
    }
    assert (answer.status_code, sentences[who] in answer.content.decode()) == (422, True)
    assert len(targets()) == 1


def test_of_two_heads_at_once_the_second_is_told():
    TargetFactory(year=2027)
    with pytest.raises(Refusal, match="Target untuk wilayah, petugas, dan tahun ini sudah ada"):
        set_target(target=Target(region_id=SEMARANG, year=2027, registered=1, verified=1), by=UserFactory())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"year": "1999"}, "Tulis tahun dengan empat angka, misalnya 2027."),
        ({"year": "27"}, "Tulis tahun dengan empat angka, misalnya 2027."),
        ({"registered": "-1"}, "lebih besar dari atau sama dengan 0"),
        ({"registered": ""}, "perlu diisi"),
        ({"region": BANDUNG}, "Wilayah ini tidak dapat dipilih di sini."),
        ({"region": "33"}, "Wilayah ini tidak dapat dipilih di sini."),
        ({"officer": "0"}, "pilihan"),
    ],
)
def test_a_wrong_entry_is_answered_with_a_sentence(changed, sentence):
    answer = client_of(head_of(SEMARANG)).post(reverse("field:add_target"), answers(**changed))
    [(name, [error])] = answer.context["form"].errors.items()
    assert answer.status_code == 422
    assert sentence in error
    assert name in {*changed, "__all__"}
    assert targets() == []


def test_an_officer_of_another_part_cannot_be_chosen_for_this_one():
    of_the_other_part = UserFactory(areas=["33.74.02"])
    client = client_of(head_of(SEMARANG))
    answer = client.post(reverse("field:add_target"), answers(region="33.74.01", officer=of_the_other_part.pk))
    assert "Petugas ini tidak bekerja di wilayah itu." in answer.content.decode()
    foreign = UserFactory(areas=[BANDUNG])
    assert client.post(reverse("field:add_target"), answers(officer=foreign.pk)).status_code == 422
    assert targets() == []


@pytest.mark.parametrize(
    ("person", "expected"),
    [("head", 200), ("administrator", 200), ("officer", 404), ("foreign head", 404), ("maker", 404)],
)
def test_only_the_head_here_and_administrators_change_a_target(person, expected):
    target = TargetFactory()
    who = {
        "head": lambda: head_of(SEMARANG),
        "administrator": lambda: UserFactory(administrator=True),
        "officer": lambda: UserFactory(areas=[SEMARANG]),
        "foreign head": lambda: head_of(BANDUNG),
        "maker": UserFactory,
    }[person]()
    client = client_of(who)
    assert client.get(reverse("field:change_target", args=[target.pk])).status_code == expected
    taken = client.post(reverse("field:delete_target", args=[target.pk])).status_code
    assert (taken, Target.objects.exists()) == ((302, False) if expected == 200 else (404, True))


def test_the_list_shows_the_targets_of_the_headed_areas_with_the_same_number_of_questions(django_assert_num_queries):
    TargetFactory(region_id=BANDUNG)
    client = client_of(head_of(SEMARANG))
    for more in (1, 2):
        for _ in range(more):
            TargetFactory(officer=UserFactory(areas=[SEMARANG]))
        with django_assert_num_queries(5):
            page = client.get(reverse("field:targets"))
    assert {target.region_id for target in page.context["page"]} == {SEMARANG}
    assert page.context["page"].paginator.count == 3
