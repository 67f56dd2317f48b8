"""A buyer writes to a maker or a cluster."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control

from artisans.choices import ArtisanState
from artisans.models import Artisan
from artisans.views.gone import gone_or_404
from clusters.models import Cluster
from core import codes
from core.form_once import FormUsedBefore
from core.refusals import Refusal
from orders import actions, keeping, words
from orders.forms import AskForm, BulkAskForm
from orders.limits import check_message
from orders.models import Enquiry
from products.links import opened_links
from products.models import Product


@cache_control(private=True, no_store=True)
def ask_maker(request: HttpRequest, code: str) -> HttpResponse:
    """A message to a maker, from the maker's page or, with `?product=<code>`, from a product's."""
    artisan = Artisan.objects.published().select_related("region").named(code).first()
    if artisan is None:
        return gone_or_404(request, code)
    if artisan.state != ArtisanState.ACTIVE and request.method != "POST":
        return redirect(artisan)
    product = Product.objects.shown_to(request.user, opened_links(request)).filter(
        artisan=artisan, code=codes.normalise(request.GET.get("product", ""))
    )
    return _ask(request, artisan, AskForm(request.POST or None), product.first())


@cache_control(private=True, no_store=True)
def ask_cluster(request: HttpRequest, code: str) -> HttpResponse:
    """A wish for more than one maker can make: to the committee of a cluster."""
    cluster = get_object_or_404(Cluster.objects.published().select_related("region"), code=code)
    if not cluster.is_joinable and request.method != "POST":
        return redirect(cluster)
    return _ask(request, cluster, BulkAskForm(request.POST or None))


def _ask(request: HttpRequest, to: Artisan | Cluster, form: AskForm, product: Product | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            enquiry = _sent(request, to, form, product)
        except FormUsedBefore as used:
            form.show_used_before(used)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            keeping.remember(request, enquiry.pk, form.seed)
            return redirect("orders:thread", enquiry.pk)
    context = {"to": to, "product": product, "form": form, "is_cluster": isinstance(to, Cluster)}
    return render(request, "orders/ask.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, to: Artisan | Cluster, form: AskForm, product: Product | None) -> Enquiry:
    """The enquiry that the form makes, or made when it was sent before: a second try on a weak line counts no more."""
    secret_hash = words.hash_of(words.word_of(form.seed))
    if not Enquiry.objects.filter(secret_hash=secret_hash).exists():
        check_message(request, to.code, form.cleaned_data["text"])
    return actions.ask(to=to, secret_hash=secret_hash, product=product, **form.cleaned_data)
