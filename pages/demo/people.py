"""Invented names for the demo's makers, and a few sentences about their work. No name is taken from a report or a register."""

from dataclasses import dataclass
from random import Random

JAVANESE_WOMEN = (
    "Sulastri", "Wahyuni", "Sumarni", "Ngatini", "Suparti", "Kustini", "Partini", "Rukmini", "Murniati", "Tumini", "Sriyati",
    "Watini", "Warsiti", "Lasmini", "Sugiarti", "Kasiyem", "Sutinah", "Rubiyah", "Sarinten", "Pujiastuti", "Mujiati", "Supinah",
)  # fmt: skip
JAVANESE_MEN = (
    "Wagiman", "Sutrisno", "Darmaji", "Kasmin", "Suroto", "Tarmuji", "Wiyono", "Paimin", "Sukardi", "Margono", "Jumadi", "Ngadiman",
    "Sarwono", "Tukijan", "Mulyadi", "Suwandi", "Rasiman", "Sudarmo", "Warsono", "Kusnadi", "Tarwin", "Casmadi", "Ruslani",
)  # fmt: skip
EASTERN_WOMEN = (
    "Misnati",
    "Hasanah",
    "Maimunah",
    "Sutiyah",
    "Buani",
    "Nurhayati",
    "Sumiati",
    "Halimah",
    "Marwiyah",
    "Asmiyati",
)
EASTERN_MEN = (
    "Sahrawi",
    "Buhari",
    "Misnadin",
    "Suhadi",
    "Matrawi",
    "Hosnan",
    "Junaidi",
    "Sugianto",
    "Samsuri",
    "Asmui",
)
SASAK_WOMEN = ("Rumisah", "Sahnim", "Rinayu", "Denisah", "Kertiani", "Murniati", "Raminah", "Nurminah")
SASAK_MEN = ("Sahnun", "Kertayu", "Rianom", "Sumadi", "Putradi", "Artadi", "Nuralim", "Jumenep")

