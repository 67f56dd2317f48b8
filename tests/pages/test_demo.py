"""The demo data: as many makers as the reports count, the same everywhere, all of it marked, nobody to be called."""

import hashlib
import subprocess
import sys
from collections import Counter
from datetime import date

import phonenumbers
import pytest
from django.conf import settings as django_settings
from django.utils.timezone import localdate

from accounts.models import Notice, OfficerArea, User
from accounts.permissions import reachable
from artisans.choices import ArtisanKind, ArtisanState, MembershipRole, MembershipState
from artisans.models import Artisan, Consent, DuplicatePair, Membership, MembershipNote, PersonIdentity, StateChange
from clusters.models import Cluster, ClusterNews, ClusterPhoto
from core import codes
from core.photos import WIDTHS
from fieldwork.choices import Pace
from fieldwork.models import CanvassPlace, FieldVisit, Find, Lead, Target
from fieldwork.workload import standings, workload
from orders.models import Enquiry
from pages.demo import SIGN_INS, fieldplan, plan
from pages.demo.patterns import CRAFT_SURFACES, PAINTERS, SURFACES, draw
from pages.demo.pictures import paint
from pages.demo.places import CLUSTERS
from pages.demo.seed import AREAS, seed
from products import search
from products.importers import read_materials
from products.models import Product, ProductPhoto
from regions.models import Region

EVERYTHING = "import django; django.setup(); from pages.demo import plan; print(list(plan.makers()))"


@pytest.fixture(scope="module")
def seeded_once(module_rows):
    return module_rows(lambda: seed(with_passwords=True))


@pytest.fixture
def seeded(seeded_once, db):
    return seeded_once


def test_each_cluster_has_as_many_makers_as_planned_from_the_reports():
    members = [maker for maker in plan.makers() if maker.membership == MembershipState.ACCEPTED]
    of_rowosari = {maker.cluster for maker in members if maker.cluster.startswith("rowosari ")}
    assert len(of_rowosari) == 21
    assert Counter("rowosari" if maker.cluster in of_rowosari else maker.cluster for maker in members) == {
        "semarang": 31,
        "tamanan": 18,
        "rowosari": 146,
        "tanggulangin": 60,
        "tanjung": 8,
        "gangga": 8,
        "kayangan": 8,
        "bayan": 8,
        "pemenang": 8,
    }
    assert sum(sum(maker.workers) for maker in members if maker.cluster in of_rowosari) == 1092
    assert {maker.kind for maker in members if maker.area.startswith("52.08")} == {ArtisanKind.GROUP}
    assert Counter(maker.cluster for maker in members if maker.kind == ArtisanKind.SCHOOL) == {"tamanan": 3}


def test_the_plan_is_the_same_in_another_process():
    script = f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; {EVERYTHING}"
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=django_settings.ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert _digest(other) == _digest(str(list(plan.makers())))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_code_is_valid_and_given_once():
    makers = list(plan.makers())
    for given in (
        [maker.code for maker in makers],
        [product.code for maker in makers for product in maker.products],
        [plan.code_for(f"cluster {cluster.key}") for cluster in CLUSTERS],
    ):
        assert [codes.normalise(code) for code in given] == given
        assert len(set(given)) == len(given)


def test_every_material_and_every_picture_of_the_plan_exists():
    products = [product for maker in plan.makers() for product in maker.products]
    slugs = {row.slug for row in read_materials()}
    assert {slug for product in products for slug in product.materials} - slugs == set()
    pictures = {picture for product in products for picture in product.pictures}
    assert {shape.partition(":")[0] for _craft, shape, _seed in pictures} - set(PAINTERS) == set()
    assert {shape.partition(":")[2] for _craft, shape, _seed in pictures} - set(SURFACES) == set()
    assert {maker.craft for maker in plan.makers()} == set(CRAFT_SURFACES)


def test_products_are_made_of_what_their_names_say():
    lines = {line for cluster in CLUSTERS for line in cluster.lines}
    for word, slug in (("Goni", "jute-sack"), ("Sutra", "silk"), ("Ketak", "ketak"), ("Dinabol", "dinabol")):
        for stuff in {stuff for line in lines for stuff in line.stuffs if word in stuff.label}:
            assert slug in stuff.materials or f"used-{slug}" in stuff.materials


