"""A cluster's photos, the first of which is its title photo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clusters.albums import ClusterAlbum
from core import uploads
from core.posting import done_by_post
from workshop.photo_forms import PhotosForm
from workshop.views.albums import fill, put_in_order, receive
from workshop.views.cluster import cluster_or_404


@login_required
def photos(request: HttpRequest, code: str) -> HttpResponse:
    """The photos, their order, and what they show."""
    cluster = cluster_or_404(request, code)
    album = ClusterAlbum(cluster, request.user)
    form, refused, pressed = fill(request, album)
    if pressed:
        return redirect("committee:photos", cluster.code)
    if request.method == "POST" and form.is_valid() and not refused and not form.clashes:
        messages.success(request, _("The photos are saved."))
        return redirect("committee:home", cluster.code)
    if refused:
        form = PhotosForm(album=album)
    context = {"cluster": cluster, "form": form, "refused": refused, "piece": uploads.PIECE}
    is_refused = form.errors or refused or form.clashes
    return render(request, "committee/photos.html", context, status=422 if is_refused else 200)


def to_photos(request: HttpRequest, code: str) -> HttpResponse:
    """The way back to the photos."""
    return redirect("committee:photos", cluster_or_404(request, code).code)


@login_required
@done_by_post(to_photos)
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Takes one piece of a photo."""
    return receive(request, ClusterAlbum(cluster_or_404(request, code), request.user))


@login_required
@done_by_post(to_photos)
def order_photos(request: HttpRequest, code: str) -> HttpResponse:
    """Takes the order that the photos were dragged into."""
    return put_in_order(request, ClusterAlbum(cluster_or_404(request, code), request.user))
