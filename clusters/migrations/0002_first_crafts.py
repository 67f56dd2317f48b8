from django.db import migrations

FIRST_CRAFTS = [
    # slug, Indonesian, English, KBLI 2020 (Peraturan Badan Pusat Statistik 2/2020)
    ("bag", "Tas", "Bags", "15121"),
    ("batik", "Batik", "Batik", "13134"),
    ("convection", "Konveksi", "Garments", "14111"),
    ("weaving", "Tenun", "Weaving", "13121"),
]


def add(apps, schema_editor):
    Craft = apps.get_model("clusters", "Craft")
    for slug, name_id, name_en, kbli in FIRST_CRAFTS:
        Craft.objects.get_or_create(slug=slug, defaults={"name_id": name_id, "name_en": name_en, "kbli": kbli})


class Migration(migrations.Migration):
    """The four crafts with which the register begins; administrators add others. Going back leaves them: they may be in use."""

    dependencies = [("clusters", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
