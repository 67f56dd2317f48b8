"""A small register, what several people do in it, and how it looks afterwards: for test_undo_histories.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from PIL import Image

from accounts.models import User
from artisans.actions import (
    claiming,
    consents,
    duplicates,
    freshness,
    inviting,
    joining,
    papers,
    review,
    seats,
    wishes,
)
from artisans.actions.answers import amend
from artisans.choices import Assent, ConsentPurpose, MembershipRole, WishState
from artisans.models import Artisan, DataWish, Membership
from clusters.models import Cluster, Craft
from core import sealing
from core.refusals import Refusal
from products import actions as products
from products.models import Product
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ClusterFactory, ConsentFactory, CraftFactory, UserFactory

PURPOSES = ("STORE", "PUBLIC_PROFILE", "PHOTO", "WHATSAPP", "INVITE")
# What stays on record of whatever was done, also when it is undone.
LOGS = {"statechange", "privateread", "merge", "split", "erasedrecord"}


@dataclass
class Step:
    """Something that one person does to one record; `what` tells which value, cluster, account or purpose."""

    name: str
    record: int
    what: int


@dataclass
class Register:
    """Three records, two clusters and some people.

    `labels` names the rows that steps have made; `instead` says to which record is done what was meant for another.
    """

    officer: User
    colleague: User
    accounts: list[User]
    records: list[Artisan]
    clusters: list[Cluster]
    crafts: list[Craft]
    labels: dict[tuple[type[Model], Any], str] = field(default_factory=dict)
    instead: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, kinds: list[int]) -> "Register":
        """`kinds` says of each record, bit by bit, what is already there."""
        officer, colleague = (UserFactory(areas=[SEMARANG]) for _ in range(2))
        crafts = [CraftFactory(), CraftFactory(slug="batik"), CraftFactory(slug="anyam")]
        clusters = [ClusterFactory(craft=crafts[0]) for _ in range(2)]
        records = [ArtisanFactory(region_id=PURWODINATAN, registered_by=officer) for _ in kinds]
        register = cls(officer, colleague, [UserFactory() for _ in range(2)], records, clusters, crafts)
        for which, kind in enumerate(kinds):
            for bit, begin in enumerate(register.beginnings(which)):
                if kind >> bit & 1:
                    begin()
        return register

    def beginnings(self, which: int) -> list[Callable[[], object]]:
        """What a record may have before the histories begin; the first stand for consent and for verification."""
        artisan, at = self.records[which], which + 100
        earlier = {"artisan": artisan, "witness": self.officer, "given_at": timezone.now() - timedelta(days=9 - which)}
        no = {"withdrawn_at": timezone.now() - timedelta(days=7), "withdrawn_by": self.officer}
        return [
            lambda: ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE, witness=self.officer),
            lambda: self._verify(artisan),
            lambda: self.do(Step("tell_about_person", which, 0), at),
            lambda: self.do(Step("number", which, 0), at),
            lambda: artisan.users.add(self.accounts[0]),
            lambda: self.do(Step("join", which, 2), at),
            lambda: self.do(Step("wish", which, 0), at),
            lambda: self.do(Step("make", which, 0), at),
            lambda: ConsentFactory(purpose=ConsentPurpose.PHOTO, **earlier),
            lambda: ConsentFactory(purpose=ConsentPurpose.INVITE, **earlier | (no if which else {})),
            lambda: ConsentFactory(purpose=ConsentPurpose.WHATSAPP, **earlier),
        ]

    def _verify(self, artisan: Artisan) -> None:
        if artisan.consents.exists():
            artisan.crafts.add(self.crafts[0])
            ConsentFactory(artisan=artisan, witness=self.officer)
            review.verify(artisan=review.submit(artisan=artisan, by=self.officer), by=self.colleague)

    def today(self, which: int) -> Artisan:
        """The record, or the one that it became part of."""
        which = which if which in self.instead else which % len(self.records)
        return Artisan.objects.named(self.records[self.instead.get(which, which)].code).get()

    def called(self, row: Model, name: str) -> None:
        self.labels[type(row), row.pk] = name

    def row(self, model: type[Model], label: str) -> Model | None:
        """The row that a step has made under this name."""
        keys = [pk for (kind, pk), name in self.labels.items() if (kind, name) == (model, label)]
        return model._base_manager.filter(pk__in=keys).first()

    # What people do. Those that name a row give back its label, so that the same row is meant in the other history.

    def rename(self, record: Artisan, what: int, at: int) -> None:
        answer = ("public_name", "story", "machines", "place_note")[what % 4]
        amend(artisan=record, answers={answer: f"Kata {at}"}, seen=None, by=self.officer)

    def tell_about_person(self, record: Artisan, what: int, at: int) -> None:
        answers = ({"phone": f"+62000000{at:04}"}, {"legal_name": f"Nama {at}"}, {"birth_year": 1950 + at})[what % 3]
        amend(artisan=record, answers=answers, seen=None, by=self.officer)

    def number(self, record: Artisan, what: int, at: int) -> None:
        papers.keep_nik(artisan=record, nik=nik(at), by=self.officer)

    def choose_crafts(self, record: Artisan, what: int, at: int) -> None:
        chosen = [craft.pk for bit, craft in enumerate(self.crafts) if what >> bit & 1]
        amend(artisan=record, answers={"crafts": chosen}, seen=None, by=self.officer)

    def photograph(self, record: Artisan, what: int, at: int) -> None:
        image = Image.new("RGB", (8, 8), (at, what, 0))
        changed = amend(artisan=record, answers={}, photo=image, seen=None, by=self.officer)
        self.labels[Artisan, changed.photo] = f"foto {at}"

    def agree(self, record: Artisan, what: int, at: int) -> None:
        consents.give(artisan=record, purpose=PURPOSES[what % 5], method="SPOKEN", by=self.officer)

    def refuse(self, record: Artisan, what: int, at: int) -> None:
        consents.withdraw(artisan=record, purpose=PURPOSES[what % 5], by=self.officer)

    def join(self, record: Artisan, what: int, at: int) -> None:
        cluster = self.clusters[what % 2]
        asked = joining.ask_to_join(artisan=record, cluster=cluster, by=self.officer, assent=Assent.SPOKEN)
        self.called(asked, f"permintaan {at}")
        if what % 3:
            joining.accept(membership=asked, by=self.colleague)

    def invite(self, record: Artisan, what: int, at: int) -> None:
        invited = inviting.invite(cluster=self.clusters[what % 2], artisan=record, by=self.colleague)
        self.called(invited, f"undangan {at}")

    def leave(self, record: Artisan, what: int, at: int, label: str | None) -> str | None:
        membership = self.row(Membership, label) or record.memberships.running().order_by("pk").first()
        if membership:
            seats.leave(membership=membership, by=self.officer, alone=True)
            return self.labels[Membership, membership.pk]
        return None

    def sit(self, record: Artisan, what: int, at: int, label: str | None) -> str | None:
        membership = self.row(Membership, label) or record.memberships.running().order_by("pk").first()
        if membership:
            answers = {"role": MembershipRole.values[what % 5], "decree_no": f"SK {at}"}
            seen = seats.kept_answers(membership)
            seats.amend(membership=membership, answers=answers, seen=seen, by=self.colleague, alone=True)
            return self.labels[Membership, membership.pk]
        return None

    def link(self, record: Artisan, what: int, at: int) -> None:
        record.users.add(self.accounts[what % 2])

    def unlink(self, record: Artisan, what: int, at: int) -> None:
        claiming.end_hold(artisan=record, account=self.accounts[what % 2], by=self.officer)

    def move_on(self, record: Artisan, what: int, at: int) -> None:
        steps: list[Callable[[], object]] = [
            lambda: review.submit(artisan=record, by=self.officer),
            lambda: review.verify(artisan=record, by=self.colleague),
            lambda: review.return_for_fix(artisan=record, by=self.colleague, reason=f"Alasan {at}"),
        ]
        steps[what % 3]()

    def confirm(self, record: Artisan, what: int, at: int) -> None:
        person = (self.officer, self.colleague)[what % 2]
        freshness.confirm(artisan=record, how=("PHONE", "VISIT")[what % 2], by=person)

    def make(self, record: Artisan, what: int, at: int) -> None:
        values = {"craft": self.crafts[0], "name": f"Produk {at}", "price_mode": "ASK", "price": None}
        made = products.create_product(artisan=record, by=self.officer, materials=[], **values)
        self.called(made, f"produk {at}")

    def remake(self, record: Artisan, what: int, at: int, label: str | None) -> str | None:
        product = self.row(Product, label) or record.products.order_by("pk").first()
        if product:
            products.change_product(product=product, by=self.officer, name=f"Produk {at}")
            return self.labels[Product, product.pk]
        return None

    def wish(self, record: Artisan, what: int, at: int) -> None:
        asked = wishes.ask_for_correction(artisan=record, text=f"Permintaan {at}", by=self.accounts[what % 2])
        self.called(asked, f"permintaan {at}")

    def answer(self, record: Artisan, what: int, at: int, label: str | None) -> str | None:
        wish = self.row(DataWish, label) or record.wishes.filter(state=WishState.OPEN).order_by("pk").first()
        if wish:
            wishes.correct(wish=wish, by=self.officer, answer=f"Jawaban {at}")
            return self.labels[DataWish, wish.pk]
        return None

    def tell_apart(self, record: Artisan, what: int, at: int) -> None:
        other = self.today(what % 3)
        if other != record:
            duplicates.decide(first=record, second=other, decision=("SAME", "DIFFERENT")[at % 2], by=self.officer)

    def do(self, step: Step, at: int, label: str | None = None) -> str | None:
        """Does one step, whatever becomes of it; gives back which row it was about. `at` is typed and nowhere else."""
        record, act = self.today(step.record), getattr(self, step.name)
        try:
            return act(record, step.what, at, label) if step.name in OF_A_ROW else act(record, step.what, at)
        except Refusal:
            return None

    def look(self) -> dict[str, list]:
        """Every row of makers and products: keys, moments and drawn words only as whether they are there."""
        models = [*apps.get_app_config("artisans").get_models(include_auto_created=True), Product]
        kept = [model for model in models if not model._meta.proxy and model._meta.model_name not in LOGS]
        return {
            model._meta.label: sorted(
                (self._seen(model, row) for row in model._base_manager.values()), key=lambda seen: str(seen)
            )
            for model in kept
            if not model._meta.model_name.endswith("event")
        }

    def _seen(self, model: type[Model], row: dict) -> dict:
        if row.get("nik_sealed"):
            row["nik_sealed"] = sealing.open_sealed(row["nik_sealed"], bound_to=papers.place_of(row["artisan_id"]))
        if model is Artisan:
            row["photo"] = self.labels.get((Artisan, row["photo"]), row["photo"])
        drawn = {"code", "search"} if model is Product else set() if model is Artisan else {"id", "code_hash"}
        drawn |= {"id"} if model is Product else set()
        return {
            name: bool(value) if isinstance(value, datetime) else value
            for name, value in row.items()
            if name not in drawn
        }


def nik(at: int) -> str:
    """An identity number that nobody else types."""
    return f"337401650574{at:04}"


OF_A_ROW = {"leave", "sit", "remake", "answer"}
STEPS = [
    "rename", "tell_about_person", "number", "choose_crafts", "photograph", "agree", "refuse", "join", "invite",
    "leave", "sit", "link", "unlink", "move_on", "confirm", "make", "remake", "wish", "answer", "tell_apart",
]  # fmt: skip
