"""Writing the demo's invitations and talks, so that each stage of joining can be tried at once."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from artisans.actions import membership_news as news
from artisans.choices import Assent, ConsentMethod, ConsentPurpose, MembershipState
from artisans.models import Artisan, Consent, Membership, MembershipNote
from clusters.models import Cluster
from core.loading import Memory
from pages.demo import plan
from pages.demo.seed_makers import date

MAKER, COMMITTEE = "maker", "committee"


@dataclass(frozen=True)
class JoiningPlan:
    """One request or invitation: whose, where, how it stands, and what was said, by whom, in turn."""

    maker: str
    cluster: str
    days_ago: int
    word: str
    is_invitation: bool = True
    said: tuple[tuple[str, str], ...] = ()
    declined: str = ""

    @property
    def state(self) -> str:
        if self.declined:
            return MembershipState.DECLINED
        return MembershipState.INVITED if self.is_invitation else MembershipState.REQUESTED

    @property
    def awaits_maker(self) -> bool:
        if self.declined:
            return False
        return self.said[-1][0] == COMMITTEE if self.said else self.is_invitation


def _outsider(number: int) -> str:
    return f"outsider semarang ACTIVE {number}"


JOININGS = (
    JoiningPlan(
        plan.ARTISAN_OF_THE_DEMO,
        "tanggulangin",
        4,
        "Kami melihat tas buatan Anda. Datanglah ke bengkel bersama kami di Tanggulangin, lalu pertimbangkan.",
    ),
    JoiningPlan(
        _outsider(5),
        "semarang",
        6,
        "Kami mengajak perajin di sekitar kota untuk pameran bersama bulan depan.",
        said=((MAKER, "Terima kasih. Apakah ada iuran bulanan?"),),
    ),
    JoiningPlan(_outsider(7), "semarang", 2, "Mari ikut pelatihan memotong kulit bersama kami."),
    JoiningPlan(
        _outsider(8),
        "semarang",
        40,
        "Mari bergabung dengan klaster kami.",
        declined="Pesanan saya masih penuh sampai tahun depan.",
    ),
    JoiningPlan(
        _outsider(9),
        "semarang",
        9,
        "Saya ingin ikut membeli bahan bersama.",
        is_invitation=False,
        said=((COMMITTEE, "Sejak kapan Anda membuat tas, dan dari bahan apa?"),),
    ),
    JoiningPlan(
        _outsider(10),
        "semarang",
        12,
        "Saya ingin ikut pameran bersama.",
        is_invitation=False,
        said=(
            (COMMITTEE, "Boleh kami melihat contoh tasnya?"),
            (MAKER, "Boleh, silakan datang hari Sabtu. Petugas menuliskan ini untuk saya."),
        ),
    ),
)


def add_joinings(people: dict[str, User]) -> int:
    """Adds the requests and invitations that were never there; returns how many."""
    plans = {f"{one.maker} {one.cluster}": one for one in JOININGS}
    makers = Artisan.objects.in_bulk([plan.code_for(f"maker {one.maker}") for one in JOININGS], field_name="code")
    clusters = Cluster.objects.in_bulk([plan.code_for(f"cluster {one.cluster}") for one in JOININGS], field_name="code")
    memory = Memory("demo requests and invitations")
    added = []
    for key in memory.never_loaded(plans):
        one = plans[key]
        maker = makers.get(plan.code_for(f"maker {one.maker}"))
        cluster = clusters.get(plan.code_for(f"cluster {one.cluster}"))
        voices = _voices(one, maker, people)
        if maker and cluster and all(voices.values()) and not maker.memberships.filter(cluster=cluster).exists():
            _add(one, maker, cluster, voices)
            added.append(key)
    memory.remember(added)
    return len(added)


def _voices(one: JoiningPlan, maker: Artisan | None, people: dict[str, User]) -> dict[str, User | None]:
    """Who speaks for either side, as far as their accounts are there."""
    return {
        MAKER: (maker and maker.users.first()) or people.get("petugas.semarang"),
        COMMITTEE: people.get("pengurus.tas" if one.cluster == "semarang" else "petugas.sidoarjo"),
    }


def _add(one: JoiningPlan, maker: Artisan, cluster: Cluster, voices: dict[str, User]) -> None:
    asked_at = plan.LAST_DAY - timedelta(days=one.days_ago)
    membership = Membership.objects.create(
        cluster=cluster,
        artisan=maker,
        state=one.state,
        is_invitation=one.is_invitation,
        awaits_maker=one.awaits_maker,
        assent="" if one.is_invitation else Assent.SPOKEN,
        message=one.word,
        requested_by=voices[COMMITTEE if one.is_invitation else MAKER],
        decided_by=voices[MAKER] if one.declined else None,
        decided_at=asked_at + timedelta(days=2) if one.declined else None,
        reason=one.declined,
    )
    date(Membership, "requested_at", [(membership, asked_at)])
    notes = [
        membership.notes.create(by=voices[whose], from_committee=whose == COMMITTEE, text=text)
        for whose, text in one.said
    ]
    date(MembershipNote, "at", [(note, asked_at + timedelta(days=turn)) for turn, note in enumerate(notes, start=1)])
    if one.is_invitation:
        _agree_to_be_invited(maker, voices[MAKER], asked_at - timedelta(days=1))
        news.tell_maker(membership, news.INVITED, by=voices[COMMITTEE])


def _agree_to_be_invited(maker: Artisan, witness: User, given_at) -> None:
    consent = {"purpose": ConsentPurpose.INVITE, "method": ConsentMethod.SPOKEN}
    if not maker.consents.standing().filter(purpose=ConsentPurpose.INVITE).exists():
        Consent.objects.create(artisan=maker, witness=witness, given_at=given_at, **consent)
