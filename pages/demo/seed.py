"""Writing the demo into the database: in one transaction, adding only what was never there."""

from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import OfficerArea, User
from artisans.actions import claiming
from artisans.choices import ArtisanState
from artisans.models import Artisan
from clusters.actions.crafts import load_crafts
from core.loading import Memory
from pages.demo import PASSWORD, SIGN_INS, places, plan
from pages.demo.seed_clusters import add_clusters
from pages.demo.seed_enquiries import add_enquiries
from pages.demo.seed_fieldwork import add_leads, add_places, add_targets, note_duplicates
from pages.demo.seed_makers import add_makers
from pages.demo.seed_memberships import add_joinings
from pages.demo.seed_products import add_products
from products.actions import load_materials
from products.importers import read_materials
from regions.models import Region

# Where the demo's officers work: code, name, user names of the one who registers and the one who verifies.
AREAS = (
    ("33.74", "Kota Semarang", "petugas.semarang", "rekan.semarang"),
    ("35.11", "Kabupaten Bondowoso", "petugas.bondowoso", "rekan.bondowoso"),
    ("33.27", "Kabupaten Pemalang", "petugas.pemalang", "rekan.pemalang"),
    ("35.15", "Kabupaten Sidoarjo", "petugas.sidoarjo", "rekan.sidoarjo"),
    ("52.08", "Kabupaten Lombok Utara", "petugas.lombokutara", "rekan.lombokutara"),
)

# Who heads an agency: user name, name, code of the area.
HEAD = ("kepala.semarang", "Kepala dinas Kota Semarang (contoh)", "33.74")

# User name: name, key of the maker in the plan.
MAKERS_ACCOUNTS = {
    "pengurus.tas": ("Pengurus Klaster Tas (contoh)", plan.COMMITTEE_OF_THE_DEMO),
    "perajin.jatingaleh": ("Perajin Jatingaleh (contoh)", plan.ARTISAN_OF_THE_DEMO),
}


class CannotSeed(Exception):
    """Something the demo stands on is missing or taken; the text says what to do."""


@transaction.atomic
def seed(*, with_passwords: bool, tell: Callable[[str], None] = lambda _sentence: None) -> dict[str, int]:
    """Adds accounts, word lists, clusters, makers, products and fieldwork never added before; returns how many of each.

    Rows are known by their codes. What somebody changed since stays, and what somebody deleted or erased stays away;
    `tell` gets a sentence for each word list of which this is true. Raises CannotSeed.
    """
    areas = {cluster.region for cluster in places.CLUSTERS}
    if Region.objects.filter(code__in=areas).count() < len(areas):
        raise CannotSeed("The regions are missing: run `manage.py load_regions` first.")
    materials, crafts = load_materials(read_materials()), load_crafts(places.CRAFTS)
    for sentence in [*list(materials)[1:], *list(crafts)[1:]]:
        tell(sentence)
    people = _add_accounts(with_passwords)
    officers = {
        code: (people[field], people[office])
        for code, _name, field, office in AREAS
        if field in people and office in people
    }
    clusters, new_clusters = add_clusters(officers)
    makers = add_makers(clusters=clusters, officers=officers)
    _hand_over(people)
    products = add_products(makers)
    canvass_places, visits = add_places(officers)
    leads = add_leads(officers)
    joinings = add_joinings(people)
    return {
        "materials": len(materials.added),
        "crafts": len(crafts.added),
        "clusters": new_clusters,
        "makers": len(makers),
        "products": products,
        "canvass places": canvass_places,
        "visits": visits,
        "leads": leads,
        "targets": add_targets(officers, people.get(HEAD[0])),
        "likely duplicates": note_duplicates(makers),
        "enquiries": add_enquiries(people),
        "requests and invitations": joinings,
    }


def open_a_claim() -> tuple[Artisan, str] | None:
    """A maker of the demo without an account, and a code with which somebody trying out Sentra takes that record."""
    makers = Artisan.objects.filter(is_demo=True, state=ArtisanState.ACTIVE, users=None).in_region(AREAS[0][0])
    artisan = makers.order_by("pk").first()
    officer = User.objects.filter(username=AREAS[0][2]).first()
    return (artisan, claiming.issue(artisan=artisan, by=officer)) if artisan else None


def _add_accounts(with_passwords: bool) -> dict[str, User]:
    """The people of the demo by user name, but for those deleted since; only those of SIGN_INS have a password."""
    planned = _planned_accounts(make_password(PASSWORD if with_passwords else None), make_password(None))
    people = {person.username: person for person in User.objects.filter(username__in=planned)}
    if taken := [name for name, person in people.items() if not person.is_demo]:
        raise CannotSeed(f"The user name {taken[0]} belongs to somebody; the demo needs it for itself.")
    memory = Memory("demo accounts")
    for username in memory.never_loaded(planned.keys() - people.keys()):
        people[username] = User.objects.create(username=username, is_demo=True, **planned[username])
    memory.remember(planned)
    _add_areas(people)
    return people


def _planned_accounts(hashed: str, none: str) -> dict[str, dict]:
    """The values of each account by user name."""
    makers = {username: {"first_name": name, "password": hashed} for username, (name, _key) in MAKERS_ACCOUNTS.items()}
    admin = {"first_name": "Administrator (contoh)", "password": hashed, "is_staff": True, "is_superuser": True}
    officers = {
        username: {"first_name": f"{title} {area} (contoh)", "password": none, "is_staff": True}
        for _code, area, field, office in AREAS
        for username, title in ((field, "Petugas"), (office, "Rekan petugas"))
    }
    head = {"first_name": HEAD[1], "password": hashed, "is_staff": True}
    for _role, username, _password in SIGN_INS:
        if username in officers:
            officers[username]["password"] = hashed
    return makers | {"admin": admin} | officers | {HEAD[0]: head}


def _add_areas(people: dict[str, User]) -> None:
    """Where the officers work, unless somebody took an area away."""
    planned = {f"{username} {code}": (username, code) for code, _area, *pair in AREAS for username in pair}
    planned[f"{HEAD[0]} {HEAD[2]}"] = (HEAD[0], HEAD[2])
    memory = Memory("demo officers' areas")
    for key in memory.never_loaded(planned):
        username, code = planned[key]
        if username in people:
            defaults = {"is_head": username == HEAD[0]}
            OfficerArea.objects.get_or_create(user=people[username], region_id=code, defaults=defaults)
    memory.remember(planned)


def _hand_over(people: dict[str, User]) -> None:
    """Two makers have an account of their own, unless somebody has parted them since."""
    memory = Memory("demo makers' accounts")
    for username in memory.never_loaded(MAKERS_ACCOUNTS):
        _name, key = MAKERS_ACCOUNTS[username]
        artisan = Artisan.objects.filter(code=plan.code_for(f"maker {key}"), is_demo=True).first()
        if artisan and username in people and not artisan.users.exists():
            artisan.users.add(people[username])
    memory.remember(MAKERS_ACCOUNTS)
