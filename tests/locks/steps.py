"""A register in which every action has something to do, and every action with it."""

import datetime
from collections.abc import Callable
from uuid import UUID, uuid4

from PIL import Image

from artisans.actions import (
    answers,
    asking_back,
    claiming,
    consents,
    duplicates,
    erasing,
    freshness,
    inviting,
    joining,
    ladder,
    merging,
    papers,
    registering,
    review,
    seats,
    splitting,
    wishes,
)
from artisans.actions.registering import Entry
from artisans.choices import (
    ArtisanState,
    Assent,
    Confirmed,
    ConsentMethod,
    ConsentPurpose,
    MembershipRole,
    MembershipState,
    SameOrNot,
)
from artisans.models import Artisan, Membership, PersonIdentity
from clusters.actions import news, page, photos, ticks
from clusters.choices import ClusterKind, Told
from fieldwork.actions import canvassing, leads, targets
from fieldwork.actions import registering as field_registering
from fieldwork.actions.canvassing import Walk
from fieldwork.actions.leads import Tip
from fieldwork.choices import ToldBy
from orders import actions as orders
from products import actions as products
from products.actions import buyer_links, channels, reports
from products.choices import PriceMode, ProductState
from products.models import ProductReport
from regions.models import Region
from sheets.actions import choosing, importing
from sheets.choices import ConsentBasis, RowChoice, Verdict
from tests.cast import PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    EnquiryFactory,
    FieldVisitFactory,
    LeadFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    SalesChannelFactory,
    TargetFactory,
    UserFactory,
)
from tests.sheets.made_files import phone, uploaded, xlsx
from tests.sheets.test_importing import HEADINGS, start, write

NIK = "3374014512740001"
PICTURE = Image.new("RGB", (40, 30))
TODAY = datetime.date(2026, 11, 2)


def maker(state=ArtisanState.ACTIVE, **values) -> Artisan:
    artisan = ArtisanFactory(state=state, region_id=PURWODINATAN, **values)
    for purpose in set(ConsentPurpose) - {ConsentPurpose.NEWS}:
        ConsentFactory(artisan=artisan, purpose=purpose)
    artisan.crafts.add(CraftFactory())
    PersonIdentity.objects.create(artisan=artisan)
    return artisan


def member(state: MembershipState, cluster, **values) -> Membership:
    is_invitation = state == MembershipState.INVITED
    return MembershipFactory(artisan=maker(), cluster=cluster, state=state, is_invitation=is_invitation, **values)


