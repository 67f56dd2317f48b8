"""The vocabulary for asking about what buyers ask."""

from datetime import datetime

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery

from accounts.permissions import Person, condition
from artisans.models import Membership
from orders.choices import EnquiryState


class EnquiryQuerySet(models.QuerySet):
    """Enquiries as makers, committees and officers look for them."""

    def waiting(self) -> "EnquiryQuerySet":
        """Those in which the buyer wrote last."""
        return self.filter(state=EnquiryState.NEW)

    def unheard(self, before: datetime) -> "EnquiryQuerySet":
        """Those waiting since before that moment, and those whose maker or committee has no account to read them."""
        committees = Membership.objects.answering().values("cluster")
        nobody = Q(artisan__isnull=False, artisan__users=None) | Q(cluster__isnull=False) & ~Q(cluster__in=committees)
        return self.waiting().filter(Q(waiting_since__lt=before) | nobody).distinct()

    def answerable_by(self, user: Person) -> "EnquiryQuerySet":
        """Those which this person may answer: the maker's, the committee's, and those of the officer's area."""
        return self.filter(pk__in=self.model.objects.filter(condition(user, "answer", self.model)).values("pk"))

    def for_list(self) -> "EnquiryQuerySet":
        """Adds `last_text` and `last_at` of the latest message, and to whom and about what; what waits comes first."""
        messages = self.model._meta.get_field("messages").related_model.objects
        latest = messages.filter(enquiry=OuterRef("pk")).order_by("-pk")
        rows = self.select_related("artisan", "cluster", "product")
        rows = rows.annotate(last_text=Subquery(latest.values("text")[:1]), last_at=Subquery(latest.values("at")[:1]))
        return rows.order_by(F("waiting_since").asc(nulls_last=True), "-last_at", "-pk")

    def untouched_since(self, moment: datetime) -> "EnquiryQuerySet":
        """Those closed before the moment, and open ones in which nobody has written since then."""
        rows = self.annotate(latest_at=Max("messages__at"))
        return rows.filter(Q(closed_at__lt=moment) | Q(closed_at=None, latest_at__lt=moment))
