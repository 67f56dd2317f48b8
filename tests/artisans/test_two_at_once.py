"""Two officers change the same record: nobody's words are overwritten unseen."""

import threading

import pytest
from django.db import connection, transaction

from artisans.actions import registering
from artisans.actions.answers import ENTRY, PersonNeedsConsent, amend, plain_answers
from artisans.actions.consents import withdraw
from artisans.actions.registering import Entry
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.last_change import last_change
from artisans.models import Artisan
from core.versions import ChangedMeanwhile
from tests.cast import SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory


def kept(artisan: Artisan) -> Artisan:
    return Artisan.objects.get(pk=artisan.pk)


def entry_of(artisan: Artisan, **changed) -> Entry:
    """The record's own answers, as an officer sends them back, with some changed."""
    same = {name: getattr(artisan, name) for name in ("public_name", "kind", "region", "place_note")}
    return Entry(**same | {"crafts": artisan.crafts.all(), "purposes": ["STORE"]} | changed)


@pytest.mark.django_db
class TestOneAfterTheOther:
    @pytest.fixture
    def artisan(self):
        artisan = ArtisanFactory(state=ArtisanState.DRAFT, public_name="Tas Goni")
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
        artisan.crafts.add(CraftFactory())
        return artisan

    def revise(self, artisan, seen, **changed):
        return registering.revise(
            artisan=artisan,
            entry=entry_of(artisan, **changed),
            by=UserFactory(areas=[SEMARANG]),
            submit=False,
            seen=seen,
        )

    def test_changes_of_different_answers_both_stand(self, artisan):
        seen = plain_answers(artisan, ENTRY)
        batik = CraftFactory(slug="batik")
        self.revise(artisan, seen, phone=UNDIALLABLE, crafts=[*artisan.crafts.all(), batik])
        self.revise(artisan, seen, public_name="Tas Goni Lestari")
        now = plain_answers(kept(artisan), ["public_name", "phone", "crafts"])
        assert now == {
            "public_name": "Tas Goni Lestari",
            "phone": UNDIALLABLE,
            "crafts": sorted(artisan.crafts.values_list("pk", flat=True)),
        }
        assert len(now["crafts"]) == 2

    @pytest.mark.parametrize(
        ("name", "first", "second"),
        [
            ("public_name", "Tas A", "Tas B"),
            ("phone", UNDIALLABLE, "+620098765432"),
            ("purposes", ["STORE", "PHOTO"], ["STORE", "PUBLIC_PROFILE"]),
            ("place_note", "Gang II", "Gang III"),
        ],
    )
    def test_the_second_to_change_an_answer_gets_the_firsts(self, artisan, name, first, second):
        seen = plain_answers(artisan, ENTRY)
        self.revise(artisan, seen, **{name: first})
        with pytest.raises(ChangedMeanwhile) as refusal:
            self.revise(artisan, seen, **{name: second})
        assert refusal.value.theirs == {name: sorted(first) if isinstance(first, list) else first}
        assert plain_answers(kept(artisan), [name]) == refusal.value.theirs

    def test_a_place_moved_by_both_is_one_answer(self, artisan):
        seen = plain_answers(artisan, ENTRY)
        self.revise(artisan, seen, lat=-6.97, lon=110.42, precision_m=12)
        with pytest.raises(ChangedMeanwhile) as refusal:
            self.revise(artisan, seen, lat=-6.98, lon=110.42, precision_m=9)
        assert refusal.value.theirs == {"position": [-6.97, 110.42, 12]}

    def test_a_number_is_not_kept_when_the_maker_has_meanwhile_taken_the_consent_back(self, artisan):
        seen = plain_answers(artisan, ENTRY)
        withdraw(artisan=artisan, purpose=ConsentPurpose.STORE, by=UserFactory())
        with pytest.raises(PersonNeedsConsent):
            self.revise(artisan, seen, phone=UNDIALLABLE)
        assert plain_answers(kept(artisan), ["phone", "purposes"]) == {"phone": "", "purposes": []}

    def test_a_section_is_held_to_the_same(self, artisan):
        officer, seen = UserFactory(areas=[SEMARANG]), {"workers_male": None, "machines": ""}
        amend(artisan=artisan, answers={"workers_male": 2, "machines": ""}, seen=seen, by=officer)
        with pytest.raises(ChangedMeanwhile) as refusal:
            amend(artisan=artisan, answers={"workers_male": 3, "machines": "obras"}, seen=seen, by=officer)
        assert refusal.value.theirs == {"workers_male": 2}
        amend(artisan=artisan, answers={"workers_male": None, "machines": "obras"}, seen=seen, by=officer)
        assert plain_answers(kept(artisan), seen) == {"workers_male": 2, "machines": "obras"}


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_moment_the_second_gets_both_versions():
    artisan = ArtisanFactory(state=ArtisanState.DRAFT, public_name="Tas Goni")
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    officers = [UserFactory(areas=[SEMARANG]) for _ in range(2)]
    seen, start, refused = plain_answers(artisan, ENTRY), threading.Barrier(2), []

    def revise(officer, name):
        try:
            start.wait()
            registering.revise(
                artisan=artisan, entry=entry_of(artisan, public_name=name), by=officer, submit=False, seen=seen
            )
        except ChangedMeanwhile as changed:
            refused.append((name, changed.theirs))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=revise, args=[officer, name])
        for officer, name in zip(officers, ["Tas A", "Tas B"], strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stands = kept(artisan).public_name
    other = {"Tas A": "Tas B", "Tas B": "Tas A"}[stands]
    assert refused == [(other, {"public_name": stands})]


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_firsts_row_and_then_sees_it():
    artisan = ArtisanFactory(state=ArtisanState.DRAFT, public_name="Tas Goni")
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    officer, seen, answers = UserFactory(areas=[SEMARANG]), {"machines": ""}, []

    def second():
        try:
            amend(artisan=artisan, answers={"machines": "2 mesin"}, seen=seen, by=officer)
        except ChangedMeanwhile as changed:
            answers.append(changed.theirs)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        amend(artisan=artisan, answers={"machines": "1 mesin"}, seen=seen, by=officer)
        other.start()
        other.join(timeout=1)
        assert answers == []
    other.join()
    assert answers == [{"machines": "1 mesin"}]


@pytest.mark.django_db
def test_the_last_change_names_nobody_for_a_change_from_outside_the_pages():
    artisan = ArtisanFactory()
    assert last_change(artisan).by is None
