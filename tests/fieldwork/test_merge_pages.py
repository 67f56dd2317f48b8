import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from artisans.actions import merging, splitting
from artisans.actions.consents import withdraw
from artisans.actions.seats import leave
from artisans.choices import ArtisanState, Read
from artisans.models import Artisan, Merge, PersonIdentity, PrivateRead
from tests.artisans.records import make_pair, standing
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db
BANDUNG_VILLAGE = "32.73.01.1001"


@pytest.fixture
def pair():
    return make_pair()


@pytest.fixture
def client(pair):
    client = Client()
    client.force_login(pair.officer)
    return client


def address(pair) -> str:
    return reverse("field:merge", args=[pair.one.code, pair.other.code])


def answers(page, **changed) -> dict:
    """The form of a page as it came, with some answers changed."""
    form = page.context["form"]
    return {name: form.fields[name].initial for name in form.fields} | changed


def record(artisan) -> str:
    return reverse("field:record", args=[artisan.code])


def done(pair) -> Merge:
    return merging.merge(survivor=pair.one, merged=pair.other, chosen=["public_name"], by=pair.officer)


def test_the_page_shows_both_records_and_asks_only_where_they_differ(client, pair):
    page = client.get(address(pair))
    form = page.context["form"]
    assert list(form.fields) == [
        "survivor", "public_name", "kind", "region", "place_note", "position", "story", "photo", "workers", "work_mode",
        "machines", "phone", "legal_name", "nik",
    ]  # fmt: skip
    assert answers(page) == {
        **dict.fromkeys(form.fields, pair.one.code),
        **dict.fromkeys(["place_note", "position", "workers", "work_mode", "machines"], pair.other.code),
    }
    text = page.content.decode()
    assert ("-6.98000, 110.41000 (± 20 m)" in text, "33740165" in text) == (True, False)
    assert ("NIK-nya berbeda" in text, "Namanya sangat berbeda" in text) == (True, False)


def test_two_names_without_a_likeness_are_warned_of_and_may_be_merged(client, pair):
    Artisan.objects.filter(pk=pair.other.pk).update(public_name="Kelompok Harapan Jaya")
    page = client.get(address(pair))
    assert "Namanya sangat berbeda" in page.content.decode()
    assert client.post(address(pair), answers(page)).status_code == 302


def test_comparing_two_records_is_noted_as_a_look_at_private_data(client, pair):
    client.get(address(pair))
    noted = PrivateRead.objects.filter(what=Read.COMPARISON).values_list("code", "by").order_by("pk")
    assert list(noted) == [(pair.one.code, pair.officer.pk), (pair.other.code, pair.officer.pk)]


def test_an_officer_merges_and_reads_until_when_it_can_be_undone(client, pair):
    page = client.get(address(pair))
    answer = client.post(address(pair), answers(page, public_name=pair.other.code), follow=True)
    assert answer.redirect_chain == [(record(pair.one), 302)]
    text = answer.content.decode()
    assert f"{pair.other.spoken_code} sekarang menjadi bagian catatan ini." in text
    assert reverse("field:undo_merge", args=[Merge.objects.get().pk]) in text
    one = Artisan.objects.get(pk=pair.one.pk)
    assert (one.public_name, one.machines, one.story) == ("Sri Lestari", "2 mesin", "Sejak 1990.")


def seen_on(page) -> dict[str, str]:
    """What the form carries of the changes that the page has shown."""
    assert page.context["form"]["seen"].value() in page.content.decode()
    return {"seen": page.context["form"]["seen"].value()}


def test_the_officer_may_let_the_other_code_stay(client, pair):
    page = client.get(address(pair))
    client.post(address(pair), answers(page, survivor=pair.other.code))
    merge = Merge.objects.get()
    assert (merge.survivor, merge.merged) == (pair.other, pair.one)
    assert Artisan.objects.get(pk=pair.other.pk).public_name == "Bu Sri Lestari"


def test_an_answer_that_came_to_differ_meanwhile_is_asked_and_no_choice_is_lost(client, pair):
    sent = answers(client.get(address(pair)), public_name=pair.other.code)
    PersonIdentity.objects.filter(artisan=pair.one).update(birth_year=1974)
    page = client.post(address(pair), sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["birth_year"])
    assert page.context["form"]["public_name"].value() == pair.other.code
    assert Merge.objects.count() == 0


