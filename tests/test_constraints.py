"""What must never be false is held by the database: each constraint of ours is tripped once, past every form."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from accounts.models import OfficerArea, User
from artisans.choices import MembershipState, Read, SameOrNot, Wish, WishState
from artisans.models import (
    Artisan,
    ArtisanAlias,
    Claim,
    DataWish,
    DuplicatePair,
    ErasedRecord,
    Merge,
    PersonIdentity,
    PrivateRead,
    Split,
    Trace,
)
from clusters.choices import Told
from clusters.models import Cluster
from core import codes
from core.models import LoadedRow
from orders.models import Enquiry
from products.choices import PriceMode, ProductState
from products.models import Material, Product, ProductReport, SalesChannel, SearchIndex, Synonym
from regions.models import Region
from sheets.choices import ConsentBasis
from sheets.models import ColumnMemory, Export
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    EnquiryFactory,
    FieldVisitFactory,
    ImportBatchFactory,
    MaterialFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FLOORS = [
    "core",
    "regions",
    "accounts",
    "clusters",
    "artisans",
    "products",
    "orders",
    "workshop",
    "fieldwork",
    "sheets",
    "pages",
]


def changed(factory, **values):
    """A step that changes a valid row behind the forms' backs."""

    def trip():
        row = factory()
        type(row).objects.filter(pk=row.pk).update(**values)

    return trip


def own_part(factory, model):
    def trip():
        row = factory()
        model.objects.filter(pk=row.pk).update(parent=row.pk)

    return trip


def region(**values):
    return lambda: Region.objects.create(number=999_999, name="Contoh", path="Contoh", **values)


def area_twice():
    OfficerArea.objects.create(user=UserFactory(areas=["33.74"]), region_id="33.74")


def identity(**values):
    return lambda: PersonIdentity.objects.create(artisan=ArtisanFactory(), **values)


def form_twice():
    first = ArtisanFactory(registered_by=UserFactory(), registration_uuid=uuid4())
    ArtisanFactory(registered_by=first.registered_by, registration_uuid=first.registration_uuid)


def consent_twice():
    ConsentFactory(artisan=ConsentFactory().artisan)


def membership_twice():
    first = MembershipFactory(state=MembershipState.REQUESTED)
    MembershipFactory(cluster=first.cluster, artisan=first.artisan)


def private_read(**values):
    return lambda: PrivateRead.objects.create(by=UserFactory(), region_id="33.74", **values)


def pair(*, swapped=False, **values):
    def trip():
        first, second = ArtisanFactory(), ArtisanFactory()
        if swapped:
            first, second = second, first
        DuplicatePair.objects.create(first=first, second=second, **{"score": 0.9, **values})

    return trip


def trace(*, is_legal=True, name="aminah"):
    return lambda: Trace.objects.create(artisan=ArtisanFactory(), is_legal=is_legal, name=name, keys=[])


def pair_twice():
    first, second = ArtisanFactory(), ArtisanFactory()
    for _time in range(2):
        DuplicatePair.objects.create(first=first, second=second, score=0.9)


def merge(**values):
    return lambda: Merge.objects.create(survivor=ArtisanFactory(), merged=ArtisanFactory(), by=UserFactory(), **values)


def merge_with_itself():
    artisan = ArtisanFactory()
    Merge.objects.create(survivor=artisan, merged=artisan, by=UserFactory())


def upload_twice():
    first = ProductPhotoFactory(upload_uuid=uuid4())
    ProductPhotoFactory(product=first.product, upload_uuid=first.upload_uuid)


def cluster_upload_twice():
    cluster, upload = ClusterFactory(), uuid4()
    for number in range(2):
        cluster.photos.create(key=f"clusters/{number}", upload_uuid=upload)


def tick_twice():
    cluster = ClusterFactory()
    for _time in range(2):
        cluster.ticks.create(told=Told.DEED, by=UserFactory())


def step_to_the_same():
    ClusterFactory().kind_changes.create(from_kind="CLUSTER", to_kind="CLUSTER", by=UserFactory())


def split_of_itself():
    artisan = ArtisanFactory()
    Split.objects.create(artisan=artisan, part=artisan, by=UserFactory())


def split_twice():
    by, form = UserFactory(), uuid4()
    for _time in range(2):
        Split.objects.create(artisan=ArtisanFactory(), part=ArtisanFactory(), by=by, form_uuid=form)


def merged_twice():
    merged = ArtisanFactory()
    for _time in range(2):
        Merge.objects.create(survivor=ArtisanFactory(), merged=merged, by=UserFactory())


def visit_twice():
    first = FieldVisitFactory()
    FieldVisitFactory(officer=first.officer, client_uuid=first.client_uuid)


def target_twice(*, with_officer):
    def trip():
        officer = UserFactory() if with_officer else None
        for _time in range(2):
            TargetFactory(officer=officer)

    return trip


def import_row_twice():
    batch = ImportBatchFactory()
    for _time in range(2):
        batch.rows.create(number=2)


def column_twice():
    for _time in range(2):
        ColumnMemory.objects.create(office_id="33.74", heading="telp", field="phone")