class World:
    """Makers in every state, with all that can hang on them."""

    def __init__(self) -> None:
        self.officer, self.account, self.buyer = UserFactory(areas=[SEMARANG]), UserFactory(), UserFactory()
        self.cluster = ClusterFactory(description="Diketuai Bu Sri Lestari sejak 2010.")
        self.make_makers()
        self.make_memberships()
        self.make_products()
        self.make_imports()

    def make_makers(self) -> None:
        self.active, self.other = maker(public_name="Bu Sri Lestari"), maker(public_name="Sri Lestari")
        self.active.users.add(self.account)
        self.draft, self.submitted = maker(ArtisanState.DRAFT), maker(ArtisanState.SUBMITTED)
        self.dormant, self.rejected = maker(ArtisanState.DORMANT), maker(ArtisanState.REJECTED)
        papers.keep_nik(artisan=self.other, nik=NIK, by=self.officer)
        self.lead = LeadFactory(artisan__region_id=PURWODINATAN).artisan
        self.merge = merging.merge(survivor=maker(), merged=maker(), chosen=["story"], by=self.officer)
        self.survivor = self.merge.survivor
        self.cut = splitting.split(artisan=maker(), public_name="Tas B", by=self.officer)
        self.locked_out = UserFactory()
        self.other.users.add(self.locked_out)
        claiming.report_lost_phone(artisan=self.other, account=self.locked_out, by=self.officer)
        self.claim = claiming.find(typed=claiming.issue(artisan=self.other, by=self.officer))
        self.wish = wishes.ask_for_correction(artisan=self.active, text="Nama saya", by=self.account)
        self.erasure = wishes.ask_for_erasure(artisan=self.other, by=self.officer)
        self.enquiry = EnquiryFactory(artisan=self.active)
        self.committees_enquiry = EnquiryFactory(artisan=None, cluster=self.cluster)
        self.place = CanvassPlaceFactory(region_id=PURWODINATAN)
        self.visit = FieldVisitFactory(place=self.place, officer=self.officer)

    def make_memberships(self) -> None:
        self.chair = member(MembershipState.ACCEPTED, self.cluster, role=MembershipRole.CHAIR)
        self.member = member(MembershipState.ACCEPTED, self.cluster)
        self.request = member(MembershipState.REQUESTED, self.cluster)
        self.invitation = member(MembershipState.INVITED, self.cluster)
        self.news = news.write_news(cluster=self.cluster, title="Pameran", text="Besok", by=self.officer)
        self.picture = photos.add_photo(cluster=self.cluster, by=self.officer, image=PICTURE)

    def make_products(self) -> None:
        self.product = ProductFactory(artisan=self.active, published=True)
        self.product_draft = ProductFactory(artisan=self.active)
        self.waiting = [ProductFactory(artisan=self.submitted, state=ProductState.SUBMITTED) for _ in range(2)]
        self.photos = [ProductPhotoFactory(product=self.product, position=position) for position in range(2)]
        self.report = ProductReport.objects.create(product=self.product, text="Bukan buatan sendiri")
        self.channel = SalesChannelFactory(artisan=self.active)
        self.word = buyer_links.make_link(artisan=self.active, name="Toko Contoh", by=self.account)
        self.link = self.active.buyer_links.get()

    def make_imports(self) -> None:
        known = maker(ArtisanState.DRAFT, public_name="Tas Lestari Wulandari")
        PersonIdentity.objects.filter(artisan=known).update(phone=phone(1))
        self.checked = self.sheet("Siti Wulan", "Tas Lestari Wulandari", 1)
        self.row = self.checked.rows.get(verdict=Verdict.EXISTS)
        self.writing = self.sheet("Siti Wulan", "Tas Lestari Wulandari", 1)
        choosing.choose(row=self.writing.rows.get(verdict=Verdict.EXISTS), choice=RowChoice.FILL, by=self.officer)
        importing.begin_writing(batch=self.writing, by=self.officer)
        self.filling = self.sheet_about_a_merged_record()
        self.written = write(self.sheet("Contoh Dua", "Sulam Zamrud", 2), self.officer)
        self.undoing = write(self.sheet("Contoh Tiga", "Bordir Kenanga", 3), self.officer)
        importing.begin_undoing(batch=self.undoing, by=self.officer)
        rows = [HEADINGS, ["Contoh Empat", "Rajut Melati", "Purwodinatan", "", phone(4), ""]]
        office = Region.objects.get(pk=SEMARANG)
        self.uploaded = importing.upload(file=uploaded(xlsx(rows)), office=office, by=self.officer)

    def sheet_about_a_merged_record(self):
        """An import that is to fill a record which has become part of one with a lower key since."""
        survivor = maker(ArtisanState.DRAFT, public_name="Anyam Kantil")
        known = maker(ArtisanState.DRAFT, public_name="Tas Melati Sekar")
        PersonIdentity.objects.filter(artisan=known).update(phone=phone(5))
        batch = self.sheet("Siti Melati", "Tas Melati Sekar", 5)
        choosing.choose(row=batch.rows.get(verdict=Verdict.EXISTS), choice=RowChoice.FILL, by=self.officer)
        importing.begin_writing(batch=batch, by=self.officer)
        merging.merge(survivor=survivor, merged=known, chosen=[], by=self.officer)
        return batch

    def sheet(self, person: str, name: str, number: int):
        return start(self.officer, [HEADINGS, [person, name, "Purwodinatan", "", phone(number), ""]])

    def entry(self) -> Entry:
        return Entry(
            public_name="Tas Baru", region=Region.objects.get(pk=PURWODINATAN), purposes=["STORE"], photo=PICTURE,
            crafts=[CraftFactory()],
        )  # fmt: skip

    def tip(self) -> Tip:
        region = Region.objects.get(pk=PURWODINATAN)
        return Tip(public_name="Tas Kabar", region=region, told_by=ToldBy.NEIGHBOUR, told_on=TODAY, place=self.place)


