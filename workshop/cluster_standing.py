"""What of a cluster everybody sees, and the one thing that would do most for its page now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artisans.ladder import checklist, next_kind, unmet_musts
from clusters.models import Cluster
from core.freshness import is_stale
from workshop.next_step import Step

NEWS_GROWS_OLD = timedelta(days=180)


@dataclass(frozen=True)
class Standing:
    """What is there, counted once: photos, news, and who waits for an answer."""

    photos: int
    news: int
    last_news_at: timezone.datetime | None
    waiting: int
    asking: int


def seen_by_all(cluster: Cluster, standing: Standing) -> list[str]:
    """What visitors find on the page, in words."""
    n, m = standing.photos, standing.news
    seen = {
        _("story"): cluster.description,
        _("how to join"): cluster.how_to_join,
        _("benefits"): cluster.benefits,
        _("what membership costs"): cluster.fees,
        _("hours for visitors"): cluster.visitor_hours,
        ngettext("%(n)d photo", "%(n)d photos", n) % {"n": n}: n,
        ngettext("%(n)d news", "%(n)d news", m) % {"n": m}: m,
    }
    always = [_("name"), _("craft"), _("place"), _("members who agreed to be shown"), _("their products")]
    return [*always, *(words for words, is_there in seen.items() if is_there)]


def next_step(cluster: Cluster, standing: Standing) -> Step | None:
    """The first thing that is worth doing; None when all is there."""
    return next(_steps(cluster, standing), None)


def _steps(cluster: Cluster, standing: Standing) -> Iterator[Step]:
    yield from _to_answer(cluster, standing)
    yield from _to_tell(cluster, standing)
    yield from _to_grow(cluster)


def _to_answer(cluster: Cluster, standing: Standing) -> Iterator[Step]:
    if standing.waiting:
        why = _("Makers wait for your answer. A quick yes or no is a kindness either way.")
        yield Step(_("Answer who asks to join"), why, _at("memberships:queue", cluster), "users")
    if standing.asking:
        why = _("Buyers wrote to the cluster. Who answers first usually gets the order.")
        yield Step(_("Answer buyers"), why, _at("orders:of_cluster", cluster), "chat")


def _to_tell(cluster: Cluster, standing: Standing) -> Iterator[Step]:
    if not cluster.description:
        why = _("Three sentences are enough: since when, what you make, what is special.")
        yield Step(_("Tell your story"), why, _at("committee:story", cluster), "edit")
    if not standing.photos:
        why = _("Visitors and buyers trust what they can see. A photo from your phone is enough.")
        yield Step(_("Add a photo"), why, _at("committee:photos", cluster), "camera")
    if not cluster.benefits:
        why = _("Makers compare clusters before they ask to join. Tick what your members get.")
        yield Step(_("Say what members get"), why, _at("committee:benefits", cluster), "check-circle")
    if is_stale(cluster.last_confirmed_at):
        why = _("Nobody has confirmed for a year that this page is still true. Look through it; one tap is enough.")
        yield Step(_("All is still as written"), why, _at("committee:confirm", cluster), "check", by_post=True)
    if not cluster.visitor_hours:
        why = _("Guests and officers of tourism ask when they may come. “By appointment” is an answer too.")
        yield Step(_("Write the hours for visitors"), why, _at("committee:visitors", cluster), "clock")
    if standing.last_news_at is None or standing.last_news_at < timezone.now() - NEWS_GROWS_OLD:
        why = _("A page on which something happens is visited again: a training, an exhibition, a visit.")
        yield Step(_("Write news"), why, _at("committee:add_news", cluster), "plus")


def _to_grow(cluster: Cluster) -> Iterator[Step]:
    kind = next_kind(cluster.kind)
    if kind and not unmet_musts(checklist(cluster, kind)):
        why = _("All that must be there for the next step is there. Talk to the officer of your area.")
        yield Step(_("Look at the next step"), why, _at("committee:ladder", cluster), "list")


def _at(name: str, cluster: Cluster) -> str:
    return reverse(name, args=[cluster.code])
