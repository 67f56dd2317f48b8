"""A constraint over a field that a form does not show ends in a sentence, not in the database's refusal."""

import pytest
from django.forms import modelform_factory
from django.utils import translation

from accounts.scoping import RecordForm
from artisans.models import Membership
from core.versions import sealed
from tests.factories import MembershipFactory


@pytest.mark.django_db
def test_a_hidden_field_of_a_constraint_counts():
    form_class = modelform_factory(Membership, form=RecordForm, fields=["state"])
    membership = MembershipFactory()
    sent = {"state": "DECLINED", "seen": sealed({"state": membership.state})}
    with translation.override("en"):
        errors = form_class(sent, instance=membership).errors
    assert errors == {"__all__": ["Write the reason, so that the maker understands it."]}
