"""What the committees of the demo tell on their pages: hours for visitors, fees, news, photos. All invented."""

from dataclasses import dataclass

from pages.demo.places import ClusterPlan

PictureSpec = tuple[str, str, int]


@dataclass(frozen=True)
class NewsPlan:
    """A word of the committee, so many days before the demo's last day."""

    days_ago: int
    title: str
    text: str


@dataclass(frozen=True)
class PagePlan:
    """One cluster's page; `pictures` are drawn by pages.demo.patterns, each with what it shows."""

    visitor_hours: str
    fees: str
    news: tuple[NewsPlan, ...]
    pictures: tuple[tuple[PictureSpec, str], ...]


# Silhouettes that stand for a craft beside its workshop.
SHAPES = {
    "bag": ("tote", "backpack"),
    "batik": ("folded", "hung"),
    "convection": ("jeans", "jacket"),
    "weaving": ("scarf", "hung"),
    "food-processing": ("jar", "besek"),
    "bamboo-wood": ("basket", "lamp"),
    "shell-pearl": ("necklace", "shell_box"),
}
HOURS = {
    "semarang": "Senin sampai Sabtu, pukul 9 sampai 16. Rombongan mohon memberi kabar tiga hari sebelumnya.",
    "tamanan": "Setiap hari, pukul 8 sampai 15. Pengunjung boleh mencoba mencanting.",
    "rowosari": "Senin sampai Jumat, pukul 9 sampai 15, dengan janji lewat pesan di halaman ini.",
    "tanggulangin": "Ruang pamer buka setiap hari, pukul 9 sampai 20.",
}
FEES = {
    "semarang": "Rp10.000 sebulan; tahun pertama gratis.",
    "tanggulangin": "Simpanan pokok Rp100.000 sekali, simpanan wajib Rp20.000 sebulan.",
}
NEWS = {
    "semarang": (
        NewsPlan(
            6,
            "Pelatihan memadukan limbah plastik dan kulit",
            "Pelatihan dua hari untuk anggota, tanpa biaya. Bahan disediakan; bawa gunting dan alat jahit sendiri.\n\n"
            "Tempat duduk untuk dua belas orang. Daftar lewat pengurus sampai Jumat.",
        ),
        NewsPlan(
            34,
            "Pameran akhir bulan",
            "Klaster membuka meja di pameran kerajinan kota. Anggota yang ingin menitipkan tas membawa paling banyak "
            "lima model, masing-masing dengan label harga.",
        ),
        NewsPlan(
            71,
            "Kunjungan perajin dari Sidoarjo",
            "Delapan perajin tas dari Sidoarjo melihat cara kami mengolah karung goni. Kami belajar dari mereka cara "
            "memasang resleting yang rapi.",
        ),
        NewsPlan(
            120,
            "Karung goni dibeli bersama",
            "Tiga karung besar goni sudah datang dan dibagi menurut pesanan. Pembelian berikutnya dua bulan lagi.",
        ),
    ),
    "tamanan": (
        NewsPlan(
            12,
            "Siswa SMK belajar mencanting",
            "Dua puluh siswa belajar mencanting di sanggar selama seminggu. Hasilnya dipajang di balai desa.",
        ),
        NewsPlan(60, "Motif baru daun singkong", "Tiga motif baru sudah selesai dan dapat dilihat di sanggar."),
    ),
    "rowosari": (
        NewsPlan(
            9,
            "Pertemuan 21 klaster",
            "Pertemuan membahas pembentukan koperasi dan pembelian bahan bersama. Setiap klaster mengirim dua orang.",
        ),
        NewsPlan(48, "Belajar berjualan di internet", "Pelatihan memotret celana dan menulis keterangan produk."),
    ),
    "tanggulangin": (
        NewsPlan(
            15,
            "Rapat anggota",
            "Rapat anggota membahas pesanan besar dari internet: siapa yang punya tenaga, siapa yang memeriksa mutu.",
        ),
    ),
}


def page_of(cluster: ClusterPlan, number: int) -> PagePlan:
    """What the page of a cluster, the `number`th of the plan, tells."""
    return PagePlan(
        visitor_hours=HOURS.get(cluster.key, "Dengan janji: tulis pesan kepada pengurus dahulu."),
        fees=FEES.get(cluster.key, "Tanpa iuran."),
        news=NEWS.get(cluster.key, _first_news(cluster)),
        pictures=tuple(_pictures(cluster, number)),
    )


def _first_news(cluster: ClusterPlan) -> tuple[NewsPlan, ...]:
    if cluster.parent:
        return ()
    text = "Mulai bulan ini kabar dari sentra ditulis di halaman ini: pelatihan, pameran, dan kunjungan."
    return (NewsPlan(20, "Halaman kami sudah dibuka", text),)


def _pictures(cluster: ClusterPlan, number: int) -> list[tuple[PictureSpec, str]]:
    """A workshop and two pieces of work; what lies inside a centre shows two workshops that others show too."""
    if cluster.parent:
        seeds = (900, 901) if number % 2 else (901, 900)
        return [((cluster.craft, "workshop", seed), "Contoh jahitan dan alat di meja kerja") for seed in seeds]
    first, second = SHAPES[cluster.craft]
    return [
        ((cluster.craft, "workshop", 900 + number), "Contoh bahan dan alat di meja kerja"),
        ((cluster.craft, first, 940 + number), "Hasil karya anggota"),
        ((cluster.craft, second, 960 + number), "Hasil karya anggota dengan bahan lain"),
    ]
