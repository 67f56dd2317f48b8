"""English names of places, in the words of the Indonesian registry: "Central Java" is Jawa Tengah, "Semarang City" Kota
Semarang."""

from collections.abc import Sequence

DIRECTIONS = {
    "north": "utara",
    "south": "selatan",
    "east": "timur",
    "west": "barat",
    "central": "tengah",
    "southeast": "tenggara",
    "southwest": "barat daya",
    "highland": "pegunungan",
}
# The first names of provinces, regencies and islands that bear a direction, as English writes them; most are the same.
NAMED = {
    "java": "jawa",
    "sumatra": "sumatera",
    "borneo": "kalimantan",
    "celebes": "sulawesi",
    "moluccas": "maluku",
}
OTHERS = {
    ("special", "capital", "region", "of", "jakarta"): "dki jakarta",
    ("special", "region", "of", "yogyakarta"): "daerah istimewa yogyakarta",
    ("yogyakarta", "special", "region"): "daerah istimewa yogyakarta",
    ("riau", "islands"): "kepulauan riau",
    ("bangka", "belitung", "islands"): "kepulauan bangka belitung",
    ("thousand", "islands"): "kepulauan seribu",
}
LEVELS = {"city": "kota", "regency": "kabupaten", "district": "kecamatan", "village": "desa", "province": "provinsi"}
# What follows a direction and is no place.
NO_PLACES = {"sea", "and", "or", "of", "style", "coast", "end"}
TWO_WORDS = ("nusa", "tenggara")


def in_indonesian(words: Sequence[str], *, is_one_name: bool = False) -> list[str]:
    """The words with English names of places as the registry writes them; all others as they are.

    "City" and "Regency" belong before a name: before all words where these are one name, otherwise before the last.
    """
    written: list[str] = []
    rest = list(words)
    while rest:
        taken, told = _name(rest)
        if taken:
            written += told
        elif rest[0] in LEVELS and written:
            written.insert(0 if is_one_name else len(written) - 1, LEVELS[rest[0]])
            taken = 1
        else:
            written.append(rest[0])
            taken = 1
        rest = rest[taken:]
    return written


def _name(words: Sequence[str]) -> tuple[int, list[str]]:
    """How many of the first words are an English name, and its Indonesian words."""
    for name, told in OTHERS.items():
        if tuple(words[: len(name)]) == name:
            return len(name), told.split()
    if words[0] in DIRECTIONS and len(words) > 1 and words[1] not in NO_PLACES:
        length = 2 if tuple(words[1:3]) == TWO_WORDS else 1
        name = [NAMED.get(word, word) for word in words[1 : 1 + length]]
        return 1 + length, [*name, *DIRECTIONS[words[0]].split()]
    return (1, [NAMED[words[0]]]) if words[0] in NAMED else (0, [])
