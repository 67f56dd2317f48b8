"""How texts and questions become lexemes: one for each word, the same for all words that mean the same.

A word is its meaning (data/synonyms.txt) or, where it has none, its stem: the English stem of its Indonesian one, so
that "anyaman" is `anyam` and "bags" `tas`. All of it is SQL, so that rows are written without leaving the database and
questions are read by the same rules.
"""

# The meanings are computed once a statement.
KNOWN = "(SELECT search_synonyms() AS meanings OFFSET 0) known"
# What stands on two lines makes no pair.
BREAK = r"E'\n'"
SIGNS = r"[^a-z0-9\n]+"
# Longer ones are no words, and PostgreSQL takes none of more than 2,046 letters.
LONGEST = 64
APOSTROPHES = r"E'(?<=[a-z])[\'`\u2018\u2019\u02BC\u00B4](?=[a-z])'"
# "tas2" is how "tas-tas" is written for short.
TWICE, DOUBLED = r"'\m([a-z]{3,})2\M'", r"'\1 \1'"


def plain(sql: str) -> str:
    """SQL for a text without accents and signs, so that "tas/dompet" is two words and "macramé" an easy one.

    A line break stays, as a word of its own.
    """
    written = f"regexp_replace(lower(unaccent({sql})), {APOSTROPHES}, '', 'g')"
    doubled = f"regexp_replace({written}, {TWICE}, {DOUBLED}, 'g')"
    bare = f"regexp_replace({doubled}, '{SIGNS}', ' ', 'g')"
    return f"replace({bare}, {BREAK}, ' ' || {BREAK} || ' ')"


def words_of(sql: str, *, as_written: bool = False) -> str:
    """SQL for the words of a text: `at` where each stands, the `word`, the lexemes it has `alone`, the lexemes of the
    `pair` that it makes with the next word, whether a pair has `taken` its own meaning, and the lexemes by which it is
    `asked` for. Needs KNOWN beside it.

    `as_written` leaves endings where they are, as in names of places: Kuningan is not yellow (kuning). Whoever asks
    for "kuningan" may mean the place, so a word without a known meaning is asked for by its stem and as written.
    """
    stem = "word" if as_written else "coalesce((ts_lexize('english_stem', indonesian))[1], indonesian)"
    taken = "coalesce(pair LIKE '!%%' OR lag(pair) OVER (ORDER BY at) LIKE '!%%', false)"
    return f"""
        SELECT at, word, coalesce(meaning, stem) AS alone, ltrim(pair, '!') AS pair, {taken} AS taken,
               coalesce(string_to_array(meaning, ' '), ARRAY[stem, word]) AS asked
        FROM (
            SELECT at, word, stem, coalesce(meanings->>word, meanings->>stem) AS meaning,
                   meanings->>(stem || ' ' || lead(stem) OVER (ORDER BY at)) AS pair
            FROM (
                SELECT at, word, {stem} AS stem FROM (
                    SELECT at, word, coalesce((ts_lexize('indonesian_stem', word))[1], word) AS indonesian
                    FROM unnest(string_to_array({plain(sql)}, ' ')) WITH ORDINALITY written (word, at)
                    WHERE length(word) BETWEEN 1 AND {LONGEST}
                ) words
            ) stems
        ) meant WHERE word <> {BREAK}
    """  # noqa: S608 - SQL of our own


def vector(*weighted: tuple[str, str, bool]) -> str:
    """SQL for the search vector of some texts: (weight, SQL of the text, whether its words stay as written).

    A lexeme is kept once, with its best weight.
    """
    texts = ", ".join(
        f"""(SELECT string_agg(replace(lexemes, ' ', ':1{weight} ') || ':1{weight}', ' ') FROM (
            SELECT nullif(concat_ws(' ', pair, CASE WHEN NOT taken THEN alone END), '') AS lexemes
            FROM ({words_of(sql, as_written=as_written)}) words) found)"""  # noqa: S608 - SQL of our own
        for weight, sql, as_written in weighted
    )
    return f"concat_ws(' ', {texts})::tsvector"
