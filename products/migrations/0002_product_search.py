"""The search row, the vocabulary, and the text search configurations: stemmed Indonesian and English without accents."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


def configuration(name: str, language: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {language});"
        f"ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, "
        f"hword_part WITH unaccent, {language}_stem;",
        f"DROP TEXT SEARCH CONFIGURATION {name};",
    )


class Migration(migrations.Migration):
    dependencies = [("products", "0001_initial"), ("regions", "0001_initial")]

    operations = [
        configuration("sentra", "indonesian"),
        configuration("sentra_english", "english"),
        migrations.CreateModel(
            name='ProductSearch',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_row', serialize=False, to='products.product')),
                ('price', models.BigIntegerField(null=True)),
                ('completeness', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField()),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('tsv', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name': 'search row',
                'verbose_name_plural': 'search rows',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['tsv', 'tags'], name='search_words_and_tags'), models.Index(models.OrderBy(models.F('price'), nulls_last=True), models.OrderBy(models.F('product'), descending=True), name='search_cheapest_first'), models.Index(models.OrderBy(models.F('price'), descending=True, nulls_last=True), models.OrderBy(models.F('product'), descending=True), name='search_dearest_first'), models.Index(models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('product'), descending=True), name='search_newest_first'), models.Index(models.OrderBy(models.F('completeness'), descending=True), models.OrderBy(models.F('product'), descending=True), name='search_fullest_first')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'search word',
                'verbose_name_plural': 'search words',
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', name='gin_trgm_ops'), name='search_word_trigrams')],
            },
        ),
    ]
