"""Writing the demo into the database: in one transaction, adding only what is not there yet."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import OfficerArea, User
from artisans.actions import claiming
from artisans.choices import ArtisanState
from artisans.models import Artisan
from clusters.models import Craft
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
def seed(*, with_passwords: bool) -> dict[str, int]:
    """Adds accounts, word lists, clusters, makers, products and fieldwork that are missing; returns how many of each.

    Rows are known by their codes; what somebody changed in them since stays. Raises CannotSeed.
    """
    areas = {cluster.region for cluster in places.CLUSTERS}
    if Region.objects.filter(code__in=areas).count() < len(areas):
        raise CannotSeed("The regions are missing: run `manage.py load_regions` first.")
    materials, _changed = load_materials(read_materials())
    crafts = _add_crafts()
    people = _add_accounts(with_passwords)
    officers = {code: (people[field], people[office]) for code, _name, field, office in AREAS}
    clusters, new_clusters = add_clusters(officers)
    makers = add_makers(clusters=clusters, officers=officers)
    _hand_over(people)
    products = add_products(makers)
    canvass_places, visits = add_places(officers)
    leads = add_leads(officers)
    joinings = add_joinings(people)
    return {
        "materials": materials,
        "crafts": crafts,
        "clusters": new_clusters,
        "makers": len(makers),
        "products": products,
        "canvass places": canvass_places,
        "visits": visits,
        "leads": leads,
        "targets": add_targets(officers, people[HEAD[0]]),
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


def _add_crafts() -> int:
    """The crafts, by slug; an administrator's other names for them stay."""
    return sum(
        Craft.objects.get_or_create(
            slug=craft.slug, defaults={"name_id": craft.name_id, "name_en": craft.name_en, "kbli": craft.kbli}
        )[1]
        for craft in places.CRAFTS
    )


def _add_accounts(with_passwords: bool) -> dict[str, User]:
    """The people of the demo by user name; only those of SIGN_INS have a password."""
    hashed, none = make_password(PASSWORD if with_passwords else None), make_password(None)
    people = {}
    for username, (name, _key) in MAKERS_ACCOUNTS.items():
        people[username] = _account(username, name, hashed)
    people["admin"] = _account("admin", "Administrator (contoh)", hashed, is_staff=True, is_superuser=True)
    for code, area, field, office in AREAS:
        for username, title in ((field, "Petugas"), (office, "Rekan petugas")):
            password = hashed if username in {name for _role, name, _password in SIGN_INS} else none
            people[username] = _account(username, f"{title} {area} (contoh)", password, is_staff=True)
            OfficerArea.objects.get_or_create(user=people[username], region_id=code)
    username, name, code = HEAD
    people[username] = _account(username, name, hashed, is_staff=True)
    OfficerArea.objects.get_or_create(user=people[username], region_id=code, defaults={"is_head": True})
    return people


def _account(username: str, name: str, hashed: str, **flags: bool) -> User:
    person, _is_new = User.objects.get_or_create(
        username=username, defaults={"first_name": name, "password": hashed, "is_demo": True, **flags}
    )
    if not person.is_demo:
        raise CannotSeed(f"The user name {username} belongs to somebody; the demo needs it for itself.")
    return person


def _hand_over(people: dict[str, User]) -> None:
    """Two makers have an account of their own."""
    for username, (_name, key) in MAKERS_ACCOUNTS.items():
        artisan = Artisan.objects.filter(code=plan.code_for(f"maker {key}"), is_demo=True).first()
        if artisan and not artisan.users.exists():
            artisan.users.add(people[username])
