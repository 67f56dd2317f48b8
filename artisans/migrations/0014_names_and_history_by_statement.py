"""New rows of a statement are noted in the history, and leave traces, all at once: an import writes hundreds.

Names are folded anew: "St. Aminah" is Siti Aminah, "Mustofa M." no Muhammad. A trace's keys name the district instead of
the village, so that a look-up around a village asks for a fifth of the keys; who is near is told by the trace's region.
"""

import importlib

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

BEFORE = importlib.import_module("artisans.migrations.0006_makers_leave_traces")

# A sign that stands twice or more often in a row, once. Looking for one by a back reference takes ten times as long.
SINGLE = r"""
CREATE FUNCTION artisans_single(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT CASE WHEN folded ~ 'aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn|oo|pp|qq|rr|ss|tt|uu|vv|ww|xx|yy|zz|  '
        THEN regexp_replace(folded, '([a-z ])\1+', '\1', 'g') ELSE folded END
$$;
"""

FOLD = r"""
CREATE OR REPLACE FUNCTION artisans_fold(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    plain text := regexp_replace(lower(normalize(name, NFKD)), '[^\x01-\x7f]|''|`', '', 'g');
    shorn text;
BEGIN
    -- Degrees stand behind a name: S.E., S.Pd.I, M.Kom., A.Md.
    plain := regexp_replace(
        plain,
        '\m[sadm]\.(ag|ak|ap|e|farm|h|hum|i|ikom|ip|k|keb|ked|kep|kes|km|kn|kom|m|md|mm|p|par|pd|pdi|psi|pt|si|sn|sos|st|sy|t|th|tp|tr)\M(\.i\M)?',
        ' ', 'g'
    );
    plain := ' ' || regexp_replace(plain, '[^a-z0-9]+', ' ', 'g') || ' ';
    shorn := regexp_replace(
        plain,
        '\m(h|hj|hi|kh|k h|haji|hajah|hajjah|hadji|kyai|kiai|kiyai|nyai|bp|bpk|bapak|pak|p|ibu|bu|ny|nyonya|tn|tuan|mas|mbak|mba|mbok|mbah|mak|cak|kang|kak|bang|abah|ust|ustad|ustadz|ustaz|ustadzah|drs|dra|dr|drg|ir|prof|sdr|sdri|alm|almh|almarhum|almarhumah|rd|raden|dkk|sh|se|spd|mm|mpd|skom)\M',
        ' ', 'g'
    );
    IF btrim(shorn) = '' THEN
        shorn := plain;
    END IF;
    -- In front St. is Siti and M. is Muhammad; behind they are a degree and an initial.
    shorn := replace(regexp_replace(shorn, '^ *st ', ' siti '), ' st ', ' ');
    shorn := artisans_single(regexp_replace(shorn, '^ *m (?=[a-z])', ' muhamad '));
    shorn := replace(shorn, 'oe', 'u');
    shorn := replace(replace(shorn, 'dj', 'j'), 'tj', 'c');
    shorn := replace(replace(replace(shorn, 'sj', 's'), 'sy', 's'), 'sh', 's');
    shorn := replace(replace(replace(shorn, 'kh', 'h'), 'ch', 'h'), 'gh', 'g');
    shorn := replace(replace(replace(shorn, 'dh', 'd'), 'th', 't'), 'bh', 'b');
    shorn := replace(replace(shorn, 'dz', 'z'), 'ts', 's');
    shorn := replace(replace(shorn, 'ph', 'f'), 'z ', 's ');
    shorn := replace(replace(shorn, 'ie', 'i'), 'ae', 'ai');
    shorn := replace(replace(shorn, 'x', 'ks'), 'uw', 'u');
    shorn := artisans_single(translate(shorn, 'vfzqyo', 'ppjkiu'));
    shorn := replace(replace(replace(shorn, 'h ', ' '), 'd ', 't '), 'b ', 'p ');
    shorn := regexp_replace(shorn, '\m(mu?ham[aeu]t|mu|mu?ht|mt)\M', 'muhamat', 'g');
    shorn := regexp_replace(shorn, '\m(ak?hm[ae]t|akmat|akhmat)\M', 'ahmat', 'g');
    shorn := regexp_replace(regexp_replace(shorn, '\mabt\M', 'abdul', 'g'), '\mnrl\M', 'nurul', 'g');
    RETURN btrim(shorn);
END
$$;
"""

