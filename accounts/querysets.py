"""The vocabulary for asking about people who sign in."""

from collections.abc import Iterable

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Exists, OuterRef, Q, QuerySet

from regions.querysets import inside


class UserManager(DjangoUserManager):
    """Creates accounts by user name or by telephone number, and finds officers by their areas."""

    def create_user(self, username: str | None = None, email: str = "", password: str | None = None, **extra):
        """Somebody who signs in with `username` or with `phone` (E.164, among `extra`)."""
        user = self.model(username=username or None, email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def officers_in(self, codes: Iterable[str]) -> QuerySet:
        """The officers with an area that is one of these regions or lies inside one of them."""
        here = Q(pk__in=[])
        for code in codes:
            here |= inside(code)
        areas = self.model._meta.get_field("areas").related_model.objects.filter(here, user=OuterRef("pk"))
        return self.filter(Exists(areas), is_active=True, is_staff=True)