def steps_of_makers(w: World) -> dict[str, Callable]:
    seen, by = answers.plain_answers(w.active, ["machines", "purposes"]), w.officer
    yes = {"method": ConsentMethod.SPOKEN, "by": by}
    return {
        "artisans.answers.amend": lambda: answers.amend(
            artisan=w.active, answers=seen | {"machines": "2 mesin"}, photo=PICTURE, seen=seen | {"photo": ""}, by=by
        ),
        "artisans.claiming.issue": lambda: claiming.issue(artisan=w.other, by=by),
        "artisans.claiming.issue_again": lambda: claiming.issue_again(artisan=w.other, account=w.locked_out, by=by),
        "artisans.claiming.take": lambda: claiming.take(claim=w.claim, by=w.buyer),
        "artisans.claiming.take_with_number": lambda: claiming.take_with_number(
            claim=w.claim, name="Contoh", phone=UNDIALLABLE, password="kata-sandi-panjang"
        ),
        "artisans.claiming.report_lost_phone": lambda: claiming.report_lost_phone(
            artisan=w.active, account=w.account, by=by
        ),
        "artisans.claiming.end_hold": lambda: claiming.end_hold(artisan=w.active, account=w.account, by=by),
        "artisans.consents.give": lambda: consents.give(artisan=w.active, purpose=ConsentPurpose.NEWS, **yes),
        "artisans.consents.withdraw": lambda: consents.withdraw(
            artisan=w.invitation.artisan, purpose=ConsentPurpose.INVITE, by=by
        ),
        "artisans.consents.withdraw of a draft": lambda: consents.withdraw(
            artisan=w.draft, purpose=ConsentPurpose.STORE, by=by
        ),
        "artisans.consents.set_consents": lambda: consents.set_consents(
            artisan=w.active, purposes=["STORE"], asked=consents.ASKED_WHEN_REGISTERING, **yes
        ),
        "artisans.duplicates.decide": lambda: duplicates.decide(
            first=w.other, second=w.active, decision=SameOrNot.DIFFERENT, by=by
        ),
        "artisans.erasing.erase": lambda: erasing.erase(artisans=[w.survivor, w.active, w.chair.artisan], by=by),
        "artisans.freshness.confirm": lambda: freshness.confirm(artisan=w.active, how=Confirmed.VISIT, by=by),
        "artisans.freshness.wake": lambda: freshness.wake(artisan=w.dormant, how=Confirmed.VISIT, by=by),
        "artisans.freshness.put_to_rest": lambda: freshness.put_to_rest(artisan=w.active, by=by),
        "artisans.freshness.close": lambda: freshness.close(artisan=w.active, by=by, reason="Pindah"),
        "artisans.merging.merge": lambda: merging.merge(
            survivor=w.other, merged=w.active, chosen=["story", "phone", "nik"], by=by
        ),
        "artisans.merging.undo": lambda: merging.undo(merge=w.merge, by=by),
        "artisans.papers.keep_nik": lambda: papers.keep_nik(artisan=w.active, nik="3374014512740002", by=by),
        "artisans.papers.remove_nik": lambda: papers.remove_nik(artisan=w.other, by=by),
        "artisans.registering.register": lambda: registering.register(
            entry=w.entry(), registration_uuid=uuid4(), by=by, submit=True
        ),
        "artisans.registering.revise": lambda: registering.revise(artisan=w.draft, entry=w.entry(), by=by, submit=True),
        "artisans.review.submit": lambda: review.submit(artisan=w.draft, by=by),
        "artisans.review.verify": lambda: review.verify(artisan=w.submitted, by=by),
        "artisans.review.return_for_fix": lambda: review.return_for_fix(artisan=w.active, by=by, reason="Nama"),
        "artisans.review.reject": lambda: review.reject(artisan=w.submitted, by=by, reason="Bukan perajin"),
        "artisans.review.reopen": lambda: review.reopen(artisan=w.rejected, by=by),
        "artisans.splitting.split": lambda: splitting.split(
            artisan=w.active, public_name="Tas C", by=by, products=[w.product.pk], agreed_to_store=True
        ),
        "artisans.splitting.unite": lambda: splitting.unite(split=w.cut, by=by),
        "artisans.wishes.ask_for_correction": lambda: wishes.ask_for_correction(artisan=w.draft, text="Nama", by=by),
        "artisans.wishes.ask_for_erasure": lambda: wishes.ask_for_erasure(artisan=w.draft, by=by),
        "artisans.wishes.take_back": lambda: wishes.take_back(wish=w.wish, by=w.account),
        "artisans.wishes.correct": lambda: wishes.correct(wish=w.wish, by=by),
        "artisans.wishes.refuse": lambda: wishes.refuse(wish=w.wish, by=by, answer="Sudah benar"),
        "artisans.wishes.fulfil_erasure": lambda: wishes.fulfil_erasure(wish=w.erasure, by=by),
    }


