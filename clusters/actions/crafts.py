"""The list of crafts that comes with Sentra; administrators add others and call them as they like."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from clusters.models import Craft
from core.actions import action
from core.loading import Loading, WordList


@dataclass(frozen=True, kw_only=True)
class CraftRow:
    """A craft of the list; `kbli` is its code in the classification of business fields, or empty."""

    slug: str
    name_id: str
    name_en: str
    kbli: str = ""


@action
def load_crafts(rows: Collection[CraftRow], *, overwrite: bool = False) -> Loading:
    """Adds what is new, and changes or leaves the others as core.loading says."""
    listed = {row.slug: {name: value for name, value in asdict(row).items() if name != "slug"} for row in rows}
    words = WordList("crafts", Craft, listed, overwrite=overwrite)
    changed = words.write({slug: listed[slug] for slug in words.standing})
    for craft in changed:
        craft.save()  # one by one: products follow a renamed craft
    return words.loading
