"""How region names are written: the word that belongs before a name, and the words of what somebody typed.

`words` here and the generated columns of Region (`regions.models.PlainWords`) spell a text alike, so that they can be
compared: small letters and digits, an apostrophe dropped, anything else a space.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from regions.choices import Level
from regions.english import in_indonesian

LONGEST_TEXT = 200
MOST_WORDS = 16
YOGYAKARTA, YOGYAKARTA_CITY = "34", "34.71"
PAPUA = {"91", "92", "93", "94", "95", "96"}
VILLAGES = {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}

# Words that name a level and are no part of a name as the registry keeps it.
LEVEL_WORDS = {
    **dict.fromkeys(["prov", "propinsi", "provinsi"], Level.PROVINCE),
    **dict.fromkeys(["kec", "kecamatan", "distrik", "kapanewon", "kemantren"], Level.DISTRICT),
    **dict.fromkeys(["ds", "desa", "kel", "kelurahan", "kalurahan"], Level.VILLAGE),
}
REGENCY_WORDS = {"kabupaten", "kota"}
# What people write for short, and the words the registry has for it.
SHORT_FORMS = {
    "kab": "kabupaten",
    "kabup": "kabupaten",
    "kodya": "kota",
    "kotamadya": "kota",
    "kep": "kepulauan",
    "adm": "administrasi",
    "dki": "daerah khusus ibukota",
    "diy": "daerah istimewa yogyakarta",
    "jogja": "yogyakarta",
    "yogya": "yogyakarta",
    "jkt": "jakarta",
    "smg": "semarang",
    "sby": "surabaya",
    "bdg": "bandung",
    "mlg": "malang",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "jakbar": "jakarta barat",
    "jakut": "jakarta utara",
    "jakpus": "jakarta pusat",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "sumut": "sumatera utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "babel": "kepulauan bangka belitung",
    "kepri": "kepulauan riau",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "kalbar": "kalimantan barat",
    "kalteng": "kalimantan tengah",
    "kalsel": "kalimantan selatan",
    "kaltim": "kalimantan timur",
    "kaltara": "kalimantan utara",
    "sulut": "sulawesi utara",
    "sulteng": "sulawesi tengah",
    "sulsel": "sulawesi selatan",
    "sultra": "sulawesi tenggara",
    "sulbar": "sulawesi barat",
    "malut": "maluku utara",
}


def prefix(code: str) -> str:
    """The word written before the bare name of a district or village: "Kecamatan", "Distrik", "Desa"; "" for others."""
    parts = code.split(".")
    in_yogyakarta = parts[0] == YOGYAKARTA
    if len(parts) == Level.DISTRICT:
        if in_yogyakarta:
            return "Kemantren" if code.startswith(f"{YOGYAKARTA_CITY}.") else "Kapanewon"
        return "Distrik" if parts[0] in PAPUA else "Kecamatan"
    if len(parts) == Level.VILLAGE:
        return "Kalurahan" if in_yogyakarta and parts[3][0] == "2" else VILLAGES.get(parts[3][0], "Desa")
    return ""


def full_name(code: str, name: str) -> str:
    """The name as it is written out: "Kecamatan Ulujami"; a name that brings the word along is left alone."""
    word = prefix(code)
    return name if not word or name.lower().startswith(f"{word.lower()} ") else f"{word} {name}"


def short_path(level: int, name: str, path: str) -> str:
    """The name with what places it for a reader: a village's or district's regency, a regency's province."""
    if level == Level.PROVINCE:
        return name
    place = path.rsplit(", ", level - 1)[-2 if level > Level.REGENCY else -1]
    return f"{name}, {place}"


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents: "Ma'rang, Kab. Pangkep" gives marang, kab, pangkep."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


def name_words(name: str) -> list[str]:
    """The words of a region's name without those that only say its level, if it has others ("Desa Baru": baru)."""
    own = words(name)
    return [word for word in own if word not in LEVEL_WORDS] or own


def own_name(name: Sequence[str]) -> tuple[str, ...]:
    """The words of a name without "kabupaten" and "kota", unless there are no others."""
    return tuple(word for word in name if word not in REGENCY_WORDS) or tuple(name)


@dataclass(frozen=True)
class Asked:
    """What somebody typed: the `words` to look for and, when the text begins with a word like "Kec.", the `level`."""

    words: tuple[str, ...]
    level: Level | None = None

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words that can be a region's own name: without "kabupaten" and "kota", unless nothing else was typed."""
        return own_name(self.words)

    def is_spelt_out_in(self, path: str) -> bool:
        """Whether each word stands wholly in the path; the last one may still be in the typing."""
        return set(self.words[:-1]) <= set(words(path))


def asked(text: str) -> Asked:
    """Reads "Kec. Ulujami Kab. Pemalang" as a district, sought by ulujami, kabupaten, pemalang; English names too."""
    parts = (in_indonesian(words(part), is_one_name=True) for part in text[:LONGEST_TEXT].split(","))
    typed = [word for part in parts for word in part]
    named = [word for word in typed if word not in LEVEL_WORDS] or typed
    sought = " ".join(SHORT_FORMS.get(word, word) for word in named).split()
    level = LEVEL_WORDS.get(typed[0]) if named != typed else None
    return Asked(tuple(sought[:MOST_WORDS]), level)


def dotted(digits: str) -> str:
    """The digits of a code, or of its beginning, with their dots: "3374" gives "33.74"; what is too long is cut off."""
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:10]]
    return ".".join(part for part in parts if part)


def slips(typed: str, word: str) -> list[int]:
    """How many slips lie between what was typed and each beginning of the word, from no letter of it to all.

    A slip is a letter too many, a missing one, a wrong one, or two neighbours swapped.
    """
    above, row = [], list(range(len(word) + 1))
    for i, letter in enumerate(typed):
        twice_above, above, row = above, row, [i + 1]
        for j, other in enumerate(word):
            fewest = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != other))
            if i and j and letter == word[j - 1] and typed[i - 1] == other:
                fewest = min(fewest, twice_above[j - 1] + 1)
            row.append(fewest)
    return row


def strangeness(typed: str, word: str) -> float:
    """How unlikely it is that the word was meant: its slips, one more if unfinished, a half if it begins otherwise."""
    row = slips(typed, word)
    return min(row[-1], min(row) + 1) + (typed[0] != word[0]) / 2