def steps_of_clusters(w: World) -> dict[str, Callable]:
    by, kept = w.officer, seats.kept_answers(w.chair)
    moved = {"photo_id": w.picture.pk, "by": by, "cluster": w.cluster}
    return {
        "artisans.asking_back.write_to_maker": lambda: asking_back.write_to_maker(
            membership=w.request, text="Apa?", by=by
        ),
        "artisans.asking_back.write_to_committee": lambda: asking_back.write_to_committee(
            membership=w.request, text="Tas", by=by
        ),
        "artisans.inviting.invite": lambda: inviting.invite(cluster=w.cluster, artisan=w.active, by=by),
        "artisans.inviting.accept_invitation": lambda: inviting.accept_invitation(
            membership=w.invitation, by=by, assent=Assent.SPOKEN
        ),
        "artisans.inviting.decline_invitation": lambda: inviting.decline_invitation(membership=w.invitation, by=by),
        "artisans.inviting.uninvite": lambda: inviting.uninvite(membership=w.invitation, by=by),
        "artisans.joining.ask_to_join": lambda: joining.ask_to_join(
            artisan=w.active, cluster=w.cluster, by=by, assent=Assent.SPOKEN
        ),
        "artisans.joining.accept": lambda: joining.accept(membership=w.request, by=by, member_no="7"),
        "artisans.joining.decline": lambda: joining.decline(membership=w.request, by=by, reason="Penuh"),
        "artisans.joining.take_back": lambda: joining.take_back(membership=w.request, by=by),
        "artisans.ladder.change_kind": lambda: ladder.change_kind(
            cluster=w.cluster, kind=next(kind for kind in ClusterKind if kind != w.cluster.kind), by=by, reason="Ya"
        ),
        "artisans.seats.amend": lambda: seats.amend(
            membership=w.chair, answers={"role": MembershipRole.MEMBER}, seen=kept, by=by, alone=True
        ),
        "artisans.seats.leave": lambda: seats.leave(membership=w.chair, by=by, alone=True),
        "artisans.seats.let_go": lambda: seats.let_go(membership=w.member, by=by, reason="Pindah"),
        "clusters.news.write_news": lambda: news.write_news(cluster=w.cluster, title="A", text="B", by=by),
        "clusters.news.correct_news": lambda: news.correct_news(
            news=w.news, answers={"title": "C"}, seen={"title": "Pameran"}, by=by
        ),
        "clusters.news.take_down": lambda: news.take_down(news=w.news, by=by),
        "clusters.page.amend": lambda: page.amend(
            cluster=w.cluster, answers={"how_to_join": "A"}, seen={"how_to_join": ""}, by=by
        ),
        "clusters.page.confirm": lambda: page.confirm(cluster=w.cluster, by=by),
        "clusters.photos.add_photo": lambda: photos.add_photo(cluster=w.cluster, by=by, image=PICTURE),
        "clusters.photos.describe_photos": lambda: photos.describe_photos(
            cluster=w.cluster, by=by, alts={w.picture.pk: "Tas"}
        ),
        "clusters.photos.move_photo": lambda: photos.move_photo(places=1, **moved),
        "clusters.photos.order_photos": lambda: photos.order_photos(cluster=w.cluster, by=by, photo_ids=[w.picture.pk]),
        "clusters.photos.remove_photo": lambda: photos.remove_photo(**moved),
        "clusters.ticks.tick": lambda: ticks.tick(cluster=w.cluster, told=next(iter(Told)), by=by),
        "clusters.ticks.untick": lambda: ticks.untick(cluster=w.cluster, told=next(iter(Told)), by=by),
    }


