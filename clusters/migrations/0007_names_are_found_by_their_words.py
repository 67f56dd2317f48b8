"""Names are found by the beginnings of their words, for suggestions while one types."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('clusters', '0006_title_photos_stand_first'),
        ('regions', '0002_found_by_place'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='cluster',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name', config='simple'), name='cluster_name_words'),
        ),
    ]
