"""A cluster's page, run by its committee, and by officers for them."""

import io
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Events
from PIL import Image

from artisans.choices import MembershipState
from clusters.choices import Benefit, ClusterState
from clusters.models import Cluster
from core.versions import sealed
from tests.cast import make_cast
from tests.factories import EnquiryFactory, MembershipFactory
from workshop.cluster_forms import SECTIONS, NewsForm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast():
    return make_cast()


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(cast, name: str, *args) -> str:
    return reverse(f"committee:{name}", args=[cast.cluster.code, *args])


def seen(cast, name: str) -> str:
    """What somebody's page of the section showed, as the page carries it."""
    return sealed(SECTIONS[name].about(Cluster.objects.get(pk=cast.cluster.pk)).fields["seen"].initial)


def jpeg(name: str = "sanggar.jpg", colour: str = "sienna") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(content, "JPEG", exif=with_position())
    return SimpleUploadedFile(name, content.getvalue())


def with_position() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (6.0, 58.0, 12.0)
    return exif


def test_the_committee_writes_and_visitors_read_it_at_once(cast):
    client = client_of(cast.committee)
    answers = {
        "story": {"description": "Sejak 1980.\r\n\r\nDari karung goni.", "how_to_join": "Bawa contoh tas."},
        "benefits": {"benefits": ["TRAINING", "POOLED_BUYING"], "fees": "Rp10.000 sebulan"},
        "visitors": {"visitor_hours": "Senin sampai Sabtu, 9-15"},
    }
    for name, answer in answers.items():
        response = client.post(at(cast, name), {"seen": seen(cast, name), **answer})
        assert (response.status_code, response["Location"]) == (302, at(cast, "home"))
    page = Client().get(cast.cluster.get_absolute_url()).text
    said = ["<p>Sejak 1980.</p>", "<p>Dari karung goni.</p>", "Bawa contoh tas.", "Rp10.000 sebulan", "Sabtu, 9-15"]
    said += [str(Benefit.TRAINING.label), str(Benefit.POOLED_BUYING.label)]
    assert [text for text in said if text not in page] == []
    cast.cluster.refresh_from_db()
    assert cast.cluster.benefits == ["POOLED_BUYING", "TRAINING"]


def test_two_people_who_write_at_once_keep_both_answers_or_see_both_versions(cast):
    mine, theirs = client_of(cast.committee), client_of(cast.officer)
    old = seen(cast, "story")
    theirs.post(at(cast, "story"), {"seen": old, "description": "", "how_to_join": "Datang saja"})
    mine.post(at(cast, "story"), {"seen": old, "description": "Sejak 1980", "how_to_join": ""})
    cast.cluster.refresh_from_db()
    assert (cast.cluster.description, cast.cluster.how_to_join) == ("Sejak 1980", "Datang saja")
    clash = mine.post(at(cast, "story"), {"seen": old, "description": "Sejak 1990", "how_to_join": ""})
    assert (clash.status_code, "Sejak 1980" in clash.text, "Sejak 1990" in clash.text) == (422, True, True)
    assert str(cast.committee) in clash.text
    form = clash.context["form"]
    chosen = {"seen": old, "theirs": form["theirs"].value(), "keep_description": "mine", "description": "Sejak 1990"}
    assert mine.post(at(cast, "story"), {**chosen, "how_to_join": ""}).status_code == 302
    cast.cluster.refresh_from_db()
    assert (cast.cluster.description, cast.cluster.how_to_join) == ("Sejak 1990", "Datang saja")


def test_what_is_too_long_is_said_and_nothing_typed_is_lost(cast):
    response = client_of(cast.committee).post(
        at(cast, "visitors"), {"seen": seen(cast, "visitors"), "visitor_hours": "x" * 201}
    )
    assert (response.status_code, "x" * 201 in response.text) == (422, True)


