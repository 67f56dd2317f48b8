"""An erased maker is nowhere in the database any more; only who looked stays, by a code that names nobody."""

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.notices import tell
from artisans.actions import papers, wishes
from artisans.actions.consents import withdraw
from artisans.actions.erasing import erase
from artisans.actions.merging import merge
from artisans.actions.photos import replace_photo
from artisans.actions.reading import note_read
from artisans.choices import ArtisanState, ConsentPurpose, Read
from artisans.models import Artisan, Claim, ErasedRecord, PersonIdentity, PrivateRead
from artisans.models.claim import CLAIM_DAYS
from core.photos import renditions_of, store_photo
from orders.models import Enquiry, EnquiryMessage
from products.models import Product, ProductReport
from sheets.models import Export
from tests.cast import UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    LeadFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NIK = "3374010104749999"
TRACES = ["Zulaikha", "Zubaidah", UNDIALLABLE, NIK, "9120000000001", "Gang Zamrud", "Tas Zirkon"]


def whole_maker(**values) -> Artisan:
    """A maker with everything a record can hold, each of it changed once, so that the history holds it too."""
    artisan = ArtisanFactory(public_name="Zulaikha", place_note="Gang Zamrud 7", **values)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    artisan.crafts.add(CraftFactory())
    PersonIdentity.objects.create(artisan=artisan, legal_name="Siti Zubaidah", phone=UNDIALLABLE, nib="9120000000001")
    papers.keep_nik(artisan=artisan, nik=NIK, by=UserFactory())
    papers.reveal_nik(artisan=artisan, by=UserFactory(), why="Pendaftaran pelatihan")
    membership = MembershipFactory(artisan=artisan, cluster=ClusterFactory(), message="Saya Zulaikha")
    membership.member_no = "7"
    membership.save()
    product = ProductFactory(artisan=artisan, name="Tas Zirkon")
    Product.objects.filter(pk=product.pk).update(price=90_000)
    told_elsewhere(artisan, product)
    Artisan.objects.filter(pk=artisan.pk).update(public_name="Zulaikha Jaya")
    return artisan


def told_elsewhere(artisan: Artisan, product: Product) -> None:
    """What hangs on the record beside the record, and what others typed or were told about the maker."""
    owner = UserFactory(username=None, phone=UNDIALLABLE, first_name="Zulaikha")
    artisan.users.add(owner)
    AccessAttempt.objects.create(username=UNDIALLABLE, ip_address="192.0.2.1", user_agent="", failures_since_start=3)
    SalesChannelFactory(artisan=artisan, url="https://toko.example/Zulaikha")
    wishes.ask_for_correction(artisan=artisan, text="Nama saya Zulaikha", by=owner)
    Claim.objects.create(artisan=artisan, code_hash="z" * 64, expires_at=timezone.now() + CLAIM_DAYS)
    ProductReport.objects.create(product=product, text="Tas Zirkon palsu")
    enquiry = Enquiry.objects.create(artisan=artisan, secret_hash="q" * 64, buyer_name="Pembeli")
    EnquiryMessage.objects.create(enquiry=enquiry, text="Bu Zulaikha, ada Tas Zirkon?")
    LeadFactory(artisan=artisan, note="Kata tetangga, Zulaikha di Gang Zamrud")
    tell([UserFactory()], "%(n)s waits", n="Zulaikha", url="/klaster/")
    note_read(what=Read.EXPORT, artisan=artisan, by=UserFactory(), why=f"Menelepon Zulaikha di {UNDIALLABLE}")
    Export.objects.create(
        by=UserFactory(), file_format="csv", filters={"q": "zulaikha"}, row_count=1, why="Siti Zubaidah"
    )
    told_on_a_clusters_page()
    LogEntry.objects.create(
        user=UserFactory(), content_type=ContentType.objects.get_for_model(Artisan), object_id=str(artisan.pk),
        object_repr="Zulaikha", action_flag=CHANGE, change_message='[{"changed": {"object": "Zulaikha"}}]',
    )  # fmt: skip


def told_on_a_clusters_page() -> None:
    cluster, by = ClusterFactory(description="Ketua kami Zulaikha.", how_to_join="Temui Zulaikha"), UserFactory()
    cluster.news.create(title="Zulaikha ke pameran", text="Bu Zulaikha membawa tas. Tanya Zulaikha.", by=by)
    cluster.photos.create(key="clusters/x", alt="Zulaikha menjahit")
    cluster.kind_changes.create(from_kind="GROUP", to_kind="CLUSTER", reason="Kata Zulaikha", by=by)


def columns_of_text() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND data_type IN ('text', 'character varying', 'character', 'jsonb', 'json', 'ARRAY')"
            " AND table_name NOT LIKE 'regions_%'"
        )
        return cursor.fetchall()


