"""Folds names, and keeps each maker's traces by triggers: bulk changes and SQL are found as well as the pages' changes.

Another way of folding is another migration: it replaces the functions and calls artisans_trace for every row again.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# A name as it sounds: lower case, no titles, one spelling for the spellings that Indonesians use side by side. Known by
# the sound: o/oe/u, dj/j, tj/c, sj/sy/sh/s, kh/ch/h, dh/d, th/t, f/v/p, z/j (at the end s), x/ks, y/i, double letters, the
# last h, and d/t or b/p at the end of a word. "H. Moh. Soleh" and "Haji Muhammad Sholeh" are both "muhamat sule".
FOLD = r"""
CREATE FUNCTION artisans_fold(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
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
        '\m(h|hj|hi|kh|k h|haji|hajah|hajjah|hadji|kyai|kiai|kiyai|nyai|bp|bpk|bapak|pak|p|ibu|bu|ny|nyonya|tn|tuan|mas|mbak|mba|mbok|mbah|mak|cak|kang|kak|bang|abah|ust|ustad|ustadz|ustaz|ustadzah|drs|dra|dr|drg|ir|prof|sdr|sdri|alm|almh|almarhum|almarhumah|rd|raden|dkk|st|sh|se|spd|mm|mpd|skom)\M',
        ' ', 'g'
    );
    IF btrim(shorn) = '' THEN
        shorn := plain;
    END IF;
    shorn := replace(shorn, 'oe', 'u');
    shorn := replace(replace(shorn, 'dj', 'j'), 'tj', 'c');
    shorn := replace(replace(replace(shorn, 'sj', 's'), 'sy', 's'), 'sh', 's');
    shorn := replace(replace(replace(shorn, 'kh', 'h'), 'ch', 'h'), 'gh', 'g');
    shorn := replace(replace(replace(shorn, 'dh', 'd'), 'th', 't'), 'bh', 'b');
    shorn := replace(replace(shorn, 'dz', 'z'), 'ts', 's');
    shorn := replace(replace(shorn, 'ph', 'f'), 'z ', 's ');
    shorn := replace(replace(replace(shorn, 'ief', 'if'), 'ie ', 'i '), 'ae', 'ai');
    shorn := replace(replace(shorn, 'x', 'ks'), 'uw', 'u');
    shorn := translate(shorn, 'vfzqyo', 'ppjkiu');
    shorn := regexp_replace(shorn, '([a-z ])\1+', '\1', 'g');
    shorn := replace(replace(replace(shorn, 'h ', ' '), 'd ', 't '), 'b ', 'p ');
    shorn := regexp_replace(shorn, '\m(mu?ham[aeu]t|mu|mu?ht|mt|m)\M', 'muhamat', 'g');
    shorn := regexp_replace(shorn, '\m(ak?hm[ae]t|akmat|akhmat)\M', 'ahmat', 'g');
    shorn := regexp_replace(shorn, '\mabt\M', 'abdul', 'g');
    RETURN btrim(shorn);