def test_news_is_written_once_put_right_and_taken_down(cast):
    client = client_of(cast.committee)
    for _press in range(2):
        client.post(at(cast, "add_news"), {"title": "Pameran", "text": "Besok.\n\nhttps://judi.example <b>x</b>"})
    [news] = cast.cluster.news.all()
    public = Client().get(reverse("clusters:news", args=[cast.cluster.code])).text
    assert "<p>https://judi.example &lt;b&gt;x&lt;/b&gt;</p>" in public
    assert client.post(at(cast, "add_news"), {"title": "Pameran", "text": ""}).status_code == 422
    shown = {"seen": sealed(NewsForm.about(news).fields["seen"].initial)}
    client.post(at(cast, "change_news", news.pk), {**shown, "title": "Pameran", "text": "Lusa."})
    stale = client_of(cast.officer).post(
        at(cast, "change_news", news.pk), {**shown, "title": "Pameran", "text": "Minggu depan."}
    )
    assert (stale.status_code, "Lusa." in stale.text, "Minggu depan." in stale.text) == (422, True, True)
    news.refresh_from_db()
    assert news.text == "Lusa."
    client.post(at(cast, "take_news_down", news.pk))
    assert client.post(at(cast, "take_news_down", news.pk)).status_code == 404
    assert "Lusa." not in Client().get(cast.cluster.get_absolute_url()).text


def test_news_of_another_cluster_is_not_changed_from_here(cast):
    other = MembershipFactory().cluster.news.create(title="Lain", text="Lain", by=cast.officer)
    client = client_of(cast.committee)
    assert client.get(at(cast, "change_news", other.pk)).status_code == 404
    assert client.post(at(cast, "take_news_down", other.pk)).status_code == 404


def test_photos_come_as_plain_files_are_described_moved_and_removed_without_javascript(cast):
    client = client_of(cast.committee)
    client.post(at(cast, "photos"), {"files": [jpeg("a.jpg"), jpeg("b.jpg", "navy")], "stay": "1"})
    first, second = cast.cluster.photos.order_by("position")
    told = {f"alt-{first.pk}": "Anyaman", f"alt-{second.pk}": "Bengkel"}
    client.post(at(cast, "photos"), {**told, "earlier": str(second.pk)})
    assert [(photo.pk, photo.alt) for photo in cast.cluster.photos.order_by("position")] == [
        (second.pk, "Bengkel"),
        (first.pk, "Anyaman"),
    ]
    page = Client().get(cast.cluster.get_absolute_url()).text
    assert page.index('alt="Bengkel"') < page.index('alt="Anyaman"')
    cast.cluster.refresh_from_db()
    assert cast.cluster.photo == second.key
    client.post(at(cast, "photos"), {"remove": str(second.pk)})
    assert [photo.pk for photo in cast.cluster.photos.all()] == [first.pk]


def test_a_file_that_is_no_photo_is_named_and_the_others_are_kept_without_where_they_were_taken(cast, tmp_path):
    bad = SimpleUploadedFile("surat.jpg", b"bukan foto")
    response = client_of(cast.committee).post(at(cast, "photos"), {"files": [bad, jpeg()]})
    assert (response.status_code, "surat.jpg: Berkas ini bukan foto" in response.text) == (422, True)
    assert cast.cluster.photos.count() == 1
    assert [exif_of(path) for path in tmp_path.rglob("*.webp")] == [{}] * 3


def exif_of(path: Path) -> dict:
    with Image.open(path) as image:
        return dict(image.getexif())


def test_photos_come_piece_by_piece_once_each_and_are_dragged_into_an_order(cast):
    client, whole = client_of(cast.committee), jpeg().read()
    for number in (1, 2):
        for start, end in ((0, 500), (0, 500), (500, None)):
            query = {"upload": UUID(int=number).hex, "size": len(whole), "offset": start}
            address = reverse("committee:upload", args=[cast.cluster.code], query=query)
            answer = client.post(address, whole[start:end], content_type="application/octet-stream").json()
    assert (answer["offset"], "data-photo" in answer["row"]) == (len(whole), True)
    first, second = cast.cluster.photos.order_by("position")
    assert client.post(at(cast, "order_photos"), {"order": f"{second.pk},{first.pk}"}).status_code == 200
    cast.cluster.refresh_from_db()
    assert cast.cluster.photo == second.key
    assert client.post(at(cast, "order_photos"), {"order": f"{first.pk}"}).status_code == 422


def test_the_page_names_one_thing_to_do_next(cast):
    client = client_of(cast.committee)
    steps = []
    EnquiryFactory(artisan=None, cluster=cast.cluster)
    for fulfil in [
        lambda: cast.cluster.memberships.filter(state=MembershipState.REQUESTED).delete(),
        lambda: cast.cluster.enquiries.all().delete(),
        lambda: Cluster.objects.update(description="Sejak 1980"),
        lambda: cast.cluster.photos.create(key="clusters/x"),
        lambda: Cluster.objects.update(benefits=["TRAINING"]),
        lambda: client.post(at(cast, "confirm")),
        lambda: Cluster.objects.update(visitor_hours="Dengan janji"),
        lambda: cast.cluster.news.create(title="Pameran", text="Besok", by=cast.committee),
        lambda: None,
    ]:
        step = client.get(at(cast, "home")).context["step"]
        steps.append(step and step.title)
        fulfil()
    assert steps == [
        "Jawab yang minta bergabung",
        "Jawab pembeli",
        "Ceritakan kisah Anda",
        "Tambah foto",
        "Tulis manfaat bagi anggota",
        "Semua masih seperti tertulis",
        "Tulis jam kunjungan",
        "Tulis kabar",
        None,
    ]


