"""Makers in the admin: kept, but moved from state to state only on the officers' pages."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from artisans.choices import ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from core.photos import default_storage
from products.models import Product, ProductSearch
from tests.addresses import english
from tests.factories import (
    ArtisanFactory,
    ConsentFactory,
    CraftFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:artisans_artisan_changelist")
ADD = reverse("admin:artisans_artisan_add")


@pytest.fixture
def officer(client):
    officer = UserFactory(first_name="Wati", areas=["33.74"])
    client.force_login(officer)
    return officer


def change(artisan):
    return english("admin:artisans_artisan_change", artisan.pk)


def save(client, artisan, sent):
    """Sends the page's form, which carries what its reader saw of the record."""
    shown = client.get(change(artisan)).context["adminform"].form["seen"].value()
    return client.post(change(artisan), sent | {"seen": shown})


def answers(**other):
    form = {"public_name": "Tas Goni", "kind": "INDIVIDUAL", "region": "33.74.01.1001"}
    for rows in ["identity", "consents", "memberships", "state_changes"]:
        form |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
    return form | other


def identity(artisan, **other):
    given = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-artisan": artisan.pk} | other
    return answers() | {f"identity-{name}": value for name, value in given.items()}


def test_a_new_record_is_a_draft_of_whoever_made_it(client, officer):
    client.post(ADD, answers(crafts=[CraftFactory().pk]))
    artisan = Artisan.objects.get()
    step = artisan.state_changes.get()
    assert (artisan.state, artisan.registered_by, step.to_state, step.by) == ("DRAFT", officer, "DRAFT", officer)


def test_state_and_who_did_what_cannot_be_typed(client, officer):
    artisan = ArtisanFactory()
    forged = {"state": "ACTIVE", "verified_by": officer.pk, "registered_by": officer.pk, "code": "K7Q4MX", "is_demo": 1}
    save(client, artisan, answers(**forged))
    now = Artisan.objects.get()
    assert (now.public_name, now.state, now.verified_by, now.registered_by) == ("Tas Goni", "DRAFT", None, None)
    assert (now.code, now.is_demo) == (artisan.code, False)


def test_history_is_shown_and_cannot_be_written(client, officer):
    artisan = ArtisanFactory()
    artisan.state_changes.create(to_state="DRAFT", by=officer)
    MembershipFactory(artisan=artisan, member_no="A-17")
    page = client.get(change(artisan))
    forged = {"consents-0-purpose": "PUBLIC_PROFILE", "state_changes-0-to_state": "ACTIVE"}
    for history in ["consents", "memberships", "state_changes"]:
        forged |= {f"{history}-TOTAL_FORMS": 1, f"{history}-INITIAL_FORMS": 0}
    save(client, artisan, answers(**forged))
    assert "A-17" in page.text
    assert (artisan.consents.count(), artisan.state_changes.count()) == (0, 1)


def test_personal_data_needs_the_consent_to_keep_the_record(client, officer):
    artisan = ArtisanFactory()
    page = save(client, artisan, identity(artisan, **{"0-phone": "+62 0012-3456-78"}))
    assert page.context["inline_admin_formsets"][0].formset.errors == [
        {"__all__": ["Personal data is kept only if the maker agrees that the record is kept."]}
    ]
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    save(client, artisan, identity(artisan, **{"0-phone": "+62 0012-3456-78", "0-birth_year": "1974"}))
    assert PersonIdentity.objects.get().phone == "+620012345678"


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("phone", "12", "This is not a telephone number. Write it like 0824-1234-5678 or +62 824 1234 5678."),
        ("birth_year", "74", "Write the year of birth with four digits, such as 1974."),
        ("legal_name", "a\0", "Null characters are not allowed."),
    ],
)
def test_wrong_personal_data_is_a_sentence(client, officer, field, typed, error):
    artisan = ArtisanFactory()
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    page = save(client, artisan, identity(artisan, **{f"0-{field}": typed}))
    (errors,) = page.context["inline_admin_formsets"][0].formset.errors
    assert [message for messages in errors.values() for message in messages] == [error]


def test_a_moved_and_renamed_maker_is_found_by_the_new_name_and_place(client, officer):
    artisan = ArtisanFactory(published=True, public_name="Lama")
    ProductFactory(artisan=artisan, published=True)
    before = ProductSearch.objects.get()
    save(client, artisan, answers(public_name="Baru", region="33.74.01.1002"))
    after = ProductSearch.objects.get()
    assert "baru" in after.tsv
    assert "lama" not in after.tsv
    assert before.tags != after.tags


def test_history_keeps_the_code_and_never_a_name_or_a_number(client, officer):
    artisan = ArtisanFactory(public_name="Bu Siti")
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    save(client, artisan, identity(artisan, **{"0-phone": "+620012345678", "0-legal_name": "Siti Aminah"}))
    kept = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
    assert artisan.spoken_code in kept
    assert not [secret for secret in ["Siti", "Aminah", "1234567"] if secret in kept]


def test_erasing_a_maker_takes_products_personal_data_and_photos_along(
    client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(administrator=True))
    artisan = ArtisanFactory(photo="artisans/a")
    ProductPhotoFactory(product=ProductFactory(artisan=artisan), key="products/b")
    PersonIdentity.objects.create(artisan=artisan)
    for key in ["artisans/a", "products/b"]:
        (tmp_path / key).mkdir(parents=True)
        (tmp_path / key / "400.webp").write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:artisans_artisan_delete", args=[artisan.pk]), {"post": "yes"})
    assert [model.objects.count() for model in [Artisan, Product, PersonIdentity]] == [0, 0, 0]
    assert not [key for key in ["artisans/a/400.webp", "products/b/400.webp"] if default_storage.exists(key)]
    assert LogEntry.objects.get().object_repr == artisan.spoken_code


def test_the_list_of_what_needs_repair(client, officer):
    whole = ArtisanFactory(story="Sejak 1998", lat=-6.9, lon=110.4, confirmed=True)
    whole.crafts.add(CraftFactory())
    bare = ArtisanFactory()
    found = {
        value: [artisan.pk for artisan in client.get(LIST, {"repair": value}).context["cl"].result_list]
        for value in ["no-craft", "no-story", "no-place", "stale"]
    }
    assert found == {"no-craft": [bare.pk], "no-story": [bare.pk], "no-place": [bare.pk], "stale": [bare.pk]}


def test_the_area_filter_offers_the_districts_of_the_area(client, officer):
    here, _elsewhere = ArtisanFactory(), ArtisanFactory(region_id="33.74.02.1001")
    found = client.get(LIST, {"area": "33.74.01"}).context["cl"].result_list
    assert list(found) == [here]


@pytest.mark.parametrize("kind", ["artisan", "membership"])
def test_the_lists_cost_the_same_for_one_row_and_for_three(client, officer, django_assert_num_queries, kind):
    address = reverse(f"admin:artisans_{kind}_changelist")
    client.get(address)
    number = {"artisan": 7, "membership": 8}[kind]
    MembershipFactory(requested_by=officer)
    with django_assert_num_queries(number):
        client.get(address)
    for _n in range(2):
        MembershipFactory(requested_by=UserFactory())
    with django_assert_num_queries(number):
        client.get(address)
