"""The clusters of the five reports: what the reports say of them, and how many makers the demo invents for each.

The facts (places, numbers, years, materials, needs) are the sources'; everybody and everything inside is invented.
"""

from dataclasses import dataclass, field

from clusters.actions.crafts import CraftRow
from pages.demo import catalogue, people
from pages.demo.catalogue import Line
from pages.demo.people import Voice


@dataclass(frozen=True, kw_only=True)
class ClusterPlan:
    """One cluster; `makers` counts its members, of which the first sit on the committee."""

    key: str
    name: str
    kind: str
    craft: str
    region: str
    makers: int = 0
    parent: str = ""
    benefits: tuple[str, ...] = ()
    description: str = ""
    how_to_join: str = ""
    voice: Voice | None = None
    lines: tuple[Line, ...] = ()
    products_each: tuple[int, int] = (2, 4)
    kinds: tuple[str, ...] = ("INDIVIDUAL", "BUSINESS")
    schools: tuple[str, ...] = ()
    member_prefix: str = ""
    spots: dict[str, tuple[str, ...]] = field(default_factory=dict)


# Their codes in KBLI 2020, where not several would fit.
CRAFTS = (
    CraftRow(slug="bag", name_id="Tas", name_en="Bags", kbli="15121"),
    CraftRow(slug="batik", name_id="Batik", name_en="Batik", kbli="13134"),
    CraftRow(slug="convection", name_id="Konveksi", name_en="Garments", kbli="14111"),
    CraftRow(slug="weaving", name_id="Tenun", name_en="Weaving", kbli="13121"),
    CraftRow(slug="food-processing", name_id="Olahan pangan", name_en="Food processing"),
    CraftRow(slug="bamboo-wood", name_id="Kerajinan bambu dan kayu", name_en="Bamboo and wood craft"),
    CraftRow(slug="shell-pearl", name_id="Kerajinan kerang dan mutiara", name_en="Shell and pearl craft"),
)

ASK = "Tekan “Minta bergabung” di halaman ini, atau minta petugas di wilayah Anda membantu. Pengurus menjawab setelah melihat contoh karya."

SEMARANG = ClusterPlan(
    key="semarang",
    name="Klaster Tas Kota Semarang",
    kind="CLUSTER",
    craft="bag",
    region="33.74",
    makers=31,
    benefits=("TRAINING", "EXHIBITIONS", "MARKETING"),
    description=(
        "Klaster perajin tas di Kota Semarang. Pada tahun 2015 klaster ini tercatat beranggotakan 38 perajin dan masih mencari "
        "banyak perajin lain yang belum tercatat oleh pemerintah maupun asosiasi, antara lain di Jalan Petolongan, Pasar Johar, "
        "dan Jatingaleh.\n\n"
        "Bahan khasnya limbah plastik yang dipadu dengan kulit, karung goni, dan benang rajut. Anggota mendapat pemasaran yang "
        "lebih luas serta pelatihan dan pameran tanpa biaya. Model tas juga dipertukarkan dengan perajin di Bandung dan Sidoarjo."
    ),
    how_to_join=f"Terbuka bagi perajin tas yang bekerja di Kota Semarang. {ASK}",
    voice=people.SEMARANG,
    lines=catalogue.SEMARANG,
    products_each=(4, 7),
    kinds=("INDIVIDUAL", "INDIVIDUAL", "BUSINESS", "GROUP"),
    member_prefix="KTS",
    spots={
        "33.74.01.1011": ("Jalan Petolongan, di gang sebelah toko kain", "Jalan Petolongan, rumah berpintu hijau", "Jalan Petolongan, lantai atas"),
        "33.74.01.1010": ("Pasar Johar, lantai dasar", "Pasar Johar, deretan tas dan sandal"),
        "33.74.08.1002": ("Jatingaleh, dekat pasar", "Jatingaleh, turunan sebelum sekolah"),
    },
)  # fmt: skip
TAMANAN = ClusterPlan(
    key="tamanan",
    name="Klaster Batik Tamanan",
    kind="CLUSTER",
    craft="batik",
    region="35.11.02",
    makers=18,
    benefits=("TRAINING", "MARKETING"),
    description=(
        "Klaster batik di Kecamatan Tamanan, Kabupaten Bondowoso, yang dibentuk dinas pada tahun 2014. Selain perajin rumahan, "
        "sekolah menengah pertama dan kejuruan di sini juga membatik.\n\n"
        "Dinas memberi pembinaan dan hibah yang besarnya tidak disebutkan, menata kunjungan wisata dari proses membatik sampai "
        "penjualan, dan mewajibkan pegawai negeri memakai batik setempat. Foto produk dimuat di situs dinas lengkap dengan nama "
        "usaha dan perajinnya."
    ),
    how_to_join=f"Terbuka bagi perajin batik, kelompok, dan sekolah di Kecamatan Tamanan. {ASK}",
    voice=people.TAMANAN,
    lines=(*catalogue.TAMANAN, catalogue.TAMANAN[0]),
    products_each=(4, 7),
    kinds=("INDIVIDUAL", "BUSINESS", "GROUP"),
    schools=("SMP Tunas Kriya", "SMK Bina Kriya", "SMK Cipta Canting"),
    member_prefix="KBT",
)
ROWOSARI = ClusterPlan(
    key="rowosari",
    name="Sentra Konveksi Rowosari",
    kind="CENTRE",
    craft="convection",
    region="33.27.13.2003",
    benefits=("MARKETING", "CREDIT"),
    description=(
        "Sentra konveksi di Desa Rowosari, Kecamatan Ulujami, Kabupaten Pemalang. Pada tahun 2017 tercatat sekitar 21 klaster "
        "dengan 146 usaha dan 1.092 pekerja. Hampir semuanya menjahit celana jin.\n\n"
        "Penjualan masih banyak dilakukan dengan cara lama dan didorong ke saluran daring seperti Sadewa Market dan siber UMKM. "
        "Yang dibutuhkan: penataan dalam koperasi, ragam produk selain celana jin, peralatan baru, dan kredit, misalnya Mitra "
        "Jateng 25 dari Bank Jateng dan dana bergulir kementerian."
    ),
    how_to_join="Bergabunglah melalui salah satu klaster di dalam sentra ini, yang terdekat dengan tempat usaha Anda.",
)
TANGGULANGIN = ClusterPlan(
    key="tanggulangin",
    name="Koperasi Intako Tanggulangin",
    kind="COOPERATIVE",
    craft="bag",
    region="35.15.06",
    makers=60,
    benefits=("MARKETING", "TRAINING"),
    description=(
        "Koperasi perajin tas dan koper di Tanggulangin, Kabupaten Sidoarjo. Pada tahun 2020 koperasi ini tercatat menaungi "
        "sekitar 3.000 perajin.\n\n"
        "Pembeli berkurang separuh sejak perdagangan berpindah ke daring, sedangkan pesanan daring yang besar beberapa kali gagal "
        "karena kekurangan tenaga. Pendamping dan ahli teknologi informasi ditugaskan ke sini, dan koperasi dihubungkan dengan "
        "Millenial Job Center."
    ),
    how_to_join=f"Terbuka bagi perajin tas, koper, dan dompet di Kecamatan Tanggulangin. {ASK}",
    voice=people.TANGGULANGIN,
    lines=(catalogue.TANGGULANGIN[0], *catalogue.TANGGULANGIN),
    products_each=(3, 5),
    kinds=("BUSINESS", "BUSINESS", "INDIVIDUAL"),
    member_prefix="INT",
)

