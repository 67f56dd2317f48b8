"""Two at the same moment, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from orders import actions
from orders.choices import EnquiryState
from orders.models import Enquiry
from tests.factories import ArtisanFactory, EnquiryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps):
    """Begins all steps at the same moment and gives what each came to."""
    start = Barrier(len(steps))

    def run(step):
        start.wait()
        try:
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return [future.result() for future in [pool.submit(run, step) for step in steps]]


def test_two_who_answer_at_once_are_both_kept():
    enquiry, people = EnquiryFactory(), [UserFactory(), UserFactory()]
    at_once(*(lambda by=by: actions.answer(enquiry=enquiry, text=f"Jawaban {by.pk}", by=by) for by in people))
    enquiry.refresh_from_db()
    answers = enquiry.messages.exclude(by=None).order_by("pk").values_list("by", flat=True)
    assert (sorted(answers), enquiry.state) == ([person.pk for person in people], EnquiryState.ANSWERED)


def test_a_form_that_arrives_twice_at_once_makes_one_enquiry():
    artisan = ArtisanFactory(published=True)
    sent = {"to": artisan, "secret_hash": "a" * 64, "buyer_name": "Bu Sari", "text": "Halo, apakah masih ada?"}
    first, second = at_once(*[lambda: actions.ask(**sent)] * 2)
    assert (first, Enquiry.objects.count()) == (second, 1)