def test_what_an_officer_does_is_marked_as_done_for_the_committee(cast):
    for person, hours in ((cast.committee, "Senin"), (cast.officer, "Selasa")):
        client_of(person).post(at(cast, "visitors"), {"seen": seen(cast, "visitors"), "visitor_hours": hours})
    cast.officer.first_name = "Bu Ratna"
    cast.officer.save()
    page = client_of(cast.committee).get(at(cast, "history"))
    [helped, own] = [(step.who, step.where) for step in page.context["steps"]][:2]
    assert helped == ("Bu Ratna", "di halaman pengurus, atas nama pengurus")
    assert own == (str(cast.committee), "di halaman pengurus")
    assert "<del>Senin</del> → <ins>Selasa</ins>" in page.text
    contexts = Events.objects.references(cast.cluster).values_list("pgh_context", flat=True)
    assert cast.officer.pk in {context.get("user") for context in contexts if context}
    assert "Anda membantu pengurus ini" in client_of(cast.officer).get(at(cast, "home")).text
    assert "Anda membantu pengurus ini" not in client_of(cast.committee).get(at(cast, "home")).text


def test_history_tells_of_this_cluster_alone(cast):
    child = Cluster.objects.create(name="Anak", craft=cast.cluster.craft, region_id="33.74", parent=cast.cluster)
    Cluster.objects.filter(pk=child.pk).update(fees="Rp99")
    assert "Rp99" not in client_of(cast.committee).get(at(cast, "history")).text


def test_the_committee_prepares_a_page_that_nobody_else_sees(cast):
    Cluster.objects.filter(pk=cast.cluster.pk).update(state=ClusterState.PROPOSED)
    address = cast.cluster.get_absolute_url()
    people = (cast.committee, cast.officer, cast.nobody, cast.foreign_officer)
    assert [client_of(person).get(address).status_code for person in people] == [200, 200, 404, 404]
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("clusters:news", args=[cast.cluster.code])).status_code == 404


def test_a_former_committee_member_runs_nothing(cast):
    cast.cluster.memberships.filter(artisan__users=cast.committee).update(
        state=MembershipState.LEFT, ended_on=timezone.localdate(), ended_by=cast.committee
    )
    assert client_of(cast.committee).get(at(cast, "home")).status_code == 404


def test_the_officer_registers_a_step_and_the_committee_is_told(cast):
    client = client_of(cast.officer)
    refused = client.post(at(cast, "change_kind"), {"kind": "CENTRE", "reason": ""})
    assert (refused.status_code, "Masih kurang: Paling sedikit 2 klaster" in refused.text) == (422, True)
    assert client.post(at(cast, "change_kind"), {"kind": "KERATON"}).status_code == 422
    assert client.post(at(cast, "change_kind"), {"kind": "CENTRE", "reason": "SK wali kota"}).status_code == 302
    page = client_of(cast.committee).get(at(cast, "ladder")).text
    assert ("SK wali kota" in page, "Untuk petugas" in page) == (True, False)
    assert cast.committee.notices.count() == 1


def test_what_the_register_cannot_know_is_ticked_and_said_by_whom(cast):
    Cluster.objects.update(kind="CENTRE")
    client = client_of(cast.committee)
    client.post(at(cast, "tick", "DEED"))
    assert f"Dicentang oleh {cast.committee}" in client.get(at(cast, "ladder")).text
    client.post(at(cast, "untick", "DEED"))
    assert not cast.cluster.ticks.exists()
    assert client.post(at(cast, "tick", "GOLD")).status_code == 404


def test_officers_see_the_clusters_of_their_area_and_committees_their_own(cast):
    MembershipFactory(cluster__region_id="32.73")
    address = reverse("committee:clusters")
    pages = [client_of(person).get(address).context["page"] for person in (cast.committee, cast.officer, cast.nobody)]
    assert [list(page) for page in pages] == [[cast.cluster], [cast.cluster], []]
