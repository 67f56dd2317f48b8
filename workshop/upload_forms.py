"""What js/photos.js says about a piece of a photo, and about the photos' order."""

from django import forms

from products.models.product import MAX_PHOTOS


class PieceForm(forms.Form):
    """Which piece of which photo."""

    upload = forms.UUIDField()
    size = forms.IntegerField(min_value=1)
    offset = forms.IntegerField(min_value=0)


class OrderForm(forms.Form):
    """The keys of the photos, parted by commas."""

    order = forms.RegexField(rf"\A[0-9]{{1,18}}(,[0-9]{{1,18}}){{0,{MAX_PHOTOS - 1}}}\Z")

    def clean_order(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["order"].split(",")]