def steps_of_products(w: World) -> dict[str, Callable]:
    by, one = w.account, w.product
    keys = [photo.pk for photo in w.photos]
    return {
        "products.buyer_links.make_link": lambda: buyer_links.make_link(artisan=w.active, name="Toko", by=by),
        "products.buyer_links.revoke_link": lambda: buyer_links.revoke_link(link=w.link, by=by),
        "products.channels.add_channel": lambda: channels.add_channel(
            artisan=w.active, url="https://toko.example/b", by=by
        ),
        "products.channels.remove_channel": lambda: channels.remove_channel(channel=w.channel, by=by),
        "products.channels.trust_channel": lambda: channels.trust_channel(channel=w.channel, by=by),
        "products.photos.add_photo": lambda: products.add_photo(product=one, by=by, image=PICTURE),
        "products.photos.describe_photos": lambda: products.describe_photos(product=one, by=by, alts={keys[0]: "Tas"}),
        "products.photos.move_photo": lambda: products.move_photo(product=one, by=by, photo_id=keys[0], places=1),
        "products.photos.remove_photo": lambda: products.remove_photo(photo=w.photos[0], by=by),
        "products.photos.order_photos": lambda: products.order_photos(product=one, by=by, photo_ids=keys[::-1]),
        "products.products.begin_product": lambda: products.begin_product(artisan=w.active, by=by),
        "products.products.create_product": lambda: products.create_product(
            artisan=w.active, by=by, materials=[], craft=CraftFactory(), name="Tas", price=9
        ),
        "products.products.change_product": lambda: products.change_product(product=one, by=by, name="Tas Zamrud"),
        "products.products.set_price": lambda: products.set_price(
            product=one, by=by, price_mode=PriceMode.FIXED, price=9
        ),
        "products.products.submit_product": lambda: products.submit_product(product=w.product_draft, by=by),
        "products.products.publish_product": lambda: products.publish_product(product=w.product_draft, by=by),
        "products.products.offer_product": lambda: products.offer_product(product=w.product_draft, by=by),
        "products.products.discard_draft": lambda: products.discard_draft(product=w.product_draft, by=by),
        "products.products.archive_product": lambda: products.archive_product(product=one, by=by),
        "products.products.confirm_product": lambda: products.confirm_product(product=one, by=by),
        "products.reports.report_product": lambda: reports.report_product(product=one, text="Salah"),
        "products.reports.settle_report": lambda: reports.settle_report(
            report=w.report, by=w.officer, takes_off=True, word="Bukan buatan sendiri"
        ),
    }