TRACES = """
CREATE OR REPLACE FUNCTION artisans_trace_keys(folded text, region text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE
PARALLEL SAFE STRICT AS $$
DECLARE
    piece text;
    keys text[] := ARRAY[artisans_whole(folded, region)];
BEGIN
    FOREACH piece IN ARRAY artisans_pieces(folded) LOOP
        keys := keys || (left(region, 8) || ':' || piece);
    END LOOP;
    RETURN keys;
END
$$;

CREATE OR REPLACE FUNCTION artisans_trace(maker bigint, legal boolean, written text, region text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    folded text := artisans_fold(written);
BEGIN
    IF coalesce(folded, '') = '' THEN
        DELETE FROM artisans_trace WHERE artisan_id = maker AND is_legal = legal;
    ELSE
        INSERT INTO artisans_trace (artisan_id, is_legal, name, region_code, keys)
        VALUES (maker, legal, folded, region, artisans_trace_keys(folded, region))
        ON CONFLICT (artisan_id, is_legal)
        DO UPDATE SET name = excluded.name, region_code = excluded.region_code, keys = excluded.keys;
    END IF;
END
$$;

CREATE FUNCTION artisans_trace_new_artisans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO artisans_trace (artisan_id, is_legal, name, region_code, keys)
    SELECT id, false, folded, region_id, artisans_trace_keys(folded, region_id)
    FROM (SELECT id, region_id, artisans_fold(public_name) AS folded FROM new_rows OFFSET 0) AS maker
    WHERE folded <> '';
    RETURN NULL;
END
$$;

CREATE FUNCTION artisans_trace_new_identities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO artisans_trace (artisan_id, is_legal, name, region_code, keys)
    SELECT artisan_id, true, folded, region_id, artisans_trace_keys(folded, region_id)
    FROM (
        SELECT artisan_id, region_id, artisans_fold(legal_name) AS folded
        FROM new_rows JOIN artisans_artisan ON id = artisan_id
        WHERE legal_name <> ''
        OFFSET 0
    ) AS maker
    WHERE folded <> '';
    RETURN NULL;
END
$$;

DROP TRIGGER artisan_leaves_trace ON artisans_artisan;
DROP TRIGGER identity_leaves_trace ON artisans_personidentity;
CREATE TRIGGER artisan_leaves_trace AFTER INSERT ON artisans_artisan REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION artisans_trace_new_artisans();
CREATE TRIGGER identity_leaves_trace AFTER INSERT ON artisans_personidentity REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION artisans_trace_new_identities();
"""

TAKEN_BACK = """
DROP TRIGGER artisan_leaves_trace ON artisans_artisan;
DROP TRIGGER identity_leaves_trace ON artisans_personidentity;
CREATE TRIGGER artisan_leaves_trace AFTER INSERT ON artisans_artisan
    FOR EACH ROW EXECUTE FUNCTION artisans_trace_artisan();
CREATE TRIGGER identity_leaves_trace AFTER INSERT ON artisans_personidentity FOR EACH ROW
    WHEN (NEW.legal_name <> '') EXECUTE FUNCTION artisans_trace_identity();
DROP FUNCTION artisans_trace_new_artisans, artisans_trace_new_identities;
""" + (BEFORE.FOLD + BEFORE.KEYS[BEFORE.KEYS.index("CREATE FUNCTION artisans_trace_keys") :] + BEFORE.TRIGGERS.partition("$$;")[0] + "$$;").replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
) + "DROP FUNCTION artisans_single;"

AGAIN = "DELETE FROM artisans_trace;" + BEFORE.FIRST_TRACES


class Migration(migrations.Migration):

    dependencies = [
        ('artisans', '0013_names_are_found_by_their_words'),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, AGAIN),
        pgtrigger.migrations.RemoveTrigger(
            model_name='artisan',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='artisancraft',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='personidentity',
            name='insert_insert',
        ),
        migrations.AddField(
            model_name='trace',
            name='region_code',
            field=models.CharField(default='', max_length=13, verbose_name='region'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='trace',
            name='artisan',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='artisans.artisan', verbose_name='artisan'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='artisan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "artisans_artisanevent" ("code", "confirmed_how", "id", "is_demo", "kind", "last_confirmed_at", "last_confirmed_by_id", "lat", "lon", "machines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "place_note", "precision_m", "public_name", "region_id", "registered_at", "registered_by_id", "registration_uuid", "state", "story", "submitted_at", "submitted_by_id", "verified_at", "verified_by_id", "work_mode", "workers_female", "workers_male") SELECT new_values."code", new_values."confirmed_how", new_values."id", new_values."is_demo", new_values."kind", new_values."last_confirmed_at", new_values."last_confirmed_by_id", new_values."lat", new_values."lon", new_values."machines", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo", new_values."place_note", new_values."precision_m", new_values."public_name", new_values."region_id", new_values."registered_at", new_values."registered_by_id", new_values."registration_uuid", new_values."state", new_values."story", new_values."submitted_at", new_values."submitted_by_id", new_values."verified_at", new_values."verified_by_id", new_values."work_mode", new_values."workers_female", new_values."workers_male" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='46772e135573c0961c8400b3c72bcd4a1a33da9b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d2ee5', referencing='REFERENCING NEW TABLE AS new_values ', table='artisans_artisan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='artisancraft',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "artisans_artisancraftevent" ("artisan_id", "craft_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."artisan_id", new_values."craft_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8b20e0c70a865d7cb6bc78cad24c8fe91abeab7c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0e1df', referencing='REFERENCING NEW TABLE AS new_values ', table='artisans_artisan_crafts', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "artisans_consentevent" ("artisan_id", "given_at", "id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "text_edition", "withdrawn_at", "withdrawn_by_id", "witness_id") SELECT new_values."artisan_id", new_values."given_at", new_values."id", new_values."method", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."text_edition", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."witness_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b91ff42c74e05080f43dd6e43efe27e11b7a94d4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4adbb', referencing='REFERENCING NEW TABLE AS new_values ', table='artisans_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personidentity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "artisans_personidentityevent" ("artisan_id", "birth_year", "legal_name", "nib", "nik_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT new_values."artisan_id", new_values."birth_year", new_values."legal_name", new_values."nib", new_values."nik_hash", _pgh_attached_context.value, NOW(), \'insert\', new_values."artisan_id", new_values."phone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73bce1b8daaa97cefd3856ce8bf71151399c684e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b11eb', referencing='REFERENCING NEW TABLE AS new_values ', table='artisans_personidentity', when='AFTER')),
        ),
        migrations.RunSQL(SINGLE + FOLD + TRACES, TAKEN_BACK),
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
    ]
