"""Invented makers with names as Indonesians bear them: few names for many people, many people with one name only.

Shares follow Zipf's law roughly; nobody here is a real person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from bench.country import Country

WOMEN = """Siti Sri Nur Dewi Endang Tri Eni Yuli Ani Rina Dwi Umi Lilik Titik Wiwik Tuti Ratna Indah Ika Yanti Sulastri
Aminah Fatimah Khotimah Aisyah Rohmah Zulaikha Maryam Zainab Halimah Mutmainah Rukayah Hanifah Khasanah Maemunah Faizah
Nurul Laila Lestari Puji Suparti Sumarni Sutinah Ngatini Wahyuni Kartini Murni Sumiati Juminten Tukiyem Painah Warsini
Partinah Suharti Sugiyanti Ernawati Susilowati Kusmiati Mujiati Rumiyati Istiqomah Marfuah Rodiyah Munawaroh Solikhah
Masruroh Jamilah Nafisah Syarifah Mariyatul Uswatun Anisa Fitri Novi Diah Retno Wulan Kurnia Maya Lina Evi Erna Desi
Asih Yayuk Wartini Nunuk Sofiyah Tarwiyah Zubaidah Chomsatun Musyarofah Rokhayati Djuariyah Soeparmi""".split()
MEN = """Muhammad Ahmad Agus Abdul Eko Budi Slamet Dwi Sutrisno Joko Bambang Heru Suparman Sugeng Hadi Arif Rudi Yanto
Sukardi Sunarto Supriyadi Mulyono Suyono Wahyu Edi Andi Imam Nur Ali Umar Usman Hasan Husein Ibrahim Yusuf Ismail Zaenal
Fauzi Rizal Faisal Solikin Mustofa Syaifudin Khoirul Sholeh Rohmat Taufik Hidayat Fathoni Ridwan Luthfi Munir Masduki
Kasmuri Ngadimin Paimin Tukiman Sarjono Wagiyo Parjo Kusnan Darsono Karsidi Widodo Purwanto Teguh Hariyanto Setiawan
Prasetyo Nugroho Santoso Susanto Gunawan Kurniawan Wibowo Suharto Sudarmaji Jumadi Junaedi Dimyati Rasyid Choirudin
Syamsul Zulkifli Marzuki Sudjarwo Soedarto Baehaqi Khumaidi Tarmizi Jaelani Sahroni Lukman Idris Thoha""".split()
SECOND = """Aminah Lestari Wahyuni Rahayu Fatimah Handayani Khotimah Hidayah Wati Ningsih Astuti Rohmah Susanti Maryati
Hasanah Kholifah Purwanti Setyowati Zahro Utami Mulyani Rosidah Pratiwi Hartini Sholihah Widyastuti Anggraini Barokah
Mardiyah Sa'diyah Nikmah Qomariyah Zuhriyah Fadhilah Musyarofah Sulistyowati Winarsih Puspitasari Kusumawati""".split()
SURNAMES = """Hidayat Santoso Setiawan Susanto Rohman Wijaya Prasetyo Nugroho Kurniawan Hakim Aziz Wahid Mustofa Anwar Fauzi
Sholeh Ghofur Syukur Basri Mubarok Ikhwan Rosyid Zaini Arifin Wibowo Saputro Purnomo Utomo Riyadi Wahyudi Rifai Choiri
Yulianto Maulana Firdaus Effendi Suryadi Mahfud Khamid Jazuli Widagdo Hartanto Subekti Kusuma Pranoto Munandar""".split()
BEGINNINGS = """Su Har Wir Kas Dar War Mul Sud Sar Ngat Tuk Par Jum Rus Sam Mar Tar Kar Wag Sup Sug Was Sum Ras Tas Dul
Mis Suk Sut Sul Sun Sur Tum Tug Wij Wit Pon Pur Prih Puj Raj Rat Kus Kat Kem Lam Mur Nas Sin Sid Yat""".split()
WOMANLY = (
    "inah iyem iyati ini arni iatun ikem arti iyah anah amah onah ilah ningsih wati asih istri iyani ilowati ah".split()
)
MANLY = "iman idi ono anto iyono adi imin arjo ardi ito ijan ikin aji usman oyo irun awi amin isno adiyo io ejo".split()
# Names, whole, that hundreds of thousands bear: one person in twenty here.
EVERYBODYS = {
    True: "Siti Aminah,Sri Wahyuni,Siti Fatimah,Sri Lestari,Sri Rahayu,Siti Khotimah,Nur Hidayah,Dwi Lestari,Siti Rohmah,"
    "Sri Mulyani,Dewi Lestari,Siti Maryam,Sri Utami,Nur Aini,Siti Zulaikha,Eni Lestari,Sri Hartini,Nurhayati",
    False: "Slamet Riyadi,Agus Setiawan,Budi Santoso,Ahmad Fauzi,Eko Prasetyo,Muhammad Arif,Joko Susanto,Abdul Rohman,"
    "Agus Santoso,Muhammad Yusuf,Ahmad Sholeh,Abdul Aziz,Nur Hadi,Agus Susanto,Bambang Santoso,Abdul Wahid",
}
WORKSHOP = """Sekar Kenanga Barokah Melati Mulya Lestari Jaya Kencana Mawar Rizki Berkah Abadi Sejati Makmur Cempaka Rahayu
Indah Pelangi Karunia Anugrah Tunas Mekar Sinar Mandiri Sentosa Amanah Bintang Cahaya Pusaka Wijaya Kusuma Lumintu Sumber
Rejeki Pertiwi Nusantara Dahlia Anggrek Surya Kartika Pesona Lancar Setia Permata Intan Salsabila Al-Hidayah""".split()
TRADES = (
    "Batik",
    "Tas",
    "Konveksi",
    "Tenun",
    "Kerajinan",
    "UD",
    "CV",
    "Toko",
    "Bordir",
    "Sanggar",
    "Rumah Batik",
    "Griya",
)
HONOURS = {True: ("Hj.", "Ibu", "Bu", "Mbak", "Ny."), False: ("H.", "Pak", "Bapak", "Bpk.", "Mas", "Ust.", "KH.")}
WORKSHOP_SHARE, HONOUR_SHARE = 0.18, 0.2
HAS_PHONE, HAS_POSITION, HAS_LEGAL_NAME = 0.85, 0.5, 0.3


