"""What makers type about a product, step by step."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from clusters.models import Craft
from core.money import RupiahField
from core.versions import Plain, VersionedForm
from products.actions.products import compared, plain_answers
from products.choices import Availability, PriceMode, Visibility, price_text
from products.models import Material, Product
from products.models.product import MAX_PRICE

PRICE_RANGE = _("Write a price between 0 and 10,000,000,000 rupiah.")
MOST_PIECES, MOST_DAYS = 100_000, 730


class Choice(NamedTuple):
    """One material to tick: how deep it lies in the tree, and all words by which somebody may look for it."""

    material: Material
    depth: int
    words: str
    is_chosen: bool


class MaterialPicker(forms.CheckboxSelectMultiple):
    """The tree of materials to tick; js/materials.js puts a box above it that finds them while typing."""

    template_name = "workshop/_materials.html"

    def get_context(self, name: str, value: list | None, attrs: dict | None) -> dict:
        chosen = {str(key) for key in value or []}
        context = {"name": name, "attrs": attrs or {}, "groups": list(_groups(chosen))}
        return {"widget": context}


def _groups(chosen: set[str]) -> Iterator[tuple[Material, list[Choice]]]:
    """The materials below each material at the top of the tree, in the order of the tree."""
    materials = {material.pk: material for material in Material.objects.in_reading_order()}
    paths = {key: [materials[one].name for one in material.lineage] for key, material in materials.items()}
    in_order = sorted(materials.values(), key=lambda material: (paths[material.pk], material.pk))
    for top, below in groupby(in_order, key=lambda material: material.lineage[0]):
        yield materials[top], [_choice(material, chosen) for material in below]


def _choice(material: Material, chosen: set[str]) -> Choice:
    words = " ".join([material.name_id, material.name_en, *material.synonyms]).lower()
    return Choice(material, min(len(material.lineage) - 1, 3), words, str(material.pk) in chosen)


class StepForm(VersionedForm):
    """A step of a product, which an officer may be writing for the maker at the same time."""

    def about(self, product: Product, names: list[str]) -> None:
        """Begins with what the product says now, to be changed."""
        self.initial = {name: getattr(product, name) for name in names}
        self.fields["seen"].initial = plain_answers(product, names)

    def changes(self) -> dict:
        """The valid answers, as products.actions.change_product takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "theirs")}


class DetailsForm(StepForm):
    """Step 2: what it is, and what it is made of."""

    name = forms.CharField(
        label=_("Name of the product"), max_length=120, help_text=_("As you would say it: Jute sack shopping bag.")
    )
    craft = forms.ModelChoiceField(label=capfirst(_("craft")), queryset=Craft.objects.none(), empty_label=None)
    materials = forms.ModelMultipleChoiceField(
        label=_("What is it made of?"),
        queryset=Material.objects.all(),
        widget=MaterialPicker,
        error_messages={"required": _("Tick at least one material.")},
    )
    description = forms.CharField(
        label=capfirst(_("description")),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Size, colours, how it is made, what one can use it for."),
    )

    def __init__(self, *args, product: Product, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["craft"].queryset = _crafts(product)
        self.about(product, ["name", "craft", "description", "materials"])
        self.initial["materials"] = [material.pk for material in product.materials.all()]

    def clean_name(self) -> str:
        if not any(character.isalnum() for character in self.cleaned_data["name"]):
            raise ValidationError(_("Write the name in words."))
        return self.cleaned_data["name"]


def _crafts(product: Product) -> QuerySet:
    """The maker's own crafts, and the product's; all of them as long as the record names none."""
    own = Craft.objects.filter(artisans=product.artisan_id)
    crafts = own | Craft.objects.filter(pk=product.craft_id) if own.exists() else Craft.objects.all()
    return crafts.distinct().order_by("pk")


class PriceField(RupiahField):
    """A price, which stands in words together with its kind."""

    def in_words(self, value: list) -> str:
        return price_text(*value)


class SaleForm(StepForm):
    """Step 3: the price, how it can be ordered, and who may see it. Without `sets_price` the price is not asked."""

    price_mode = forms.ChoiceField(label=capfirst(_("kind of price")), choices=PriceMode, widget=forms.RadioSelect)
    price = PriceField(
        label=_("Price of one piece, in rupiah"),
        required=False,
        min_value=0,
        max_value=MAX_PRICE,
        error_messages={"min_value": PRICE_RANGE, "max_value": PRICE_RANGE},
        help_text=_("Empty for “Ask for the price”."),
    )
    availability = forms.ChoiceField(
        label=_("Ready, or made when ordered?"), choices=Availability, widget=forms.RadioSelect
    )
    min_order = forms.IntegerField(label=_("Smallest order, in pieces"), min_value=1, max_value=MOST_PIECES, initial=1)
    lead_days = forms.IntegerField(
        label=_("Days to make an order"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty if it lies ready."),
    )
    visibility = forms.ChoiceField(
        label=capfirst(_("who may see it")),
        choices=Visibility,
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
        help_text=_("You can keep a motif or model for buyers you know, or for fellow members."),
    )

    def __init__(self, *args, product: Product, sets_price: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not sets_price:
            del self.fields["price_mode"], self.fields["price"]
        self.about(product, [name for name in self.fields if name not in ("seen", "theirs")])

    def plain_answer(self, name: str, answers: Mapping) -> Plain:
        if name == "price":
            return compared({key: answers.get(key) for key in ("price_mode", "price")})["price"]
        return super().plain_answer(name, answers)

    def clean(self) -> dict:
        cleaned = super().clean()
        if "price_mode" in cleaned and "price" in cleaned:
            is_asked = cleaned["price_mode"] == PriceMode.ASK
            if is_asked and cleaned["price"] is not None:
                self.add_error("price", _("“Ask for the price” goes without a price. Leave it empty."))
            if not is_asked and cleaned["price"] is None:
                self.add_error("price", _("Write the price, or choose “Ask for the price”."))
        return cleaned


class BuyerForm(forms.Form):
    """For whom a private link is."""

    name = forms.CharField(
        label=_("For whom is the link?"),
        max_length=60,
        help_text=_("A word by which you know it again, such as: Shop in Solo. The buyer does not see it."),
    )
