"""The rows of an imported sheet do not outlive the makers they tell of."""

import pytest

from artisans.actions.erasing import erase
from sheets.models import ImportBatch, ImportRow
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_rows_of_an_erased_maker_go_and_the_others_stay():
    erased, other = ArtisanFactory(), ArtisanFactory()
    batch = ImportBatch.objects.create(uploaded_by=UserFactory(), file_name="perajin.xlsx", office_id="33.74")
    for number, places in enumerate([{"made": erased}, {"match": erased}, {"made": other}, {"match": other}, {}]):
        ImportRow.objects.create(batch=batch, number=number, cells=["Zulaikha"], **places)
    erase(artisans=[erased], by=UserFactory())
    assert list(ImportRow.objects.order_by("number").values_list("number", flat=True)) == [2, 3, 4]
