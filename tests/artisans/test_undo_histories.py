"""Whatever people do before and after a merge, a split or a filling: its undo is exact, or says what came since.

A history of up to eight steps with one of the three in it, and then its undo, ends as the history without it; or the
undo is refused, or asks, with a reason. Not compared are moments, logs and notices, and steps that did nothing since
the united record said so already.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import event, given
from hypothesis import strategies as st

from artisans.actions import merging, splitting
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, Consent
from core import sealing
from regions.models import Region
from sheets.actions import importing
from sheets.choices import BatchState, ConsentBasis, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow
from sheets.reading import place_of
from tests.artisans.histories import STEPS, Register, Step, nik
from tests.cast import PURWODINATAN, SEMARANG
from tests.properties import examples

pytestmark = pytest.mark.django_db
MOST = 8
SENT_IN = {ArtisanState.SUBMITTED, ArtisanState.NEEDS_FIX, ArtisanState.ACTIVE}

steps = st.builds(Step, st.sampled_from(STEPS), st.sampled_from([0, 0, 1, 1, 2, 3, 3]), st.integers(0, 9))
histories = st.tuples(
    st.lists(st.integers(0, 2**11 - 1), min_size=3, max_size=3),
    st.lists(steps, max_size=MOST - 5),
    st.lists(steps, min_size=1, max_size=5),
    st.lists(st.sampled_from(merging.ANSWERS), unique=True),
)


@contextmanager
def forgotten() -> Iterator[None]:
    """What is done within is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Both:
    """One register and two histories: with what is undone later, and without."""

    def __init__(self, history: tuple) -> None:
        kinds, self.before, self.after, self.chosen = history
        self.register = Register.begun(kinds)
        self.labels = self.register.labels
        self.counted: list[tuple[int, Step, str | None]] = []

    def begin(self) -> None:
        self.register.labels, self.register.instead = dict(self.labels), {}
        for at, step in enumerate(self.before):
            self.register.do(step, at)

    def go_on(self) -> None:
        """The later steps of the history with it; those that did something are counted."""
        seen = self.register.look()
        for at, step in enumerate(self.after, start=MOST):
            label = self.register.do(step, at)
            now = self.register.look()
            if now != seen:
                self.counted.append((at, step, label))
            seen = now

    def without(self, instead: dict[int, int]) -> dict[str, list]:
        """How the register looks after the history without it."""
        with forgotten():
            self.begin()
            self.register.instead = instead
            for at, step, label in self.counted:
                self.register.do(step, at, label)
            return self.register.look()


def check_no_record_lacks_consent() -> None:
    """Whoever was sent in, was it with consent."""
    lacking = Artisan.objects.filter(state__in=SENT_IN).exclude(
        pk__in=Consent.objects.standing().filter(purpose=ConsentPurpose.STORE).values("artisan")
    )
    assert not lacking.exists()


def said_since(done) -> dict[str, set]:
    """What people said to a united record that no undo takes back."""
    noes = Consent.objects.filter(artisan=done.survivor, withdrawn_at__gt=done.at)
    return {"noes": set(noes.values_list("purpose", flat=True))}


@examples(20)
@given(histories, st.sampled_from([(0, 1), (1, 0)]), st.booleans())
def test_a_merge(history, order, keep_later):
    with forgotten():
        both = Both(history)
        survivor, merged = order
        with forgotten():
            both.begin()
            pair = [both.register.records[which] for which in (survivor, merged)]
            try:
                done = merging.merge(survivor=pair[0], merged=pair[1], chosen=both.chosen, by=both.register.officer)
            except merging.CannotMerge:
                event("not merged")
                return
            both.go_on()
            typed, noes = words(both.register), said_since(done)["noes"]
            try:
                merging.undo(merge=done, by=both.register.officer)
            except merging.ChangedSince:
                event("asked")
                check_the_answer(both, done, keep_later, typed, noes)
                return
            except merging.CannotUndo:
                event("refused")
                return
            ended = both.register.look()
            check_no_record_lacks_consent()
        event(f"undone after {len(both.counted)}")
        assert ended == both.without({merged: survivor})