def test_no_phone_of_the_demo_can_be_called():
    makers = [maker for maker in plan.makers() if maker.phone]
    assert [one.phone for one in makers if phonenumbers.is_valid_number(phonenumbers.parse(one.phone))] == []
    first_records = [maker.phone for maker in makers if not maker.twin_of]
    assert len(set(first_records)) == len(first_records)


def test_pictures_are_the_same_for_the_same_seed_and_differ_between_crafts():
    tote = draw("bag", "tote:goni", 1)
    assert (tote.size, tote.mode) == ((800, 800), "RGB")
    assert tote.tobytes() == draw("bag", "tote:goni", 1).tobytes()
    panels = {draw(craft, "workshop", 1).tobytes() for craft in CRAFT_SURFACES}
    assert len(panels) == len(CRAFT_SURFACES)


def test_all_demo_rows_are_marked_and_hold_no_persons_data(seeded):
    assert seeded == {
        "materials": 167,
        "crafts": 3,
        "clusters": 30,
        "makers": 352,
        "products": 1021,
        "canvass places": 10,
        "visits": 61,
        "leads": 10,
        "targets": 9,
        "likely duplicates": 4,
        "enquiries": 6,
        "requests and invitations": 6,
    }
    for model in (CanvassPlace, FieldVisit, Target, Enquiry):
        assert not model.objects.filter(is_demo=False).exists()
    assert not Cluster.objects.filter(is_demo=False).exists()
    assert not Artisan.objects.filter(is_demo=False).exists()
    assert not Product.objects.filter(is_demo=False).exists()
    assert not User.objects.filter(is_demo=False).exists()
    identities = PersonIdentity.objects.exclude(legal_name="", birth_year=None, phone__startswith="+6200")
    assert not identities.exists()


def test_makers_and_products_are_where_visitors_look_for_them(seeded):
    centre = Cluster.objects.get(name="Sentra Konveksi Rowosari")
    assert list(centre.children.in_reading_order().values_list("name", flat=True)) == [
        f"Klaster {number:02}" for number in range(1, 22)
    ]
    assert {len(cluster.photos_in_order) for cluster in Cluster.objects.all()} == {2, 3}
    assert not Cluster.objects.filter(visitor_hours="").exists()
    bags = Cluster.objects.get(name="Klaster Tas Kota Semarang")
    assert bags.photo == bags.photos_in_order[0].key
    assert [news.published_at for news in bags.news.newest_first()] == sorted(
        bags.news.values_list("published_at", flat=True), reverse=True
    )
    assert set(bags.memberships.committee().values_list("role", flat=True)) == set(plan.COMMITTEE)
    assert bags.memberships.awaiting_committee().count() == 4
    assert bags.memberships.awaiting_maker().count() == 2
    assert Artisan.objects.invitable_to(bags).count() > 2
    assert Artisan.objects.in_region("33.74").filter(state=ArtisanState.SUBMITTED).count() == 6
    hidden = Artisan.objects.filter(state=ArtisanState.ACTIVE).exclude(pk__in=Artisan.objects.published())
    assert hidden.exists()
    assert not search.stale()


def test_a_second_run_changes_nothing_and_keeps_what_people_changed(seeded):
    renamed = Artisan.objects.order_by("pk").first()
    Artisan.objects.filter(pk=renamed.pk).update(public_name="Nama Baru")
    before = _everything()
    assert set(seed(with_passwords=True).values()) == {0}
    assert _everything() == before


