"""The one place that answers "may this person do this to that object".

Each rule is a condition on rows (a Q), so the same rule answers for one object (`may`) and for a list (`reachable`).
Pages, the admin, autocompletes and forms all ask here. What the public sees is not a permission: the querysets'
`published()` says that. Models are named by label, because they live on higher floors.
"""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from accounts.models import OfficerArea, User
from regions.choices import CODE_LENGTHS
from regions.querysets import inside

Person = User | AnonymousUser
Rule = Callable[[User], Q]

NOBODY = Q(pk__in=[])
EVERYTHING = ~NOBODY


def in_areas(field: str) -> Rule:
    """Rows whose region, to which `field` leads, lies in one of the officer's areas; "" for regions themselves."""

    def rule(user: User) -> Q:
        condition = NOBODY
        for code in user.area_codes:
            condition |= inside(code, field)
        return condition

    return rule


def headed(field: str) -> Rule:
    """Rows whose region, to which `field` leads, lies where the officer heads the agency."""

    def rule(user: User) -> Q:
        condition = NOBODY
        for code in user.headed_codes:
            condition |= inside(code, field)
        return condition

    return rule


def of_headed_officers(field: str) -> Rule:
    """Rows of an officer, to whom `field` leads, who works where the person heads the agency."""

    def rule(user: User) -> Q:
        return Q(**{f"{field}__in": User.objects.officers_in(user.headed_codes)}) if user.headed_codes else NOBODY

    return rule


def for_officers(user: User) -> Q:
    """Every row, for anybody who is an officer somewhere: word lists."""
    return EVERYTHING if user.is_officer else NOBODY


def own(field: str) -> Rule:
    """Rows that belong to the person through the relation `field`."""
    return lambda user: Q(**{field: user})


def led(field: str) -> Rule:
    """Rows of a cluster, found through `field` ("" for the cluster itself), on whose committee one sits today."""

    def rule(user: User) -> Q:
        clusters = user.artisans.model.objects.clusters_led_by(user)
        return Q(**{f"{field or 'pk'}__in": clusters})

    return rule


def met_in_led_clusters(user: User) -> Q:
    """Makers who ask to join, or belong to, a cluster on whose committee the person sits today."""
    return Q(pk__in=user.artisans.model.objects.in_clusters_led_by(user).values("pk"))


def not_own_entry(user: User) -> Q:
    """Rows which the person neither registered nor sent in: nobody verifies the own entry."""
    return ~Q(registered_by=user) & ~Q(submitted_by=user)


def nobody_else_in(field: str) -> Rule:
    """Rows in whose region, to which `field` leads, no other officer works: there, nobody else could decide."""

    def rule(user: User) -> Q:
        here = NOBODY
        for length in CODE_LENGTHS.values():
            here |= Q(region_id=Left(OuterRef(f"{field}_id"), length))
        others = OfficerArea.objects.exclude(user=user).filter(here, user__is_active=True, user__is_staff=True)
        return Q(~Exists(others))

    return rule


def either(*rules: Rule) -> Rule:
    """Rows that any of the rules allows."""

    def rule(user: User) -> Q:
        condition = NOBODY
        for one in rules:
            condition |= one(user)
        return condition

    return rule


def both(*rules: Rule) -> Rule:
    """Rows that all of the rules allow."""

    def rule(user: User) -> Q:
        condition = EVERYTHING
        for one in rules:
            condition &= one(user)
        return condition

    return rule


officer_here = in_areas("region")
verified_by_another = either(not_own_entry, nobody_else_in("region"))
# An officer who wrote a maker's wish down does not also fulfil it: erasing cannot be undone.
written_down_by_another = either(lambda user: ~Q(asked_by=user), nobody_else_in("artisan__region"))
officer_of_artisan = in_areas("artisan__region")
officer_of_cluster = in_areas("cluster__region")
officer_of_product = in_areas("product__artisan__region")
officer_of_either = either(in_areas("first__region"), in_areas("second__region"))

