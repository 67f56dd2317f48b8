"""Where others speak of an erased maker: names near the maker and numbers everywhere go, a namesake's words stay."""

import re
import unicodedata

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import Notice
from accounts.notices import tell
from artisans.actions import joining, merging, papers, wishes
from artisans.actions.duplicates import count_words
from artisans.actions.erasing import erase
from artisans.actions.reading import note_read
from artisans.choices import Assent, ConsentPurpose, MembershipRole, Read
from artisans.models import Artisan, MembershipNote, PersonIdentity, PrivateRead, WordShare
from clusters.models import Cluster
from orders.models import EnquiryMessage
from products import search
from products.models import Product, SearchPending
from sheets.models import ColumnMemory, Export, ImportBatch
from tests.cast import BANDUNG, BANDUNG_VILLAGE, SEMARANG, UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    EnquiryFactory,
    FieldVisitFactory,
    ImportBatchFactory,
    LeadFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# As the site shows a number of Indonesia; 0824 is no operator's.
NUMBER, SHOWN = "+6282400040031", "0824-0004-0031"


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def maker():
    artisan = ArtisanFactory(public_name="Zulaikha")
    PersonIdentity.objects.create(artisan=artisan, phone=NUMBER, legal_name="Siti Zubaidah")
    return artisan


def test_a_number_goes_as_the_site_shows_it_and_as_people_write_it(maker, officer):
    cluster = ClusterFactory(
        description=f"Hubungi {SHOWN}, 0824 0004 0031, +62 824 0004 0031 atau 82400040031.", region_id=BANDUNG
    )
    note_read(what=Read.EXPORT, artisan=maker, by=officer, why=f"Menelepon {SHOWN}")
    Export.objects.create(by=officer, file_format="csv", filters={"q": SHOWN}, row_count=1, why=f"Menelepon {SHOWN}")
    erase(artisans=[maker], by=officer)
    cluster.refresh_from_db()
    assert cluster.description == "Hubungi …, …, … atau …."
    assert [event.description for event in cluster.events.all()] == ["Hubungi …, …, … atau …."] * 2
    assert PrivateRead.objects.get().why == "Menelepon …"
    assert (Export.objects.get().filters, Export.objects.get().why) == ({"q": "…"}, "Menelepon …")


def test_a_number_that_somebody_else_has_too_stays(maker, officer):
    PersonIdentity.objects.create(artisan=ArtisanFactory(), phone=NUMBER)
    place = CanvassPlaceFactory(note=f"Tanya Zulaikha, {SHOWN}")
    erase(artisans=[maker], by=officer)
    place.refresh_from_db()
    assert place.note == f"Tanya …, {SHOWN}"


def test_an_identity_number_that_somebody_typed_into_a_note_goes(maker, officer):
    ConsentFactory(artisan=maker, purpose=ConsentPurpose.STORE)
    papers.keep_nik(artisan=maker, nik="3374014512740001", by=officer)
    place = CanvassPlaceFactory(note="NIK 337401 451274 0001", region_id=BANDUNG_VILLAGE)
    erase(artisans=[maker], by=officer)
    place.refresh_from_db()
    assert place.note == "NIK …"


