"""Rows that wait to be written anew, and the order in which changes came."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0011_removed_products_leave_no_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchRefresh',
            fields=[
                ('product_id', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'search row to be written anew',
                'verbose_name_plural': 'search rows to be written anew',
            },
        ),
        migrations.AddIndex(
            model_name='searchpending',
            index=models.Index(fields=['change', 'product_id'], name='search_latest_changes'),
        ),
    ]