def found_in(traces: list[str]) -> set[str]:
    """The tables and columns in which any of these words stands."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns_of_text():
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE ANY(%s))',  # noqa: S608
                [[f"%{trace}%" for trace in traces]],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def traces_of(artisan: Artisan) -> list[str]:
    return [*TRACES, papers.lookup_hash(NIK), PersonIdentity.objects.get(artisan=artisan).nik_sealed]


def test_a_maker_is_in_many_tables_and_their_history():
    assert found_in(traces_of(whole_maker())) >= {
        "artisans_artisan.public_name",
        "artisans_artisanevent.public_name",
        "artisans_artisanevent.place_note",
        "artisans_personidentity.phone",
        "artisans_personidentity.nik_sealed",
        "artisans_personidentityevent.phone",
        "artisans_personidentityevent.nik_hash",
        "artisans_membershipevent.message",
        "products_productevent.name",
    }


def test_an_erased_maker_is_in_none_and_a_neighbour_in_all():
    neighbour = ArtisanFactory(public_name="Wulandari")
    artisan = whole_maker()
    traces, before = traces_of(artisan), found_in(["Wulandari"])
    erase(artisans=[artisan], by=UserFactory())
    assert found_in(traces) == set()
    assert found_in(["Wulandari"]) == before
    assert list(neighbour.events.values_list("pgh_label", flat=True)) == ["insert"]


def test_who_looked_stays_and_names_nobody():
    artisan = whole_maker()
    code = artisan.code
    erase(artisans=[artisan], by=UserFactory())
    assert list(PrivateRead.objects.order_by("pk").values_list("code", "what", "why")) == [
        (code, "NIK", "Pendaftaran pelatihan"),
        (code, "EXPORT", "Menelepon … di …"),
    ]


def test_taking_back_the_consent_of_a_draft_forgets_the_person_in_the_history_too():
    artisan = whole_maker(state=ArtisanState.DRAFT)
    traces = [UNDIALLABLE, "Zubaidah", "9120000000001", papers.lookup_hash(NIK)]
    traces.append(PersonIdentity.objects.get(artisan=artisan).nik_sealed)
    withdraw(artisan=artisan, purpose=ConsentPurpose.STORE, by=UserFactory())
    # The account by which the maker signs in stays, and what people typed elsewhere goes with the whole record only.
    assert found_in(traces) == {
        "accounts_user.phone", "artisans_privateread.why", "axes_accessattempt.username", "sheets_export.why",
    }  # fmt: skip


@pytest.mark.parametrize("survives", [True, False])
def test_a_merged_maker_goes_whole_with_either_record(survives):
    one, other = whole_maker(), ArtisanFactory(public_name="Zulaikha")
    ConsentFactory(artisan=other, purpose=ConsentPurpose.STORE)
    traces = traces_of(one)
    survivor, merged = (one, other) if survives else (other, one)
    merge(survivor=survivor, merged=merged, chosen=["phone", "nik"], by=UserFactory())
    erase(artisans=[other], by=UserFactory())
    assert found_in(traces) == set()


def test_an_account_that_served_nothing_else_is_closed_and_another_stays():
    one, other = ArtisanFactory(), ArtisanFactory()
    only_one, both = UserFactory(phone=UNDIALLABLE), UserFactory(username="keduanya")
    one.users.set([only_one, both])
    other.users.add(both)
    for person in (only_one, both):
        Client().force_login(person)
    erase(artisans=[one], by=UserFactory())
    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(both.pk)]
    only_one.refresh_from_db()
    both.refresh_from_db()
    assert (only_one.phone, only_one.username, only_one.is_active) == (None, f"closed-{only_one.pk}", False)
    assert not only_one.has_usable_password()
    assert (both.username, both.is_active) == ("keduanya", True)


def test_every_address_of_an_erased_maker_says_that_it_is_gone(client):
    survivor = ArtisanFactory(published=True, public_name="Zulaikha")
    merged, product = ArtisanFactory(), ProductFactory(artisan=survivor, published=True)
    merge(survivor=survivor, merged=merged, chosen=[], by=UserFactory())
    addresses = [
        survivor.get_absolute_url(),
        product.get_absolute_url(),
        reverse("artisans:detail", args=[merged.code]),
    ]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 302]
    officer = UserFactory()
    erase(artisans=[survivor], by=officer)
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert "Catatan ini sudah dihapus" in answers[0].content.decode()
    assert set(ErasedRecord.objects.values_list("code", "erased_by")) == {
        (code, officer.pk) for code in (survivor.code, merged.code, product.code)
    }
    assert client.get(reverse("artisans:detail", args=["K7Q4MX"])).status_code == 404


def test_photos_leave_the_disk_with_their_maker(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    artisan = ArtisanFactory(published=True)
    replace_photo(artisan=artisan, renditions=renditions_of(Image.new("RGB", (40, 30))))
    ProductPhotoFactory(
        product=ProductFactory(artisan=artisan), key=store_photo(Image.new("RGB", (40, 30)), "products")
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] != []
    with django_capture_on_commit_callbacks(execute=True):
        erase(artisans=[artisan], by=UserFactory())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
