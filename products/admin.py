"""Products, their photos and prices, and the materials they are made of."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import ArtisanAreaFilter, RepairFilter
from accounts.permissions import reachable
from accounts.scoping import CodedAdmin, FixedSlug, ReadOnlyInline, RecordForm, Scoped, ScopedAdmin
from artisans.actions.locking import locked_rows
from core import uploads
from core.freshness import not_confirmed_lately
from core.money import RupiahField
from core.photos import PhotoField, delete_photo
from core.refusals import Refusal
from products import actions, search
from products.actions.products import NO_PRICE
from products.albums import shelf_of
from products.models import Material, PriceEntry, Product, ProductPhoto, Synonym
from products.models.product import MAX_PHOTOS, MAX_PRICE

PRICE_RANGE = _("Write a price between 0 and 10,000,000,000 rupiah.")


class WordsField(SimpleArrayField):
    """Words between commas; what is empty between two of them is nothing."""

    def clean(self, value: str | None) -> list[str]:
        return super().clean(self.delimiter.join(word for word in (value or "").split(self.delimiter) if word.strip()))


class MaterialForm(RecordForm):
    synonyms = WordsField(
        forms.CharField(max_length=60),
        label=capfirst(Material._meta.get_field("synonyms").verbose_name),
        required=False,
        help_text=Material._meta.get_field("synonyms").help_text,
    )

    def clean_parent(self) -> Material | None:
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk in parent.lineage:
            raise ValidationError(_("A material cannot be a kind of one of its own kinds."))
        return parent


@admin.register(Material)
class MaterialAdmin(FixedSlug, ScopedAdmin):
    """The tree of materials, which administrators keep; products follow a renamed or moved one at once."""

    form = MaterialForm
    list_display = ["name_id", "name_en", "parent", "synonym_text", "is_recycled"]
    list_filter = ["is_recycled"]
    list_select_related = ["parent"]
    search_fields = ["name_id", "name_en", "synonyms"]
    ordering = ["name_id", "pk"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name_id"]}
    fields = ["name_id", "name_en", "slug", "parent", "synonyms", "is_recycled"]

    def save_model(self, request: HttpRequest, obj: Material, form: forms.ModelForm, change: bool) -> None:
        actions.save_material(material=obj)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Material) -> None:
        self.delete_queryset(request, Material.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        search.refresh_later(Product.objects.filter(materials__in=queryset).values_list("pk", flat=True))
        super().delete_queryset(request, queryset)

    @admin.display(description=_("other names"))
    def synonym_text(self, material: Material) -> str:
        return ", ".join(material.synonyms)


@admin.register(Synonym)
class SynonymAdmin(ScopedAdmin):
    """Which words mean the same, which administrators keep; searches follow at once, products soon."""

    form = RecordForm
    list_display = ["word", "meaning", "relation", "kind", "language", "source"]
    list_filter = ["kind", "relation", "language"]
    search_fields = ["word", "meaning"]
    ordering = ["meaning", "word"]
    fields = ["word", "meaning", "relation", "kind", "language", "source"]

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Synonym, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        search.follow_synonyms({obj.word, form.initial.get("word", obj.word)})

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Synonym) -> None:
        self.delete_queryset(request, Synonym.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        words = set(queryset.values_list("word", flat=True))
        super().delete_queryset(request, queryset)
        search.follow_synonyms(words)


class ProductForm(RecordForm):
    price = RupiahField(
        label=capfirst(_("price in rupiah")),
        required=False,
        min_value=0,
        max_value=MAX_PRICE,
        error_messages={"min_value": PRICE_RANGE, "max_value": PRICE_RANGE},
        help_text=_("Empty for “Ask for the price”."),
    )

    def clean(self) -> dict:
        """Refuses another price than the one that stands from whom the maker did not allow to write it."""
        cleaned = super().clean()
        artisan = cleaned.get("artisan") or (self.instance.artisan if self.instance.pk else None)
        before = (self.initial.get("price_mode"), self.initial.get("price")) if self.instance.pk else NO_PRICE
        if artisan and not self.errors and (cleaned["price_mode"], cleaned["price"]) != before:
            try:
                actions.check_price(self.user, artisan)
            except Refusal as refusal:
                self.add_error("price", str(refusal))
        return cleaned


class PhotoForm(RecordForm):
    """A photo already kept, whose text and place may change; or a new one with its file."""

    file = PhotoField(label=capfirst(_("new photo")), help_text=_("JPEG, PNG or WebP, at most 20 MB."))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            kept = self.fields["file"]
            kept.required, kept.disabled, kept.widget = False, True, forms.HiddenInput()


class PhotoInline(Scoped, admin.StackedInline):
    model = ProductPhoto
    form = PhotoForm
    fields = ["picture", "file", "alt", "position", "seen"]
    readonly_fields = ["picture"]
    ordering = ["position", "pk"]
    extra = 1
    max_num = MAX_PHOTOS
    classes = ["product-photos"]

    def get_formset(self, request: HttpRequest, obj: Product | None = None, **kwargs) -> type:
        return super().get_formset(request, obj, validate_max=True, **kwargs)

    @admin.display(description=_("photo"))
    def picture(self, photo: ProductPhoto) -> str:
        if not photo.pk:
            return ScopedAdmin.empty_value_display
        return format_html('<img src="{}" alt="" loading="lazy">', photo.photo.address(400))


class PriceInline(ReadOnlyInline):
    model = PriceEntry
    fields = readonly_fields = ["price_mode", "price_text", "setter", "at"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("set_by")

    @admin.display(description=_("price"))
    def price_text(self, entry: PriceEntry) -> str:
        return str(entry)

    @admin.display(description=_("set by"))
    def setter(self, entry: PriceEntry) -> str:
        return str(entry.set_by)


class ProductRepairs(RepairFilter):
    conditions = {
        "no-photo": (_("no photo"), lambda: Q(photos=None)),
        "no-material": (_("no material"), lambda: Q(materials=None)),
        "stale": (_("not confirmed for 12 months"), not_confirmed_lately),
    }


@admin.register(Product)
class ProductAdmin(CodedAdmin):
    """Everything is written through products.actions, so that price history and search follow."""

    form = ProductForm
    actions = ["publish", "archive"]
    list_display = ["name", "state", "artisan_name", "price_text", "craft", "spoken_code", "confirmed_on"]
    list_filter = ["state", "availability", "visibility", "craft", ArtisanAreaFilter, ProductRepairs]
    list_select_related = ["artisan", "craft"]
    search_fields = ["name", "artisan__public_name"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["artisan", "materials"]
    record_fields = ["spoken_code", "state", "published_at", "last_confirmed_at", "created_at"]
    details = ["name", "craft", "materials", "description"]
    sale = ["price_mode", "price", "min_order", "availability", "lead_days", "visibility"]
    inlines = [PhotoInline, PriceInline]

    def hold(self, obj: Product) -> None:
        locked_rows([obj.artisan_id])
        super().hold(obj)

    def get_parts(self, request: HttpRequest, obj: Product | None) -> list:
        fieldsets = [
            (None, {"fields": ["artisan_name" if obj else "artisan", *self.details]}),
            (_("Sale"), {"fields": self.sale}),
        ]
        return [*fieldsets, (_("Record"), {"fields": self.record_fields})] if obj else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Product | None = None) -> list[str]:
        """A product stays with its maker."""
        return ["artisan_name", *self.record_fields] if obj else []

    def get_form(self, request: HttpRequest, obj: Product | None = None, **kwargs) -> type[ProductForm]:
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user  # the class is made anew for each request
        return form

    def get_inlines(self, request: HttpRequest, obj: Product | None) -> list:
        return self.inlines if obj else [PhotoInline]

    def save_model(self, request: HttpRequest, obj: Product, form: forms.ModelForm, change: bool) -> None:
        actions.change_product(product=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        search.refresh([form.instance.pk])

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset, change: bool) -> None:
        if formset.model is not ProductPhoto:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        for photo in formset.deleted_objects:
            actions.remove_photo(photo=photo, by=request.user)
        for photo, _changed in formset.changed_objects:
            photo.save()
        for row in formset.extra_forms:
            if row.has_changed() and row not in formset.deleted_forms:
                row.instance = actions.add_photo(
                    product=form.instance, by=request.user, image=row.cleaned_data["file"], alt=row.cleaned_data["alt"]
                )
        formset.new_objects = [row.instance for row in formset.extra_forms if row.instance.pk]

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        locked_rows(set(queryset.order_by().values_list("artisan", flat=True)))
        keys = list(ProductPhoto.objects.filter(product__in=queryset).values_list("key", flat=True))
        products = list(queryset.values_list("pk", flat=True))
        search.forget(products)
        for product in products:
            uploads.forget(shelf_of(product))
        super().delete_queryset(request, queryset)
        for key in keys:
            transaction.on_commit(lambda key=key: delete_photo(key))

    def delete_model(self, request: HttpRequest, obj: Product) -> None:
        self.delete_queryset(request, Product.objects.filter(pk=obj.pk))

    @admin.display(description=_("artisan"), ordering="artisan__public_name")
    def artisan_name(self, product: Product) -> str:
        return str(product.artisan)

    @admin.display(description=_("price"), ordering="price")
    def price_text(self, product: Product) -> str:
        return product.price_text

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Shows the ticked products; of none does it say that somebody has made sure of it."""
        self._each(request, queryset, partial(actions.publish_product, made_sure=False), gettext("Published."))

    @admin.action(description=_("Take off the public pages"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, actions.archive_product, gettext("Archived."))

    def _each(self, request: HttpRequest, queryset: QuerySet, action: Callable, words: str) -> None:
        """Does one step to each ticked product; a step that a product cannot take is told, and the others go on."""
        done = []
        for product in reachable(request.user, "change", queryset):
            try:
                with transaction.atomic():
                    action(product=product, by=request.user)
                    self.log_change(request, product, words)
                done.append(product)
            except Refusal as refusal:
                self.message_user(request, f"{product}: {refusal}", messages.WARNING)
        if done:
            text = ngettext("%(count)d product: %(done)s", "%(count)d products: %(done)s", len(done))
            self.message_user(request, text % {"count": len(done), "done": words}, messages.SUCCESS)
