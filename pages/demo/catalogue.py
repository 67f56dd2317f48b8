"""What the demo's makers make: things, what they are made of, and the sentences that tell of it. Prices are in thousand rupiah."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """Something a buyer asks for by name; `shape` is its silhouette in pages.demo.patterns."""

    name: str
    shape: str
    price: tuple[int, int]
    uses: tuple[str, ...]
    orders: tuple[int, ...] = (1, 1, 1, 5, 10)
    days: tuple[int, int] = (3, 14)


@dataclass(frozen=True)
class Stuff:
    """What a thing is made of: the words for its name, its surface in the picture, its materials, how it is worked."""

    label: str
    surface: str
    materials: tuple[str, ...]
    made: tuple[str, ...]
    factor: float = 1.0


@dataclass(frozen=True)
class Line:
    """Things of a craft that are all made of any of these stuffs."""

    craft: str
    things: tuple[Thing, ...]
    stuffs: tuple[Stuff, ...]


TOTE = Thing(
    "Tas Jinjing",
    "tote",
    (95, 220),
    ("Muat untuk buku, bekal, dan belanjaan ringan.", "Pegangannya cukup panjang untuk disampirkan di bahu."),
)
SLING = Thing(
    "Tas Selempang",
    "sling",
    (85, 240),
    ("Talinya bisa diatur panjang pendeknya.", "Ukurannya pas untuk ponsel, dompet, dan kunci."),
)
BACKPACK = Thing(
    "Ransel",
    "backpack",
    (150, 360),
    ("Punggungnya berlapis busa sehingga nyaman dipakai seharian.", "Ada kantong depan dan sekat untuk laptop kecil."),
)
CLUTCH = Thing(
    "Tas Genggam",
    "clutch",
    (75, 210),
    ("Cocok untuk pesta dan acara resmi.", "Bagian dalamnya berfuring dan bersaku kecil."),
)
HANDBAG = Thing(
    "Tas Tangan",
    "handbag",
    (130, 380),
    ("Bentuknya tegak dan bagian dalamnya bersekat.", "Dipakai ke kantor maupun bepergian tetap rapi."),
)
POUCH = Thing(
    "Dompet Serbaguna",
    "pouch",
    (25, 70),
    ("Untuk alat tulis, kosmetik, atau kabel.", "Sering dipesan sebagai suvenir seminar dan pernikahan."),
    (1, 12, 24, 50),
)
SHOPPER = Thing(
    "Tas Belanja",
    "basket_bag",
    (55, 140),
    ("Kuat untuk belanja ke pasar dan mudah dilap.", "Alasnya lebar sehingga bisa berdiri sendiri."),
)
BAGS = (TOTE, SLING, BACKPACK, CLUTCH, HANDBAG, POUCH, SHOPPER)

SEMARANG = (
    Line("bag", BAGS, (
        Stuff("Bungkus Plastik Kombinasi Kulit", "sachets", ("used-sachets", "cow-leather", "zips"), (
            "Bungkus plastik bekas dicuci, dijemur, lalu dijahit menjadi lembaran dan dipadu dengan kulit sapi.",
            "Dibuat dari limbah plastik yang disetorkan warga sekitar, dengan pegangan dan sudut dari kulit sapi.",
        ), 1.1),
        Stuff("Anyaman Limbah Plastik dan Kulit", "strips", ("plastic-waste", "cow-leather", "linings"), (
            "Limbah plastik dipotong memanjang, dianyam rapat, lalu diperkuat kulit sapi di bagian yang sering tertarik.",
            "Anyaman plastik bekas ini dijahit tangan pada rangka kulit sapi.",
        ), 1.2),
        Stuff("Goni Kombinasi Kulit", "goni", ("jute-sack", "cow-leather", "linings"), (
            "Karung goni dipilih yang rapat seratnya, dilapisi kain furing, lalu dipadu kulit sapi.",
            "Goni dipotong mengikuti pola, dijahit dua kali, dan diberi hiasan kulit.",
        ), 1.1),
        Stuff("Goni Bekas", "goni", ("used-jute-sack", "canvas", "webbing"), (
            "Karung goni bekas kopi dicuci bersih dan disetrika sebelum dijahit.",
            "Tulisan lama pada karung goni sengaja dibiarkan di bagian dalam sebagai cerita bahannya.",
        ), 0.8),
        Stuff("Rajut", "knit", ("polyester-knitting-yarn", "linings", "zips"), (
            "Dirajut tangan selama beberapa hari, kemudian diberi furing agar tidak melar.",
            "Benang rajut poliester dikerjakan dengan jarum hakpen oleh ibu-ibu di sekitar bengkel.",
        )),
        Stuff("Rajut Katun", "knit", ("cotton-knitting-yarn", "cotton", "snaps-rivets"), (
            "Dirajut dari benang katun yang lembut, dengan pola yang bisa dipilih pemesan.",
        ), 1.1),
        Stuff("Rajut Kresek", "knit", ("used-plastic-bags", "linings"), (
            "Kantong kresek bekas dipotong menjadi pita panjang lalu dirajut seperti benang.",
        ), 0.8),
        Stuff("Karung Plastik Bekas", "strips", ("used-plastic-sacks", "webbing", "zips"), (
            "Karung plastik bekas dibersihkan, dipotong menjadi pita, dan dianyam ulang.",
        ), 0.7),
        Stuff("Perca Batik", "pieced batik", ("batik-offcuts", "canvas", "zips"), (
            "Perca batik dari penjahit tetangga disusun seperti ubin lalu dijahit pada kanvas.",
        ), 0.9),
        Stuff("Jin Bekas", "pieced denim", ("used-jeans", "linings", "snaps-rivets"), (
            "Celana jin bekas dibongkar, dipilih bagian yang masih kuat, lalu disambung menjadi pola baru.",
        ), 0.9),
    )),
    Line("bag", (POUCH, Thing(
        "Dompet Lipat", "wallet", (60, 160),
        ("Ada tempat kartu dan uang kertas.", "Jahitannya dikerjakan dengan tangan."),
    )), (
        Stuff("Kulit", "leather", ("cow-leather", "waxed-thread"), ("Kulit sapi dipotong, dilubangi, dan dijahit tangan dengan benang lilin.",), 1.1),
        Stuff("Perca Kulit", "leather", ("leather-offcuts", "waxed-thread"), ("Memakai sisa potongan kulit agar tidak ada yang terbuang.",), 0.7),
    )),
)  # fmt: skip

LEATHER = (
    Stuff("Kulit Sapi", "leather", ("cow-leather", "zips", "linings"), (
        "Kulit sapi dipilih, ditipiskan di bagian lipatan, lalu dijahit dengan mesin jahit tebal.",
        "Dibuat dari kulit sapi pilihan dengan furing yang bisa diganti warnanya.",
    ), 1.5),
    Stuff("Kulit Samak Nabati", "leather", ("veg-tanned-leather", "waxed-thread", "buckles"), (
        "Kulit sapi samak nabati ini warnanya makin tua dan mengilap karena sering dipakai.",
    ), 1.8),
    Stuff("Kulit Pull-Up", "leather", ("pull-up-leather", "waxed-thread", "zips"), (
        "Kulit pull-up berubah terang bila ditekuk dan kembali bila digosok.",
    ), 1.7),
    Stuff("Kulit Sintetis", "leather", ("pu-leather", "zips", "linings"), (
        "Memakai kulit sintetis PU yang ringan dan tahan percikan air.",
        "Dibuat dari kulit sintetis sehingga harganya terjangkau untuk pesanan banyak.",
    ), 0.7),
    Stuff("Kulit Kambing", "leather", ("goat-leather", "zips", "linings"), ("Kulit kambing yang lemas dan halus membuatnya ringan dibawa.",), 1.4),
)  # fmt: skip

TANGGULANGIN = (
    Line("bag", (
        Thing("Koper Pakaian", "suitcase", (350, 780), ("Muat pakaian untuk perjalanan empat sampai lima hari.", "Sudutnya diperkuat agar tidak cepat lecet."), (1, 1, 5), (7, 21)),
        Thing("Koper Kabin", "suitcase", (290, 620), ("Ukurannya dibuat agar masuk kabin pesawat.",), (1, 1, 5), (7, 21)),
        Thing("Tas Bepergian", "duffel", (260, 560), ("Muat pakaian untuk dua malam.", "Tali bahunya bisa dilepas."), (1, 1, 6), (5, 14)),
        Thing("Tas Kerja", "handbag", (220, 480), ("Bersekat untuk dokumen dan laptop 14 inci.",), (1, 1, 10), (5, 14)),
        HANDBAG, SLING, BACKPACK, CLUTCH,
        Thing("Dompet Panjang", "clutch", (90, 220), ("Muat ponsel, kartu, dan uang tanpa dilipat.",)),
        Thing("Dompet Lipat", "wallet", (70, 180), ("Enam tempat kartu dan dua sekat uang kertas.", "Dikemas dalam kotak, siap jadi hadiah.")),
    ), LEATHER),
    Line("bag", (
        Thing("Tas Haji dan Umrah", "sling", (60, 120), ("Biasanya dipesan rombongan dengan sablon nama biro.",), (20, 50, 100), (10, 30)),
        Thing("Ransel Sekolah", "backpack", (70, 140), ("Dua ruang besar dan kantong botol di samping.",), (5, 20, 50), (7, 20)),
        Thing("Tas Seminar", "tote", (35, 75), ("Disablon menurut gambar dari pemesan.",), (50, 100), (7, 20)),
    ), (
        Stuff("Dinabol", "drill", ("dinabol", "webbing", "zips"), ("Dinabol dipotong dengan pola karton lalu dijahit dobel di bagian tali.",)),
        Stuff("Parasut", "drill", ("parachute-nylon", "webbing", "linings"), ("Kain parasut yang ringan dilapisi furing agar tetap berbentuk.",), 0.9),
    )),
)  # fmt: skip

BATIK_DYED = (
    Stuff("Pewarna Alam Nila", "daun", ("mori-primissima", "klowong-wax", "indigo"), (
        "Dicanting di atas mori primissima, lalu dicelup berulang kali dalam nila sampai birunya dalam.",
    ), 1.5),
    Stuff("Soga Alam", "daun", ("mori-primissima", "klowong-wax", "soga", "tingi"), (
        "Warna cokelatnya dari kulit kayu soga dan tingi, dicelup dan dijemur di tempat teduh.",
    ), 1.5),
    Stuff("Merah Mengkudu", "daun", ("mori-primissima", "klowong-wax", "mengkudu", "alum"), (
        "Merahnya berasal dari akar mengkudu yang dikunci dengan tawas.",
    ), 1.6),
    Stuff("Secang dan Mahoni", "ceplok", ("mori-prima", "klowong-wax", "secang", "mahogany-bark"), (
        "Kayu secang dan kulit mahoni direbus menjadi pewarna merah kecokelatan.",
    ), 1.4),
    Stuff("Motif Daun", "daun", ("mori-prima", "tembokan-wax", "remazol"), (
        "Motif daun dari kebun setempat dicanting lebih dahulu, baru kemudian dicolet satu per satu.",
        "Daun-daun di sekitar desa menjadi motif utama, isennya titik dan garis halus.",
    )),
    Stuff("Motif Kawung", "kawung", ("mori-prima", "batik-wax", "naphthol"), ("Kawung disusun rapat dengan bantuan garis pensil, lalu dicanting.",)),
    Stuff("Motif Parang", "parang", ("mori-prima", "batik-wax", "indigosol"), ("Garis parang ditarik miring dari tepi ke tepi kain.",)),
    Stuff("Motif Awan", "mega mendung", ("mori-prima", "batik-wax", "remazol"), ("Gradasi awan diperoleh dengan celupan bertingkat, dari muda ke tua.",)),
)  # fmt: skip

TAMANAN = (
    Line("batik", (
        Thing("Kain Batik Tulis", "bolt", (220, 480), ("Panjang sekitar dua meter, cukup untuk satu kemeja.", "Setiap lembar berbeda karena dicanting tangan."), (1, 1, 1, 5), (10, 30)),
        Thing("Kain Panjang", "hung", (180, 420), ("Bisa dipakai sebagai jarik, selendang besar, atau hiasan dinding.",), (1, 1, 3), (10, 25)),
        Thing("Kemeja Batik", "shirt", (160, 320), ("Tersedia ukuran S sampai XXL, bisa juga diukur.", "Cocok untuk pakaian kerja hari batik."), (1, 1, 10), (5, 14)),
        Thing("Selendang Batik", "scarf", (85, 190), ("Ringan dan jatuhnya lembut di bahu.",), (1, 1, 5), (5, 12)),
        Thing("Sarung Bantal", "cushion", (55, 110), ("Ukuran 40 x 40 sentimeter, beritsleting.",), (2, 4, 10), (4, 10)),
    ), BATIK_DYED),
    Line("batik", (
        Thing("Kain Batik Cap", "folded", (110, 190), ("Dijual per potong dua meter dan bisa dipesan seragam.", "Banyak dipesan untuk seragam kantor."), (1, 5, 10, 20), (5, 14)),
    ), (
        Stuff("Motif Daun", "daun", ("mori-prima", "batik-wax", "remazol"), ("Malam dicapkan dengan cap tembaga bermotif daun setempat.",)),
        Stuff("Motif Ceplok", "ceplok", ("mori-prima", "batik-wax", "naphthol"), ("Malam dicapkan berjajar sampai bunganya bertemu rapi di setiap sisi.",)),
        Stuff("Motif Kawung", "kawung", ("cotton", "batik-wax", "indigosol"), ("Malam dicapkan bolak-balik agar motifnya tembus di kedua sisi.",)),
    )),
    Line("batik", (TOTE, POUCH), (
        Stuff("Perca Batik", "pieced batik", ("batik-offcuts", "blacu", "zips"), ("Sisa potongan kain batik disusun kembali agar tidak terbuang.",), 0.7),
        Stuff("Batik Motif Daun", "daun", ("batik-cloth", "canvas", "zips"), ("Kain batik motif daun dilapisi kanvas agar tegak.",), 0.8),
    )),
)  # fmt: skip

DENIMS = (
    Stuff("Denim", "denim", ("denim", "jeans-thread", "zips", "snaps-rivets"), (
        "Denim dipotong berlapis, dijahit dengan benang jin, lalu dicuci agar lemas.",
        "Setiap bagian dijahit oleh orang yang sama setiap hari sehingga jahitannya ajek.",
    )),
    Stuff("Denim Melar", "denim", ("stretch-denim", "jeans-thread", "zips", "snaps-rivets"), (
        "Memakai denim melar sehingga enak untuk jongkok dan bersepeda motor.",
    ), 1.1),
    Stuff("Denim Tipis", "denim", ("chambray", "jeans-thread", "snaps-rivets"), ("Denim tipis membuatnya adem dipakai di pesisir.",), 0.9),
    Stuff("Dril", "drill", ("drill", "sewing-thread", "zips"), ("Dijahit dari kain dril yang kuat dan tidak mudah pudar.",), 0.85),
)  # fmt: skip

LOTS, WEEKS = (12, 20, 20, 40, 60), (5, 21)
TROUSERS = tuple(
    Thing(f"Celana Jin {cut}", "jeans", price, (use,), LOTS, WEEKS)
    for cut, price, use in (
        ("Pria Reguler", (75, 125), "Ukuran 28 sampai 38, dijual per lusin atau per kodi."),
        ("Pria Pensil", (80, 130), "Potongannya mengecil ke bawah, ukuran 27 sampai 34."),
        ("Pria Lurus", (78, 125), "Potongan lurus, cocok untuk seragam kerja."),
        ("Wanita Kulot", (80, 135), "Pinggangnya berkaret di belakang, ukuran S sampai XL."),
        ("Wanita Pensil", (78, 130), "Ukuran 27 sampai 34, warna bisa dicampur dalam satu kodi."),
        ("Anak", (45, 80), "Untuk anak usia 4 sampai 12 tahun, pinggang berkaret."),
        ("Kargo", (90, 145), "Dua kantong tempel di paha, dijahit dobel."),
        ("Kerja", (85, 140), "Lututnya dilapis dua, biasa dipesan bengkel dan pabrik."),
    )
)

ROWOSARI_TROUSERS = Line("convection", TROUSERS, (
    Stuff("", "denim", ("denim", "jeans-thread", "zips", "snaps-rivets"), DENIMS[0].made),
    Stuff("Melar", "denim", ("stretch-denim", "jeans-thread", "zips", "snaps-rivets"), DENIMS[1].made, 1.1),
))  # fmt: skip
ROWOSARI_OTHERS = Line("convection", (
    Thing("Celana Pendek", "shorts", (45, 80), ("Panjang di atas lutut, ada kantong samping.",), LOTS, WEEKS),
    Thing("Rok Panjang", "skirt", (70, 115), ("Model lebar agar leluasa melangkah.",), LOTS, WEEKS),
    Thing("Jaket", "jacket", (120, 190), ("Kancing logam, dua kantong dada.",), (10, 20, 20), WEEKS),
    Thing("Tas Jinjing", "tote", (40, 75), ("Dijahit dari sisa potongan celana.",), (10, 20), WEEKS),
), DENIMS)  # fmt: skip

WOVEN = (
    Stuff("Garis", "lurik", ("lombok-weave", "cotton-weaving-yarn"), (
        "Lungsi bergaris ditata lebih dahulu, lalu ditenun dengan alat gedogan.",
        "Ditenun di beranda rumah setelah pekerjaan kebun selesai.",
    )),
    Stuff("Ikat", "ikat", ("ikat", "cotton-weaving-yarn"), ("Benang diikat dan dicelup sebelum ditenun, sehingga tepi motifnya lembut.",), 1.3),
    Stuff("Songket", "songket", ("songket", "metallic-yarn", "cotton-weaving-yarn"), ("Motif timbulnya disisipkan benang demi benang dengan lidi.",), 1.6),
    Stuff("Nila", "lurik", ("lombok-weave", "handspun-cotton", "indigo"), ("Benang kapas pintal tangan dicelup nila di rumah perajin.",), 1.7),
    Stuff("Mengkudu", "ikat", ("lombok-weave", "handspun-cotton", "mengkudu", "alum"), ("Warna merahnya dari akar mengkudu, celupannya diulang beberapa malam.",), 1.7),
)  # fmt: skip

BAYAN = (
    Line("weaving", (
        Thing("Kain Tenun", "hung", (250, 650), ("Lebarnya mengikuti lebar alat gedogan.",), (1, 1, 2), (14, 45)),
        Thing("Selendang Tenun", "scarf", (120, 320), ("Berumbai di kedua ujung.", "Ringan, bisa untuk hadiah."), (1, 1, 5), (7, 30)),
        Thing("Sarung Tenun", "folded", (220, 520), ("Disambung di tengah dengan jahitan tangan.",), (1, 1, 2), (14, 40)),
        Thing("Taplak Meja Panjang", "runner", (110, 260), ("Panjang sekitar 150 sentimeter.",), (1, 2, 5), (7, 25)),
        Thing("Sarung Bantal Tenun", "cushion", (80, 170), ("Ukuran 40 x 40 sentimeter, isi tidak termasuk.",), (2, 4, 10), (7, 20)),
        Thing("Dompet Tenun", "pouch", (35, 85), ("Bagian dalamnya berfuring katun.",), (1, 10, 20), (5, 14)),
    ), WOVEN),
)  # fmt: skip


def _food(name: str, shape: str, filling: str, material: str, price: tuple[int, int], made: str, use: str) -> Line:
    """One food of one ingredient."""
    thing = Thing(name, shape, price, (use, "Berat bersih tertulis pada label."), (1, 5, 10, 20), (2, 7))
    return Line("food-processing", (thing,), (Stuff("", filling, (material,), (made,)),))


KAYANGAN = (
    _food("Keripik Pisang", "pouch_pack", "banana", "banana", (12, 25), "Pisang kepok diiris tipis dan digoreng dengan minyak kelapa.", "Tersedia rasa asin dan manis."),
    _food("Keripik Singkong", "pouch_pack", "cassava", "cassava", (10, 20), "Singkong dikupas, diiris, direndam, lalu digoreng dua kali agar renyah.", "Tersedia rasa asli dan pedas."),
    _food("Keripik Ubi Ungu", "pouch_pack", "sweet-potato", "sweet-potato", (12, 24), "Ubi dari kebun sendiri diiris tipis lalu digoreng.", "Tanpa pewarna tambahan."),
    _food("Kopi Bubuk", "pouch_pack", "coffee", "coffee", (25, 55), "Biji kopi dijemur, disangrai dengan wajan tanah, lalu digiling halus.", "Bisa dipesan berupa biji sangrai."),
    _food("Kacang Mete Panggang", "jar", "cashew", "cashew", (45, 85), "Mete dikacip satu per satu lalu dipanggang dengan sedikit garam.", "Stoples bisa dikembalikan untuk diisi ulang."),
    _food("Gula Semut Aren", "jar", "palm-sugar", "palm-sugar", (25, 45), "Nira aren dimasak berjam-jam sampai mengkristal, lalu diayak.", "Untuk kopi, kue, dan jamu."),
    _food("Sambal Botol", "jar", "chilli", "chilli", (20, 40), "Cabai dan bawang digoreng perlahan sampai minyaknya keluar.", "Tahan satu bulan di dalam lemari es."),
    _food("Abon Ikan", "jar", "fish", "fish", (30, 60), "Ikan tongkol dikukus, disuwir, lalu disangrai dengan santan dan bumbu.", "Lauk bekal yang tahan lama."),
    _food("Minyak Kelapa", "bottle", "coconut", "coconut", (25, 50), "Santan didiamkan semalam, kemudian minyaknya dipisahkan dan disaring.", "Untuk memasak dan perawatan rambut."),
    _food("Madu", "bottle", "honey", "honey", (60, 140), "Madu dipanen dari sarang di kebun, disaring tanpa dipanaskan.", "Warnanya berubah mengikuti musim bunga."),
    _food("Jajan Ketan Bungkus Daun", "besek", "rice", "rice", (20, 45), "Ketan dan kelapa dibungkus daun lalu dikukus pagi hari.", "Dipesan sehari sebelumnya untuk hajatan."),
)  # fmt: skip

PLAITED = (
    Stuff("Bambu", "bamboo", ("string-bamboo",), ("Bambu tali dibelah, diirat tipis, dijemur, lalu dianyam.", "Anyamannya rapat, tepinya diikat rotan."),),
    Stuff("Bambu Hitam", "bamboo", ("black-bamboo", "rattan"), ("Kulit bambu hitam disisipkan sebagai pola gelap.",), 1.2),
    Stuff("Ketak", "bamboo", ("ketak", "rattan"), ("Ketak dililitkan pada rangka rotan, lalu diasap agar awet dan warnanya rata.",), 1.6),
)  # fmt: skip
GANGGA = (
    Line("bamboo-wood", (
        Thing("Keranjang", "basket", (45, 120), ("Untuk buah, cucian, atau hantaran.",), (1, 5, 10), (4, 14)),
        Thing("Tampah Hias", "tray", (35, 90), ("Bisa dipakai menampi atau dipajang di dinding.",), (1, 5, 10), (3, 10)),
        Thing("Kap Lampu", "lamp", (90, 240), ("Cahayanya menembus sela anyaman.", "Sering dipesan penginapan."), (1, 2, 10), (7, 21)),
        Thing("Tikar Gulung", "wall_panel", (80, 190), ("Digelar untuk duduk bersama atau pelapis dinding.",), (1, 2, 10), (7, 20)),
    ), PLAITED),
    Line("bamboo-wood", (
        Thing("Bangku", "stool", (150, 320), ("Tingginya sekitar 45 sentimeter.",), (1, 2, 4), (10, 25)),
        Thing("Meja Rendah", "bench", (280, 620), ("Dirakit tanpa paku besi.",), (1, 1, 2), (14, 30)),
    ), (
        Stuff("Kayu Jati dan Bambu", "bamboo", ("teak", "string-bamboo"), ("Rangkanya kayu jati, dudukannya anyaman bambu.",), 1.4),
        Stuff("Kayu Kelapa dan Bambu", "bamboo", ("coconut-wood", "giant-bamboo"), ("Kayu kelapa tua dibelah, diamplas halus, lalu dipasangi anyaman.",)),
        Stuff("Kayu Bekas dan Bambu", "bamboo", ("reclaimed-wood", "string-bamboo"), ("Kayu bekas bangunan dibersihkan dari paku dan diserut ulang.",), 0.9),
    )),
)  # fmt: skip

PEMENANG = (
    Line("shell-pearl", (
        Thing("Bingkai Cermin", "frame", (120, 290), ("Ukuran luar sekitar 40 x 50 sentimeter.",), (1, 2, 6), (7, 20)),
        Thing("Kotak Perhiasan", "shell_box", (95, 260), ("Bagian dalamnya berlapis beludru.",), (1, 2, 10), (7, 20)),
    ), (
        Stuff("Cukli", "shell", ("cukli", "mahogany"), ("Potongan kulit kerang ditanam satu per satu pada kayu mahoni, lalu diamplas rata.",)),
        Stuff("Kulit Kerang", "shell", ("pearl-shell", "teak"), ("Kulit kerang mutiara dipotong kecil, ditempel, dan dipoles.",), 1.2),
    )),
    Line("shell-pearl", (
        Thing("Kalung", "necklace", (150, 520), ("Panjang rantainya bisa disesuaikan.",), (1, 1, 3), (3, 10)),
        Thing("Gelang", "bracelet", (85, 260), ("Ukurannya bisa diminta saat memesan.",), (1, 1, 5), (3, 10)),
    ), (
        Stuff("Mutiara Air Tawar", "shell", ("freshwater-pearl", "silver"), ("Mutiara disortir menurut ukuran, lalu dirangkai dengan simpul di antara butirnya.",)),
        Stuff("Mutiara Laut", "shell", ("sea-pearl", "silver"), ("Butir mutiara laut dipilih yang kilaunya serasi.",), 2.4),
        Stuff("Kerang", "shell", ("seashell", "beads"), ("Cangkang kerang dibersihkan, dilubangi, dan dirangkai dengan manik-manik.",), 0.5),
    )),
)  # fmt: skip
