"""What the pages about memberships begin and end with."""

from functools import partial

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.permissions import reachable
from artisans.actions.membership_news import send_by_phone
from artisans.models import Membership
from clusters.models import Cluster
from core.afterwards import afterwards


def cluster_or_404(request: HttpRequest, code: str) -> Cluster:
    """A cluster about whose members the person decides."""
    clusters = Cluster.objects.select_related("region", "craft")
    return get_object_or_404(reachable(request.user, "decide_members", clusters), code=code)


def membership_or_404(request: HttpRequest, verb: str, pk: int) -> Membership:
    """A membership to which the person may do this."""
    rows = Membership.objects.with_whether_named().select_related(
        "cluster__region", "cluster__craft", "artisan__region"
    )
    return get_object_or_404(reachable(request.user, verb, rows), pk=pk)


def also_by_phone(request: HttpRequest, membership: Membership, text: str) -> None:
    """Has the maker's notice sent to the maker's telephone too, once this request has its answer."""
    site = request.build_absolute_uri("/").rstrip("/")
    afterwards(request, partial(send_by_phone, membership=membership, text=text, site=site))
