"""Writing the demo's enquiries: what invented buyers ask makers and a cluster, and what they were answered."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from artisans.models import Artisan
from clusters.models import Cluster
from core.loading import Memory
from orders.choices import EnquiryState
from orders.models import Enquiry, EnquiryMessage
from pages.demo import plan
from pages.demo.seed_makers import date

SEMARANG, HERE, CHAIR = "cluster semarang", f"maker {plan.ARTISAN_OF_THE_DEMO}", f"maker {plan.COMMITTEE_OF_THE_DEMO}"
NO_ACCOUNT = "maker member semarang 2"


@dataclass(frozen=True)
class EnquiryPlan:
    """One conversation: to whom (a key of the plan), by whom, and what was said, the buyer first, in turn."""

    to: str
    buyer: str
    days_ago: int
    said: tuple[str, ...]
    pieces: int | None = None
    is_closed: bool = False

    @property
    def secret_hash(self) -> str:
        """No word has this hash, so nobody opens a demo conversation as its buyer."""
        return hashlib.sha256(f"demo enquiry {self.to} {self.buyer}".encode()).hexdigest()

    @property
    def state(self) -> str:
        if self.is_closed:
            return EnquiryState.CLOSED
        return EnquiryState.NEW if len(self.said) % 2 else EnquiryState.ANSWERED


ENQUIRIES = (
    EnquiryPlan(HERE, "Bu Retno (contoh)", 1, ("Apakah tasnya bisa dengan ritsleting? Saya perlu untuk arisan.",), 12),
    EnquiryPlan(
        HERE,
        "Toko Oleh-oleh (contoh)",
        9,
        (
            "Berapa harga untuk dua puluh buah, dan kapan bisa selesai?",
            "Untuk dua puluh buah harganya tetap, selesai dalam tiga minggu.",
        ),
        20,
    ),
    EnquiryPlan(
        CHAIR,
        "Kafe di Kota Lama (contoh)",
        30,
        (
            "Kami mencari tas belanja dari karung goni dengan logo kafe.",
            "Bisa. Silakan kirim gambar logonya ke bengkel kami.",
            "Terima kasih, kami datang hari Sabtu.",
        ),
        is_closed=True,
    ),
    EnquiryPlan(NO_ACCOUNT, "Pak Wahyu (contoh)", 6, ("Apakah dompetnya masih ada warna cokelat?",)),
    EnquiryPlan(
        SEMARANG,
        "Panitia seminar (contoh)",
        3,
        ("Kami perlu tas seminar dari karung goni dan kain lurik, ukuran kertas folio, dikirim ke Semarang.",),
        400,
    ),
    EnquiryPlan(
        SEMARANG,
        "Koperasi kantor (contoh)",
        20,
        (
            "Apakah klaster bisa membuat seratus tas rajut sebelum akhir tahun?",
            "Bisa, dibagi kepada enam anggota. Contoh tasnya kami siapkan minggu depan.",
        ),
        100,
    ),
)


def add_enquiries(people: dict[str, User]) -> int:
    """Adds the enquiries never there; returns how many. Answers are by the account of the maker or committee."""
    plans = {enquiry.secret_hash: enquiry for enquiry in ENQUIRIES}
    memory = Memory("demo enquiries")
    known = set(Enquiry.objects.filter(secret_hash__in=plans).values_list("secret_hash", flat=True))
    added = []
    for key in memory.never_loaded(plans):
        asked, answering = (
            _asked(plans[key]),
            people.get("perajin.jatingaleh" if plans[key].to == HERE else "pengurus.tas"),
        )
        if key not in known and asked and answering:
            _add(plans[key], asked, answering)
            added.append(key)
    memory.remember({*known, *added})
    return len(added)


def _asked(enquiry: EnquiryPlan) -> Cluster | Artisan | None:
    """To whom it goes, if the demo still has them."""
    model = Cluster if enquiry.to.startswith("cluster") else Artisan
    return model.objects.filter(code=plan.code_for(enquiry.to)).first()


def _add(enquiry: EnquiryPlan, asked: Cluster | Artisan, answering: User) -> None:
    asked_at = plan.LAST_DAY - timedelta(days=enquiry.days_ago)
    row = Enquiry.objects.create(
        **{asked._meta.model_name: asked},
        secret_hash=enquiry.secret_hash,
        buyer_name=enquiry.buyer,
        pieces=enquiry.pieces,
        state=enquiry.state,
        waiting_since=asked_at if enquiry.state == EnquiryState.NEW else None,
        closed_at=plan.LAST_DAY if enquiry.is_closed else None,
        is_demo=True,
    )
    date(Enquiry, "asked_at", [(row, asked_at)])
    said = [
        (row.messages.create(text=text, by=answering if turn % 2 else None), asked_at + timedelta(hours=5 * turn))
        for turn, text in enumerate(enquiry.said)
    ]
    date(EnquiryMessage, "at", said)
