"""The dullest valid row of each kind; situations are traits: ArtisanFactory(published=True)."""

from datetime import date
from uuid import UUID

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import OfficerArea, User
from artisans.choices import ArtisanState, Assent, Confirmed, ConsentMethod, ConsentPurpose, MembershipState
from artisans.models import Artisan, Consent, Membership
from clusters.choices import ClusterState
from clusters.models import Cluster, Craft
from fieldwork.choices import ToldBy
from fieldwork.models import CanvassPlace, FieldVisit, Lead, Target
from orders.models import Enquiry
from products import search
from products.choices import ProductState
from products.models import Material, Product, ProductPhoto, SalesChannel
from sheets.models import ImportBatch

# Regions are real and loaded once (tests/conftest.py); rows lie in this village unless a test says otherwise.
VILLAGE = "33.74.01.1001"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence("user{}".format)

    @factory.post_generation
    def areas(self, create, codes, **kwargs):
        """UserFactory(areas=["33.74"]) is an officer of Kota Semarang."""
        if codes:
            self.is_staff = True
            self.save()
            OfficerArea.objects.bulk_create(OfficerArea(user=self, region_id=code) for code in codes)


class CraftFactory(DjangoModelFactory):
    class Meta:
        model = Craft
        django_get_or_create = ("slug",)

    slug = "bag"
    name_id = factory.LazyAttribute(lambda craft: {"bag": "Tas"}.get(craft.slug, craft.slug.title()))
    name_en = factory.LazyAttribute(lambda craft: {"bag": "Bags"}.get(craft.slug, craft.slug.title()))


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = Cluster

    name = factory.Sequence("Klaster {}".format)
    craft = factory.SubFactory(CraftFactory)
    region_id = "33.74"
    state = ClusterState.ACTIVE


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    artisan = factory.SubFactory("tests.factories.ArtisanFactory")
    purpose = ConsentPurpose.PUBLIC_PROFILE
    method = ConsentMethod.SPOKEN
    witness = factory.SubFactory(UserFactory)
    given_at = factory.LazyFunction(timezone.now)


class ArtisanFactory(DjangoModelFactory):
    class Meta:
        model = Artisan
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state=ArtisanState.ACTIVE, profile_consent=factory.RelatedFactory(ConsentFactory, "artisan")
        )
        confirmed = factory.Trait(
            last_confirmed_at=factory.LazyFunction(timezone.now),
            last_confirmed_by=factory.SubFactory(UserFactory),
            confirmed_how=Confirmed.VISIT,
        )

    public_name = factory.Sequence("Perajin {}".format)
    region_id = VILLAGE


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    cluster = factory.SubFactory(ClusterFactory)
    artisan = factory.SubFactory(ArtisanFactory, published=True)
    state = MembershipState.ACCEPTED
    assent = Assent.SPOKEN
    requested_by = factory.SubFactory(UserFactory)


class MaterialFactory(DjangoModelFactory):
    class Meta:
        model = Material
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = factory.Sequence("material-{}".format)
    name_id = factory.LazyAttribute(lambda material: material.slug.replace("-", " ").capitalize())
    name_en = factory.SelfAttribute("name_id")

    @factory.post_generation
    def lineage(self, create, extracted, **kwargs):
        self.lineage = [*(self.parent.lineage if self.parent else []), self.pk]
        self.save()


class ProductFactory(DjangoModelFactory):
    """A draft of a maker whom everybody may see; with published=True everybody may see it, and the search finds it."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(state=ProductState.PUBLISHED, published_at=factory.LazyFunction(timezone.now))

    artisan = factory.SubFactory(ArtisanFactory, published=True)
    craft = factory.SubFactory(CraftFactory)
    name = factory.Sequence("Produk {}".format)
    price = 100_000

    @factory.post_generation
    def materials(self, create, materials, **kwargs):
        if materials:
            self.materials.set(materials)

    @factory.post_generation
    def search_row(self, create, extracted, **kwargs):
        search.refresh([self.pk])


class ProductPhotoFactory(DjangoModelFactory):
    class Meta:
        model = ProductPhoto

    product = factory.SubFactory(ProductFactory)
    key = factory.Sequence("products/photo{}".format)
    position = factory.Sequence(int)


class CanvassPlaceFactory(DjangoModelFactory):
    class Meta:
        model = CanvassPlace

    name = factory.Sequence("Jalan {}".format)
    region_id = VILLAGE
    created_by = factory.SubFactory(UserFactory)


class FieldVisitFactory(DjangoModelFactory):
    class Meta:
        model = FieldVisit

    client_uuid = factory.Sequence(lambda n: UUID(int=n))
    place = factory.SubFactory(CanvassPlaceFactory)
    officer = factory.SubFactory(UserFactory)
    visited_on = date(2026, 11, 2)


class LeadFactory(DjangoModelFactory):
    class Meta:
        model = Lead

    artisan = factory.SubFactory(ArtisanFactory, state=ArtisanState.LEAD)
    told_by = ToldBy.NEIGHBOUR
    told_on = date(2026, 11, 2)


class TargetFactory(DjangoModelFactory):
    """What everybody together is to reach in Kota Semarang."""

    class Meta:
        model = Target

    region_id = "33.74"
    year = 2026
    registered = 100
    verified = 80
    set_by = factory.SubFactory(UserFactory)


class ImportBatchFactory(DjangoModelFactory):
    class Meta:
        model = ImportBatch

    uploaded_by = factory.SubFactory(UserFactory)
    file_name = factory.Sequence("perajin-{}.xlsx".format)
    office_id = "33.74"


class EnquiryFactory(DjangoModelFactory):
    """A buyer's enquiry with its first message, which nobody has answered."""

    class Meta:
        model = Enquiry
        skip_postgeneration_save = True

    artisan = factory.SubFactory(ArtisanFactory, published=True)
    secret_hash = factory.Sequence("{:064d}".format)
    buyer_name = factory.Sequence("Pembeli {}".format)

    @factory.post_generation
    def text(self, create, text, **kwargs):
        self.messages.create(text=text or "Apakah bisa dibuat lima puluh buah?")


class SalesChannelFactory(DjangoModelFactory):
    class Meta:
        model = SalesChannel

    artisan = factory.SubFactory(ArtisanFactory, published=True)
    url = factory.Sequence("https://toko.example/perajin-{}".format)
    added_by = factory.SubFactory(UserFactory)