# Uneven, as neighbourhoods are; 146 in all.
ROWOSARI_SIZES = (9, 5, 8, 6, 10, 4, 7, 9, 5, 8, 6, 10, 4, 7, 9, 5, 8, 6, 9, 5, 6)


def rowosari_children() -> list[ClusterPlan]:
    """The 21 clusters inside Rowosari's centre."""
    return [
        ClusterPlan(
            key=f"rowosari {number:02}",
            name=f"Klaster {number:02}",
            kind="CLUSTER",
            craft="convection",
            region=ROWOSARI.region,
            makers=makers,
            parent=ROWOSARI.key,
            benefits=("MARKETING",),
            description=f"Klaster {number:02} dari Sentra Konveksi Rowosari: usaha konveksi yang bertetangga dan berbagi pesanan.",
            how_to_join=f"Terbuka bagi usaha konveksi di Desa Rowosari. {ASK}",
            voice=people.ROWOSARI,
            lines=(catalogue.ROWOSARI_TROUSERS,) * 6 + (catalogue.ROWOSARI_OTHERS,),
            products_each=(1, 4),
            kinds=("BUSINESS",),
            member_prefix=f"R{number:02}",
        )
        for number, makers in enumerate(ROWOSARI_SIZES, start=1)
    ]


def lombok_centres() -> list[ClusterPlan]:
    """The five centres of Lombok Utara, a district each."""
    rows = (
        ("tanjung", "Sentra Industri Tanjung", "bamboo-wood", "52.08.01", catalogue.GANGGA, "industri rumahan"),
        ("gangga", "Sentra Industri Gangga", "bamboo-wood", "52.08.02", catalogue.GANGGA, "industri rumahan"),
        (
            "kayangan",
            "Sentra Olahan Pangan Kayangan",
            "food-processing",
            "52.08.03",
            catalogue.KAYANGAN,
            "olahan pangan",
        ),
        ("bayan", "Sentra Tenun Bayan", "weaving", "52.08.04", catalogue.BAYAN, "tenun"),
        ("pemenang", "Sentra Kerajinan Pemenang", "shell-pearl", "52.08.05", catalogue.PEMENANG, "kerajinan"),
    )
    return [
        ClusterPlan(
            key=key,
            name=name,
            kind="CENTRE",
            craft=craft,
            region=region,
            makers=8,
            benefits=("TRAINING", "EXHIBITIONS"),
            description=(
                f"Sentra {work} di Kecamatan {key.title()}, Kabupaten Lombok Utara. Pada tahun 2018 disebutkan bahwa belum ada yang "
                "mengumpulkan dan menjual kembali hasil perajin, dan bahwa bagi kebanyakan orang ini pekerjaan sampingan.\n\n"
                "Jalan pemasarannya kios di jalur wisata, biro perjalanan, dan pameran di hotel. Pembinaan diberikan kepada kelompok "
                "yang terdaftar, aktif, dan menekuni satu bidang; anggotanya juga diajak studi banding."
            ),
            how_to_join=f"Terbuka bagi kelompok dan perajin di Kecamatan {key.title()}. {ASK}",
            voice=people.LOMBOK[craft],
            lines=lines,
            products_each=(2, 4),
            kinds=("GROUP",),
            member_prefix=key[:3].upper(),
        )
        for key, name, craft, region, lines, work in rows
    ]


CLUSTERS = (SEMARANG, TAMANAN, ROWOSARI, *rowosari_children(), TANGGULANGIN, *lombok_centres())
