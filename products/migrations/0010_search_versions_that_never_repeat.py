"""Versions of the search are moments with lots behind them: also a restored database never gives one twice."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

VERSION = """
    CREATE FUNCTION search_version() RETURNS bigint LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint << 21 | floor(random() * 2097152)::bigint
    $$
"""


class Migration(migrations.Migration):
    dependencies = [("products", "0009_objections_end_when_shown_again")]

    operations = [
        migrations.RunSQL(VERSION, "DROP FUNCTION search_version()"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='productsearch',
            name='pending_when_added',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='productsearch',
            name='pending_when_changed',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='productsearch',
            name='pending_when_removed',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productsearch',
            trigger=pgtrigger.compiler.Trigger(name='pending_when_added', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO products_searchpending (product_id, change)\n    VALUES (NEW.product_id, search_version()) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;\n', hash='f9ca2438259b3073272f835bee77e7e6bfe3b5e4', operation='INSERT', pgid='pgtrigger_pending_when_added_4f0e6', table='products_productsearch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productsearch',
            trigger=pgtrigger.compiler.Trigger(name='pending_when_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='\n    INSERT INTO products_searchpending (product_id, change, price, completeness, published_at, tags, tsv)\n    VALUES (OLD.product_id, search_version(),\n            OLD.price, OLD.completeness, OLD.published_at, OLD.tags, OLD.tsv) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;\n', hash='252fa9b84bccaba5eb11bd03955c683afca357c8', operation='UPDATE', pgid='pgtrigger_pending_when_changed_407be', table='products_productsearch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productsearch',
            trigger=pgtrigger.compiler.Trigger(name='pending_when_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO products_searchpending (product_id, change, price, completeness, published_at, tags, tsv)\n    VALUES (OLD.product_id, search_version(),\n            OLD.price, OLD.completeness, OLD.published_at, OLD.tags, OLD.tsv) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;\n', hash='9bb1ffdef7c75245318d01d59f6080840b59bd7b', operation='DELETE', pgid='pgtrigger_pending_when_removed_f1d22', table='products_productsearch', when='AFTER')),
        ),
        migrations.RunSQL("DROP SEQUENCE products_search_changes", "CREATE SEQUENCE products_search_changes"),
    ]
