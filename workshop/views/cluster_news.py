"""A cluster's news: written, put right, taken down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from artisans.last_change import newest_of
from clusters.actions.news import correct_news, take_down, write_news
from clusters.models import Cluster
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from core.versions import ChangedMeanwhile
from workshop.cluster_forms import NewsForm
from workshop.views.cluster import cluster_or_404, news_or_404


@login_required
def news(request: HttpRequest, code: str) -> HttpResponse:
    """All news of the cluster, the newest first."""
    cluster = cluster_or_404(request, code)
    context = {"cluster": cluster, "page": page_of(request, cluster.news.newest_first())}
    return render(request, "committee/news.html", context)


@login_required
def add_news(request: HttpRequest, code: str) -> HttpResponse:
    """Tells everybody something."""
    cluster, form = cluster_or_404(request, code), NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        write_news(cluster=cluster, by=request.user, **form.answers())
        messages.success(request, _("Your news stands on the cluster's page."))
        return redirect("committee:news", cluster.code)
    return _form_page(request, cluster, {"form": form})


@login_required
def change_news(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Puts news right."""
    cluster = cluster_or_404(request, code)
    news = news_or_404(cluster, pk)
    form = NewsForm.about(news, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_news(news=news, answers=form.answers(), seen=form.seen_answers(), by=request.user)
            messages.success(request, _("The news is put right."))
            return redirect("committee:news", cluster.code)
        except ChangedMeanwhile as changed:
            form.show(changed)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    change = newest_of([news.events.all()]) if form.clashes else None
    return _form_page(request, cluster, {"form": form, "news": news, "change": change})


def _form_page(request: HttpRequest, cluster: Cluster, context: dict) -> HttpResponse:
    form = context["form"]
    status = 422 if form.errors or form.clashes else 200
    return render(request, "committee/news_form.html", {"cluster": cluster, **context}, status=status)


def to_news(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The way back to the news."""
    cluster = cluster_or_404(request, code)
    return redirect("committee:change_news", cluster.code, news_or_404(cluster, pk).pk)


@login_required
@done_by_post(to_news)
def take_news_down(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes news off the page."""
    cluster = cluster_or_404(request, code)
    try:
        take_down(news=news_or_404(cluster, pk), by=request.user)
        messages.success(request, _("The news is taken down."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("committee:news", cluster.code)