def test_a_refused_merge_says_why(client, pair):
    sent = answers(client.get(address(pair)))
    Artisan.objects.filter(pk=pair.other.pk).update(state=ArtisanState.REJECTED)
    page = client.post(address(pair), sent)
    assert (page.status_code, "catatan yang ditolak tidak digabung" in page.content.decode()) == (422, True)


@pytest.mark.parametrize("which", ["foreign", "same", "merged"])
def test_only_two_records_in_reach_are_compared(client, pair, which):
    others = {
        "foreign": ArtisanFactory(region_id=BANDUNG_VILLAGE),
        "same": pair.one,
        "merged": ArtisanFactory(state=ArtisanState.MERGED),
    }
    assert client.get(reverse("field:merge", args=[pair.one.code, others[which].code])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bagian ini perlu diisi"),
        ("halo", "Tidak ada catatan"),
        ("foreign", "Tidak ada catatan"),
        ("same", "catatan yang sama"),
    ],
)
def test_a_code_that_leads_nowhere_is_answered_with_a_sentence(client, pair, typed, sentence):
    codes = {"foreign": ArtisanFactory(region_id=BANDUNG_VILLAGE).code, "same": pair.one.code}
    page = client.get(reverse("field:merge_with", args=[pair.one.code]), {"other": codes.get(typed, typed)})
    assert (page.status_code, sentence in page.content.decode()) == (422, True)


def test_a_typed_code_leads_to_the_comparison(client, pair):
    page = client.get(reverse("field:merge_with", args=[pair.one.code]), {"other": pair.other.spoken_code.lower()})
    assert (page.status_code, page["Location"]) == (302, address(pair))


def test_a_former_code_leads_to_the_record_for_the_time_being(client, pair):
    done(pair)
    page = client.get(record(pair.other), {"tab": "1"})
    assert (page.status_code, page["Location"]) == (302, f"{record(pair.one)}?tab=1")


def test_a_former_code_leads_everybody_to_the_public_page(pair):
    done(pair)
    page = Client().get(reverse("artisans:detail", args=[pair.other.code, "sri"]), {"utm": "kartu"})
    assert (page.status_code, page["Location"]) == (302, f"/perajin/{pair.one.code}/sri-lestari/?utm=kartu")


def test_a_former_code_of_a_record_nobody_may_see_leads_nowhere(pair):
    merging.merge(survivor=pair.other, merged=pair.one, chosen=[], by=pair.officer)
    page = reverse("artisans:detail", args=[pair.one.code, "bu-sri-lestari"])
    foreign = Client()
    foreign.force_login(UserFactory(areas=["32.73"]))
    statuses = [
        Client().get(page).status_code,
        foreign.get(page).status_code,
        foreign.get(record(pair.one)).status_code,
    ]
    assert statuses == [404, 404, 404]


@pytest.mark.parametrize("name", ["field:records", "artisans:list"])
def test_a_list_shows_the_record_once_and_finds_it_by_its_former_code(client, pair, name):
    done(pair)
    for words in (pair.other.spoken_code, "Sri"):
        page = client.get(reverse(name), {"q": words})
        assert [row.pk for row in page.context["page"]] == [pair.one.pk]


def test_the_record_tells_what_became_part_of_it_with_its_history(client, pair):
    done(pair)
    text = client.get(record(pair.one)).content.decode()
    assert (pair.other.spoken_code in text, f"Menjadi bagian {pair.one.spoken_code}." in text) == (True, True)


def test_an_officer_undoes_a_merge(client, pair):
    undo = reverse("field:undo_merge", args=[done(pair).pk])
    page = client.get(undo)
    assert (page.status_code, page.context["later"]) == (200, [])
    answer = client.post(undo)
    assert (answer.status_code, answer["Location"]) == (302, record(pair.one))
    assert Artisan.objects.get(pk=pair.one.pk).public_name == "Bu Sri Lestari"
    assert client.get(record(pair.other)).status_code == 200


def test_a_later_change_is_shown_and_asked_about(client, pair):
    undo = reverse("field:undo_merge", args=[done(pair).pk])
    Artisan.objects.filter(pk=pair.one.pk).update(public_name="Bu Sri Putri")
    page = client.get(undo)
    assert page.context["later"] == [
        {"label": "Nama yang ditampilkan", "gone": False, "now": "Bu Sri Putri", "back": "Bu Sri Lestari"}
    ]
    assert client.post(undo).status_code == 422
    answer = client.post(undo, seen_on(page) | {"later": "keep"}, follow=True)
    assert Artisan.objects.get(pk=pair.one.pk).public_name == "Bu Sri Putri"
    assert "Penggabungan dibatalkan." in answer.content.decode()