# Model label -> verb -> rule. "view", "add", "change" and "delete" are the admin's verbs; what is not listed is for
# administrators alone. "add" speaks of the model as a whole: where a new row may lie is asked of its region or maker.
RULES: dict[str, dict[str, Rule]] = {
    "accounts.notice": {"view": own("to")},
    "regions.region": {"view": for_officers, "work_in": in_areas(""), "head": headed("")},
    "clusters.craft": {"view": for_officers},
    "clusters.cluster": {
        "view": officer_here,
        "add": officer_here,
        "change": officer_here,
        "decide_members": either(officer_here, led("")),
        "run": either(officer_here, led("")),
    },
    "artisans.artisan": {
        "view": officer_here,
        "add": officer_here,
        "change": officer_here,
        "verify": both(officer_here, verified_by_another),
        "see": either(officer_here, own("users"), met_in_led_clusters),
        "act_for": either(officer_here, own("users")),
    },
    "artisans.personidentity": {
        "view": officer_of_artisan,
        "add": officer_of_artisan,
        "change": officer_of_artisan,
    },
    "artisans.consent": {"view": officer_of_artisan, "change": officer_of_artisan},
    "artisans.claim": {"view": officer_of_artisan, "add": officer_of_artisan},
    "artisans.datawish": {
        "view": either(officer_of_artisan, own("artisan__users")),
        "change": both(officer_of_artisan, written_down_by_another),
        "take_back": either(own("artisan__users"), own("asked_by")),
    },
    "artisans.privateread": {"view": headed("region")},
    "artisans.duplicatepair": {"view": officer_of_either, "change": officer_of_either},
    # Both records must lie in reach: taking a merge back changes both.
    "artisans.merge": {
        "view": in_areas("survivor__region"),
        "change": both(in_areas("survivor__region"), in_areas("merged__region")),
    },
    "artisans.statechange": {"view": officer_of_artisan},
    "artisans.membership": {
        "view": either(officer_of_cluster, officer_of_artisan),
        "see": either(officer_of_cluster, officer_of_artisan, own("artisan__users"), led("cluster")),
        "decide": either(officer_of_cluster, led("cluster")),
        "leave": either(officer_of_artisan, own("artisan__users")),
        "answer": either(officer_of_artisan, own("artisan__users")),
    },
    "products.material": {"view": for_officers},
    "products.synonym": {"view": for_officers},
    "products.product": {
        "view": either(officer_of_artisan, own("artisan__users")),
        "add": officer_of_artisan,
        "change": officer_of_artisan,
    },
    "products.productphoto": {
        "view": officer_of_product,
        "add": officer_of_product,
        "change": officer_of_product,
        "delete": officer_of_product,
    },
    "products.priceentry": {"view": officer_of_product},
    "products.buyerlink": {"view": officer_of_artisan},
    "products.productreport": {"view": officer_of_product, "change": officer_of_product},
    "orders.enquiry": {
        "view": either(officer_of_artisan, officer_of_cluster, own("artisan__users"), led("cluster")),
        "answer": either(officer_of_artisan, officer_of_cluster, own("artisan__users"), led("cluster")),
    },
    "fieldwork.canvassplace": {"view": officer_here, "add": officer_here, "change": officer_here},
    "fieldwork.fieldvisit": {
        "view": in_areas("place__region"),
        "add": in_areas("place__region"),
        "change": both(in_areas("place__region"), own("officer")),
    },
    "fieldwork.lead": {"view": officer_of_artisan, "change": officer_of_artisan},
    "fieldwork.target": {
        "view": officer_here,
        "add": headed("region"),
        "change": headed("region"),
        "delete": headed("region"),
    },
    "sheets.importbatch": {"view": either(own("uploaded_by"), headed("office")), "change": own("uploaded_by")},
    "sheets.export": {"view": either(own("by"), of_headed_officers("by"))},
}

# Administrators may do everything everywhere, but for what binds whoever does it.
EVEN_FOR_ADMINISTRATORS: dict[tuple[str, str], Rule] = {("artisans.artisan", "verify"): verified_by_another}


def condition(user: Person, verb: str, model: type[Model]) -> Q:
    """The rows of `model` to which the person may do `verb`."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    if user.is_superuser:
        rule = EVEN_FOR_ADMINISTRATORS.get((model._meta.label_lower, verb))
        return rule(user) if rule else EVERYTHING
    rule = RULES.get(model._meta.label_lower, {}).get(verb)
    return rule(user) if rule else NOBODY


def reachable(user: Person, verb: str, queryset: QuerySet) -> QuerySet:
    """Those of the rows to which the person may do `verb`."""
    return queryset.filter(condition(user, verb, queryset.model))


def may(user: Person, verb: str, target: Model | type[Model]) -> bool:
    """Whether the person may do `verb` to this object or, given a model, to any row of it."""
    if isinstance(target, Model):
        return reachable(user, verb, type(target)._default_manager.filter(pk=target.pk)).exists()
    return condition(user, verb, target) != NOBODY
