"""The buyer's side of an enquiry, without an account: opened by a secret word, or by the browser that wrote it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from core.posting import done_by_post
from core.refusals import Refusal
from orders import actions, keeping, words
from orders.forms import MessageForm, WordForm
from orders.limits import check_message, check_word
from orders.models import Enquiry
from products.links import opened_links
from products.models import Product


@cache_control(private=True, no_store=True)
def open_by_word(request: HttpRequest) -> HttpResponse:
    """Where the buyer's link leads. Its word stands behind a "#", which no browser sends to a server by itself."""
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        try:
            check_word(request)
        except Refusal as refusal:
            form.add_error("word", str(refusal))
        else:
            if enquiry := Enquiry.objects.filter(secret_hash=words.hash_of(word)).first():
                keeping.remember(request, enquiry.pk)
                return redirect("orders:thread", enquiry.pk)
            if words.is_genuine(word):
                return _gone(request)
            form.add_error("word", _("This is no word of ours. Compare it letter by letter with your link."))
    opened = Enquiry.objects.filter(pk__in=keeping.opened_by(request)).for_list()
    return render(request, "orders/open.html", {"form": form, "opened": opened}, status=422 if form.errors else 200)


@cache_control(private=True, no_store=True)
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written so far, and a field to write more."""
    if str(pk) not in keeping.opened_by(request):
        return redirect("orders:open")
    enquiry = Enquiry.objects.select_related("artisan", "cluster").filter(pk=pk).first()
    if enquiry is None:
        return _gone(request)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_message(request, f"enquiry {pk}", form.cleaned_data["text"])
            actions.write_again(enquiry=enquiry, text=form.cleaned_data["text"])
        except Refusal as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Your message is sent."))
            return redirect("orders:thread", pk)
    context = {"enquiry": enquiry, "form": form, **_told(request, enquiry)}
    return render(request, "orders/thread.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, enquiry: Enquiry) -> dict:
    """The messages, and of the maker and the product only what everybody may see today."""
    word = keeping.word_to_keep(request, enquiry.pk)
    return {
        "messages_of_both": enquiry.messages.order_by("pk"),
        "is_shown": actions.is_shown(enquiry.recipient),
        "product": Product.objects.shown_to(request.user, opened_links(request)).filter(pk=enquiry.product_id).first(),
        "word": words.shown(word) if word else "",
        "link": request.build_absolute_uri(reverse("orders:open")) + f"#{words.shown(word)}" if word else "",
    }


def to_thread(request: HttpRequest, pk: int) -> HttpResponse:
    """The way back to the conversation, or to where its word is asked for."""
    return redirect("orders:thread", pk) if str(pk) in keeping.opened_by(request) else redirect("orders:open")


@done_by_post(to_thread)
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """The buyer has kept the link; the page shows it no more."""
    if str(pk) in keeping.opened_by(request):
        keeping.remember(request, pk)
    return to_thread(request, pk)


@done_by_post(to_thread)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The buyer ends the conversation."""
    enquiry = Enquiry.objects.filter(pk=pk).first()
    if enquiry and str(pk) in keeping.opened_by(request):
        actions.close(enquiry=enquiry)
        messages.success(request, _("The conversation is closed. It is deleted after twelve months."))
    return to_thread(request, pk)


def to_open(request: HttpRequest) -> HttpResponse:
    return redirect("orders:open")


@done_by_post(to_open)
def leave(request: HttpRequest) -> HttpResponse:
    """Lets nobody open the conversations on this phone without their word."""
    keeping.forget_all(request)
    messages.success(request, _("On this phone nothing can be opened any more without your word."))
    return redirect("orders:open")


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "orders/gone.html", status=410)