def test_officers_notes_and_words_to_other_makers_forget_the_maker(maker, officer):
    other = ArtisanFactory()
    place = CanvassPlaceFactory(name="Rumah Zulaikha", note="tanya ZULAIKHA")
    visit = FieldVisitFactory(place=place, note=f"Zulaikha tidak di rumah, telepon {SHOWN}")
    lead = LeadFactory(note="Kata Zulaikha")
    step = other.state_changes.create(to_state="DRAFT", by=officer, reason="Tetangga Zulaikha")
    wish = wishes.ask_for_correction(artisan=other, text="bukan zulaikha", by=officer)
    membership = MembershipFactory(artisan=other, message="Diajak Zulaikha", reason="Kata Siti Zubaidah")
    note = MembershipNote.objects.create(membership=membership, by=officer, from_committee=True, text="Zulaikha?")
    enquiry = EnquiryFactory(artisan=None, cluster=ClusterFactory(), text="Apa Zulaikha masih ada?")
    answer = enquiry.messages.create(text=f"Hubungi Zulaikha {SHOWN}", by=officer)
    batch = ImportBatchFactory(file_name="zulaikha.xlsx", headers=["Siti Zubaidah", "Desa"], uploaded_by=officer)
    ColumnMemory.objects.create(office_id=SEMARANG, heading="siti zubaidah")
    erase(artisans=[maker], by=officer)
    for row in (place, visit, lead, step, wish, membership, note, answer, batch):
        row.refresh_from_db()
    assert (place.name, place.note, visit.note) == ("Rumah …", "tanya …", "… tidak di rumah, telepon …")
    assert (lead.note, step.reason, wish.text) == ("Kata …", "Tetangga …", "bukan …")
    assert (membership.message, membership.reason, note.text) == ("Diajak …", "Kata …", "…?")
    assert {event.message for event in membership.events.all()} == {"Diajak …"}
    assert set(EnquiryMessage.objects.values_list("text", flat=True)) == {"Apa … masih ada?", "Hubungi … …"}
    assert (batch.file_name, batch.headers) == ("….xlsx", ["…", "Desa"])
    assert not ColumnMemory.objects.exists()


def test_anothers_own_words_lose_whole_names_and_are_searched_as_they_read_now(maker, officer):
    PersonIdentity.objects.filter(artisan=maker).update(legal_name="Siti Zubaidah")
    other = ArtisanFactory(published=True, story="Saya belajar dari Siti Zubaidah.", place_note="Jalan Zulaikha 5")
    product = ProductFactory(artisan=other, published=True, description="Rancangan Siti Zubaidah")
    erase(artisans=[maker], by=officer)
    other.refresh_from_db()
    product.refresh_from_db()
    assert (other.story, other.place_note) == ("Saya belajar dari ….", "Jalan Zulaikha 5")
    assert product.description == "Rancangan …"
    assert search.stale() == []
    assert not SearchPending.objects.extra(where=["tsv::text LIKE '%%zubaidah%%'"]).exists()


def test_a_name_goes_in_the_makers_clusters_and_regency_and_a_namesakes_words_elsewhere_stay(officer):
    aminah, batik = ArtisanFactory(public_name="Siti Aminah"), ArtisanFactory(public_name="Batik Tulis")
    far = ClusterFactory(description="Ketua kami Siti Aminah. Pelatihan Batik Tulis.", region_id=BANDUNG)
    own = ClusterFactory(description="Ketua kami Siti Aminah.", region_id=BANDUNG)
    near = ClusterFactory(description="Ketua kami Siti Aminah; kami membuat batik tulis.")
    MembershipFactory(artisan=aminah, cluster=own)
    place = CanvassPlaceFactory(note="Siti Aminah", region_id=BANDUNG_VILLAGE)
    before = list(far.events.values("description"))
    erase(artisans=[aminah, batik], by=officer)
    told = {cluster.pk: cluster.description for cluster in Cluster.objects.all()}
    assert told == {
        far.pk: "Ketua kami Siti Aminah. Pelatihan Batik Tulis.",
        own.pk: "Ketua kami ….",
        near.pk: "Ketua kami …; kami membuat batik tulis.",
    }
    assert list(far.events.values("description")) == before
    place.refresh_from_db()
    assert place.note == "Siti Aminah"


