"""The vocabulary for asking about people who sign in."""

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models


class UserQuerySet(models.QuerySet):
    """People with an account."""

    def officers(self) -> "UserQuerySet":
        """Those who may work in at least one area."""
        return self.filter(is_active=True, is_staff=True, areas__isnull=False).distinct()


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    """Creates accounts by user name or by telephone number."""

    def create_user(self, username: str | None = None, email: str = "", password: str | None = None, **extra):
        """Somebody who signs in with `username` or with `phone` (E.164, among `extra`)."""
        user = self.model(username=username or None, email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user
