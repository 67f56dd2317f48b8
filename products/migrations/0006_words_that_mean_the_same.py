"""Words know their lexemes and about how many products have them; the database learns which words mean the same."""

import django.contrib.postgres.fields
from django.db import migrations, models

from products.search import synonyms


class Migration(migrations.Migration):
    dependencies = [("products", "0005_steps_by_phone_known_buyers_and_objections")]

    operations = [
        migrations.RunPython(lambda apps, editor: synonyms.install(), migrations.RunPython.noop),
        migrations.AddField(
            "searchword", "lexemes", django.contrib.postgres.fields.ArrayField(models.TextField(), default=list)
        ),
        migrations.AddField("searchword", "products", models.IntegerField(default=0)),
        migrations.AddIndex("searchword", models.Index(fields=["-products"], name="search_word_by_products")),
    ]
