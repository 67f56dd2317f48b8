"""The bitmaps of the search, and the triggers that note which rows they no longer know."""

import django.contrib.postgres.fields
import django.contrib.postgres.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0005_steps_by_phone_known_buyers_and_objections'),
    ]

    operations = [
        # Numbers that never come twice, also where a transaction is taken back.
        migrations.RunSQL("CREATE SEQUENCE products_search_changes", "DROP SEQUENCE products_search_changes"),
        migrations.CreateModel(
            name='SearchBits',
            fields=[
                ('pk', models.CompositePrimaryKey('mark', 'segment', blank=True, editable=False, primary_key=True, serialize=False)),
                ('mark', models.IntegerField()),
                ('segment', models.IntegerField()),
                ('bits', models.BinaryField()),
            ],
            options={
                'verbose_name': 'bitmap',
                'verbose_name_plural': 'bitmaps',
            },
        ),
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('version', models.BigIntegerField()),
                ('price_steps', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('rows', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'layout of the search index',
                'verbose_name_plural': 'layouts of the search index',
            },
        ),
        migrations.CreateModel(
            name='SearchPending',
            fields=[
                ('product_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('change', models.BigIntegerField()),
                ('price', models.BigIntegerField(null=True)),
                ('completeness', models.PositiveSmallIntegerField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), null=True, size=None)),
                ('tsv', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'verbose_name': 'change that the bitmaps wait for',
                'verbose_name_plural': 'changes that the bitmaps wait for',
            },
        ),
        migrations.CreateModel(
            name='SearchSegment',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('version', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'segment of the search index',
                'verbose_name_plural': 'segments of the search index',
            },
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lexeme', models.TextField(unique=True)),
            ],
            options={
                'verbose_name': 'frequent stem',
                'verbose_name_plural': 'frequent stems',
            },
        ),
        migrations.RemoveIndex(
            model_name='productsearch',
            name='search_cheapest_first',
        ),
        migrations.RemoveIndex(
            model_name='productsearch',
            name='search_dearest_first',
        ),
        migrations.RemoveIndex(
            model_name='productsearch',
            name='search_newest_first',
        ),
        migrations.RemoveIndex(
            model_name='productsearch',
            name='search_fullest_first',
        ),
        migrations.AddIndex(
            model_name='productsearch',
            index=models.Index(fields=['price'], name='search_price'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productsearch',
            trigger=pgtrigger.compiler.Trigger(name='pending_when_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO products_searchpending (product_id, change)\n    VALUES (NEW.product_id, nextval('products_search_changes')) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;\n", hash='0487968dd3be18d8bd77580a9db6c6a56bb27c43', operation='INSERT', pgid='pgtrigger_pending_when_added_4f0e6', table='products_productsearch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productsearch',
            trigger=pgtrigger.compiler.Trigger(name='pending_when_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    INSERT INTO products_searchpending (product_id, change, price, completeness, published_at, tags, tsv)\n    VALUES (OLD.product_id, nextval('products_search_changes'),\n            OLD.price, OLD.completeness, OLD.published_at, OLD.tags, OLD.tsv) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;\n", hash='122c4fa036d1e9d1b8e07da5098e1c7b377f24ce', operation='UPDATE', pgid='pgtrigger_pending_when_changed_407be', table='products_productsearch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productsearch',
            trigger=pgtrigger.compiler.Trigger(name='pending_when_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO products_searchpending (product_id, change, price, completeness, published_at, tags, tsv)\n    VALUES (OLD.product_id, nextval('products_search_changes'),\n            OLD.price, OLD.completeness, OLD.published_at, OLD.tags, OLD.tsv) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;\n", hash='2b87248f8e1b8dcf3693d9bbe7bfef1115fab379', operation='DELETE', pgid='pgtrigger_pending_when_removed_f1d22', table='products_productsearch', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='searchindex',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='search_index_is_one'),
        ),
        # Two bitmaps fill a page of the database; nothing is gained by putting them aside.
        migrations.RunSQL(
            "ALTER TABLE products_searchbits ALTER COLUMN bits SET STORAGE PLAIN",
            "ALTER TABLE products_searchbits ALTER COLUMN bits SET STORAGE EXTENDED",
        ),
        migrations.RunSQL(
            "INSERT INTO products_searchpending (product_id, change) "
            "SELECT product_id, nextval('products_search_changes') FROM products_productsearch",
            migrations.RunSQL.noop,
        ),
    ]
