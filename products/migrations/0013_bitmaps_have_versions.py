"""Each bitmap of a segment has a version of its own: workers fetch only those that have changed."""

import products.models.search_index
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0012_search_rows_to_be_written_anew'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchbits',
            name='version',
            field=models.BigIntegerField(db_default=products.models.search_index.SearchVersion()),
        ),
    ]
