"""The demo beside what people did with it: what is gone stays gone, and nothing keeps it from being looked after."""

import pytest
from django.core.management import call_command

from accounts.models import OfficerArea, User
from artisans.actions import erasing
from artisans.models import Artisan, Membership
from clusters.actions.crafts import load_crafts
from clusters.models import Cluster, Craft
from core.loading import Memory
from core.models import LoadedRow
from fieldwork.models import CanvassPlace, Lead, Target
from orders.models import Enquiry
from pages.demo import places, plan
from pages.demo.seed import MAKERS_ACCOUNTS, seed
from products.actions import load_materials
from products.importers import read_materials
from products.models import Material, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded():
    return seed(with_passwords=False)


def again() -> None:
    assert {name: count for name, count in seed(with_passwords=False).items() if count} == {}


def gone(rows) -> int:
    """Deletes the rows, and says how many are left of their model."""
    model = rows.model
    model.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    return model.objects.count()


def test_whatever_is_deleted_or_erased_stays_away(seeded):
    codes = [plan.code_for(f"maker {key}") for _name, key in MAKERS_ACCOUNTS.values()]
    codes.append(Lead.objects.order_by("pk").first().artisan.code)
    erasing.erase(artisans=Artisan.objects.filter(code__in=codes), by=User.objects.get(username="admin"))
    left = {
        Artisan: gone(Artisan.objects.filter(pk__in=Artisan.objects.of_makers().order_by("pk")[10:13])),
        Product: gone(Product.objects.filter(pk__in=Product.objects.order_by("pk")[5:9])),
        Cluster: gone(Cluster.objects.filter(memberships=None, children=None)),
        CanvassPlace: gone(CanvassPlace.objects.filter(visits=None)),
        Target: gone(Target.objects.filter(region_id="33.74")),
        Enquiry: gone(Enquiry.objects.all()),
        Membership: gone(Membership.objects.filter(state="INVITED")),
        OfficerArea: gone(OfficerArea.objects.filter(user__username="petugas.sidoarjo")),
    }
    User.artisans.through.objects.all().delete()
    again()
    assert {model: model.objects.count() for model in left} == left
    assert not User.artisans.through.objects.exists()
    LoadedRow.objects.filter(kind__startswith="demo").delete()
    seed(with_passwords=False)
    assert Artisan.objects.count() > left[Artisan]
    assert not Artisan.objects.filter(code__in=codes).exists()


def test_a_demo_without_some_of_its_words_and_accounts_is_looked_after_all_the_same(capsys):
    load_crafts(places.CRAFTS)
    load_materials(read_materials())
    Craft.objects.filter(slug="batik").delete()
    Material.objects.filter(slug="used-jute-sack").delete()
    Memory("demo accounts").remember(["pengurus.tas", "rekan.semarang"])
    call_command("seed_demo", "--no-pictures")
    said = capsys.readouterr().out
    assert "crafts: stays deleted, as people deleted it: batik." in said
    assert "materials: stays deleted, as people deleted it: used-jute-sack." in said
    assert not Artisan.objects.in_region("33.74").exists()
    assert not Cluster.objects.filter(name__contains="Batik").exists()
    assert not Membership.objects.filter(cluster__craft__slug="batik").exists()
    assert Artisan.objects.in_region("35.11").exists()
    call_command("seed_demo", "--no-pictures")
    assert "Added" not in capsys.readouterr().out
