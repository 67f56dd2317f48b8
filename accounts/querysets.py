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

    def _create_user_object(self, username, email, password, **extra):
        user = super()._create_user_object(username or "", email, password, **extra)
        user.username = username or None
        return user
