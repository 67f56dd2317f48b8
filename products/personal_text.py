"""What becomes of the texts of products when a person is erased."""

from collections.abc import Iterator

from core.personal_text import CODE, Fate, Harmless, declare, harmless, things_are_called
from products import search
from products.models import Material, Synonym

AT_THE_MAKERS = {"places": ("artisan__region__code",), "owner": "artisan"}
AT_THE_PRODUCTS = {"places": ("product__artisan__region__code",), "owner": "product__artisan"}


def _materials_and_synonyms() -> Iterator[str]:
    for name_id, name_en, others in Material.objects.values_list("name_id", "name_en", "synonyms"):
        yield from (name_id, name_en, *others)
    for names in Synonym.objects.values_list("word", "meaning"):
        yield from names


def register() -> None:
    things_are_called(_materials_and_synonyms)
    declare(
        "products.Product",
        **AT_THE_MAKERS,
        changed=search.write_anew,
        code=CODE,
        name=Fate.OWN,
        description=Fate.OWN,
    )
    declare("products.ProductPhoto", **AT_THE_PRODUCTS, key=Fate.GOES, alt=Fate.OWN)
    declare("products.ProductReport", **AT_THE_PRODUCTS, text=Fate.NOTE, outcome=Fate.NOTE)
    declare("products.BuyerLink", **AT_THE_MAKERS, name=Fate.OWN, word_hash=Fate.GOES)
    declare("products.SalesChannel", url=Fate.GOES)
    materials = "the administrators' list of materials"
    harmless("products.Material", materials, "name_id", "name_en", "slug", "synonyms")
    harmless("products.Synonym", "the administrators' list of words that mean the same", "word", "meaning", "source")
    declare("products.ProductSearch", tsv=Fate.GOES)
    declare("products.SearchPending", tsv=Fate.GOES)
    declare("products.SearchWord", word=Fate.GOES, lexemes=Fate.GOES, skeleton=Fate.GOES)
    declare("products.SearchTerm", lexeme=Harmless("a stem that a thousand products have"))
