"""The page of an album: files taken, descriptions kept, buttons pressed, pieces received; whosever the photos are."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core import uploads
from core.photos import read_photo
from core.refusals import Refusal
from core.versions import ChangedMeanwhile
from workshop.albums import Album
from workshop.photo_forms import GivenUpForm, OrderForm, PhotosForm, PieceForm


def fill(request: HttpRequest, album: Album) -> tuple[PhotosForm, list[str], bool]:
    """Does what was sent from an album's page.

    Returns the form, a sentence for each file that is no photo, and whether a button was pressed that leads back to the
    page.
    """
    form = PhotosForm(request.POST or None, request.FILES or None, album=album)
    if request.method != "POST" or not form.is_valid():
        return form, [], False
    try:
        album.describe(form.alts, form.seen_alts)
    except ChangedMeanwhile as changed:
        form.show_alts(changed)
        return form, [], False
    refused = _take(request, album)
    return form, refused, not refused and _press(request, album)


def _take(request: HttpRequest, album: Album) -> list[str]:
    """Keeps each file that is a photo; returns a sentence for each that is not, with the file's name."""
    sentences = []
    for file in request.FILES.getlist("files"):
        try:
            album.add(read_photo(file))
        except ValidationError as error:
            sentences += [f"{file.name}: {sentence}" for sentence in error.messages]
        except Refusal as refusal:
            sentences.append(f"{file.name}: {refusal}")
    return sentences


def _press(request: HttpRequest, album: Album) -> bool:
    """Moves or removes the photo whose button was pressed; whether any was, or who sent it wants to stay."""
    for name, places in (("earlier", -1), ("later", 1)):
        if (key := _key(request, name)) is not None:
            album.move(key, places)
            return True
    if (key := _key(request, "remove")) is not None:
        if album.remove(key):
            messages.success(request, _("The photo is removed."))
        return True
    return "stay" in request.POST


def _key(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def receive(request: HttpRequest, album: Album) -> JsonResponse:
    """Takes one piece of a photo, which is the body of the request; the address says which piece of which photo.

    With `given_up` it says instead which photo will not be sent to its end.
    """
    given_up = GivenUpForm(request.GET)
    if given_up.is_valid():
        uploads.drop(album, upload=given_up.cleaned_data["given_up"])
        return JsonResponse({})
    form = PieceForm(request.GET)
    if not form.is_valid():
        return _refused(_("This is no part of the photo. Choose the photo again."))
    try:
        received = uploads.receive(album, piece=request.body, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(str(refusal))
    except RawPostDataException:
        # Sent as a form, which the check against forgery has read already.
        return _refused(_("This is no part of the photo. Choose the photo again."))
    answer = {"offset": received.offset}
    if received.photo:
        [row] = [row for row in PhotosForm(album=album).rows if row[0].pk == received.photo.pk]
        answer["row"] = render_to_string("workshop/_photo.html", {"photo": row[0], "alt": row[1]}, request)
    return JsonResponse(answer)


def put_in_order(request: HttpRequest, album: Album) -> JsonResponse:
    """Takes the order that the photos were dragged into."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _refused(_("The photos have changed meanwhile. Look at them again before you order them."))
    try:
        album.order(form.cleaned_data["order"])
    except Refusal as refusal:
        return _refused(str(refusal))
    return JsonResponse({"order": form.cleaned_data["order"]})


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=422)
