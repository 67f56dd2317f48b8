"""A maker with every kind of trace there is, in every table; tests/artisans/test_canary.py erases one and looks for it.

A persona's words are found nowhere else. Of columns that hold no words of a person's (hashes, keys of files, search
vectors) the values are taken from the rows: `derived`.
"""

from dataclasses import dataclass, field
from datetime import date

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from accounts.models import User
from accounts.notices import tell
from artisans.actions import asking_back, claiming, duplicates, joining, merging, papers, splitting, wishes
from artisans.actions.answers import amend
from artisans.actions.reading import note_read
from artisans.choices import ArtisanState, Assent, ConsentPurpose, MembershipState, Read
from artisans.models import Artisan, Claim, Membership, MembershipNote, PersonIdentity, Split, Trace, WordShare
from clusters.models import Cluster
from core.photos import store_photo
from fieldwork.models import Lead
from orders import actions as orders
from orders.models import Enquiry
from products import search
from products.actions import buyer_links, channels, reports
from products.albums import shelf_of
from products.models import BuyerLink, Product, ProductPhoto, SearchWord
from products.search import folding
from regions.models import Region
from sheets.actions import importing
from sheets.choices import RowChoice, Verdict
from sheets.models import ColumnMemory, Export, ImportBatch
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    FieldVisitFactory,
    LeadFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)
from tests.sheets.made_files import uploaded, xlsx
from tests.sheets.test_importing import confirmed

HEADINGS = ["Nama Pemilik", "Nama Usaha", "Desa", "Kecamatan", "No HP", "NIK", "Alamat"]


@dataclass
class Persona:
    """By what a maker may be known. `tag` begins words that only this maker's texts have."""

    tag: str
    first: str
    public_name: str
    legal_name: str
    account_name: str
    username: str
    phone: str
    shown: str
    spaced: str
    bare: str
    international: str
    nik: str
    nib: str
    lat: float
    village: str
    regency: str
    derived: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [self.public_name, self.legal_name, self.account_name]

    @property
    def forms(self) -> list[str]:
        """The telephone number in five written forms."""
        return [self.phone, self.shown, self.spaced, self.bare, self.international]

    @property
    def words(self) -> list[str]:
        """What must be nowhere once the maker is erased."""
        words = [*self.names, self.first, self.username, *self.forms, self.nik, self.nib, self.tag]
        return [*words, str(self.lat), *self.derived]

    def word(self, what: str) -> str:
        """A word that stands in one kind of text of this maker's own."""
        return f"{self.tag}{what}"

    @property
    def spoken_of(self) -> str:
        """How others speak of the maker, who is named however it comes to their thumbs."""
        return (
            f"Tanya {self.public_name.upper()} alias {self.legal_name} ({self.account_name}), telepon {self.shown},"
            f" {self.spaced}, {self.bare}, {self.international} atau {self.phone}; NIK {self.nik[:6]} {self.nik[6:]}"
        )

    @property
    def mentioned(self) -> str:
        """The same in fewer letters."""
        return f"{self.public_name}, {self.shown}"


def whole_maker(persona: Persona) -> Artisan:
    """Registers the maker and leaves every trace; returns the record to erase. Others' rows name the maker as well."""
    officer = UserFactory(areas=[persona.regency])
    artisan = _record(persona, officer)
    _account(persona, artisan)
    product = _product(persona, artisan, officer)
    _merged_and_split(persona, artisan, officer)
    _memberships(persona, artisan, officer)
    _sheets(persona, artisan, officer)
    _said_by_others(persona, artisan, officer)
    _told(persona, artisan, product, officer)
    _search(product)
    _derive(persona, artisan)
    return artisan


