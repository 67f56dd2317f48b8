"""The database learns which words mean the same; words know their lexemes, their skeleton and how common they are."""

import django.contrib.postgres.fields
from django.db import migrations, models

import products.models.search
from products.search import synonyms, vocabulary


class Migration(migrations.Migration):
    dependencies = [("products", "0006_search_bitmaps")]

    operations = [
        migrations.RunPython(lambda apps, editor: synonyms.install(synonyms.read_synonyms()), migrations.RunPython.noop),
        migrations.AddField(
            "searchword", "lexemes", django.contrib.postgres.fields.ArrayField(models.TextField(), default=list)
        ),
        migrations.AddField("searchword", "products", models.IntegerField(default=0)),
        migrations.AddField(
            "searchword",
            "skeleton",
            models.GeneratedField(
                db_persist=True,
                expression=products.models.search.Skeleton("word"),
                output_field=models.CharField(max_length=40),
            ),
        ),
        migrations.AddIndex("searchword", models.Index(fields=["-products"], name="search_word_by_products")),
        migrations.AddIndex("searchword", models.Index(fields=["skeleton"], name="search_word_skeleton")),
        migrations.RunPython(lambda apps, editor: vocabulary.fill(synonyms.read_synonyms()), migrations.RunPython.noop),
    ]
