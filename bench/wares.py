"""What the invented catalogue's makers make and how they advertise it: things, motifs, looks and sentences, commonest first.

Prices are in thousand rupiah. Materials are slugs of products/data/materials.csv; each stands for all its kinds.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Trade:
    """A craft: its share of the makers on Java and elsewhere, the things made, and of which materials with which others."""

    slug: str
    name_id: str
    name_en: str
    shares: tuple[int, int]
    things: tuple[tuple[str, int, int], ...]
    materials: tuple[str, ...]
    others: tuple[str, ...]
    with_motif: float


def things(text: str) -> tuple[tuple[str, int, int], ...]:
    """The things of a list such as "Tas Jinjing 95-220, Ransel 150-360"."""
    named = (entry.rpartition(" ") for entry in text.replace("\n", " ").split(", "))
    return tuple((name.strip(), *map(int, prices.split("-"))) for name, _space, prices in named)


TRADES = (
    Trade(
        slug="food-processing", name_id="Olahan Pangan", name_en="Food processing", shares=(30, 34), with_motif=0.0,
        things=things(
            "Keripik 10-28, Kopi Bubuk 25-70, Sambal Botol 18-45, Kerupuk 9-25, Abon 28-70, Gula Semut 22-48, Madu 45-160, Dodol 20-45,"
            " Kacang Panggang 18-85, Rempeyek 10-24, Wedang Celup 15-40, Selai 20-42, Sirup 22-50, Bumbu Pecel 14-35, Cokelat Batang 20-65,"
            " Tepung 12-30, Manisan 15-36, Minuman Serbuk 16-38, Kue Kering 30-90, Stik 10-22"
        ),
        materials=("cassava", "banana", "coffee", "chilli", "fish", "coconut", "rice", "palm-sugar", "peanut", "honey", "ginger", "cashew", "cocoa", "sweet-potato", "corn", "seaweed", "jackfruit"),
        others=("food",),
    ),
    Trade(
        slug="batik", name_id="Batik", name_en="Batik", shares=(19, 5), with_motif=0.8,
        things=things(
            "Kain Batik Tulis 180-950, Kemeja Batik 130-420, Kain Batik Cap 95-220, Selendang Batik 80-260, Sarung Batik 110-380, Daster Batik 55-120,"
            " Gaun Batik 180-560, Blus Batik 110-290, Syal Batik 70-180, Taplak Meja Batik 75-210, Sarung Bantal Batik 45-120, Tas Batik 65-190,"
            " Dompet Batik 25-75, Masker Batik 8-20, Hiasan Dinding Batik 150-900"
        ),
        materials=("mori", "cotton", "silk", "batik-cloth", "rayon", "dobby-cotton", "batik-offcuts"),
        others=("batik-wax", "natural-dyes", "synthetic-dyes", "mordants"),
    ),
    Trade(
        slug="convection", name_id="Konveksi", name_en="Garments", shares=(16, 9), with_motif=0.08,
        things=things(
            "Kaos 45-110, Kemeja 80-190, Celana Panjang 85-180, Seragam Sekolah 70-150, Jaket 120-320, Gamis 120-340, Kerudung 25-90, Rok 65-140,"
            " Celana Pendek 40-90, Mukena 95-260, Baju Anak 40-110, Rompi 70-160, Topi 25-70, Celana Jin 85-180, Blus 70-170, Sarung Tangan 12-35,"
            " Celemek 25-65, Tirai 110-420, Seprai 130-380, Baju Koko 90-220"
        ),
        materials=("knit-jersey", "drill", "denim", "rayon", "cotton", "synthetic-fabrics", "linen", "garment-offcuts"),
        others=("sewing-thread", "zips", "snaps-rivets", "embroidery-thread"),
    ),
    Trade(
        slug="bag", name_id="Tas", name_en="Bags", shares=(13, 7), with_motif=0.12,
        things=things(
            "Tas Selempang 75-320, Dompet 25-180, Tas Jinjing 60-260, Ransel 110-420, Tas Belanja 25-140, Tas Tangan 110-480, Pouch 20-75,"
            " Tas Genggam 65-260, Tas Laptop 120-380, Koper 290-820, Tas Bepergian 180-560, Dompet Kartu 20-90, Tas Pinggang 55-170,"
            " Tas Ransel Anak 60-150, Tempat Pensil 15-45"
        ),
        materials=("cow-leather", "plastic-waste", "canvas", "synthetic-leather", "jute", "knitting-yarn", "goat-leather", "denim-offcuts", "dinabol", "pandan", "used-inner-tubes", "used-jeans", "water-hyacinth", "agel", "leather-offcuts", "woven-cloth"),
        others=("zips", "linings", "webbing", "buckles", "waxed-thread", "cow-leather", "snaps-rivets", "trolley-parts"),
    ),
    Trade(
        slug="weaving", name_id="Tenun", name_en="Weaving", shares=(7, 18), with_motif=0.6,
        things=things(
            "Kain Tenun 220-1400, Selendang Tenun 90-420, Sarung Tenun 180-760, Syal Tenun 80-260, Taplak Tenun 90-280, Kemeja Tenun 180-520,"
            " Sarung Bantal Tenun 60-170, Tas Tenun 75-260, Dompet Tenun 25-95, Ulos 180-1800, Hiasan Dinding Tenun 150-900, Ikat Kepala 45-140"
        ),
        materials=("woven-cloth", "cotton-weaving-yarn", "silk-yarn", "handspun-cotton", "rayon-yarn", "wild-silk", "handwoven-silk"),
        others=("metallic-yarn", "natural-dyes", "synthetic-dyes", "mordants"),
    ),
    Trade(
        slug="plaiting", name_id="Anyaman", name_en="Plaiting", shares=(6, 12), with_motif=0.1,
        things=things(
            "Keranjang Anyaman 35-180, Tikar 60-320, Tas Anyaman 55-240, Tampah 18-60, Topi Anyaman 25-90, Kotak Anyaman 30-140, Tempat Tisu 25-80,"
            " Nampan Anyaman 30-110, Kursi Anyaman 280-1400, Tudung Saji 45-150, Lampu Anyaman 90-420, Sandal Anyaman 25-70, Besek 3-12"
        ),
        materials=("bamboo", "rattan", "pandan", "water-hyacinth", "mendong", "lontar", "ketak", "agel", "plastic-strap", "packing-straps", "banana-fibre", "used-newspaper"),
        others=("linings", "natural-dyes", "wood", "leather-offcuts"),
    ),
    Trade(
        slug="woodwork", name_id="Ukir dan Mebel", name_en="Carving and furniture", shares=(4, 6), with_motif=0.35,
        things=things(
            "Ukiran Dinding 180-2400, Mangkuk Kayu 35-140, Talenan 30-110, Meja 420-4800, Kursi 350-2900, Rak 180-1400, Topeng 90-950, Nampan Kayu 45-160,"
            " Bingkai Cermin 150-900, Sendok Kayu 8-30, Wayang Golek 140-850, Mainan Kayu 25-140, Kotak Perhiasan 90-420, Asbak 15-45"
        ),
        materials=("teak", "mahogany", "wood", "coconut-wood", "reclaimed-wood", "coconut-shell", "bamboo"),
        others=("damar", "cukli", "pearl-shell", "metals"),
    ),
    Trade(
        slug="crochet", name_id="Rajut dan Makrame", name_en="Crochet and macramé", shares=(3, 3), with_motif=0.1,
        things=things(
            "Tas Rajut 65-240, Boneka Rajut 35-160, Topi Rajut 25-75, Syal Rajut 45-130, Hiasan Makrame 60-380, Gantungan Pot 35-120, Dompet Rajut 20-70,"
            " Sepatu Bayi Rajut 25-60, Taplak Rajut 90-320, Gelang Makrame 8-30"
        ),
        materials=("knitting-yarn", "macrame-cord", "used-plastic-bags", "tshirt-yarn"),
        others=("linings", "beads", "snaps-rivets"),
    ),
    Trade(
        slug="jewellery", name_id="Perhiasan dan Kerang", name_en="Jewellery and shells", shares=(1, 4), with_motif=0.2,
        things=things(
            "Gelang 15-420, Kalung 35-950, Cincin 45-680, Anting 20-380, Bros 15-180, Kotak Kerang 60-280, Lampu Kerang 140-760, Gantungan Kunci 5-25"
        ),
        materials=("silver", "sea-pearl", "freshwater-pearl", "pearl-shell", "seashell", "beads", "waste-glass"),
        others=("metals", "beads", "macrame-cord"),
    ),
    Trade(
        slug="pottery", name_id="Gerabah", name_en="Pottery", shares=(1, 2), with_motif=0.25,
        things=things(
            "Vas Gerabah 35-320, Pot Tanaman 18-160, Kendi 25-90, Piring Keramik 25-110, Cangkir Keramik 20-75, Cobek 15-60, Mangkuk Keramik 22-90, Celengan 12-45"
        ),
        materials=("clay", "pumice"),
        others=("earth-glass", "natural-dyes"),
    ),
)  # fmt: skip

MOTIFS = """Parang,Kawung,Mega Mendung,Truntum,Sekar Jagad,Sidomukti,Ceplok,Sogan,Lereng,Wahyu Tumurun,Sidoluhur,Merak,Naga,Buketan,
Tujuh Rupa,Daun Singkong,Gajah Oling,Tambal,Ceplok Kopi,Kupu-Kupu,Wirasat,Semen Rama,Cuwiri,Grompol,Udan Liris,Kapal Kandas,Burung Hong,
Asem Arang,Warak Ngendog,Tugu Muda,Sekar Kopi,Ikan Bandeng,Rereng,Paksi Naga Liman,Singa Barong,Patran Kangkung,Lok Can,Jlamprang,Liong,
Terang Bulan,Pring Sedapur,Sisik Ikan,Teratai,Beras Wutah,Pucuk Rebung,Itik Pulang Petang,Siku Keluang,Tampuk Manggis,Bungo Tanjung,
Songket Lepus,Limar,Bintang Berante,Nago Besaung,Pakerisan,Subahnale,Keker,Ragi Genep,Kembang Komak,Rangrang,Cepuk,Endek,Gringsing,
Sumba Kaliuda,Lawo,Buna,Sotis,Futus,Mamuli,Kuda Sandel,Udang Karang,Tabir,Sadum,Ragidup,Bolean,Sibolang,Mangiring,Tumtuman,Pahikung,
Pa'tedong,Pa'barre Allo,Sekomandi,Paruki,Balo Renni,Balo Lobang,Cobo,Lagosi,Dayak Aso,Burung Enggang,Batang Garing,Sasirangan Naga Balimbur,
Gigi Haruan,Kambang Kacang,Tifa,Cenderawasih,Asmat,Kamoro,Honai,Prada,Besurek,Rafflesia,Tabot,Pinto Aceh,Rencong,Bungong Jeumpa""".replace(
    "\n", ""
).split(",")
SYLLABLES = "se kar la we jo gan ti ra mu li ngga pa re sa wu lan ka de wi nu tri ya ma ha ro sin ta bu ne ga ju an di no lo ci ke mba".split()
COINED = 4000

LOOKS = """Premium,Hitam,Cokelat,Custom,Motif,Polos,Mini,Etnik,Jumbo,Putih,Merah,Biru,Wanita,Pria,Anak,Elegan,Klasik,Warna Alam,Ukuran Besar,Hijau,
Krem,Eksklusif,Modern,Dewasa,Souvenir,Kuning,Marun,Abu-abu,Set,Isi 3,Isi 10,Kombinasi,Serbaguna,Handmade,Abstrak,Minimalis,Ungu,Tosca,Halus,Kasar,
Rustik,Antik,Kasual,Formal,Jeruk,Original,Pedas,Gurih,Manis,Asin,Lembut,Renyah,Organik,Lawas,Salem,Terakota,Nila,Emas,Perak,Kenari""".replace(
    "\n", ""
).split(",")
EDIBLE_LOOKS = "Original,Pedas,Gurih,Manis,250 gram,500 gram,Renyah,Balado,Asin,Isi 10,1 kg,Premium,Organik,Keju,Bawang,Jahe,Cokelat,100 gram,Tanpa MSG,Robusta,Arabika".split(
    ","
)
COLOURS = "hitam,cokelat,putih,merah,biru,hijau,krem,kuning,abu-abu,marun,ungu,jingga,tosca,emas,nila,merah muda,salem,zaitun,biru tua,terakota".split(
    ","
)

# Sentences of an advertisement; each opens with how it is made, goes on with what it is good for, and ends somehow.
MADE = (
    "Dibuat dengan tangan dari {stuff} pilihan oleh perajin di {place}.",
    "{thing} ini dikerjakan di rumah, bahannya {stuff}.",
    "Bahan {stuff} dipilih satu per satu, dibersihkan, lalu dikerjakan dengan teliti.",
    "Buatan asli perajin {regency}, dari {stuff} yang kuat dan awet.",
    "Setiap {thing} dikerjakan satu per satu sehingga tidak ada yang persis sama.",
    "Kami memakai {stuff} dan {other} supaya hasilnya rapi dan tahan lama.",
    "Dikerjakan ibu-ibu kelompok perajin di {place}, {regency}.",
    "Dari {stuff} dengan sedikit {other}, diselesaikan dengan tangan.",
    "Proses pembuatannya memakan waktu {days} hari karena semua dikerjakan manual.",
    "Usaha keluarga turun-temurun di {place} sejak {year}.",
    "{stuff} dari {regency} terkenal halus, di sini dijadikan {thing}.",
    "Sisa produksi pun kami olah kembali agar tidak ada yang terbuang.",
)
USES = (
    "Cocok untuk hadiah, oleh-oleh dan suvenir pernikahan.",
    "Nyaman dipakai sehari-hari maupun acara resmi.",
    "Ukuran {size} x {height} cm, berat sekitar {weight} gram.",
    "Warna {colour}, bisa juga {colour2} menurut persediaan.",
    "Ringan, kuat dan mudah dibersihkan.",
    "Bisa untuk dipakai sendiri atau dijual kembali.",
    "Tersedia ukuran S, M, L dan XL.",
    "Banyak dipesan instansi, sekolah dan rombongan wisata.",
    "Motif {motif} menjadi ciri khas bengkel kami.",
    "Terinspirasi motif {motif} yang hidup di {regency}.",
    "Jahitan rapi dan bagian dalam berlapis.",
    "Ramah lingkungan karena memakai bahan setempat.",
    "Pernah dipamerkan di tingkat provinsi pada tahun {year}.",
    "Awet bertahun-tahun bila disimpan di tempat kering.",
)
EDIBLE_USES = (
    "Rasanya gurih dan renyah, tanpa pengawet.",
    "Berat bersih {weight} gram, tahan {days} minggu.",
    "Cocok untuk oleh-oleh dan teman minum kopi.",
    "Sudah bersertifikat halal dan PIRT.",
    "Dikemas rapat sehingga tetap renyah sampai tujuan.",
    "Digoreng dengan minyak kelapa buatan sendiri.",
    "Tersedia rasa asli, pedas dan manis.",
    "Resep nenek dari {place}, tidak pernah diubah sejak {year}.",
    "Bahan {stuff} dibeli dari petani sekitar {regency}.",
    "Disajikan hangat maupun dingin sama enaknya.",
)
CLOSINGS = (
    "",
    "Pesanan banyak bisa dikerjakan bertahap.",
    "Bisa dipesan dengan nama atau logo sendiri.",
    "Silakan datang ke bengkel kami di {place}.",
    "Warna dan ukuran bisa dipilih.",
    "Pengiriman ke seluruh Indonesia.",
    "Harga bisa berubah menurut harga bahan.",
    "Perawatan: cuci dengan tangan, jemur di tempat teduh.",
    "Stok terbatas, tanyakan dahulu.",
)
