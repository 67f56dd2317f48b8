"""What search engines may read: the public pages in both languages, in files of 5,000, and who is not invited."""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control

from artisans.models import Artisan
from clusters.models import Cluster, ClusterNews
from products.models import Product

PER_FILE = 5_000
AN_HOUR = 60 * 60
NOT_INVITED = ("pages:account", "field:home", "committee:clusters", "admin:index", "orders:open")


class ByKey:
    """Pages of rows by ranges of their keys: the last of a million rows costs what the first does."""

    def __init__(self, rows: QuerySet, size: int) -> None:
        self.rows, self.size = rows, size

    @property
    def num_pages(self) -> int:
        last = self.rows.model.objects.aggregate(last=Max("pk"))["last"] or 0
        return max(1, -(-last // self.size))

    def page(self, number: int | str) -> "ByKey":
        """Itself, with the rows of one page. Raises what Django's sitemap answers with 404."""
        try:
            number = int(number)
        except ValueError as error:
            raise PageNotAnInteger(number) from error
        if not 1 <= number <= self.num_pages:
            raise EmptyPage(number)
        first = (number - 1) * self.size
        return ByKey(self.rows.filter(pk__gt=first, pk__lte=first + self.size).order_by("pk"), self.size)

    @property
    def object_list(self) -> QuerySet:
        return self.rows


class OneLanguage(Sitemap):
    """Pages in one language. A sitemap gives the addresses alone; a page's head names its twin."""

    limit = PER_FILE

    def __init__(self, language: str) -> None:
        self.language = language

    def location(self, item: object) -> str:
        with override(self.language):
            return self.address(item)

    def address(self, item) -> str:
        return item.get_absolute_url()


class FrontPages(OneLanguage):
    def items(self) -> list[str]:
        return ["pages:home", "products:list", "clusters:list", "artisans:list", "pages:map", "pages:about"]

    def address(self, item: str) -> str:
        return reverse(item)


class Rows(OneLanguage):
    """Pages of rows, asked for a file at a time."""

    @property
    def paginator(self) -> ByKey:
        return ByKey(self.items(), self.limit)


class Products(Rows):
    def items(self) -> QuerySet:
        return Product.objects.published().only("code", "name", "artisan")


class Makers(Rows):
    def items(self) -> QuerySet:
        return Artisan.objects.published().only("code", "public_name")


class Clusters(Rows):
    def items(self) -> QuerySet:
        return Cluster.objects.published().only("code", "name")


class News(Rows):
    """The pages of news, of clusters that have some."""

    def items(self) -> QuerySet:
        told = ClusterNews.objects.filter(cluster=OuterRef("pk"))
        return Cluster.objects.published().filter(Exists(told)).only("code")

    def address(self, item: Cluster) -> str:
        return reverse("clusters:news", args=[item.code])


KINDS = {"pages": FrontPages, "clusters": Clusters, "news": News, "makers": Makers, "products": Products}


def sections() -> dict[str, OneLanguage]:
    """Every kind of page in every language, by the name in its file's address: "products-id"."""
    languages = [code for code, _name in settings.LANGUAGES]
    return {f"{kind}-{code}": made(code) for kind, made in KINDS.items() for code in languages}


@cache_control(public=True, max_age=AN_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Whom the site invites where. A site with invented makers asks not to be read at all."""
    lines = ["User-agent: *"]
    if settings.DEMO_SITE:
        lines += ["Disallow: /"]
    else:
        lines += [f"Disallow: {address}" for address in not_invited()]
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('crawlers:sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_invited() -> list[str]:
    """Pages of people at work, and those that a search engine has no use for, in every language."""
    return list(dict.fromkeys(chain.from_iterable(map(_closed, [code for code, _name in settings.LANGUAGES]))))


def _closed(language: str) -> Iterator[str]:
    with override(language):
        yield from (reverse(name) for name in NOT_INVITED)