FIRST_WORDS = (
    "Sekar", "Laras", "Rimbun", "Lentera", "Tunas", "Kembang", "Puspa", "Embun", "Candra", "Sinar", "Rona", "Pelita", "Mekar",
    "Griya", "Cipta", "Anggun", "Mustika", "Bina", "Dwi", "Tirta", "Wahana", "Renda", "Titian", "Kriya", "Selasar", "Rahayu",
)  # fmt: skip
SECOND_WORDS = (
    "Pandan", "Kenanga", "Randu", "Cempaka", "Wijaya", "Sawo", "Kemuning", "Asri", "Lestari", "Muara", "Waru", "Damar", "Gayam",
    "Tanjung", "Melati", "Sejati", "Jati", "Mulia", "Kantil", "Widuri", "Soka", "Pesisir", "Abadi", "Trengguli", "Nusa", "Kencana",
)  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """How makers of one craft and place are called and speak of their work."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    she: str
    he: str
    trades: tuple[str, ...]
    houses: tuple[str, ...]
    groups: tuple[str, ...]
    begun: tuple[str, ...]
    today: tuple[str, ...]


def maker_name(rng: Random, voice: Voice, kind: str, women: int) -> str:
    """A name to show: "Bu Sulastri Tas Goni", "Rumah Tas Sekar Pandan", "Kelompok Tenun Laras Kemuning"."""
    if kind == "INDIVIDUAL":
        person = f"{voice.she} {rng.choice(voice.women)}" if women else f"{voice.he} {rng.choice(voice.men)}"
        return f"{person} {rng.choice(voice.trades)}"
    house = rng.choice(voice.groups if kind == "GROUP" else voice.houses)
    return f"{house} {rng.choice(FIRST_WORDS)} {rng.choice(SECOND_WORDS)}"


def maker_story(rng: Random, voice: Voice, workers: int) -> str:
    """Two or three sentences: how the work began, who does it, what it is like today."""
    hands = (
        "Semua dikerjakan sendiri."
        if workers == 1
        else rng.choice((f"Kini dikerjakan oleh {workers} orang.", f"Di bengkel ada {workers} orang yang bekerja."))
    )
    return " ".join((rng.choice(voice.begun), hands, rng.choice(voice.today)))


SEMARANG = Voice(
    JAVANESE_WOMEN, JAVANESE_MEN, "Bu", "Pak",
    ("Tas Goni", "Tas Rajut", "Tas Daur Ulang", "Tas Plastik", "Dompet Kulit", "Tas Anyam", "Tas Perca"),
    ("Rumah Tas", "Bengkel Tas", "Kriya Tas", "Tas"), ("Kelompok Tas", "Kelompok Daur Ulang", "Kelompok Rajut"),
    (
        "Bermula dari menjahit tas untuk tetangga satu gang.",
        "Belajar menjahit tas dari orang tua, lalu mencoba bahan bekas yang ada di sekitar rumah.",
        "Mulai dari mesin jahit pinjaman dan setumpuk karung goni.",
        "Awalnya hanya menerima perbaikan ritsleting dan tali tas.",
    ),
    (
        "Pesanan terbanyak datang menjelang hari raya dan musim seminar.",
        "Model baru dibicarakan bersama perajin lain sebelum dijual.",
        "Bahan bekas dibeli dari pengumpul di kelurahan yang sama.",
        "Pembeli boleh membawa bahan sendiri.",
    ),
)  # fmt: skip
TAMANAN = Voice(
    EASTERN_WOMEN, EASTERN_MEN, "Bu", "Pak", ("Batik Tulis", "Batik Daun", "Batik Cap", "Canting"),
    ("Rumah Batik", "Batik", "Sanggar Batik"), ("Kelompok Batik", "Kelompok Canting"),
    (
        "Belajar mencanting lewat pembinaan desa, lalu membuka bengkel di rumah.",
        "Mulai membatik dengan satu kompor dan dua canting.",
        "Motifnya diambil dari daun yang tumbuh di pekarangan.",
    ),
    (
        "Tamu boleh melihat prosesnya dari mencanting sampai melorod.",
        "Sisa kain dijahit menjadi tas dan dompet kecil.",
        "Kain untuk seragam dikerjakan bergiliran dengan perajin lain di kecamatan.",
    ),
)  # fmt: skip
ROWOSARI = Voice(
    JAVANESE_WOMEN, JAVANESE_MEN, "Bu", "Pak", ("Celana Jin", "Konveksi", "Jahit Jin"),
    ("Konveksi", "Jin", "Garmen"), ("Kelompok Konveksi", "Kelompok Jahit"),
    (
        "Dimulai dari menjahit borongan untuk juragan, lalu memberanikan diri membuat sendiri.",
        "Usaha keluarga yang menempati ruang depan rumah.",
        "Berawal dari dua mesin jahit bekas.",
    ),
    (
        "Barang dikirim per kodi ke pedagang pasar.",
        "Sebagian pesanan mulai datang lewat toko daring.",
        "Pemotongan dilakukan di sini, sebagian jahitan dibagi ke rumah tetangga.",
        "Mesin obras dan mesin lubang kancing dipakai bergantian dengan tetangga.",
    ),
)  # fmt: skip
TANGGULANGIN = Voice(
    EASTERN_WOMEN + JAVANESE_WOMEN[:8], EASTERN_MEN + JAVANESE_MEN[:8], "Bu", "Pak", ("Tas Kulit", "Koper", "Dompet Kulit"),
    ("Bengkel Tas", "Rumah Kulit", "Koper", "Tas Kulit"), ("Kelompok Tas", "Kelompok Koper"),
    (
        "Meneruskan bengkel koper milik orang tua.",
        "Pernah bekerja di pabrik tas, lalu membuka bengkel sendiri.",
        "Sudah dua generasi menjahit tas dan koper.",
    ),
    (
        "Pesanan besar dibagi dengan bengkel tetangga.",
        "Sejak banyak pembeli pindah ke toko daring, sebagian barang dipotret dan dijual sendiri lewat ponsel.",
        "Perbaikan ritsleting dan roda koper tetap dilayani.",
    ),
)  # fmt: skip
LOMBOK = {
    craft: Voice(SASAK_WOMEN, SASAK_MEN, "Inaq", "Amaq", trades, houses, groups, begun, today)
    for craft, trades, houses, groups, begun, today in (
        (
            "weaving", ("Tenun",), ("Rumah Tenun",), ("Kelompok Tenun",),
            ("Para anggota belajar menenun dari ibu dan nenek mereka.", "Berkumpul untuk membeli benang bersama-sama."),
            ("Menenun dikerjakan setelah pekerjaan kebun selesai.", "Kain dititipkan ke penginapan bila ada tamu."),
        ),
        (
            "food-processing", ("Keripik", "Kopi"), ("Dapur",), ("Kelompok Olahan Pangan", "Kelompok Wanita Tani"),
            ("Dimulai untuk mengolah hasil kebun yang tidak habis dijual.", "Para anggota memasak bersama tiga kali seminggu."),
            ("Hasilnya dititipkan di warung dan kios sepanjang jalan wisata.", "Masak besar dilakukan bila ada pesanan hajatan."),
        ),
        (
            "bamboo-wood", ("Anyaman", "Mebel Bambu"), ("Bengkel Bambu",), ("Kelompok Anyaman", "Kelompok Perajin Bambu"),
            ("Bambu diambil dari rumpun di kebun sendiri.", "Bermula dari membuat keranjang untuk panen."),
            ("Pesanan dari penginapan dibagi rata di antara anggota.", "Kebanyakan anggota menganyam sebagai pekerjaan sampingan."),
        ),
        (
            "shell-pearl", ("Cukli", "Kerang"), ("Kriya Kerang",), ("Kelompok Kriya Kerang", "Kelompok Cukli"),
            ("Berawal dari membuat oleh-oleh untuk tamu penyeberangan.", "Para anggota belajar memotong kerang dari perajin yang lebih tua."),
            ("Karyanya dipajang di kios dan hotel.", "Pesanan khusus dikerjakan menurut gambar dari pemesan."),
        ),
    )
}  # fmt: skip
