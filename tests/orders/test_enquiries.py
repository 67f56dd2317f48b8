"""Enquiries: a buyer without an account asks, the maker's side answers, and the buyer comes back by a secret word."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artisans.actions.consents import withdraw
from artisans.actions.erasing import erase
from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole
from artisans.models import Artisan
from clusters.choices import ClusterState
from clusters.models import Cluster
from orders import actions, words
from orders.choices import EnquiryState
from orders.limits import MESSAGES_OF_AN_ADDRESS, SAME_TEXT, WORDS_OF_AN_ADDRESS
from orders.models import Enquiry, EnquiryMessage
from tests.cast import make_cast
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    EnquiryFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TEXT = "Apakah bisa dibuat lima puluh buah?"


def a_token(*, age: int = 60) -> str:
    """What a form that was opened so many seconds ago holds."""
    with pytest.MonkeyPatch.context() as patch:
        now = signing.time.time()
        patch.setattr(signing.time, "time", lambda: now - age)
        return words.new_token()


def filled(**changes) -> dict:
    return {"token": a_token(), "buyer_name": "Bu Sari", "text": TEXT, "homepage": ""} | changes


def address_of(recipient) -> str:
    name = "orders:ask_cluster" if isinstance(recipient, Cluster) else "orders:ask_maker"
    return reverse(name, args=[recipient.code])


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def kept_word(client: Client, enquiry: Enquiry) -> str:
    page = client.get(reverse("orders:thread", args=[enquiry.pk])).content.decode()
    return re.search(r"#([0-9A-Z-]{19})\s*<", page)[1]


def test_a_buyer_asks_about_a_product_and_the_maker_hears_of_it():
    cast, client = make_cast(), Client()
    ConsentFactory(artisan=cast.artisan)
    product = ProductFactory(published=True, artisan=cast.artisan)
    sent = filled(pieces="50", needed_by="2099-01-31")
    response = client.post(address_of(cast.artisan) + f"?product={product.code}", sent)
    enquiry = Enquiry.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("orders:thread", args=[enquiry.pk]))
    kept = (enquiry.artisan, enquiry.product, enquiry.buyer_name, enquiry.pieces, str(enquiry.needed_by), enquiry.state)
    assert kept == (cast.artisan, product, "Bu Sari", 50, "2099-01-31", EnquiryState.NEW)
    assert list(enquiry.messages.values_list("text", "by", "on_behalf")) == [(TEXT, None, False)]
    notice = cast.artisan_user.notices.get()
    assert (str(notice), notice.url) == (
        "Seorang pembeli menulis kepada Tas Goni Lestari.",
        reverse("orders:answer", args=[enquiry.pk]),
    )


def test_the_committee_of_a_cluster_hears_of_a_larger_order():
    cast = make_cast()
    Client().post(address_of(cast.cluster), filled(text="Empat ratus tas seminar dari karung goni.", pieces="400"))
    enquiry = Enquiry.objects.get()
    assert (enquiry.cluster, enquiry.pieces, cast.committee.notices.count()) == (cast.cluster, 400, 1)
    page = client_of(cast.committee).get(reverse("orders:of_cluster", args=[cast.cluster.code])).content.decode()
    assert ("Empat ratus tas seminar" in page, "Menunggu jawaban" in page) == (True, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"buyer_name": ""}, "Bagian ini perlu diisi."),
        ({"text": ""}, "Bagian ini perlu diisi."),
        ({"text": "x" * 2001}, "2000"),
        ({"pieces": "0"}, "1"),
        ({"pieces": "-3"}, "1"),
        ({"needed_by": "2020-01-01"}, "Hari ini sudah lewat"),
        ({"needed_by": "besok"}, "tanggal"),
        ({"text": "Lihat https://a.example dan www.b.example"}, "satu tautan"),
        ({"homepage": "https://spam.example"}, "Biarkan kosong"),
        ({"token": ""}, "terbuka lebih dari sehari"),
        ({"token": "x"}, "terbuka lebih dari sehari"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_sentence_and_all_that_was_typed(changes, sentence):
    artisan = ArtisanFactory(published=True)
    response = Client().post(address_of(artisan), filled(**changes))
    page = response.content.decode()
    assert (response.status_code, sentence in page, Enquiry.objects.count()) == (422, True, 0)
    typed = filled(**changes)
    assert [typed[name] in page for name in ("buyer_name", "text")] == [True, True]


@pytest.mark.parametrize(("age", "sentence"), [(1, "lebih cepat"), (25 * 60 * 60, "lebih dari sehari")])
def test_a_form_that_is_too_quick_or_too_old_is_sent_once_more(age, sentence):
    artisan, client = ArtisanFactory(published=True), Client()
    response = client.post(address_of(artisan), filled(token=a_token(age=age)))
    page = response.content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert (response.status_code, sentence in page, words.seed_of(token, 60 * 60) is not None) == (422, True, True)


def test_the_same_form_sent_twice_makes_one_enquiry_also_where_the_first_answer_was_lost():
    artisan, sent = ArtisanFactory(published=True), filled()
    first, second = Client(), Client()
    answers = [client.post(address_of(artisan), sent)["Location"] for client in (first, second)]
    enquiry = Enquiry.objects.get()
    assert answers == [reverse("orders:thread", args=[enquiry.pk])] * 2
    assert (EnquiryMessage.objects.count(), kept_word(first, enquiry)) == (1, kept_word(second, enquiry))


def test_a_form_gone_back_to_sends_the_second_message_too():
    artisan, client, sent = ArtisanFactory(published=True), Client(), filled()
    client.post(address_of(artisan), sent)
    page = client.post(address_of(artisan), sent | {"text": "Satu hal lagi: warna biru."}).content.decode()
    assert ("sudah mengirim pesan lain" in page, "Satu hal lagi: warna biru." in page) == (True, True)
    assert re.search(r'name="token" value="([^"]+)"', page)[1] != sent["token"]
    assert Enquiry.objects.count() == 1


def test_the_word_opens_the_conversation_on_any_phone_and_only_its_hash_is_kept():
    artisan, client, other = ArtisanFactory(published=True), Client(), Client()
    client.post(address_of(artisan), filled())
    enquiry = Enquiry.objects.get()
    word = kept_word(client, enquiry)
    held = [str(value) for row in Enquiry.objects.values() for value in row.values()]
    assert [value for value in held if word.replace("-", "") in value or word in value] == []
    for typed in (word, word.lower().replace("-", " "), f"http://testserver/pesan/buka/#{word}"):
        response = Client().post(reverse("orders:open"), {"word": typed})
        assert response["Location"] == reverse("orders:thread", args=[enquiry.pk])
    assert other.get(reverse("orders:thread", args=[enquiry.pk]))["Location"] == reverse("orders:open")


def test_once_kept_the_word_is_shown_no_more():
    artisan, client = ArtisanFactory(published=True), Client()
    client.post(address_of(artisan), filled())
    enquiry = Enquiry.objects.get()
    word = kept_word(client, enquiry)
    client.post(reverse("orders:kept", args=[enquiry.pk]))
    response = client.get(reverse("orders:thread", args=[enquiry.pk]))
    page = response.content.decode()
    assert (word in page, TEXT in page, response["Cache-Control"]) == (False, True, "private, no-store")
    assert 'content="noindex"' in page


def test_a_mistyped_word_is_told_from_one_whose_conversation_is_deleted():
    artisan, client = ArtisanFactory(published=True), Client()
    client.post(address_of(artisan), filled())
    enquiry = Enquiry.objects.get()
    word = kept_word(client, enquiry)
    wrong = ("3" if word[0] != "3" else "4") + word[1:]
    response = Client().post(reverse("orders:open"), {"word": wrong})
    assert (response.status_code, "huruf demi huruf" in response.content.decode()) == (422, True)
    erase(artisans=[artisan], by=UserFactory())
    assert not Enquiry.objects.exists()
    by_word = Client().post(reverse("orders:open"), {"word": word})
    by_browser = client.get(reverse("orders:thread", args=[enquiry.pk]))
    assert [(one.status_code, "sudah dihapus" in one.content.decode()) for one in (by_word, by_browser)] == [
        (410, True),
        (410, True),
    ]


def test_words_are_not_tried_without_end():
    client = Client()
    answers = [client.post(reverse("orders:open"), {"word": "AAAA"}) for _ in range(WORDS_OF_AN_ADDRESS.most + 1)]
    said = ["Tunggu satu jam" in answer.content.decode() for answer in answers]
    assert said == [False] * WORDS_OF_AN_ADDRESS.most + [True]


def test_the_maker_answers_the_buyer_writes_again_and_the_maker_is_told_once():
    cast, buyer = make_cast(), Client()
    ConsentFactory(artisan=cast.artisan)
    buyer.post(address_of(cast.artisan), filled())
    enquiry = Enquiry.objects.get()
    maker = client_of(cast.artisan_user)
    maker.post(reverse("orders:answer", args=[enquiry.pk]), {"text": "Bisa, tiga minggu."})
    thread = reverse("orders:thread", args=[enquiry.pk])
    page = buyer.get(thread).content.decode()
    assert ("Bisa, tiga minggu." in page, "atas namanya" in page) == (True, False)
    for text in ("Baik, saya pesan.", "Warna cokelat saja."):
        buyer.post(thread, {"text": text})
    enquiry.refresh_from_db()
    assert (enquiry.state, cast.artisan_user.notices.count()) == (EnquiryState.NEW, 2)
    said = list(enquiry.messages.order_by("pk").values_list("text", flat=True))
    assert said == [TEXT, "Bisa, tiga minggu.", "Baik, saya pesan.", "Warna cokelat saja."]


def test_what_the_officer_answers_for_a_maker_is_marked_as_such_without_the_officers_name():
    cast, buyer = make_cast(), Client()
    ConsentFactory(artisan=cast.artisan)
    cast.officer.first_name = "Bu Ratri"
    cast.officer.save()
    buyer.post(address_of(cast.artisan), filled())
    enquiry = Enquiry.objects.get()
    officer = client_of(cast.officer)
    page = officer.get(reverse("orders:answer", args=[enquiry.pk])).content.decode()
    assert "Anda menjawab atas nama Tas Goni Lestari" in page
    officer.post(reverse("orders:answer", args=[enquiry.pk]), {"text": "Bisa."})
    assert enquiry.messages.filter(by=cast.officer, on_behalf=True).count() == 1
    page = buyer.get(reverse("orders:thread", args=[enquiry.pk])).content.decode()
    assert ("ditulis dinas atas namanya" in page, "Bu Ratri" in page) == (True, False)


def test_either_side_closes_and_nothing_more_is_written():
    cast, buyer = make_cast(), Client()
    ConsentFactory(artisan=cast.artisan)
    for closer in ("buyer", "maker"):
        buyer.post(address_of(cast.artisan), filled(text=f"{TEXT} {closer}"))
        enquiry = Enquiry.objects.latest("pk")
        if closer == "buyer":
            buyer.post(reverse("orders:close", args=[enquiry.pk]))
        else:
            client_of(cast.artisan_user).post(reverse("orders:settle", args=[enquiry.pk]))
        late = [
            buyer.post(reverse("orders:thread", args=[enquiry.pk]), {"text": "Masih ada?"}),
            client_of(cast.officer).post(reverse("orders:answer", args=[enquiry.pk]), {"text": "Masih."}),
        ]
        enquiry.refresh_from_db()
        assert (enquiry.state, enquiry.messages.count()) == (EnquiryState.CLOSED, 1)
        assert [answer.status_code for answer in late] == [422, 422]


def test_who_did_not_write_it_closes_nothing():
    enquiry = EnquiryFactory()
    Client().post(reverse("orders:close", args=[enquiry.pk]))
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.NEW


def test_a_maker_who_goes_to_rest_meanwhile_gets_no_message_and_nothing_typed_is_lost():
    artisan, sent = ArtisanFactory(published=True), filled()
    Artisan.objects.filter(pk=artisan.pk).update(state=ArtisanState.DORMANT)
    response = Client().post(address_of(artisan), sent)
    page = response.content.decode()
    assert (response.status_code, "sedang tidak menerima pesan" in page, TEXT in page) == (422, True, True)
    assert Client().get(address_of(artisan))["Location"] == artisan.get_absolute_url()


def test_a_cluster_that_rests_takes_no_enquiry():
    cluster = ClusterFactory(state=ClusterState.DORMANT)
    assert Client().post(address_of(cluster), filled()).status_code == 422
    assert Client().get(address_of(cluster))["Location"] == cluster.get_absolute_url()


def test_after_a_withdrawal_the_buyers_page_names_the_maker_no_more():
    artisan, buyer = ArtisanFactory(published=True, public_name="Tas Goni Lestari"), Client()
    product = ProductFactory(published=True, artisan=artisan, name="Tas Pasar Besar")
    buyer.post(address_of(artisan) + f"?product={product.code}", filled())
    enquiry = Enquiry.objects.get()
    actions.answer(enquiry=enquiry, text="Bisa.", by=UserFactory())
    thread = reverse("orders:thread", args=[enquiry.pk])
    withdraw(artisan=artisan, purpose=ConsentPurpose.PUBLIC_PROFILE, by=UserFactory())
    page = buyer.get(thread).content.decode()
    named = [name in page for name in ("Tas Goni Lestari", "tas-goni", "Tas Pasar", "tidak lagi ditampilkan", "Bisa.")]
    assert named == [False, False, False, True, True]
    assert buyer.post(thread, {"text": "Halo?"}).status_code == 422


def test_many_messages_from_one_address_are_refused_and_keep_what_was_typed():
    artisan, client = ArtisanFactory(published=True), Client()
    for number in range(MESSAGES_OF_AN_ADDRESS.most):
        assert client.post(address_of(artisan), filled(text=f"Pesan nomor {number}")).status_code == 302
    response = client.post(address_of(artisan), filled(text="Pesan terakhir"))
    page = response.content.decode()
    assert (response.status_code, "Tunggu satu jam" in page, "Pesan terakhir" in page) == (422, True, True)
    assert client.post(address_of(artisan), filled(text="Dari jauh"), REMOTE_ADDR="10.1.2.3").status_code == 302


def test_the_same_words_are_taken_once_by_each_and_by_few():
    client, makers = Client(), [ArtisanFactory(published=True) for _ in range(SAME_TEXT.most + 1)]
    answers = [client.post(address_of(maker), filled()).status_code for maker in makers]
    assert answers == [302] * SAME_TEXT.most + [422]
    page = client.post(address_of(makers[0]), filled(text=f"  {TEXT.upper()} ")).content.decode()
    assert "sudah dikirim ke sana" in page


def test_the_browser_forgets_its_conversations_on_wish():
    artisan, client = ArtisanFactory(published=True), Client()
    client.post(address_of(artisan), filled())
    assert TEXT in client.get(reverse("orders:open")).content.decode()
    client.post(reverse("orders:leave"))
    assert TEXT not in client.get(reverse("orders:open")).content.decode()


def test_officers_see_what_waits_too_long_and_what_nobody_can_read():
    cast = make_cast()
    old = timezone.now() - timedelta(days=3)
    late = EnquiryFactory(artisan=cast.artisan, waiting_since=old)
    EnquiryFactory(artisan=cast.artisan)
    unread = EnquiryFactory(artisan=cast.waiting)
    of_cluster = EnquiryFactory(artisan=None, cluster=cast.cluster, waiting_since=old)
    EnquiryFactory(artisan=None, cluster=cast.cluster)
    headless = EnquiryFactory(artisan=None, cluster=ClusterFactory(region_id="33.74"))
    EnquiryFactory(artisan=cast.artisan, state=EnquiryState.ANSWERED, waiting_since=None)
    EnquiryFactory(artisan=ArtisanFactory(region_id="32.73.01.1001"), waiting_since=old)
    seen = re.findall(r"/pesan/jawaban/(\d+)/", client_of(cast.officer).get("/petugas/pesan/").content.decode())
    assert sorted(map(int, seen)) == sorted([late.pk, unread.pk, of_cluster.pk, headless.pk])
    assert "4 pembeli terlalu lama" in client_of(cast.officer).get(reverse("field:home")).content.decode()
    assert client_of(cast.foreign_officer).get(reverse("orders:answer", args=[late.pk])).status_code == 404


def test_after_twelve_months_ended_and_silent_conversations_are_deleted(capsys):
    year_ago = timezone.now() - timedelta(days=366)
    closed = EnquiryFactory(state=EnquiryState.CLOSED, waiting_since=None, closed_at=year_ago)
    silent, fresh = EnquiryFactory(), EnquiryFactory()
    silent.messages.update(at=year_ago)
    call_command("forget_enquiries")
    assert Enquiry.objects.count() == 3
    call_command("forget_enquiries", "--write")
    assert list(Enquiry.objects.all()) == [fresh]
    assert capsys.readouterr().out.splitlines() == [
        "2 enquiries ended twelve months ago or longer (nothing deleted; --write deletes them).",
        "2 enquiries ended twelve months ago or longer (deleted).",
    ]
    assert {closed.pk, silent.pk}.isdisjoint(EnquiryMessage.objects.values_list("enquiry", flat=True))


def test_an_enquiry_of_two_areas_is_counted_once_for_whoever_answers():
    cast = make_cast()
    second = ArtisanFactory(published=True)
    second.users.add(cast.committee)
    MembershipFactory(cluster=cast.cluster, artisan=second, role=MembershipRole.SECRETARY)
    EnquiryFactory(artisan=None, cluster=cast.cluster)
    assert Enquiry.objects.answerable_by(cast.committee).count() == 1
    assert [person.pk for person in actions.people_of(cast.cluster)] == [cast.committee.pk]


@pytest.mark.parametrize(
    ("name", "queries"), [("workshop:enquiries", 6), ("orders:of_cluster", 6), ("field:enquiries", 5)]
)
def test_one_enquiry_and_three_cost_the_same(django_assert_num_queries, name, queries):
    cast = make_cast()
    to = {"artisan": None, "cluster": cast.cluster} if name == "orders:of_cluster" else {"artisan": cast.waiting}
    args = {"workshop:enquiries": [cast.waiting.code], "orders:of_cluster": [cast.cluster.code]}.get(name, [])
    client = client_of(cast.officer)
    for number in range(3):
        EnquiryFactory(product=ProductFactory(), **to)
        if number in {0, 2}:
            with django_assert_num_queries(
                {"workshop:enquiries": 6, "orders:of_cluster": 6, "field:enquiries": 5}[name]
            ):
                client.get(reverse(name, args=args))