def claim(**values):
    return lambda: Claim.objects.create(
        artisan=ArtisanFactory(), code_hash="x", expires_at=NOW + timedelta(days=30), **values
    )


def claim_twice():
    artisan = ArtisanFactory()
    for number in range(2):
        Claim.objects.create(artisan=artisan, code_hash=f"hash {number}", expires_at=NOW + timedelta(days=30))


def wish(*, by_somebody=False, **values):
    def trip():
        person = UserFactory()
        details = {"due_at": NOW + timedelta(days=3), "decided_by": person if by_somebody else None, **values}
        DataWish.objects.create(artisan=ArtisanFactory(), wish=Wish.ERASURE, asked_by=person, **details)

    return trip


def wish_twice():
    artisan, due_at = ArtisanFactory(), NOW + timedelta(days=3)
    for _time in range(2):
        DataWish.objects.create(artisan=artisan, wish=Wish.ERASURE, asked_by=UserFactory(), due_at=due_at)


def channel(url):
    return lambda: SalesChannel.objects.create(artisan=ArtisanFactory(), url=url, added_by=UserFactory())


def channel_twice():
    artisan = ArtisanFactory()
    for _time in range(2):
        SalesChannel.objects.create(artisan=artisan, url="https://toko.example/lestari", added_by=UserFactory())


NOW = timezone.now()
TRIPS = {
    "loaded_row_once": lambda: LoadedRow.objects.bulk_create(
        LoadedRow(kind="crafts", key="bag") for _twice in range(2)
    ),
    "region_code_has_shape": region(code="33.7", level=1),
    "region_has_parent_unless_province": region(code="97.01", level=2),
    "user_has_phone_or_username": lambda: User.objects.create(),
    "user_phone_is_e164": changed(UserFactory, phone="0824"),
    "officer_area_once": area_twice,
    "craft_kbli_is_five_digits": changed(CraftFactory, kbli="123"),
    "cluster_code_has_shape": changed(ClusterFactory, code="k7q4mx"),
    "cluster_is_not_its_own_part": own_part(ClusterFactory, Cluster),
    "cluster_place_lies_in_indonesia": changed(ClusterFactory, lat=52.5, lon=13.4),
    "cluster_photo_of_an_upload_once": cluster_upload_twice,
    "cluster_tick_once": tick_twice,
    "kind_change_is_a_change": step_to_the_same,
    "artisan_code_has_shape": changed(ArtisanFactory, code="0000"),
    "artisan_one_form_of_an_officer_makes_one_record": form_twice,
    "artisan_submitted_who_and_when": changed(ArtisanFactory, submitted_at=NOW),
    "artisan_verified_who_and_when": changed(ArtisanFactory, verified_at=NOW),
    "artisan_place_lies_in_indonesia": changed(ArtisanFactory, lat=-7.0),
    "artisan_confirmed_who_when_and_how": changed(ArtisanFactory, last_confirmed_at=NOW),
    "identity_nib_is_13_digits": identity(nib="123"),
    "identity_nik_is_sealed_and_hashed": identity(nik_hash="x"),
    "private_read_of_nik_says_why": private_read(what=Read.NIK),
    "duplicate_pair_once": pair_twice,
    # The name to show has left a trace already.
    "trace_of_each_name_once": trace(is_legal=False),
    "trace_has_a_name": trace(name=""),
    "duplicate_pair_lower_key_first": pair(swapped=True),
    "duplicate_pair_score_in_range": pair(score=1.5),
    "duplicate_pair_decided_who_and_when": pair(decision=SameOrNot.SAME),
    "merge_is_of_two_records": merge_with_itself,
    "merge_of_a_record_stands_once": merged_twice,
    "merge_undone_who_and_when": merge(undone_at=NOW),
    "split_makes_two_records": split_of_itself,
    "split_of_a_form_once": split_twice,
    "alias_code_has_shape": lambda: ArtisanAlias.objects.create(code="0000", artisan=ArtisanFactory()),
    "identity_phone_is_e164": identity(phone="0824"),
    "identity_birth_year_is_a_year": identity(birth_year=74),
    "consent_stands_once": consent_twice,
    "consent_withdrawn_by_has_when": lambda: ConsentFactory(withdrawn_by=UserFactory()),
    "consent_withdrawn_after_given": changed(ConsentFactory, withdrawn_at=NOW - timedelta(days=9)),
    "membership_open_once_a_pair": membership_twice,
    "membership_decided_who_and_when": changed(MembershipFactory, decided_at=NOW),
    "membership_declined_with_reason": changed(MembershipFactory, state=MembershipState.DECLINED),
    "membership_only_with_the_makers_assent": changed(MembershipFactory, assent=""),
    "membership_invited_by_invitation": changed(MembershipFactory, state=MembershipState.INVITED),
    "membership_awaits_an_answer_while_undecided": changed(MembershipFactory, awaits_maker=True),
    "membership_dates_in_order": changed(MembershipFactory, started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1)),
    "material_is_not_a_kind_of_itself": own_part(MaterialFactory, Material),
    "synonym_once": lambda: Synonym.objects.create(word="bag", meaning="tas", kind="thing", source="x"),
    "synonym_is_readable": lambda: Synonym.objects.create(word="Tas!", meaning="tas", kind="thing", source="x"),
    "claim_open_once_a_record": claim_twice,
    "claim_used_has_ended": claim(used_at=NOW),
    "wish_open_once": wish_twice,
    "wish_decided_who_and_when": wish(state=WishState.DONE),
    "wish_refused_with_answer": wish(state=WishState.REFUSED, decided_at=NOW, by_somebody=True),
    "wish_due_after_asked": wish(due_at=NOW - timedelta(days=3)),
    "erased_record_code_has_shape": lambda: ErasedRecord.objects.create(code="0000"),
    "sales_channel_once": channel_twice,
    "sales_channel_is_https": channel("http://toko.example/lestari"),
    "product_report_settled_who_and_when": lambda: ProductReport.objects.create(
        product=ProductFactory(), text="Bukan buatannya", settled_at=NOW
    ),
    "enquiry_waits_while_new": changed(EnquiryFactory, waiting_since=None),
    "enquiry_closed_has_when": changed(EnquiryFactory, closed_at=NOW),
    "enquiry_goes_to_a_maker_or_a_cluster": lambda: Enquiry.objects.create(secret_hash="x", buyer_name="Pembeli"),
    "product_report_taken_off_with_a_word": lambda: ProductReport.objects.create(
        product=ProductFactory(), text="Bukan buatannya", settled_at=NOW, settled_by=UserFactory(), took_off=True
    ),
    "product_report_lifted_after_taking_off": lambda: ProductReport.objects.create(
        product=ProductFactory(), text="Bukan buatannya", lifted_at=NOW
    ),
    "product_photo_of_an_upload_once": upload_twice,
    "product_offered_has_name": changed(ProductFactory, name="", state=ProductState.SUBMITTED),
    "product_code_has_shape": changed(ProductFactory, code="ABCDE1"),
    "product_price_in_range": changed(ProductFactory, price=-1),
    "product_price_unless_ask": changed(ProductFactory, price_mode=PriceMode.ASK),
    "product_min_order_is_one_or_more": changed(ProductFactory, min_order=0),
    "search_index_is_one": lambda: SearchIndex.objects.create(id=2, version=1, price_steps=[], regions=[], rows=0),
    "product_published_has_when": changed(ProductFactory, state=ProductState.PUBLISHED),
    "canvass_place_code_has_shape": changed(CanvassPlaceFactory, code="0000"),
    "canvass_place_lies_in_indonesia": changed(CanvassPlaceFactory, lat=52.5, lon=13.4),
    "field_visit_of_a_form_once": visit_twice,
    "field_visit_next_comes_later": changed(FieldVisitFactory, next_visit_on=date(2026, 1, 1)),
    "target_of_an_officer_once_a_year": target_twice(with_officer=True),
    "target_of_everybody_once_a_year": target_twice(with_officer=False),
    "target_year_is_a_year": changed(TargetFactory, year=26),
    "import_undone_who_and_when": changed(ImportBatchFactory, undone_at=NOW),
    "import_consents_lie_somewhere": changed(ImportBatchFactory, consent_basis=ConsentBasis.STORE),
    "import_row_once": import_row_twice,
    "column_memory_once": column_twice,
    "export_of_private_data_says_why": lambda: Export.objects.create(
        by=UserFactory(), file_format="csv", row_count=1, with_private=True
    ),
}


