"""The one thing that would do most for a maker now."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from artisans.choices import ArtisanState, ConsentPurpose, MembershipState
from artisans.models import Artisan
from products.models import Product


@dataclass(frozen=True)
class Step:
    """What to do, why, and where; `by_post` for what one tap does."""

    title: str
    why: str
    url: str
    icon: str
    by_post: bool = False


def next_step(artisan: Artisan, agreed: Collection[str]) -> Step | None:
    """The first thing that is worth doing; None when all is there. `agreed` are the purposes that stand."""
    return next(_steps(artisan, agreed), None)


def _steps(artisan: Artisan, agreed: Collection[str]) -> Iterator[Step]:
    yield from _to_answer(artisan)
    yield from _to_be_true(artisan)
    yield from _to_be_seen(artisan, agreed)
    yield from _to_sell(artisan)


def _to_answer(artisan: Artisan) -> Iterator[Step]:
    if artisan.enquiries.waiting().exists():
        url = reverse("workshop:enquiries", args=[artisan.code])
        yield Step(_("Answer the buyer"), _("A buyer has asked you something and waits."), url, "chat")
    waiting = artisan.memberships.awaiting_maker().select_related("cluster").first()
    if waiting is None:
        return
    url = reverse("memberships:detail", args=[waiting.pk])
    cluster = {"cluster": waiting.cluster}
    if waiting.state == MembershipState.INVITED:
        yield Step(_("Answer the invitation"), _("%(cluster)s invites you to join.") % cluster, url, "users")
    else:
        yield Step(_("Answer the committee"), _("%(cluster)s has asked you something.") % cluster, url, "chat")


def _to_be_true(artisan: Artisan) -> Iterator[Step]:
    still_active = reverse("pages:still_active", args=[artisan.code])
    if artisan.state == ArtisanState.DORMANT:
        why = _("Your page says that you are not at work, and your products are not found in the search.")
        yield Step(_("I am at work again"), why, still_active, "check", by_post=True)
    if artisan.is_due_for_confirmation:
        why = _("Nobody has confirmed for a year that your record is still true. One tap is enough.")
        yield Step(_("Still at work"), why, still_active, "check", by_post=True)


def _to_be_seen(artisan: Artisan, agreed: Collection[str]) -> Iterator[Step]:
    consents, story = (reverse(f"workshop:{name}", args=[artisan.code]) for name in ("consents", "story"))
    if ConsentPurpose.PUBLIC_PROFILE not in agreed:
        yield Step(_("Let buyers find you"), _("As yet nobody but the officers sees your record."), consents, "globe")
    if not artisan.photo:
        why = _("Buyers trust a workshop that they can see. A photo from your phone is enough.")
        yield Step(_("Add a photo"), why, story, "camera")
    elif ConsentPurpose.PHOTO not in agreed:
        yield Step(
            _("Show your photo"), _("There is a photo in your record, but buyers do not see it."), consents, "photo"
        )
    if not artisan.story:
        yield Step(
            _("Tell your story"), _("Three sentences: what you make, since when, how you learnt it."), story, "edit"
        )


def _to_sell(artisan: Artisan) -> Iterator[Step]:
    if not Product.objects.filter(artisan=artisan).exists():
        why = _("Photos, what it is made of, the price: three steps, and buyers find it in the search.")
        yield Step(_("Add a product"), why, reverse("workshop:products", args=[artisan.code]), "plus")
    if artisan.state == ArtisanState.ACTIVE and not artisan.memberships.open().exists():
        craft = next(iter(artisan.craft_slugs), "")
        url = reverse("clusters:list", query={"near": artisan.region_id} | ({"craft": craft} if craft else {}))
        yield Step(_("Join a cluster"), _("Makers of your craft learn, buy and sell together near you."), url, "users")
