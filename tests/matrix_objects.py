"""What the addresses of the permission matrix point to: each makes its object in the world of the cast."""

from collections.abc import Callable

from PIL import Image

from artisans.actions import merging, splitting, wishes
from artisans.choices import ConsentPurpose, MembershipState
from artisans.models import Artisan, DuplicatePair, Membership
from clusters.actions.news import write_news
from clusters.actions.photos import add_photo
from core.photos import store_photo
from products.actions.buyer_links import make_link
from products.models import ProductReport
from sheets.choices import BatchState, Verdict
from sheets.models import ImportBatch
from tests.cast import PURWODINATAN, SEMARANG, Cast
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ConsentFactory,
    EnquiryFactory,
    FieldVisitFactory,
    LeadFactory,
    ProductFactory,
    ProductPhotoFactory,
    SalesChannelFactory,
    TargetFactory,
)


def nothing(cast: Cast) -> dict:
    return {}


def of_artisan(cast: Cast) -> list:
    return [cast.artisan.code]


def of_consent(cast: Cast) -> list:
    return [cast.artisan.code, "PHOTO"]


def of_waiting(cast: Cast) -> list:
    return [cast.waiting.code]


def a_pair(cast: Cast) -> list:
    first, second = sorted((cast.artisan, cast.waiting), key=lambda artisan: artisan.pk)
    return [DuplicatePair.objects.create(first=first, second=second, score=0.9).pk]


def of_cluster(cast: Cast) -> list:
    return [cast.cluster.code]


def of_request(cast: Cast) -> list:
    return [cast.request.pk]


def of_invitation(cast: Cast) -> list:
    invited = {"state": MembershipState.INVITED, "is_invitation": True, "awaits_maker": True, "assent": ""}
    Membership.objects.filter(pk=cast.request.pk).update(**invited)
    return of_request(cast)


def of_membership(cast: Cast) -> list:
    Membership.objects.filter(pk=cast.request.pk).update(state=MembershipState.ACCEPTED)
    return of_request(cast)


def somebody_to_invite(cast: Cast) -> list:
    artisan = ArtisanFactory(published=True, region_id=PURWODINATAN)
    artisan.crafts.add(cast.cluster.craft)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.INVITE)
    return [cast.cluster.code, artisan.code]


def of_artisan_and_waiting(cast: Cast) -> list:
    return [cast.artisan.code, cast.waiting.code]


def of_merge(cast: Cast) -> list:
    return [merging.merge(survivor=cast.artisan, merged=cast.waiting, chosen=[], by=cast.officer).pk]


def of_split(cast: Cast) -> list:
    return [splitting.split(artisan=cast.artisan, public_name="Orang kedua", by=cast.officer).part.code]


def of_lead(cast: Cast) -> list:
    return [LeadFactory(artisan__region_id=SEMARANG).artisan.code]


def of_target(cast: Cast) -> list:
    return [TargetFactory().pk]


def of_place(cast: Cast) -> list:
    return [CanvassPlaceFactory(region_id=SEMARANG).code]


def of_the_officers_visit(cast: Cast) -> list:
    visit = FieldVisitFactory(officer=cast.officer)
    return [visit.place.code, visit.pk]


def page_of(name: str) -> Callable[[Cast], list]:
    return lambda cast: [getattr(cast, name).code, getattr(cast, name).slug]


def cluster_photo(cast: Cast) -> list:
    add_photo(cluster=cast.cluster, by=cast.officer, image=Image.new("RGB", (40, 30)))
    cast.cluster.refresh_from_db()
    return [cast.cluster.photo.rpartition("/")[2], 400]


def news_of_cluster(cast: Cast) -> list:
    return [cast.cluster.code, write_news(cluster=cast.cluster, title="Pameran", text="Besok", by=cast.officer).pk]


def tick_of_cluster(cast: Cast) -> list:
    return [cast.cluster.code, "MEETS"]


def artisan_photo(cast: Cast) -> list:
    key = store_photo(Image.new("RGB", (40, 30)), "artisans")
    Artisan.objects.filter(pk=cast.artisan.pk).update(photo=key)
    return [key.rpartition("/")[2], 400]


def unpublished_product(cast: Cast) -> list:
    product = ProductFactory(artisan=cast.artisan)
    return [product.code, product.slug]


def photo_of_unpublished_product(cast: Cast) -> list:
    key = store_photo(Image.new("RGB", (40, 30)), "products")
    ProductPhotoFactory(product=ProductFactory(artisan=cast.artisan), key=key)
    return [key.rpartition("/")[2], 400]


def account_of_artisan(cast: Cast) -> list:
    return [cast.artisan.code, cast.artisan_user.pk]


def channel_of_artisan(cast: Cast) -> list:
    channel = SalesChannelFactory(artisan=cast.artisan)
    return [cast.artisan.code, channel.pk]


def of_import(cast: Cast) -> list:
    """A checked import of the officer's, with one row that is to become a record."""
    batch = ImportBatch.objects.create(
        uploaded_by=cast.officer,
        office_id=SEMARANG,
        file_name="perajin.xlsx",
        sheets=[{"name": "Data", "row_count": 2, "header_row": 1}],
        headers=["Nama", "Desa"],
        mapping={"0": "name", "1": "village"},
        state=BatchState.CHECKED,
    )
    values = {"public_name": "Tas Wulan", "region": PURWODINATAN, "kind": "INDIVIDUAL", "crafts": []}
    batch.rows.create(number=2, cells=["Tas Wulan", "Purwodinatan"], values=values, verdict=Verdict.NEW)
    return [batch.pk]


def of_import_row(cast: Cast) -> list:
    return [*of_import(cast), 2]


def of_public_artisan(cast: Cast) -> list:
    ConsentFactory(artisan=cast.artisan)
    return of_artisan(cast)


def of_enquiry(cast: Cast) -> list:
    return [EnquiryFactory(artisan=cast.artisan).pk]


def wish_of_artisan(cast: Cast) -> list:
    return [cast.artisan.code, *of_wish(cast)]


def of_wish(cast: Cast) -> list:
    return [wishes.ask_for_correction(artisan=cast.artisan, text="Salah nama", by=cast.artisan_user).pk]


def product_of_artisan(cast: Cast) -> list:
    return [cast.artisan.code, ProductFactory(artisan=cast.artisan).code]


def public_product(cast: Cast) -> list:
    return [ProductFactory(published=True).code]


def chairs_products(cast: Cast) -> list:
    return [cast.committee.artisans.get().code]


def word_of_a_link(cast: Cast) -> list:
    return [make_link(artisan=cast.committee.artisans.get(), name="Toko", by=cast.committee)]


def link_of_artisan(cast: Cast) -> list:
    make_link(artisan=cast.artisan, name="Toko", by=cast.artisan_user)
    return [cast.artisan.code, cast.artisan.buyer_links.get().pk]


def report_in_semarang(cast: Cast) -> list:
    product = ProductFactory(artisan=cast.artisan)
    return [ProductReport.objects.create(product=product, text="Bukan buatannya").pk]
