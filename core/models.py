"""What records of every app share."""

import pgtrigger
from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import codes
from core.addresses import address_like
from core.photos import Photo

ANY_CODE, ANY_SLUG = "K7Q4MX", "name-of-it"  # as they stand in an address


def address_of(url_name: str, code: str, name: str) -> str:
    """The page of a coded thing, which is called so."""
    return address_like(url_name, (ANY_CODE, ANY_SLUG), (code, slug_of(name)))


def slug_of(name: str) -> str:
    return slugify(name) or "-"


class CodedModel(models.Model):
    """Something with a permanent public code and a page of its own at .../<code>/<slug of its name>/.

    Subclasses set `url_name` ("clusters:detail") and `display_name` (the attribute that names it to people).
    The slug is only for the reader of an address: it is made from today's name and never stored.
    """

    url_name: str
    display_name = "name"

    code = models.CharField(_("code"), max_length=codes.LENGTH, unique=True, editable=False, default=codes.new_code)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return getattr(self, self.display_name)

    def save(self, *args, **kwargs) -> None:
        """Draws another code where the one drawn for a new row is taken: at a million rows every thirtieth is."""
        while self._state.adding:
            try:
                with transaction.atomic():
                    return super().save(*args, **kwargs)
            except IntegrityError:
                if not type(self)._base_manager.filter(code=self.code).exists():
                    raise
                self.code = codes.new_code()
        return super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of(self.url_name, self.code, str(self))

    @property
    def slug(self) -> str:
        return slug_of(str(self))

    @property
    def spoken_code(self) -> str:
        return codes.spoken(self.code)


class PhotographedModel(models.Model):
    """Something with one photo of its own. Subclasses set `photo_url_name` ("clusters:photo")."""

    photo_url_name: str

    photo = models.CharField(_("photo"), max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def portrait(self) -> Photo | None:
        """The photo, if there is one, for a template."""
        return Photo(key=self.photo, url_name=self.photo_url_name, alt=str(self)) if self.photo else None


def code_constraint(model: str) -> models.CheckConstraint:
    """Holds a model's `code` to the shape of a public code."""
    return models.CheckConstraint(condition=models.Q(code__regex=f"^{codes.PATTERN}$"), name=f"{model}_code_has_shape")


class BilingualName(models.Model):
    """A word list entry (craft, material) that is shown in the reader's language."""

    name_id = models.CharField(_("name in Indonesian"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return getattr(self, name_field())


def name_field() -> str:
    """Which of a BilingualName's names the reader reads: for many rows it is asked once."""
    return "name_en" if (get_language() or "").startswith("en") else "name_id"


class LoadedRow(models.Model):
    """A row that came with Sentra (a material, a craft, a maker of the demo) and was loaded once.

    `kind` is the list, `key` the row's name in it. `object_id` is the row that it became, and `values` what the list
    said last; both are only kept for lists that are loaded again. core.loading tells by it what people have changed or
    deleted since.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    object_id = models.BigIntegerField(null=True)
    values = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_row_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


def slug_is_fixed(model: str) -> pgtrigger.ReadOnly:
    """Holds a model's `slug`: addresses, filters and the lists that come with Sentra know the row by it."""
    return pgtrigger.ReadOnly(name=f"{model}_slug_is_fixed", fields=["slug"])
