from django.core.management.base import BaseCommand, CommandParser

from products import actions
from products.importers import read_materials


class Command(BaseCommand):
    help = (
        "Loads the materials of products/data/materials.csv: adds what is new and takes over what a new edition "
        "changes. What people changed or deleted stays so, and is told. Can be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Take the file's word for everything, over what people changed or deleted.",
        )

    def handle(self, **options) -> None:
        for sentence in actions.load_materials(read_materials(), overwrite=options["overwrite"]):
            self.stdout.write(sentence)
