"""The materials that come with the registry: a consistent tree in which every word means one thing."""

from collections import Counter

from products.importers import read_materials

ROWS = {row.slug: row for row in read_materials()}


def lineage(slug: str) -> list[str]:
    parent = ROWS[slug].parent
    return [*lineage(parent), slug] if parent else [slug]


def test_the_tree_is_at_most_four_deep_and_every_parent_exists():
    assert {len(lineage(slug)) for slug in ROWS} == {1, 2, 3, 4}


def test_no_name_or_synonym_stands_for_two_materials():
    words = Counter(
        word.lower() for row in ROWS.values() for word in {row.name_id.lower(), row.name_en.lower(), *row.synonyms}
    )
    assert [word for word, times in words.items() if times > 1] == []


def test_the_materials_of_the_reports_are_where_a_buyer_looks():
    assert lineage("used-plastic-bags") == ["plastics", "plastic-waste", "used-plastic-bags"]
    assert lineage("used-jute-sack") == ["natural-fibres", "jute", "jute-sack", "used-jute-sack"]
    assert lineage("cow-leather") == ["leather", "cow-leather"]
    assert lineage("synthetic-leather")[0] == "fabrics"  # who asks for leather does not mean plastic
    assert lineage("mori-primissima") == ["fabrics", "cotton", "mori", "mori-primissima"]
    assert lineage("indigo") == ["dyes", "natural-dyes", "indigo"]


def test_kinds_of_waste_are_recycled_and_new_leather_is_not():
    assert {
        slug for slug in ROWS if lineage(slug)[:2] == ["plastics", "plastic-waste"] and not ROWS[slug].is_recycled
    } == set()
    assert {slug for slug in ROWS if ROWS[slug].is_recycled and lineage(slug)[0] == "leather"} == {"leather-offcuts"}
