"""The vocabulary for asking about people who sign in."""

from django.contrib.auth.models import UserManager as DjangoUserManager


class UserManager(DjangoUserManager):
    """Creates accounts by user name or by telephone number."""

    def create_user(self, username: str | None = None, email: str = "", password: str | None = None, **extra):
        """Somebody who signs in with `username` or with `phone` (E.164, among `extra`)."""
        user = self.model(username=username or None, email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user