@dataclass(frozen=True)
class Maker:
    """A maker of the bench: the person's bare name, the workshop's if any, how somebody wrote it, and where it is."""

    person: str
    is_woman: bool
    workshop: str
    named_after_workshop: bool
    written: str
    phone: str
    village: str
    position: tuple[float, float] | None
    legal_name: str = ""


def drawn(lottery: Random, words: Sequence[str], flatness: int = 25) -> str:
    """One of the words; the first ones are the commonest."""
    return lottery.choices(words, cum_weights=list(accumulate(1 / (rank + flatness) for rank in range(len(words)))))[0]


def person(lottery: Random, is_woman: bool) -> str:
    """A bare name: one word for a quarter of the people, two for most, three for some."""
    first, second = (WOMEN, SECOND) if is_woman else (MEN, SURNAMES)
    if lottery.random() < 0.05:
        return lottery.choice(EVERYBODYS[is_woman].split(","))

    def word(names: Sequence[str], compounds: float) -> str:
        if lottery.random() < compounds:
            return lottery.choice(BEGINNINGS) + lottery.choice(WOMANLY if is_woman else MANLY)
        return drawn(lottery, names)

    count = lottery.choices((1, 2, 3), (25, 55, 20))[0]
    if count == 1:
        return word(first, 0.75)
    middle = [word(first, 0.1)] if count == 3 else []
    return " ".join(dict.fromkeys([word(first, 0.3), *middle, word(second, 0.25)]))


def workshop(lottery: Random) -> str:
    """A workshop's name: a trade and one or two fair words, or its owner's or founder's name."""
    if lottery.random() < 0.25:
        words = [person(lottery, lottery.random() < 0.6)]
    else:
        words = [drawn(lottery, WORKSHOP), *([drawn(lottery, WORKSHOP)] if lottery.random() < 0.7 else [])]
    return " ".join([lottery.choice(TRADES), *dict.fromkeys(words)])


def honoured(lottery: Random, name: str, is_woman: bool) -> str:
    """The name as one calls its bearer, now and then with an honorific."""
    return f"{lottery.choice(HONOURS[is_woman])} {name}" if lottery.random() < HONOUR_SHARE else name


def maker(lottery: Random, country: Country) -> Maker:
    """Somebody who makes things in one of the country's villages, as the first clerk wrote them down."""
    is_woman = lottery.random() < 0.6
    bare, house = person(lottery, is_woman), workshop(lottery) if lottery.random() < WORKSHOP_SHARE else ""
    village = country.any_village(lottery)
    return Maker(
        person=bare,
        is_woman=is_woman,
        workshop=house,
        named_after_workshop=bool(house),
        written=house or honoured(lottery, bare, is_woman),
        phone=country.new_phone() if lottery.random() < HAS_PHONE else "",
        village=village,
        position=country.spot(lottery, village) if lottery.random() < HAS_POSITION else None,
        legal_name=bare if lottery.random() < HAS_LEGAL_NAME else "",
    )


def relative(lottery: Random, of: Maker) -> Maker:
    """Another maker of the same household, who gives the same number."""
    is_woman = lottery.random() < 0.6
    bare = person(lottery, is_woman)
    return replace(
        of,
        person=bare,
        is_woman=is_woman,
        workshop="",
        named_after_workshop=False,
        written=honoured(lottery, bare, is_woman),
        legal_name=bare if lottery.random() < HAS_LEGAL_NAME else "",
    )