def _record(persona: Persona, officer: User) -> Artisan:
    artisan = ArtisanFactory(
        published=True,
        public_name=persona.public_name,
        region_id=persona.village,
        story=persona.word("story"),
        place_note=persona.word("address"),
        machines=persona.word("machines"),
        lat=persona.lat,
        lon=110.4,
        precision_m=8,
        photo=_photo("artisans"),
        registered_by=officer,
    )
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.PRICES)
    artisan.crafts.add(CraftFactory())
    answers = {"phone": persona.phone, "legal_name": persona.legal_name, "nib": persona.nib, "birth_year": 1974}
    amend(artisan=artisan, answers=answers, seen=None, by=officer)
    papers.keep_nik(artisan=artisan, nik=persona.nik, by=officer)
    note_read(what=Read.NIK, artisan=artisan, by=officer, why=f"Untuk {persona.mentioned}")
    artisan.state_changes.create(to_state=ArtisanState.ACTIVE, by=officer, reason=persona.word("step"))
    claiming.issue(artisan=artisan, by=officer)
    LeadFactory(artisan=artisan, note=persona.word("lead"))
    return artisan


def _account(persona: Persona, artisan: Artisan) -> None:
    account = UserFactory(
        username=persona.username, first_name=persona.account_name, phone=persona.phone, email=f"{persona.tag}@x.id"
    )
    account.set_password(persona.word("password"))
    account.save()
    persona.derived.append(account.password)
    artisan.users.add(account)
    session = SessionStore()
    session.update({SESSION_KEY: str(account.pk), "account_authentication_methods": [{"phone": persona.phone}]})
    session.create()
    persona.derived.append(Session.objects.get(pk=session.session_key).session_data)
    email = EmailAddress.objects.create(user=account, email=f"{persona.tag}mail@x.id")
    EmailConfirmation.objects.create(email_address=email, key=persona.word("confirmation"))
    Authenticator.objects.create(user=account, type="totp", data={"secret": persona.word("factor")})
    said = dict.fromkeys(["user_agent", "http_accept", "path_info"], persona.word("browser"))
    address = f"192.0.2.{ord(persona.tag[-1])}"
    persona.derived.append(address)
    for name in (persona.phone, persona.username):
        asked = {"username": name, "ip_address": address, **said}
        AccessFailureLog.objects.create(**asked)
        AccessLog.objects.create(**asked, session_hash=persona.word("session"))
        typed = {"get_data": f"?q={persona.word('get')}", "post_data": f"login={persona.word('post')}"}
        AccessAttempt.objects.create(**asked, **typed, failures_since_start=1)


def _product(persona: Persona, artisan: Artisan, officer: User) -> Product:
    product = ProductFactory(
        artisan=artisan, published=True, name=f"Tas {persona.word('product')}", description=persona.word("description")
    )
    ProductPhoto.objects.create(product=product, key=_photo("products"), alt=persona.word("photo"))
    reports.report_product(product=product, text=persona.word("report"))
    product.reports.update(outcome=persona.word("outcome"))
    buyer_links.make_link(artisan=artisan, name=persona.word("buyer"), by=officer)
    channels.add_channel(artisan=artisan, url=f"https://toko.example/{persona.word('shop')}", by=officer)
    secret = f"{persona.tag}secret".ljust(64, "0")
    enquiry = orders.ask(to=artisan, secret_hash=secret, buyer_name="Pembeli", text=persona.word("enquiry"))
    orders.answer(enquiry=enquiry, text=persona.word("answer"), by=officer)
    default_storage.save(f"partial/{shelf_of(product.pk)}/{persona.tag}", ContentFile(persona.tag.encode()))
    return product


def _merged_and_split(persona: Persona, artisan: Artisan, officer: User) -> None:
    """A double that was merged into the record, whose name both bear, and a split that was taken back."""
    double = ArtisanFactory(public_name=persona.public_name, region_id=persona.village, photo=_photo("artisans"))
    ConsentFactory(artisan=double, purpose=ConsentPurpose.STORE)
    PersonIdentity.objects.create(artisan=double, legal_name=persona.legal_name)
    duplicates.count_words()
    Artisan.objects.filter(pk=double.pk).update(public_name=f"{persona.public_name} {persona.word('double')}")
    double.refresh_from_db()
    merging.merge(survivor=artisan, merged=double, chosen=["public_name", "photo"], by=officer)
    done = splitting.split(
        artisan=artisan, public_name=persona.word("part"), by=officer, takes_phone=True, agreed_to_store=True
    )
    splitting.unite(split=done, by=officer)
    told = {"changes": [{"before": {"phone": persona.phone}}]}
    Split.objects.create(artisan=artisan, part=ArtisanFactory(public_name="Tinggal"), by=officer, before=told)