def steps_of_buyers_and_field(w: World) -> dict[str, Callable]:
    by, walk = w.officer, Walk(visited_on=TODAY, asked=3)
    asked = {"secret_hash": "f" * 64, "buyer_name": "Ibu Contoh", "text": "Ada?"}
    return {
        "orders.ask": lambda: orders.ask(to=w.active, product=w.product, **asked),
        "orders.ask of a cluster": lambda: orders.ask(to=w.cluster, **asked),
        "orders.write_again": lambda: orders.write_again(enquiry=w.enquiry, text="Halo"),
        "orders.answer": lambda: orders.answer(enquiry=w.enquiry, text="Bisa", by=by),
        "orders.answer of a committee": lambda: orders.answer(enquiry=w.committees_enquiry, text="Bisa", by=by),
        "orders.close": lambda: orders.close(enquiry=w.enquiry),
        "fieldwork.canvassing.visit": lambda: canvassing.visit(
            place=w.place, walk=walk, client_uuid=UUID(int=77), by=by
        ),
        "fieldwork.leads.add": lambda: leads.add(tip=w.tip(), registration_uuid=uuid4(), by=by),
        "fieldwork.leads.change": lambda: leads.change(artisan=w.lead, tip=w.tip(), by=by),
        "fieldwork.leads.meet": lambda: leads.meet(artisan=w.lead, by=by),
        "fieldwork.leads.give_up": lambda: leads.give_up(artisan=w.lead, by=by, reason="Pindah"),
        "fieldwork.leads.postpone": lambda: leads.postpone(artisan=w.lead, to=TODAY),
        "fieldwork.registering.register": lambda: field_registering.register(
            entry=w.entry(), registration_uuid=uuid4(), by=by, submit=False, place=w.place, apart=[w.other, w.active]
        ),
        "fieldwork.targets.set_target": lambda: targets.set_target(target=TargetFactory.build(set_by=by), by=by),
    }


def steps_of_sheets(w: World) -> dict[str, Callable]:
    by = w.officer
    return {
        "sheets.choosing.correct": lambda: choosing.correct(row=w.row, values=w.row.values, by=by),
        "sheets.choosing.choose": lambda: choosing.choose(row=w.row, choice=RowChoice.NEW, by=by),
        "sheets.choosing.choose_for_all": lambda: choosing.choose_for_all(
            batch=w.checked, choice=RowChoice.FILL, by=by
        ),
        "sheets.choosing.leave_out": lambda: choosing.leave_out(row=w.row, by=by),
        "sheets.choosing.take_in": lambda: choosing.take_in(row=w.row, by=by),
        "sheets.importing.use_sheet": lambda: importing.use_sheet(batch=w.uploaded, sheet=0, header_row=1, by=by),
        "sheets.importing.confirm_columns": lambda: importing.confirm_columns(
            batch=w.uploaded,
            mapping=w.uploaded.mapping,
            default_region=None,
            default_craft=None,
            consent_basis=ConsentBasis.STORE,
            consent_source="Map merah",
            by=by,
        ),
        "sheets.importing.begin_writing": lambda: importing.begin_writing(batch=w.checked, by=by),
        "sheets.importing.begin_undoing": lambda: importing.begin_undoing(batch=w.written, by=by),
        "sheets.importing.drop": lambda: importing.drop(batch=w.checked, by=by),
        "sheets.importing.work that writes": lambda: importing.work(batch=w.writing, by=by),
        "sheets.importing.work that fills a merged record": lambda: importing.work(batch=w.filling, by=by),
        "sheets.importing.work that takes back": lambda: importing.work(batch=w.undoing, by=by),
    }


def all_steps(w: World) -> dict[str, Callable]:
    """Every action, by its module and name; what follows a blank says of which of its ways it is."""
    return (
        steps_of_makers(w)
        | steps_of_clusters(w)
        | steps_of_products(w)
        | steps_of_buyers_and_field(w)
        | steps_of_sheets(w)
    )