def test_a_maker_called_after_a_craft_takes_no_word_out_of_others_goods_and_letters(officer):
    batik = ArtisanFactory(public_name="Batik Tulis")
    account = UserFactory(first_name="Ibu", username="kain")
    batik.users.add(account)
    neighbour = ArtisanFactory(published=True, story="Kami membuat Batik Tulis Mega.", public_name="Ratna")
    product = ProductFactory(
        artisan=neighbour, published=True, name="Kain Batik Tulis Mega", description="Batik Tulis halus untuk Ibu."
    )
    enquiry = EnquiryFactory(artisan=neighbour, text="Saya cari 20 Batik Tulis, kain sutra, untuk Ibu.")
    place = CanvassPlaceFactory(note="Batik Tulis pindah; Ibu RT membuat batik tulis dari kain.")
    erase(artisans=[batik], by=officer)
    for row in (neighbour, product, place):
        row.refresh_from_db()
    assert neighbour.story == "Kami membuat Batik Tulis Mega."
    assert (product.name, product.description) == ("Kain Batik Tulis Mega", "Batik Tulis halus untuk Ibu.")
    assert enquiry.messages.get().text == "Saya cari 20 Batik Tulis, kain sutra, untuk Ibu."
    assert place.note == "… pindah; Ibu RT membuat batik tulis dari kain."


def test_what_belongs_to_a_namesake_nearby_stays(officer):
    maker, namesake = ArtisanFactory(public_name="Siti Aminah"), ArtisanFactory(public_name="Tas Siti Aminah")
    Artisan.objects.filter(pk=namesake.pk).update(story="Saya Siti Aminah.")
    lead = LeadFactory(artisan=namesake, note="Siti Aminah membuat tas")
    tell([officer], "%(n)s waits", n="Siti Aminah", url="/klaster/")
    erase(artisans=[maker], by=officer)
    namesake.refresh_from_db()
    lead.refresh_from_db()
    assert (namesake.public_name, namesake.story) == ("Tas Siti Aminah", "Saya Siti Aminah.")
    assert lead.note == "Siti Aminah membuat tas"
    assert not Notice.objects.exists()


def test_notices_to_people_elsewhere_about_a_namesake_stay(maker, officer):
    elsewhere = ArtisanFactory(region_id=BANDUNG_VILLAGE)
    elsewhere.users.add(UserFactory())
    told = [UserFactory(areas=[BANDUNG]), elsewhere.users.get(), officer, UserFactory(administrator=True)]
    tell(told, "%(n)s asks to join", n="Zulaikha", url="/keanggotaan/17/")
    erase(artisans=[maker], by=officer)
    assert set(Notice.objects.values_list("to", flat=True)) == {told[0].pk, told[1].pk}


def test_what_an_undo_of_others_merge_would_write_forgets_the_maker_too(maker, officer):
    survivor, merged = ArtisanFactory(), ArtisanFactory()
    Artisan.objects.filter(pk=survivor.pk).update(story=f"Saya belajar dari Siti Zubaidah, {SHOWN}.")
    Artisan.objects.filter(pk=merged.pk).update(story="Belajar sendiri; salam, Siti Zubaidah.")
    survivor.refresh_from_db()
    merged.refresh_from_db()
    merge = merging.merge(survivor=survivor, merged=merged, chosen=["story"], by=officer)
    erase(artisans=[maker], by=officer)
    merge.refresh_from_db()
    assert "Zubaidah" not in str(merge.before)
    assert "00040031" not in re.sub(r"\D", "", str(merge.before))
    assert merging.changed_since(merge) == []
    merging.undo(merge=merge, by=officer)
    survivor.refresh_from_db()
    merged.refresh_from_db()
    assert (survivor.story, merged.story) == ("Saya belajar dari …, ….", "Belajar sendiri; salam, ….")


def test_a_notice_about_another_maker_of_the_name_stays(officer):
    maker, namesake = ArtisanFactory(public_name="Siti Aminah"), ArtisanFactory(public_name="Siti Aminah")
    tell([officer], "%(n)s waits", n="Siti Aminah", url=f"/petugas/catatan/{namesake.code}/")
    tell([officer], "%(n)s waits", n="Siti Aminah", url=f"/petugas/catatan/{maker.code}/")
    erase(artisans=[maker], by=officer)
    assert [notice.url for notice in Notice.objects.all()] == [f"/petugas/catatan/{namesake.code}/"]


def test_accents_are_compared_however_they_are_encoded(officer):
    cluster = ClusterFactory(description="Ketua: " + unicodedata.normalize("NFD", "Zulaikha André"))
    erase(artisans=[ArtisanFactory(public_name="Zulaikha André")], by=officer)
    cluster.refresh_from_db()
    assert cluster.description == "Ketua: …"