def _memberships(persona: Persona, artisan: Artisan, officer: User) -> None:
    cluster = ClusterFactory(region_id=persona.regency)
    ended = MembershipFactory(
        artisan=artisan, cluster=cluster, decree_no=persona.word("decree"), member_no=persona.word("no")
    )
    Membership.objects.filter(pk=ended.pk).update(state=MembershipState.LEFT, reason=persona.word("farewell"))
    asked = joining.ask_to_join(
        artisan=artisan, cluster=cluster, by=officer, assent=Assent.SPOKEN, message=persona.word("message")
    )
    asking_back.write_to_committee(membership=asked, text=persona.word("note"), by=officer)
    wish = wishes.ask_for_correction(artisan=artisan, text=persona.word("wish"), by=officer)
    wish.answer = persona.word("reply")
    wish.save()


def _sheets(persona: Persona, artisan: Artisan, officer: User) -> None:
    """Three sheets: one has filled the record, one waits to be written, and one to be read. A neighbour is in each."""
    village = Region.objects.get(pk=persona.village).name
    row = [persona.legal_name, persona.public_name, village, "", persona.phone, persona.nik, persona.word("street")]
    broken = [persona.legal_name, persona.word("firm"), "Antah", "", persona.bare, "", ""]
    neighbour = ["Wahyuningsih", "Rajut Wahyuningsih", village, "", "", "", "Gang Lain"]
    filling, waiting, unread = (_uploaded(persona, [HEADINGS, row, broken, neighbour], officer) for _ in range(3))
    confirmed(filling, officer)
    filling.rows.filter(number=2).update(verdict=Verdict.EXISTS, match=artisan, choice=RowChoice.FILL)
    importing.begin_writing(batch=filling, by=officer)
    importing.work(batch=filling, by=officer)
    confirmed(waiting, officer)
    waiting.rows.filter(number=2).update(notes=[f"Mungkin {persona.public_name}"])
    waiting.rows.filter(number=3).update(problems={"phone": {"text": f"“{persona.bare}”?", "choices": []}})
    persona.derived += waiting.rows.get(number=2).keys
    said = {"sheets": [{"name": persona.public_name}], "headers": [persona.legal_name, *HEADINGS[1:]]}
    ImportBatch.objects.filter(pk=unread.pk).update(consent_source=f"Map {persona.public_name}", **said)
    ColumnMemory.objects.create(office_id=persona.regency, heading=persona.legal_name.lower())
    asked = {"q": [persona.public_name, persona.shown]}
    Export.objects.create(by=officer, file_format="csv", filters=asked, row_count=1, why=f"Untuk {persona.mentioned}")


def _uploaded(persona: Persona, rows: list[list[str]], officer: User) -> ImportBatch:
    office = Region.objects.get(pk=persona.regency)
    return importing.upload(file=uploaded(xlsx(rows), f"{persona.public_name}.xlsx"), office=office, by=officer)