def test_every_constraint_is_listed_here():
    models = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]
    assert sorted(TRIPS) == sorted(constraint.name for model in models for constraint in model._meta.constraints)


@pytest.mark.parametrize("name", TRIPS)
def test_the_database_refuses_what_breaks(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TRIPS[name]()


def test_clusters_lie_in_no_circle_however_long():
    outer = ClusterFactory()
    middle = ClusterFactory(parent=outer)
    inner = ClusterFactory(parent=middle)
    with pytest.raises(IntegrityError, match="cluster_lies_in_no_circle"), transaction.atomic():
        Cluster.objects.filter(pk=outer.pk).update(parent=inner)
    Cluster.objects.filter(pk=inner.pk).update(parent=outer)
    assert list(outer.children.order_by("pk")) == [middle, inner]


def test_one_code_is_one_maker():
    one, other = ArtisanFactory(), ArtisanFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Artisan.objects.filter(pk=other.pk).update(code=one.code)


def test_a_code_that_is_taken_is_drawn_again():
    one = ArtisanFactory()
    other = ArtisanFactory(code=one.code)
    assert codes.normalise(other.code) == other.code != one.code
    assert Artisan.objects.get(pk=one.pk).code == one.code


def test_a_product_row_is_refused_without_its_maker():
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.create(craft=CraftFactory(), name="Tas", price=1, artisan_id=None)


@pytest.mark.parametrize("factory", [CraftFactory, MaterialFactory])
def test_a_slug_is_fixed(factory):
    row = factory(slug="kain")
    with pytest.raises(InternalError, match="slug"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(slug="tenunan")
    type(row).objects.filter(pk=row.pk).update(name_id="Tenunan")
