"""Reading the materials that come with the registry."""

import csv
from pathlib import Path

from products.actions import MaterialRow

MATERIALS = Path(__file__).parent / "data" / "materials.csv"


def read_materials(path: Path = MATERIALS) -> list[MaterialRow]:
    """The rows of a CSV file with a column a field; synonyms are parted by "|", is_recycled is "yes" or empty."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            MaterialRow(
                slug=row["slug"],
                parent=row["parent"],
                name_id=row["name_id"],
                name_en=row["name_en"],
                synonyms=[word for word in row["synonyms"].split("|") if word],
                is_recycled=row["is_recycled"] == "yes",
            )
            for row in csv.DictReader(file)
        ]
