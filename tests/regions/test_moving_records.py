"""Records of regions whose codes have ended get what took their place, or are named for people to decide."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.models import OfficerArea
from artisans.choices import Read
from artisans.models import Artisan, PrivateRead
from clusters.models import Cluster
from fieldwork.models import CanvassPlace, Target
from products.models import ProductSearch
from products.search.tags import Kind, tag
from regions.loader import keys_to_regions
from regions.models import Region
from regions.moving import is_record_of_the_past, move, read_former_codes
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ImportBatchFactory,
    ProductFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FORMER, HEIR, OTHER = "33.74.16.1007", "33.74.16.1001", "33.74.16.1002"
HEADER = "former,code,source"


@pytest.fixture(autouse=True)
def ended():
    Region.objects.filter(pk=FORMER).update(ended_on=date(2026, 1, 1))


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command with these lines of the table and returns what it said."""

    def run(lines: list[str], *options: str, header: str = HEADER) -> list[str]:
        file = tmp_path / "former.csv"
        file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        call_command("move_regions", str(file), *options)
        return capsys.readouterr().out.splitlines()

    return run


def refer() -> None:
    """One row of each kind that refers to the region that has ended."""
    artisan = ArtisanFactory(published=True, region_id=FORMER)
    ProductFactory(published=True, artisan=artisan)
    ClusterFactory(region_id=FORMER)
    CanvassPlaceFactory(region_id=FORMER)
    TargetFactory(region_id=FORMER)
    UserFactory(areas=[FORMER])
    ImportBatchFactory(office_id="33.74", default_region_id=FORMER)


def test_what_refers_to_it_is_told_first_and_moved_with_write(run):
    refer()
    lines = [f"{FORMER},{HEIR},Kepmendagri (contoh)"]
    kinds = [
        "accounts.OfficerArea.region",
        "clusters.Cluster.region",
        "artisans.Artisan.region",
        "fieldwork.CanvassPlace.region",
        "fieldwork.Target.region",
        "sheets.ImportBatch.default_region",
    ]
    told = [f"{FORMER} -> {HEIR}: 1 {kind} would move" for kind in kinds]
    assert run(lines) == [*told, "Nothing is changed yet: --write moves them."]
    assert {model.objects.filter(region=FORMER).count() for model in (Artisan, Cluster, OfficerArea)} == {1}
    before = ProductSearch.objects.get().tags
    assert run(lines, "--write") == [line.replace("would move", "moved") for line in told]
    for model in (Artisan, Cluster, CanvassPlace, Target, OfficerArea):
        assert set(model.objects.values_list("region", flat=True)) >= {HEIR}
        assert not model.objects.filter(region=FORMER).exists()
    number = dict(Region.objects.filter(pk__in=[FORMER, HEIR]).values_list("pk", "number"))
    tags = {code: tag(Kind.REGION, one) for code, one in number.items()}
    assert (tags[FORMER] in before, tags[HEIR] in before) == (True, False)
    after = ProductSearch.objects.get().tags
    assert (tags[FORMER] in after, tags[HEIR] in after) == (False, True)
    assert run(lines, "--write") == ["No record lies in a region whose code has ended."]


def test_of_several_successors_somebody_chooses(run):
    artisan = ArtisanFactory(region_id=FORMER)
    said = run([f"{FORMER},{HEIR},a", f"{FORMER},{OTHER},a"], "--write")
    assert said == [
        f"{FORMER} -> ? (one of {HEIR}, {OTHER}): to be decided for artisans.Artisan.region {artisan.code}",
    ]
    assert run([], "--write")[0].startswith(f"{FORMER} -> ? (no successor is known)")
    artisan.refresh_from_db()
    assert artisan.region_id == FORMER


def test_successors_that_have_ended_lead_on_and_circles_lead_nowhere(run):
    Region.objects.filter(pk=HEIR).update(ended_on=date(2026, 2, 2))
    artisan = ArtisanFactory(region_id=FORMER)
    circle = [f"{FORMER},{HEIR},a", f"{HEIR},{FORMER},a"]
    assert "no successor is known" in run(circle)[0]
    run([*circle, f"{HEIR},{OTHER},b"], "--write")
    artisan.refresh_from_db()
    assert artisan.region_id == OTHER


def test_a_row_that_stands_in_the_way_is_named(run):
    person = UserFactory(areas=[FORMER, HEIR])
    former = person.areas.get(region=FORMER)
    said = run([f"{FORMER},{HEIR},a"], "--write")
    assert said == [
        f"{FORMER} -> {HEIR}: another record has it already, so these stay: accounts.OfficerArea.region {former.pk}"
    ]


def test_logs_say_what_was(run):
    artisan, officer = ArtisanFactory(region_id=FORMER), UserFactory()
    PrivateRead.objects.create(code=artisan.code, by=officer, what=Read.RECORD, region_id=FORMER)
    run([f"{FORMER},{HEIR},a"], "--write")
    assert PrivateRead.objects.get().region_id == FORMER
    assert artisan.events.order_by("pk").values_list("region_id", flat=True).last() == HEIR


def test_a_code_in_force_is_left_alone(run):
    Region.objects.filter(pk=FORMER).update(ended_on=None)
    ArtisanFactory(region_id=FORMER)
    assert run([f"{FORMER},{HEIR},a"], "--write") == ["No record lies in a region whose code has ended."]


def test_every_key_to_a_region_is_known():
    """Whoever adds one has it moved; only histories and logs stay."""
    kept = {f"{key.model._meta.label}.{key.name}" for key in keys_to_regions() if is_record_of_the_past(key.model)}
    assert kept == {"artisans.ArtisanEvent.region", "clusters.ClusterEvent.region", "artisans.PrivateRead.region"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("33.74.16.1007,33.74.16.1001", "2 cells instead of 3"),
        ("3374,33.74.16.1001,a", "'3374' is no code such as 33.27.13.2003"),
        ("33.74.16.1007,33.74.16,a", "33.74.16 cannot take the place of 33.74.16.1007"),
        ("33.74.16.1007,33.74.16.1007,a", "33.74.16.1007 cannot take the place of 33.74.16.1007"),
        ("33.74.16.1007,33.74.16.1001, ", "it does not say where this is from"),
    ],
)
def test_a_bad_line_is_named(run, line, sentence):
    with pytest.raises(CommandError, match=f"^Line 2 of .*: {sentence}\\.$"):
        run([line])
    with pytest.raises(CommandError, match="must be the header former,code,source"):
        run([line], header="lama,baru,dari")


def test_the_table_that_comes_with_sentra_can_be_read():
    table = read_former_codes()
    known = set(Region.objects.filter(pk__in={code for codes in table.values() for code in codes}).values_list("pk"))
    assert len(known) == len({code for codes in table.values() for code in codes})
    assert move(table, write=False).in_the_way == {}
