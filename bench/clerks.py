"""How a second clerk writes down a maker who is in the register already.

Written from how forms are filled in the field: by ear, in a hurry, on a phone's keyboard, from an old identity card. It
knows nothing of artisans.duplicates and is no mirror of its folding: clerks also do what no folding undoes.
"""

import re
from dataclasses import replace
from random import Random

from bench.country import Country
from bench.people import SECOND, SURNAMES, Maker, drawn, honoured

# As heard, as spelled before 1972, as the card has it.
BY_EAR = (
    ("u", "oe"), ("oe", "u"), ("c", "tj"), ("j", "dj"), ("dj", "j"), ("y", "i"), ("iy", "i"), ("ia", "iya"), ("f", "p"),
    ("p", "f"), ("f", "v"), ("z", "j"), ("z", "s"), ("sy", "s"), ("s", "sy"), ("sh", "s"), ("s", "sh"), ("kh", "k"),
    ("kh", "h"), ("kh", "ch"), ("ch", "kh"), ("h", "kh"), ("q", "k"), ("k", "q"), ("dh", "d"), ("d", "dh"), ("th", "t"),
    ("t", "th"), ("gh", "g"), ("o", "a"), ("a", "o"), ("o", "u"), ("u", "o"), ("e", "i"), ("i", "e"), ("ai", "ae"),
    ("ae", "ai"), ("ah", "a"), ("ie", "i"), ("i", "ie"), ("l", "ll"), ("n", "nn"), ("m", "mm"), ("nn", "n"), ("ng", "n"),
    ("ua", "uwa"), ("ud", "ut"), ("ad", "at"), ("'", ""), ("r", "l"), ("se", "s"), ("sl", "sel"), ("tr", "ter"),
)  # fmt: skip
SHORT = {
    "Muhammad": ("M.", "Moh.", "Muh.", "Moch.", "Mohammad", "Mochamad", "Muhamad", "Mohamad", "Mohd", "Mhd."),
    "Abdul": ("Abd.", "Abdoel", "Abd"),
    "Ahmad": ("Achmad", "Akhmad", "A.", "Ach.", "Ahmat"),
    "Siti": ("St.", "Sitti", "Sity", "S."),
    "Nur": ("Noor", "Noer", "Nor"),
    "Nurul": ("Noerul", "Nrl"),
    "Syaifudin": ("Saefudin", "Saifuddin"),
    "Slamet": ("Selamet", "Slamat"),
}
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
DEGREES = (", S.Pd.", " SE", ", S.E.", ", A.Md.", " S.Pd.I", ", S.H.")

# How often each thing happens to an entry.
SHORTENED, HEARD, HEARD_AGAIN, MISTYPED = 0.5, 0.35, 0.2, 0.08
SWAPPED, DROPPED, ADDED, SPACED, INITIAL, DEGREE, CAPITALS = 0.08, 0.05, 0.03, 0.03, 0.03, 0.02, 0.15
OTHER_NAME = 0.1  # of workshops: one entry has the workshop's name, the other its owner's
SAME_PHONE, OTHER_PHONE = 0.7, 0.15  # of the others the number was not asked
NEIGHBOUR, ELSEWHERE = 0.15, 0.01  # the village: at the market instead of at home
KNOWS_POSITION = 0.5


def misspelled(lottery: Random, name: str) -> str:
    """The name as a hurried clerk writes it."""
    words = [
        lottery.choice(SHORT[word]) if word in SHORT and lottery.random() < SHORTENED else word for word in name.split()
    ]
    if len(words) > 1:
        words = _rearranged(lottery, words)
    if lottery.random() < HEARD:
        words = _changed(lottery, words, heard)
        if lottery.random() < HEARD_AGAIN:
            words = _changed(lottery, words, heard)
    if lottery.random() < MISTYPED:
        words = _changed(lottery, words, mistyped)
    name = " ".join(words)
    if len(words) > 1 and lottery.random() < SPACED:
        name = name.replace(" ", "", 1)
    if lottery.random() < DEGREE:
        name += lottery.choice(DEGREES)
    return name.upper() if lottery.random() < CAPITALS else name


def _rearranged(lottery: Random, words: list[str]) -> list[str]:
    if lottery.random() < SWAPPED:
        words = [*words[1:], words[0]]
    if lottery.random() < DROPPED:
        words.pop(lottery.randrange(len(words)))
    elif lottery.random() < INITIAL:
        words[-1] = words[-1][0] + "."
    return words


def _changed(lottery: Random, words: list[str], change) -> list[str]:
    """One word, the longer the likelier, is written otherwise."""
    spot = lottery.choices(range(len(words)), [len(word) for word in words])[0]
    return [change(lottery, word) if i == spot else word for i, word in enumerate(words)]


def heard(lottery: Random, word: str) -> str:
    """A word with one sound written in another way."""
    small = word.lower()
    habits = [(sound, way) for sound, way in BY_EAR if sound in small]
    if not habits:
        return word
    sound, way = lottery.choice(habits)
    spot = lottery.choice([match.start() for match in re.finditer(sound, small)])
    return (small[:spot] + way + small[spot + len(sound) :]).capitalize()


def mistyped(lottery: Random, word: str) -> str:
    """A word with a slip of the thumb: a neighbouring key, two letters swapped, one left out or typed twice."""
    if len(word) < 4:
        return word
    spot = lottery.randrange(1, len(word) - 1)
    letter = word[spot].lower()
    row = next((row for row in KEYS if letter in row), letter)
    beside = row[max(row.index(letter) + lottery.choice((-1, 1)), 0) % len(row)]
    return lottery.choice(
        (
            word[:spot] + beside + word[spot + 1 :],
            word[:spot] + word[spot + 1] + letter + word[spot + 2 :],
            word[:spot] + word[spot + 1 :],
            word[:spot] + letter + word[spot:],
        )
    )


def again(lottery: Random, maker: Maker, country: Country) -> Maker:
    """The maker as a second clerk enters them."""
    named_after_workshop = maker.named_after_workshop
    if maker.workshop and lottery.random() < OTHER_NAME:
        named_after_workshop = not named_after_workshop
    written = misspelled(lottery, maker.workshop if named_after_workshop else maker.person)
    if not named_after_workshop:
        if lottery.random() < ADDED:
            written += " " + drawn(lottery, SECOND if maker.is_woman else SURNAMES)
        written = honoured(lottery, written, maker.is_woman)
    luck = lottery.random()
    phone = maker.phone if luck < SAME_PHONE else ""
    if SAME_PHONE < luck < SAME_PHONE + OTHER_PHONE:
        phone = country.new_phone()
    village, luck = maker.village, lottery.random()
    if luck < NEIGHBOUR:
        village = lottery.choice(country.neighbours(village))
    elif luck > 1 - ELSEWHERE:
        village = lottery.choice(country.regency(village))
    position = country.spot(lottery, village, maker.position if village == maker.village else None)
    return replace(
        maker,
        written=written,
        phone=phone,
        village=village,
        position=position if lottery.random() < KNOWS_POSITION else None,
        legal_name="",
    )
