from django.core.management.base import BaseCommand

from products import actions
from products.importers import read_materials


class Command(BaseCommand):
    help = "Loads the materials of products/data/materials.csv: adds and updates, removes none. Can be run again."

    def handle(self, **options) -> None:
        rows = read_materials()
        added, changed = actions.load_materials(rows)
        self.stdout.write(f"{len(rows)} materials: {added} added, {changed} changed.")
