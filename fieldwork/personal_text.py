"""What becomes of officers' notes when a person is erased."""

from core.personal_text import CODE, Fate, declare


def register() -> None:
    declare("fieldwork.CanvassPlace", places=("region__code",), code=CODE, name=Fate.NOTE, note=Fate.NOTE)
    declare("fieldwork.FieldVisit", places=("place__region__code",), note=Fate.NOTE)
    declare("fieldwork.Lead", places=("artisan__region__code",), owner="artisan", note=Fate.NOTE)
