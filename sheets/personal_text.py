"""What becomes of the texts of imports and exports when a person is erased."""

from core.personal_text import Fate, Harmless, declare


def register() -> None:
    declare(
        "sheets.ImportBatch",
        places=("office__code",),
        mapping=Harmless("which column holds which field"),
        **dict.fromkeys(["file_name", "sheets", "headers", "consent_source"], Fate.NOTE),
    )
    declare(
        "sheets.ImportRow",
        reasons=Harmless("words of ours"),
        **dict.fromkeys(["cells", "values", "problems", "notes", "keys"], Fate.GOES),
    )
    declare("sheets.ColumnMemory", heading=Fate.GOES, field=Harmless("the name of a field"))
    declare("sheets.ErasedKey", key=Harmless("a keyed hash; it goes with the import"))
    declare(
        "sheets.Export",
        places=("by__areas__region__code",),
        kept_by="sheets.Export:export_is_kept",
        file_format=Harmless("xlsx or csv"),
        filters=Fate.NOTE,
        why=Fate.NOTE,
    )