END
$$;
"""

# The pieces by which a folded name is found again: each word without its inner vowels (and h), in names of one or two
# words also each word's first and last four letters, and the whole name without vowels and spaces.
PIECES = """
CREATE FUNCTION artisans_whole_piece(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT left(folded, 1) || translate(substr(folded, 2), 'aeiouh ', '')
$$;

CREATE FUNCTION artisans_pieces(folded text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    words text[] := string_to_array(folded, ' ');
    word text;
    pieces text[] := '{}';
BEGIN
    FOREACH word IN ARRAY words LOOP
        IF length(word) < 4 THEN
            pieces := pieces || word;
        ELSE
            pieces := pieces || (left(word, 1) || translate(substr(word, 2), 'aeiouh', ''));
            IF cardinality(words) < 3 AND length(word) > 4 THEN
                pieces := pieces || (left(word, 4) || '-') || ('-' || right(word, 4));
            END IF;
        END IF;
    END LOOP;
    IF cardinality(words) > 1 THEN
        pieces := pieces || artisans_whole_piece(folded);
    END IF;
    RETURN pieces;
END
$$;
"""

# Within one regency a name is also found whole, its words in any order, however far apart.
KEYS = """
CREATE FUNCTION artisans_whole(folded text, region text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT left(region, 5) || '=' || string_agg(word, '' ORDER BY word) FROM unnest(string_to_array(folded, ' ')) AS word
$$;

CREATE FUNCTION artisans_trace_keys(folded text, region text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE
    piece text;
    keys text[] := ARRAY[artisans_whole(folded, region)];
BEGIN
    FOREACH piece IN ARRAY artisans_pieces(folded) LOOP
        keys := keys || (region || ':' || piece);
    END LOOP;
    RETURN keys;
END
$$;
"""

TRIGGERS = """
CREATE FUNCTION artisans_trace(maker bigint, legal boolean, written text, region text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    folded text := artisans_fold(written);
BEGIN
    IF coalesce(folded, '') = '' THEN
        DELETE FROM artisans_trace WHERE artisan_id = maker AND is_legal = legal;
    ELSE
        INSERT INTO artisans_trace (artisan_id, is_legal, name, keys)
        VALUES (maker, legal, folded, artisans_trace_keys(folded, region))
        ON CONFLICT (artisan_id, is_legal) DO UPDATE SET name = excluded.name, keys = excluded.keys;
    END IF;
END
$$;

CREATE FUNCTION artisans_trace_artisan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM artisans_trace(NEW.id, false, NEW.public_name, NEW.region_id);
    IF TG_OP = 'UPDATE' THEN
        PERFORM artisans_trace(NEW.id, true, legal_name, NEW.region_id)
        FROM artisans_personidentity WHERE artisan_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION artisans_trace_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM artisans_trace(NEW.artisan_id, true, NEW.legal_name, region_id)
    FROM artisans_artisan WHERE id = NEW.artisan_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION artisans_trace_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'artisans_artisan' THEN
        DELETE FROM artisans_trace WHERE artisan_id = OLD.id;
    ELSE
        DELETE FROM artisans_trace WHERE artisan_id = OLD.artisan_id AND is_legal;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER artisan_leaves_trace AFTER INSERT ON artisans_artisan
    FOR EACH ROW EXECUTE FUNCTION artisans_trace_artisan();
CREATE TRIGGER artisan_changes_trace AFTER UPDATE ON artisans_artisan FOR EACH ROW
    WHEN (OLD.public_name IS DISTINCT FROM NEW.public_name OR OLD.region_id IS DISTINCT FROM NEW.region_id)
    EXECUTE FUNCTION artisans_trace_artisan();
CREATE TRIGGER artisan_takes_trace_along AFTER DELETE ON artisans_artisan
    FOR EACH ROW EXECUTE FUNCTION artisans_trace_gone();
CREATE TRIGGER identity_leaves_trace AFTER INSERT ON artisans_personidentity FOR EACH ROW
    WHEN (NEW.legal_name <> '') EXECUTE FUNCTION artisans_trace_identity();
CREATE TRIGGER identity_changes_trace AFTER UPDATE ON artisans_personidentity FOR EACH ROW
    WHEN (OLD.legal_name IS DISTINCT FROM NEW.legal_name) EXECUTE FUNCTION artisans_trace_identity();
CREATE TRIGGER identity_takes_trace_along AFTER DELETE ON artisans_personidentity
    FOR EACH ROW EXECUTE FUNCTION artisans_trace_gone();
"""

TAKEN_BACK = """
DROP TRIGGER artisan_leaves_trace ON artisans_artisan;
DROP TRIGGER artisan_changes_trace ON artisans_artisan;
DROP TRIGGER artisan_takes_trace_along ON artisans_artisan;
DROP TRIGGER identity_leaves_trace ON artisans_personidentity;
DROP TRIGGER identity_changes_trace ON artisans_personidentity;
DROP TRIGGER identity_takes_trace_along ON artisans_personidentity;
DROP FUNCTION artisans_trace_artisan, artisans_trace_identity, artisans_trace_gone, artisans_trace;
DROP FUNCTION artisans_trace_keys, artisans_whole, artisans_pieces, artisans_whole_piece, artisans_fold;
"""

# What the register held before.
FIRST_TRACES = """
SELECT artisans_trace(id, false, public_name, region_id) FROM artisans_artisan;
SELECT artisans_trace(artisan_id, true, legal_name, region_id)
FROM artisans_personidentity JOIN artisans_artisan ON id = artisan_id WHERE legal_name <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("artisans", "0005_split_of_a_record"),
        ("regions", "0002_found_by_place"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_legal", models.BooleanField(verbose_name="name in the identity card")),
                ("name", models.TextField(verbose_name="folded name")),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, verbose_name="keys"
                    ),
                ),
                (
                    "artisan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traces",
                        to="artisans.artisan",
                        verbose_name="artisan",
                    ),
                ),
            ],
            options={
                "verbose_name": "trace",
                "verbose_name_plural": "traces",
                "indexes": [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["keys"], name="trace_keys")],
                "constraints": [
                    models.UniqueConstraint(fields=("artisan", "is_legal"), name="trace_of_each_name_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="trace_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WordShare",
            fields=[
                ("word", models.TextField(primary_key=True, serialize=False, verbose_name="word")),
                ("bits", models.FloatField(verbose_name="bits")),
            ],
            options={"verbose_name": "share of a word", "verbose_name_plural": "shares of words"},
        ),
        migrations.RunSQL(FOLD + PIECES + KEYS + TRIGGERS, TAKEN_BACK),
        migrations.RunSQL(FIRST_TRACES, migrations.RunSQL.noop),
    ]
