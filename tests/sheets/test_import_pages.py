"""The pages of an import: what they say, whom they let in, and what they ask the database."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OfficerArea, User
from artisans.choices import ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from sheets.choices import BatchState, Verdict
from sheets.models import ImportBatch, ImportRow
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory
from tests.sheets.made_files import csv_bytes, phone, uploaded, xlsx

pytestmark = pytest.mark.django_db
HEADINGS = ["Nama Usaha", "Desa", "No HP"]
BANDUNG_VILLAGE = "32.73.01.1001"


@pytest.fixture
def officer() -> User:
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def visitor(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def upload(visitor: Client, rows) -> ImportBatch:
    answer = visitor.post(reverse("sheets:upload"), {"file": uploaded(xlsx(rows))})
    assert answer.status_code == 302
    return ImportBatch.objects.latest("pk")


def check(visitor: Client, batch: ImportBatch, **answers) -> ImportBatch:
    columns = {f"column{at}": name for at, name in batch.mapping.items()}
    given = {"consent_basis": "STORE", "consent_source": "Map merah"} | columns | answers
    answer = visitor.post(reverse("sheets:columns", args=[batch.pk]), given)
    assert (answer.status_code, answer["Location"]) == (302, batch.get_absolute_url())
    batch.refresh_from_db()
    return batch


def page(visitor: Client, batch: ImportBatch, **query) -> str:
    answer = visitor.get(batch.get_absolute_url(), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_file_that_is_none_is_refused_on_the_page(visitor):
    answer = visitor.post(reverse("sheets:upload"), {"file": uploaded(b"%PDF-1.7", "daftar.pdf")})
    assert answer.status_code == 422
    assert "Berkas ini bukan lembar kerja." in answer.content.decode()
    assert visitor.post(reverse("sheets:upload"), {"file": uploaded(b"", "a.csv")}).status_code == 422
    assert visitor.post(reverse("sheets:upload")).status_code == 422


def test_an_officer_of_two_offices_says_for_which(officer, visitor):
    OfficerArea.objects.create(user=officer, region_id="33.27")
    answer = visitor.post(reverse("sheets:upload"), {"file": uploaded(xlsx([HEADINGS]))})
    assert answer.status_code == 422
    given = {"file": uploaded(xlsx([HEADINGS])), "office": "33.27"}
    assert visitor.post(reverse("sheets:upload"), given).status_code == 302
    assert ImportBatch.objects.get().office_id == "33.27"


def test_the_columns_want_a_name_and_a_place_and_where_consents_lie(visitor):
    batch = upload(visitor, [["Nama Usaha", "Telp"], ["Tas Wulan", phone(1)]])
    given = {"column0": "phone", "column1": "phone", "consent_basis": "STORE"}
    answer = visitor.post(reverse("sheets:columns", args=[batch.pk]), given)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert {name: len(errors) for name, errors in form.errors.items()} == {
        "__all__": 1,
        "column1": 1,
        "default_region": 1,
        "consent_source": 1,
    }


def test_a_page_tells_each_row_and_the_filters_count(visitor):
    CraftFactory()
    rows = [HEADINGS, ["Tas Wulan", "Jatingaleh", phone(1)], ["Tas Kerto", "Entah", ""], ["Jumlah", "", 2]]
    batch = check(visitor, upload(visitor, rows))
    said = page(visitor, batch)
    assert re.findall(r'<span class="number">(\d+)</span>', said) == ["3", "1", "0", "1", "1"]
    assert "Tidak ada desa bernama “Entah” di wilayah kerja Anda." in said
    broken = page(visitor, batch, verdict=Verdict.BROKEN)
    assert ("Tas Kerto" in broken, "Tas Wulan" in broken) == (True, False)
    assert "Tas Wulan" in page(visitor, batch, verdict="nonsense")


def test_another_areas_record_shows_as_its_office_only(visitor):
    artisan = ArtisanFactory(public_name="Tas Wulan Dari", region_id=BANDUNG_VILLAGE)
    PersonIdentity.objects.create(artisan=artisan, phone=phone(1))
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Wulan Dari", "Jatingaleh", phone(1)]]))
    said = page(visitor, batch, verdict=Verdict.EXISTS)
    assert "catatannya dipegang dinas Kota Bandung" in said
    assert (artisan.code in said, artisan.spoken_code in said) == (False, False)
    told = visitor.get(batch.get_absolute_url()).context["told"][0]
    assert [choice for choice, _label in told.choices] == ["SKIP", "NEW"]


def test_a_row_is_corrected_on_its_page(visitor):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Wulan", "Jatingale", phone(1)]]))
    address = reverse("sheets:row", args=[batch.pk, 2])
    shown = visitor.get(address, {"verdict": "BROKEN", "page": "1"}).content.decode()
    assert ("Jatingale" in shown, phone(1) in shown, "Kelurahan Jatingaleh" in shown) == (True, True, True)
    given = {"public_name": "Tas Wulan", "kind": "INDIVIDUAL", "region_text": "Entah", "phone": "12"}
    answer = visitor.post(address, given)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["phone", "region"])
    assert 'value="Entah"' in answer.content.decode()
    given |= {"region_text": "Jatingaleh, Candisari", "phone": phone(2), "verdict": "BROKEN", "page": "1"}
    answer = visitor.post(address, given)
    assert answer["Location"] == f"{batch.get_absolute_url()}?verdict=BROKEN&page=1#r2"
    row = batch.rows.get(number=2)
    assert (row.verdict, row.values["region"], row.values["phone"]) == (Verdict.NEW, "33.74.08.1002", phone(2))


def test_a_nik_typed_anew_is_sealed_and_never_shown_again(visitor):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Wulan", "Entah", ""]]))
    address = reverse("sheets:row", args=[batch.pk, 2])
    given = {"public_name": "Tas Wulan", "kind": "INDIVIDUAL", "region_text": "Jatingaleh, Candisari"}
    answer = visitor.post(address, given | {"nik": "1111111111111111"})
    assert list(answer.context["form"].errors) == ["nik"]
    visitor.post(address, given | {"nik": "3374014512740001"})
    row = ImportRow.objects.get(number=2, batch=batch)
    assert len(row.values["nik_hash"]) == 64
    assert "3374014512740001" not in str(row.values)
    assert "3374014512740001" not in visitor.get(address).content.decode()


def test_a_row_is_left_out_and_taken_in_again(visitor):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Wulan", "Jatingaleh", ""], ["Jumlah", "", 1]]))
    choose = reverse("sheets:choose", args=[batch.pk, 2])
    for choice, verdict in (("leave_out", Verdict.LEFT_OUT), ("take_in", Verdict.NEW), ("NEW", Verdict.NEW)):
        visitor.post(choose, {"choice": choice})
        assert batch.rows.get(number=2).verdict == verdict
    visitor.post(reverse("sheets:choose", args=[batch.pk, 3]), {"choice": "take_in"})
    assert batch.rows.get(number=3).verdict == Verdict.BROKEN


def test_from_the_file_to_the_register_and_back(visitor, officer):
    artisan = ArtisanFactory(public_name="Tas Wulan Dari", region_id=PURWODINATAN)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    rows = [HEADINGS, ["Tas Wulan Dari", "Purwodinatan", phone(1)], ["Tas Kerto", "Jatingaleh", phone(2)]]
    batch = check(visitor, upload(visitor, rows))
    visitor.post(reverse("sheets:choose_all", args=[batch.pk]), {"choice": "FILL"})
    visitor.post(reverse("sheets:write", args=[batch.pk]))
    made = Artisan.objects.get(registered_by=officer)
    assert (made.public_name, PersonIdentity.objects.get(artisan=artisan).phone) == ("Tas Kerto", phone(1))
    said = page(visitor, batch)
    assert reverse("field:record", args=[made.code]) in said
    visitor.post(reverse("sheets:undo", args=[batch.pk]))
    assert set(Artisan.objects.all()) == {artisan}
    assert not PersonIdentity.objects.filter(artisan=artisan).exists()
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    page(visitor, batch)


def test_an_import_is_thrown_away_only_before_it_wrote(visitor):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Kerto", "Jatingaleh", ""]]))
    visitor.post(reverse("sheets:write", args=[batch.pk]))
    visitor.post(reverse("sheets:drop", args=[batch.pk]))
    assert ImportBatch.objects.count() == 1
    other = upload(visitor, [HEADINGS, ["Tas Wulan", "Jatingaleh", ""]])
    visitor.post(reverse("sheets:drop", args=[other.pk]))
    assert list(ImportBatch.objects.all()) == [batch]


def test_the_head_of_the_agency_may_look_and_change_nothing(visitor):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Kerto", "Jatingaleh", ""]]))
    head, client = UserFactory(areas=[SEMARANG]), Client()
    head.areas.update(is_head=True)
    client.force_login(head)
    assert [
        client.get(reverse("sheets:list")).content.decode().count("perajin.xlsx"),
        client.get(batch.get_absolute_url()).status_code,
        client.get(reverse("sheets:columns", args=[batch.pk])).status_code,
        client.get(reverse("sheets:row", args=[batch.pk, 2])).status_code,
        client.post(reverse("sheets:write", args=[batch.pk])).status_code,
    ] == [1, 200, 404, 404, 404]
    assert "Tulis sebagai draf" not in client.get(batch.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_row_and_for_three(visitor, count, django_assert_num_queries):
    rows = [HEADINGS]
    villages = ["Jatingaleh", "Purwodinatan", "Rowosari"]
    for at in range(count):
        artisan = ArtisanFactory(public_name=f"Tas Wulan {at}a{at}", region_id=PURWODINATAN)
        PersonIdentity.objects.create(artisan=artisan, phone=phone(at))
        rows += [[artisan.public_name, villages[at], phone(at)], [f"Tas {'KML'[at]}erto", "Entah", phone(at + 100)]]
    batch = check(visitor, upload(visitor, rows))
    assert batch.rows.counts()[Verdict.EXISTS] == count
    with django_assert_num_queries(18):
        visitor.get(batch.get_absolute_url())
    with django_assert_num_queries(5):
        visitor.get(reverse("sheets:list"))


def test_old_rows_are_forgotten_and_the_page_says_so(visitor, capsys):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Kerto", "Jatingaleh", ""]]))
    visitor.post(reverse("sheets:write", args=[batch.pk]))
    ImportBatch.objects.update(uploaded_at=timezone.now() - timezone.timedelta(days=31))
    call_command("forget_imports")
    assert ("add --write" in capsys.readouterr().out, batch.rows.count()) == (True, 1)
    call_command("forget_imports", write=True)
    assert (batch.rows.count(), Artisan.objects.count()) == (0, 1)
    assert "memuat data pribadi" in page(visitor, batch)


def test_a_csv_of_the_registers_own_export_comes_back(visitor):
    rows = [["Kode", "Nama", "Desa/Kelurahan", "Kecamatan"], ["K7Q4MX", "Tas Wulan", "Jatingaleh", "Candisari"]]
    answer = visitor.post(reverse("sheets:upload"), {"file": uploaded(csv_bytes(rows), "catatan.csv")})
    assert answer.status_code == 302
    assert ImportBatch.objects.get().mapping == {"1": "name", "2": "village", "3": "district"}


def test_what_is_doubtful_in_a_nik_typed_anew_stands_at_its_row(visitor):
    batch = check(visitor, upload(visitor, [HEADINGS, ["Tas Wulan", "Entah", ""]]))
    given = {"public_name": "Tas Wulan", "kind": "INDIVIDUAL", "region_text": "Jatingaleh, Candisari"}
    visitor.post(reverse("sheets:row", args=[batch.pk, 2]), given | {"nik": "9999994512740001"})
    assert "NIK: Enam angka pertama bukan kode kecamatan" in page(visitor, batch)