def test_what_the_officer_has_not_seen_does_not_go_back(client, pair):
    undo = reverse("field:undo_merge", args=[done(pair).pk])
    Artisan.objects.filter(pk=pair.one.pk).update(public_name="Bu Sri Putri")
    page = client.get(undo)
    Artisan.objects.filter(pk=pair.one.pk).update(public_name="Bu Sri Puspita")
    again = client.post(undo, seen_on(page) | {"later": "drop"})
    assert (again.status_code, again.context["problem"]) == (
        422,
        "Catatan ini berubah setelah digabung. Pilih bagaimana dengan perubahan itu.",
    )
    assert [change["now"] for change in again.context["later"]] == ["Bu Sri Puspita"]
    assert again.context["form"]["later"].value() is None
    assert Artisan.objects.get(pk=pair.one.pk).public_name == "Bu Sri Puspita"
    assert client.post(undo, seen_on(again) | {"later": "drop"}).status_code == 302
    assert Artisan.objects.get(pk=pair.one.pk).public_name == "Bu Sri Lestari"


def test_what_people_said_since_is_told_and_only_to_be_read(client, pair):
    undo = reverse("field:undo_merge", args=[done(pair).pk])
    withdraw(artisan=pair.one, purpose="WHATSAPP", by=pair.officer)
    page = client.get(undo)
    text = page.content.decode()
    assert "Persetujuan: " in page.context["later"][0]["label"]
    assert "ini tetap berlaku" in text
    assert [choice[0] for choice in page.context["form"].fields["later"].choices] == ["keep"]
    assert client.post(undo).status_code == 422
    assert client.post(undo, seen_on(page) | {"later": "drop"}).status_code == 422
    assert client.post(undo, seen_on(page) | {"later": "keep"}).status_code == 302
    assert "WHATSAPP" not in standing(pair.other)


def test_who_left_a_cluster_since_is_told_by_its_name(client, pair):
    undo = reverse("field:undo_merge", args=[done(pair).pk])
    for membership in pair.one.memberships.running():
        leave(membership=membership, by=pair.officer, alone=True)
    page = client.get(undo)
    text = page.content.decode()
    assert "Klaster Bersama" in text
    assert "Ini tetap seperti sekarang." in text
    assert client.post(undo, seen_on(page) | {"later": "keep"}).status_code == 302


def test_an_officer_of_one_of_the_two_areas_does_not_undo(client, pair):
    undo = reverse("field:undo_merge", args=[done(pair).pk])
    Artisan.objects.filter(pk=pair.other.pk).update(region_id=BANDUNG_VILLAGE)
    assert (client.get(undo).status_code, client.post(undo).status_code) == (404, 404)
    assert undo not in client.get(record(pair.one)).content.decode()


def test_an_officer_splits_a_record_and_takes_it_back(client, pair):
    split = reverse("field:split", args=[pair.one.code])
    product = pair.one.products.get()
    page = client.post(split, {"public_name": "", "takes_phone": "on"})
    assert (page.status_code, sorted(page.context["form"].errors)) == (422, ["agreed_to_store", "public_name"])
    answer = client.post(split, {"public_name": "Pak Joko", "products": [product.pk]})
    part = Artisan.objects.get(public_name="Pak Joko")
    product.refresh_from_db()
    assert (answer.status_code, answer["Location"], product.artisan) == (302, record(part), part)
    answer = client.post(reverse("field:undo_split", args=[part.code]))
    assert (answer.status_code, answer["Location"]) == (302, record(pair.one))
    assert not Artisan.objects.filter(pk=part.pk).exists()


def test_products_of_another_maker_do_not_go_along(client, pair):
    sent = {"public_name": "Pak Joko", "products": [pair.other.products.get().pk]}
    page = client.post(reverse("field:split", args=[pair.one.code]), sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["products"])


def queries_of_the_record(client, pair, count: int) -> int:
    for _number in range(count):
        merging.merge(survivor=pair.one, merged=ArtisanFactory(), chosen=[], by=pair.officer)
        splitting.split(artisan=pair.one, public_name="Orang kedua", by=pair.officer)
    client.get(record(pair.one))
    with CaptureQueriesContext(connection) as captured:
        client.get(record(pair.one))
    return len(captured)


def test_the_record_asks_the_same_for_one_merge_and_for_three(client, pair):
    assert queries_of_the_record(client, pair, 1) == queries_of_the_record(client, pair, 2)
