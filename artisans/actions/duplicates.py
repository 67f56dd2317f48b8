"""Finding pairs of records that look like one maker, and keeping what officers decide about them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Func, QuerySet, TextField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.locking import locked_pair, locked_rows
from artisans.choices import ArtisanState, SameOrNot
from artisans.duplicates import LIKELY, Reason, Sighting
from artisans.duplicates.finding import AT_ONCE, scores
from artisans.duplicates.names import counted_bits
from artisans.models import Artisan, DuplicatePair, Trace, WordShare
from core.actions import action
from core.refusals import Refusal

# Found pairs are kept so many at once: their makers wait so long, and no longer.
PAIRS_AT_ONCE = 500


class AlreadyDecided(Refusal):
    """Somebody else has decided about the two records meanwhile, and otherwise."""


@dataclass(frozen=True)
class FoundPair:
    """Two records, by their keys with the lower one first, that look like one maker."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Kept:
    """What keeping found pairs does to the list: `new` ones, `known` undecided ones, `gone` ones, `decided` ones."""

    new: int
    known: int
    gone: int
    decided: int


@action
def decide(*, first: Artisan, second: Artisan, decision: SameOrNot, by: User) -> DuplicatePair:
    """Keeps what an officer says about two records; saying it again changes nothing.

    Raises AlreadyDecided if somebody else said the contrary meanwhile, and RecordErased.
    """
    one, other = locked_pair(*sorted((first, second), key=lambda artisan: artisan.pk))
    pair = DuplicatePair.objects.filter(first=one, second=other).first() or _seen_by_an_officer(one, other)
    if pair.decision == decision:
        return pair
    if pair.decision and pair.decided_by != by:
        raise AlreadyDecided(
            _("%(person)s has decided about these two records already: %(decision)s.")
            % {"person": pair.decided_by, "decision": pair.get_decision_display()}
        )
    pair.decision, pair.decided_by, pair.decided_at = decision, by, timezone.now()
    pair.save()
    return pair


def _seen_by_an_officer(first: Artisan, second: Artisan) -> DuplicatePair:
    """A pair that nobody had listed, with what speaks for it."""
    likeness = {key: (score, reasons) for score, key, reasons in scores([sighting_of(first)], exclude=[{first.pk}])[0]}
    score, reasons = likeness.get(second.pk, (0.0, ()))
    return DuplicatePair(first=first, second=second, score=score, reasons=list(reasons))


def find_pairs() -> Collection[FoundPair]:
    """Every pair in the register that is likely one maker, each once; merged records are not looked at.

    Seen from either record the other may have likelier rivals, so the lower of the two likenesses is the pair's.
    """
    found: dict[tuple[int, int], FoundPair] = {}
    records = Artisan.objects.exclude(state=ArtisanState.MERGED).select_related("identity").order_by("pk")
    last = 0
    while chunk := list(records.filter(pk__gt=last)[:AT_ONCE]):
        seen = scores([sighting_of(artisan) for artisan in chunk], exclude=[{artisan.pk} for artisan in chunk])
        for artisan, rivals in zip(chunk, seen, strict=True):
            for score, key, reasons in rivals:
                pair = (min(key, artisan.pk), max(key, artisan.pk))
                if pair not in found or score < found[pair].score:
                    found[pair] = FoundPair(*pair, score, reasons)
        last = chunk[-1].pk
    return [pair for pair in found.values() if pair.score >= LIKELY]


def keep_pairs(*, found: Iterable[FoundPair], write: bool) -> Kept:
    """Makes the found pairs the list of those to be decided, or only tells what that would do.

    What was decided stays as it is, whether the pair was found again or not. Undecided pairs that were not found any
    more go, because a name was mended or a record moved. Records that were erased or merged meanwhile are left out.
    """
    pairs = {(pair.first, pair.second): pair for pair in found}
    rows = DuplicatePair.objects.values_list("first", "second", "decision")
    known = {(first, second): decision for first, second, decision in rows}
    undecided = {key for key, decision in known.items() if not decision}
    kept = Kept(
        new=len(pairs.keys() - known.keys()),
        known=len(undecided & pairs.keys()),
        gone=len(undecided - pairs.keys()),
        decided=len(known) - len(undecided),
    )
    if write:
        gone = undecided - pairs.keys()
        keys = [row.pk for row in DuplicatePair.objects.undecided() if (row.first_id, row.second_id) in gone]
        DuplicatePair.objects.filter(pk__in=keys, decision="").delete()
        open_pairs = [pair for key, pair in sorted(pairs.items()) if not known.get(key)]
        for start in range(0, len(open_pairs), PAIRS_AT_ONCE):
            _keep(open_pairs[start : start + PAIRS_AT_ONCE])
    return kept


@action
def _keep(found: Collection[FoundPair]) -> None:
    rows = locked_rows({key for pair in found for key in (pair.first, pair.second)})
    there = {key for key, row in rows.items() if row.state != ArtisanState.MERGED}
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(first_id=one.first, second_id=one.second, score=one.score, reasons=list(one.reasons))
            for one in found
            if {one.first, one.second} <= there
        ],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "reasons"],
    )


@action
def count_words() -> int:
    """Counts how many makers bear the words of names, and the whole names; what one maker alone bears is not kept.

    A rare name says more than a common one. Shares change slowly: once a night is enough. Returns how many were
    counted.
    """
    WordShare.objects.all().delete()
    makers = max(Trace.objects.values("artisan").distinct().count(), 1)
    word = Func(F("name"), Value(" "), function="string_to_array")
    words = Trace.objects.annotate(word=Func(word, function="unnest", output_field=TextField()))
    whole_names = Trace.objects.filter(name__contains=" ").annotate(word=F("name"))
    counted = [*_bearers(words, 2), *_bearers(whole_names, 3)]
    shares = [WordShare(word=word, bits=counted_bits(word, bearers, makers)) for word, bearers in counted]
    WordShare.objects.bulk_create([WordShare(word="", bits=counted_bits("", 0, makers)), *shares], batch_size=5000)
    return len(shares)


class SharesOfNames:
    """The words of some makers' names, found before their records are deleted; what nobody else bears goes."""

    def __init__(self, artisans: Collection[Artisan]) -> None:
        names = list(Trace.objects.filter(artisan__in=artisans).values_list("name", flat=True))
        self.words = {word for name in names for word in (name, *name.split())}

    def forget(self) -> None:
        gone = [word for word in self.words if not Trace.objects.filter(name__contains=word).exists()]
        WordShare.objects.filter(word__in=gone).delete()


def _bearers(traces: QuerySet, fewest: int) -> QuerySet:
    """Each `word` of the traces that at least so many makers bear, with their number."""
    counted = traces.order_by("word").values_list("word").annotate(bearers=Count("artisan", distinct=True))
    return counted.filter(bearers__gte=fewest)


def sighting_of(artisan: Artisan) -> Sighting:
    """A record as if somebody wrote the maker down anew."""
    identity = getattr(artisan, "identity", None)
    return Sighting(
        name=artisan.public_name,
        phone=identity.phone if identity else "",
        region_code=artisan.region_id,
        lat=artisan.lat,
        lon=artisan.lon,
        precision_m=artisan.precision_m,
        nik_hash=identity.nik_hash if identity else "",
        legal_name=identity.legal_name if identity else "",
    )
