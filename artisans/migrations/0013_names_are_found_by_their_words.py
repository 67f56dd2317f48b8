"""Names are found by the beginnings of their words, for suggestions while one types."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('artisans', '0012_a_request_taken_back_was_no_membership'),
        ('clusters', '0006_title_photos_stand_first'),
        ('regions', '0002_found_by_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='artisan',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('public_name', config='simple'), name='artisan_name_words'),
        ),
    ]