def check_the_answer(both: Both, done, keep_later: bool, typed: set[str], noes: set[str]) -> None:
    try:
        merging.undo(merge=done, by=both.register.officer, keep_later=keep_later)
    except merging.CannotUndo:
        event("refused after asking")
        return
    check_no_record_lacks_consent()
    pair = [done.survivor_id, done.merged_id]
    standing = Consent.objects.standing().filter(artisan__in=pair, given_at__lte=done.at, purpose__in=noes)
    assert not standing.exists()
    if keep_later:
        assert typed <= words(both.register)


def words(register: Register) -> set[str]:
    """What was typed in the steps after the merge and can be read in the register."""
    text = str(register.look())
    marks = [
        f"{word} {at}" for word in ("Kata", "Nama", "Produk", "Permintaan", "Jawaban", "SK", "foto") for at in SINCE
    ]
    marks += [f"+62000000{at:04}" for at in SINCE] + [nik(at) for at in SINCE]
    return {mark for mark in marks if f"{mark}'" in text}


SINCE = range(MOST, 2 * MOST)


@examples(8)
@given(histories, st.integers(0, 2), st.booleans(), st.booleans())
def test_a_split(history, which, takes_phone, takes_all):
    with forgotten():
        both = Both(history)
        with forgotten():
            both.begin()
            artisan = both.register.today(which)
            own = {
                name: list(getattr(artisan, name).values_list("pk", flat=True)) if takes_all else []
                for name in ("products", "memberships")
            }
            try:
                done = splitting.split(
                    artisan=artisan, public_name="Yang kedua", by=both.register.officer,
                    crafts=both.register.crafts[:1], takes_phone=takes_phone, agreed_to_store=takes_phone, **own,
                )  # fmt: skip
            except splitting.CannotSplit:
                return
            both.register.records.append(done.part)
            both.go_on()
            both.register.records.pop()
            try:
                splitting.unite(split=done, by=both.register.officer)
            except splitting.CannotUnite:
                event("refused")
                check_no_record_lacks_consent()
                return
            ended = both.register.look()
            check_no_record_lacks_consent()
        event(f"undone after {len(both.counted)}")
        assert ended == both.without({3: which})


@examples(8)
@given(histories, st.integers(0, 2))
def test_an_import_that_fills(history, which):
    with forgotten():
        both = Both(history)
        with forgotten():
            both.begin()
            row = filled(both.register, both.register.records[which])
            both.go_on()
            try:
                importing.begin_undoing(batch=row.batch, by=both.register.officer)
            except importing.NotNow:
                event("refused")
                return
            importing.work(batch=row.batch, by=both.register.officer)
            check_no_record_lacks_consent()
            ended = both.register.look()
            row.refresh_from_db()
            if row.made:
                event("said what stays")
                return
        event(f"undone after {len(both.counted)}")
        assert ended == both.without({})


def filled(register: Register, artisan: Artisan) -> ImportRow:
    """A row of an import that has filled the record."""
    batch = ImportBatch.objects.create(
        uploaded_by=register.officer, office=Region.objects.get(pk=SEMARANG), file_name="a.xlsx",
        state=BatchState.CHECKED, consent_basis=ConsentBasis.STORE, consent_source="Map merah",
    )  # fmt: skip
    sealed = sealing.seal(nik(9999), bound_to=place_of(batch.pk, 0, 2))
    values = {
        "public_name": "Baris", "region": PURWODINATAN, "phone": "+620000009999", "legal_name": "Dari baris",
        "place_note": "Gang Tiga", "story": "Cerita", "workers_male": 3, "crafts": [register.crafts[2].pk],
        "nik_sealed": sealed, "nik_hash": sealing.keyed_hash(nik(9999)),
    }  # fmt: skip
    row = ImportRow.objects.create(
        batch=batch, number=2, cells=["Baris"], values=values, verdict=Verdict.EXISTS, match=artisan,
        choice=RowChoice.FILL,
    )  # fmt: skip
    importing.begin_writing(batch=batch, by=register.officer)
    importing.work(batch=batch, by=register.officer)
    row.refresh_from_db()
    return row