def test_the_name_of_an_account_that_is_closed_goes_from_others_notices_and_notes(officer):
    cluster = ClusterFactory()
    chair, colleague, asker = (ArtisanFactory(published=True) for _ in range(3))
    chair_user, colleague_user = UserFactory(first_name="Bu Ratnaningsih"), UserFactory(first_name="Pak Kolega")
    chair.users.add(chair_user)
    colleague.users.add(colleague_user)
    MembershipFactory(artisan=chair, cluster=cluster, role=MembershipRole.CHAIR)
    MembershipFactory(artisan=colleague, cluster=cluster, role=MembershipRole.SECRETARY)
    asked = joining.ask_to_join(artisan=asker, cluster=cluster, by=officer, assent=Assent.SPOKEN)
    joining.decline(membership=asked, by=chair_user, reason="Penuh. Salam, Bu Ratnaningsih")
    assert "Ratnaningsih" in str(list(Notice.objects.values_list("params", flat=True)))
    erase(artisans=[chair], by=officer)
    asked.refresh_from_db()
    assert asked.reason == "Penuh. Salam, …"
    assert "Ratnaningsih" not in str(list(Notice.objects.values_list("params", flat=True)))


def test_the_journal_forgets_what_products_were_called_also_those_deleted_before(officer):
    product, deleted = (ProductFactory(published=True, name=name) for name in ("Tas Zirkon", "Dompet Zamrud"))
    Product.objects.filter(pk=deleted.pk).update(artisan=product.artisan)
    for one in (product, deleted):
        LogEntry.objects.create(
            user=officer, content_type=ContentType.objects.get_for_model(Product), object_id=str(one.pk),
            object_repr=one.name, action_flag=CHANGE, change_message=f'[{{"added": {{"object": "{one.name}"}}}}]',
        )  # fmt: skip
    deleted.delete()
    erase(artisans=[product.artisan], by=officer)
    assert list(LogEntry.objects.values_list("object_repr", "change_message")) == [("…", "")] * 2


def test_failed_sign_ins_with_the_records_number_go(officer):
    maker = ArtisanFactory()
    PersonIdentity.objects.create(artisan=maker, phone=UNDIALLABLE)
    for name in (UNDIALLABLE, "somebody"):
        AccessAttempt.objects.create(username=name, ip_address="192.0.2.1", user_agent="", failures_since_start=1)
    erase(artisans=[maker], by=officer)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["somebody"]


def test_where_was_looked_at_an_erased_maker_is_told_no_nearer_than_the_regency(maker, officer):
    note_read(what=Read.RECORD, artisan=maker, by=officer)
    other = ArtisanFactory()
    note_read(what=Read.RECORD, artisan=other, by=officer)
    erase(artisans=[maker], by=officer)
    assert set(PrivateRead.objects.values_list("code", "region")) == {
        (maker.code, SEMARANG),
        (other.code, other.region_id),
    }


def test_words_of_names_that_nobody_bears_any_more_are_not_counted(officer):
    makers = [ArtisanFactory(public_name=name) for name in ["Zulaikha Jaya", "Zulaikha Abadi"]]
    for name in ("Jaya Abadi", "Abadi Jaya"):
        ArtisanFactory(public_name=name)
    (name,) = set.intersection(*(set(maker.traces.get().name.split()) for maker in makers))
    count_words()
    assert WordShare.objects.filter(word=name).exists()
    others = set(WordShare.objects.exclude(word=name).values_list("word", flat=True))
    erase(artisans=makers, by=officer)
    assert set(WordShare.objects.values_list("word", flat=True)) == others


def test_what_was_said_of_an_import_elsewhere_stays(maker, officer):
    batch = ImportBatchFactory(file_name="zulaikha.xlsx", office_id=BANDUNG)
    erase(artisans=[maker], by=officer)
    assert ImportBatch.objects.get(pk=batch.pk).file_name == "zulaikha.xlsx"