def _said_by_others(persona: Persona, artisan: Artisan, officer: User) -> None:
    """Rows of clusters, of another maker and of officers, which stay."""
    said, short = persona.spoken_of, persona.mentioned
    cluster = ClusterFactory(
        region_id=persona.regency, description=said, how_to_join=said, fees=short, visitor_hours=short
    )
    Cluster.objects.filter(pk=cluster.pk).update(description=f"Dulu: {said}")
    news = cluster.news.create(title=short, text=said, by=officer)
    news.delete()
    cluster.news.create(title=short, text=said, by=officer)
    cluster.photos.create(key=f"clusters/{persona.tag.swapcase()[::-1]}", alt=short)
    cluster.kind_changes.create(from_kind="GROUP", to_kind="CLUSTER", reason=said, by=officer)
    other = ArtisanFactory(
        published=True, public_name="Tetangga", region_id=persona.village, story=said, place_note=short, machines=short
    )
    PersonIdentity.objects.create(artisan=other, legal_name="Bukan Siapa", phone="")
    other.state_changes.create(to_state=ArtisanState.ACTIVE, by=officer, reason=said)
    wish = wishes.ask_for_correction(artisan=other, text=said, by=officer)
    wish.answer = said
    wish.save()
    Lead.objects.create(artisan=other, told_by="NEIGHBOUR", told_on=date(2026, 11, 2), note=said)
    membership = MembershipFactory(artisan=other, cluster=cluster, message=said, reason=short, decree_no=short)
    MembershipNote.objects.create(membership=membership, by=officer, from_committee=True, text=said)
    product = ProductFactory(artisan=other, published=True, name=short, description=said)
    ProductPhoto.objects.create(product=product, key=_photo("products"), alt=short)
    reports.report_product(product=product, text=said)
    product.reports.update(outcome=said)
    BuyerLink.objects.create(artisan=other, name=short, word_hash=persona.tag.ljust(64, "1")[::-1], made_by=officer)
    enquiry = orders.ask(to=cluster, secret_hash=persona.tag.ljust(64, "2")[::-1], buyer_name="Pembeli", text=said)
    orders.answer(enquiry=enquiry, text=said, by=officer)
    place = CanvassPlaceFactory(name=short, note=said, region_id=persona.village)
    FieldVisitFactory(place=place, note=said, officer=officer)
    note_read(what=Read.RECORD, artisan=other, by=officer, why=short)


def _told(persona: Persona, artisan: Artisan, product: Product, officer: User) -> None:
    """Notices and the admin's journal."""
    tell([officer], "%(who)s, %(maker)s", who=persona.account_name, maker=persona.public_name, url="/klaster/")
    tell([officer], "%(n)s", n="Seseorang", url=artisan.get_absolute_url())
    for row in (artisan, product):
        LogEntry.objects.create(
            user=officer, content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk),
            object_repr=str(row), action_flag=CHANGE, change_message=f'[{{"changed": {{"object": "{row}"}}}}]',
        )  # fmt: skip
    LogEntry.objects.create(
        user=officer, content_type=ContentType.objects.get_for_model(Cluster), object_id="0", action_flag=CHANGE,
        object_repr=persona.mentioned, change_message=persona.spoken_of,
    )  # fmt: skip


def _search(product: Product) -> None:
    """The bitmaps know the product, and wait for what it says since."""
    folding.lay_out()
    folding.fold_all()
    Product.objects.filter(pk=product.pk).update(min_order=2, price=90_000)
    search.refresh([product.pk])


def _derive(persona: Persona, artisan: Artisan) -> None:
    family = Artisan.objects.of_the_same_maker([artisan])
    identity = PersonIdentity.objects.get(artisan=artisan)
    traces = Trace.objects.filter(artisan__in=family)
    names = {word for trace in traces for word in trace.name.split()}
    rare = WordShare.objects.filter(word__in=names).values_list("word", flat=True)
    goods = SearchWord.objects.filter(word__startswith=persona.tag)
    persona.derived += [
        identity.nik_sealed,
        identity.nik_hash,
        *Claim.objects.filter(artisan__in=family).values_list("code_hash", flat=True),
        *BuyerLink.objects.filter(artisan__in=family).values_list("word_hash", flat=True),
        *Enquiry.objects.filter(artisan__in=family).values_list("secret_hash", flat=True),
        *(photo for photo in family.values_list("photo", flat=True) if photo),
        *ProductPhoto.objects.filter(product__artisan__in=family).values_list("key", flat=True),
        *goods.values_list("skeleton", flat=True),
        *rare,
    ]


def _photo(folder: str) -> str:
    return store_photo(Image.new("RGB", (40, 30)), folder)