def _everything() -> list[list[dict]]:
    """All rows of the models that the demo writes."""
    models = (
        User, Cluster, ClusterNews, ClusterPhoto, Artisan, Membership, MembershipNote, Notice, Consent, PersonIdentity,
        Product, ProductPhoto,
        CanvassPlace, FieldVisit, Find, Lead, Target, DuplicatePair, OfficerArea, StateChange,
    )  # fmt: skip
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_sign_ins_open_what_their_roles_say(seeded):
    people = {name: User.objects.get(username=name) for _role, name, _password in SIGN_INS}
    assert all(people[name].check_password(password) for _role, name, password in SIGN_INS)
    assert people["petugas.semarang"].area_codes == people["rekan.semarang"].area_codes == ("33.74",)
    assert people["admin"].is_superuser
    assert people["kepala.semarang"].headed_codes == ("33.74",)
    assert people["petugas.semarang"].headed_codes == ()
    [seat] = Membership.objects.committee().filter(artisan__users=people["pengurus.tas"])
    assert (seat.cluster.name, seat.role) == ("Klaster Tas Kota Semarang", MembershipRole.SECRETARY)
    [artisan] = people["perajin.jatingaleh"].artisans.published()
    assert artisan.region.name == "Jatingaleh"
    assert list(artisan.memberships.values_list("cluster__name", "state")) == [
        ("Koperasi Intako Tanggulangin", "INVITED")
    ]
    others = User.objects.exclude(username__in=people)
    assert [person.username for person in others if person.has_usable_password()] == []


def test_fieldwork_stands_where_officers_work(seeded):
    officers = set(User.objects.officers_in([code for code, *_names in AREAS]))
    assert set(User.objects.filter(pk__in=FieldVisit.objects.values("officer"))) <= officers
    for find in Find.objects.select_related("artisan", "place", "visit"):
        assert find.artisan.region_id == find.place.region_id
        assert find.visit is None or find.visit.visited_on == localdate(find.artisan.registered_at)
    never = CanvassPlace.objects.filter(visits=None).values_list("code", flat=True)
    assert set(never) == {plan.code_for(f"place {key}") for key in fieldplan.UNSEARCHED}
    leads = Artisan.objects.filter(state=ArtisanState.LEAD)
    assert leads.filter(is_demo=True, lead__isnull=False, identity=None).count() == leads.count() == 10
    named = ["Jalan Petolongan", "Pasar Johar", "Jatingaleh"]
    assert list(CanvassPlace.objects.filter(name__in=named).order_by("pk").values_list("name", flat=True)) == named


def test_makers_written_down_twice_are_noticed_and_undecided(seeded):
    twins = {plan.code_for(f"maker twin {key}"): plan.code_for(f"maker {key}") for key, *_rest in plan.TWINS}
    pairs = DuplicatePair.objects.undecided().values_list("first__code", "second__code")
    assert {tuple(sorted(pair)) for pair in pairs} == {tuple(sorted(pair)) for pair in twins.items()}


def test_each_stage_of_a_record_is_there_to_be_tried(seeded):
    tried = {*ArtisanState} - {ArtisanState.REJECTED, ArtisanState.MERGED}
    assert set(Artisan.objects.values_list("state", flat=True)) == tried
    assert Artisan.objects.in_region("33.74").due_for_confirmation().exists()


def test_targets_are_the_heads_and_stand_beside_the_work(seeded):
    head = User.objects.get(username="kepala.semarang")
    assert set(reachable(head, "change", Target.objects.all()).values_list("set_by", flat=True)) == {head.pk}
    found = workload(Region.objects.get(code="33.74"), fieldplan.YEAR)
    today = date(fieldplan.YEAR, 11, 22)
    paces = {
        one.officer.username if one.officer else "": standings(
            one, found.by_officer[one.officer_id] if one.officer else found.total, today
        )["registered"].pace
        for one in Target.objects.filter(region_id="33.74").select_related("officer")
    }
    assert paces == {"": Pace.BEHIND, "petugas.semarang": Pace.REACHED, "rekan.semarang": Pace.BEHIND}


def test_pictures_are_stored_once_and_shared_by_link(seeded, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Artisan.objects.update(photo="")
    covers = {product.code: product.pictures[0] for maker in plan.makers() for product in maker.products}
    [(most_used, _count)] = Counter(covers.values()).most_common(1)
    shared = [code for code, picture in covers.items() if picture == most_used][:2]
    ProductPhoto.objects.exclude(product__code__in=shared, position=0).delete()
    ClusterPhoto.objects.all().delete()
    assert paint() == 2
    keys = list(ProductPhoto.objects.values_list("key", flat=True))
    for width in WIDTHS:
        assert len({(tmp_path / key / f"{width}.webp").stat().st_ino for key in keys}) == 1
    assert paint() == 0
