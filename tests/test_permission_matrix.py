"""Who may open which page: every address of the site meets every kind of person. An address that is not listed fails.

Columns are the kinds of people of tests/cast.py, in this order. A foreign or missing object is 404; "in" means: sent to
the sign-in page.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from artisans.models import Artisan, Membership
from products.models import ProductReport
from tests.cast import Cast, make_cast
from tests.matrix_objects import (
    a_pair,
    account_of_artisan,
    artisan_photo,
    chairs_products,
    channel_of_artisan,
    cluster_photo,
    link_of_artisan,
    news_of_cluster,
    nothing,
    of_artisan,
    of_artisan_and_waiting,
    of_cluster,
    of_consent,
    of_enquiry,
    of_import,
    of_import_row,
    of_invitation,
    of_lead,
    of_membership,
    of_merge,
    of_place,
    of_public_artisan,
    of_request,
    of_split,
    of_target,
    of_the_officers_visit,
    of_waiting,
    of_wish,
    page_of,
    photo_of_unpublished_product,
    product_of_artisan,
    public_product,
    report_in_semarang,
    somebody_to_invite,
    tick_of_cluster,
    unpublished_product,
    wish_of_artisan,
    word_of_a_link,
)

pytestmark = pytest.mark.django_db

OK, GO, NO, IN = "200", "302", "404", "in"
#              stranger nobody artisan committee officer colleague foreign administrator
EVERYBODY = [OK, OK, OK, OK, OK, OK, OK, OK]
SIGNED_IN = [IN, OK, OK, OK, OK, OK, OK, OK]
OFFICERS = [IN, NO, NO, NO, OK, OK, OK, OK]
ADMINISTRATORS = [IN, NO, NO, NO, NO, NO, NO, OK]
OF_THE_AREA = [IN, NO, NO, NO, OK, OK, NO, OK]
POSTED_IN_AREA = [IN, NO, NO, NO, GO, GO, NO, GO]
BY_A_COLLEAGUE = [IN, NO, NO, NO, NO, GO, NO, GO]
WHO_DECIDE = [IN, NO, NO, OK, OK, OK, NO, OK]
POSTED_BY_DECIDERS = [IN, NO, NO, GO, GO, GO, NO, GO]
WHOM_IT_CONCERNS = [NO, NO, OK, OK, OK, OK, NO, OK]
MAKER_AND_AREA = [NO, NO, OK, NO, OK, OK, NO, OK]
BY_THE_MAKER = [IN, NO, GO, NO, NO, NO, NO, NO]
POSTED_FOR_MAKER = [IN, NO, GO, NO, GO, GO, NO, GO]
WHO_UPLOADED = [IN, NO, NO, NO, OK, NO, NO, OK]
POSTED_BY_UPLOADER = [IN, NO, NO, NO, GO, NO, NO, GO]
GUESTS = [OK, GO, GO, GO, GO, GO, GO, GO]
NONE_SET_UP = [IN, NO, NO, NO, NO, NO, NO, NO]
MEMBERS_PAGES = [GO, OK, OK, OK, OK, OK, OK, OK]


@dataclass
class Case:
    """One address: how it is built from the cast, what is sent, and what each kind of person is answered."""

    answers: list[str]
    args: Callable[[Cast], list] = lambda cast: []
    post: Callable[[Cast], dict] | None = None
    query: dict = field(default_factory=dict)


MATRIX = {
    "core:health": Case(EVERYBODY),
    "crawlers:robots": Case(EVERYBODY),
    "crawlers:sitemap": Case(EVERYBODY),
    "crawlers:section": Case(EVERYBODY, lambda cast: ["products-id"]),
    "pages:home": Case(EVERYBODY),
    "pages:about": Case(EVERYBODY),
    "pages:map": Case(EVERYBODY),
    "pages:map_of": Case(EVERYBODY, lambda cast: ["33.74"]),
    "pages:account": Case(SIGNED_IN),
    "pages:notices": Case(SIGNED_IN),
    "pages:read_notices": Case([IN, GO, GO, GO, GO, GO, GO, GO], post=nothing),
    "pages:still_active": Case([IN, NO, GO, NO, NO, NO, NO, NO], of_artisan, post=nothing),
    "regions:search": Case(EVERYBODY, query={"q": "rowosari"}),
    "clusters:list": Case(EVERYBODY),
    "clusters:compare": Case(EVERYBODY, query={"c": "K7Q4MX"}),
    "clusters:detail": Case(EVERYBODY, page_of("cluster")),
    "clusters:photo": Case(EVERYBODY, cluster_photo),
    "clusters:news": Case(EVERYBODY, of_cluster),
    "committee:clusters": Case(SIGNED_IN),
    "committee:home": Case(WHO_DECIDE, of_cluster),
    "committee:story": Case(WHO_DECIDE, of_cluster),
    "committee:benefits": Case(WHO_DECIDE, of_cluster),
    "committee:visitors": Case(WHO_DECIDE, of_cluster),
    "committee:confirm": Case(POSTED_BY_DECIDERS, of_cluster, post=nothing),
    "committee:history": Case(WHO_DECIDE, of_cluster),
    "committee:photos": Case(WHO_DECIDE, of_cluster),
    # Without a piece of a photo, or an order, the answer is a sentence; tests/workshop/test_cluster_page.py sends them.
    "committee:upload": Case([IN, NO, NO, "422", "422", "422", NO, "422"], of_cluster, post=nothing),
    "committee:order_photos": Case([IN, NO, NO, "422", "422", "422", NO, "422"], of_cluster, post=nothing),
    "committee:news": Case(WHO_DECIDE, of_cluster),
    "committee:add_news": Case(WHO_DECIDE, of_cluster),
    "committee:change_news": Case(WHO_DECIDE, news_of_cluster),
    "committee:take_news_down": Case(POSTED_BY_DECIDERS, news_of_cluster, post=nothing),
    "committee:ladder": Case(WHO_DECIDE, of_cluster),
    "committee:change_kind": Case(POSTED_IN_AREA, of_cluster, post=lambda cast: {"kind": "GROUP", "reason": "Kecil"}),
    "committee:tick": Case(POSTED_BY_DECIDERS, tick_of_cluster, post=nothing),
    "committee:untick": Case(POSTED_BY_DECIDERS, tick_of_cluster, post=nothing),
    "artisans:list": Case(EVERYBODY),
    "artisans:detail": Case(WHOM_IT_CONCERNS, page_of("artisan")),
    "artisans:photo": Case(WHOM_IT_CONCERNS, artisan_photo),
    "products:list": Case(EVERYBODY),
    "products:suggest": Case(EVERYBODY, query={"q": "tas"}),
    "products:detail": Case(MAKER_AND_AREA, unpublished_product),
    "products:photo": Case(MAKER_AND_AREA, photo_of_unpublished_product),
    "orders:ask_maker": Case(EVERYBODY, of_public_artisan),
    "orders:ask_cluster": Case(EVERYBODY, of_cluster),
    "orders:chat": Case(EVERYBODY, of_public_artisan, post=nothing),
    "orders:open": Case(EVERYBODY),
    # Whoever did not write the enquiry in this browser is asked for its word.
    "orders:thread": Case([GO] * 8, of_enquiry),
    "orders:kept": Case([GO] * 8, of_enquiry, post=nothing),
    "orders:close": Case([GO] * 8, of_enquiry, post=nothing),
    "orders:leave": Case([GO] * 8, post=nothing),
    "orders:of_cluster": Case(WHO_DECIDE, of_cluster),
    "orders:answer": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_enquiry),
    "orders:settle": Case(POSTED_FOR_MAKER, of_enquiry, post=nothing),
    "workshop:enquiries": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:home": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:name": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:crafts": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:story": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:work": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:place": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:person": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    # Officers note what a maker tells them on field:consents.
    "workshop:consents": Case([IN, NO, OK, NO, GO, GO, NO, GO], of_artisan),
    "workshop:give_consent": Case(BY_THE_MAKER, of_consent, post=nothing),
    "workshop:withdraw_consent": Case(BY_THE_MAKER, of_consent, post=nothing),
    # Officers print it for a maker without an account: tests/workshop/test_data.py.
    "workshop:data": Case([IN, NO, OK, NO, NO, NO, NO, NO], of_artisan),
    "workshop:data_file": Case([IN, NO, OK, NO, NO, NO, NO, NO], of_artisan),
    "workshop:wishes": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:erasure": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:take_back_wish": Case([IN, NO, GO, NO, NO, NO, NO, GO], wish_of_artisan, post=nothing),
    "claim:enter": Case(EVERYBODY),
    "claim:ask": Case(EVERYBODY),
    # Whoever has opened a claim with its code is met in tests/artisans/test_claim_pages.py.
    "claim:take": Case([GO] * 8),
    "claim:join": Case([GO] * 8, post=nothing),
    "products:report": Case(EVERYBODY, public_product),
    "products:known": Case([GO] * 8, word_of_a_link),
    "products:of_maker": Case(EVERYBODY, chairs_products),
    "workshop:products": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:add_product": Case(POSTED_FOR_MAKER, of_artisan, post=nothing),
    "workshop:product": Case([IN, NO, OK, NO, OK, OK, NO, OK], product_of_artisan),
    "workshop:product_photos": Case([IN, NO, OK, NO, OK, OK, NO, OK], product_of_artisan),
    "workshop:product_details": Case([IN, NO, OK, NO, OK, OK, NO, OK], product_of_artisan),
    "workshop:product_sale": Case([IN, NO, OK, NO, OK, OK, NO, OK], product_of_artisan),
    # Without a piece of a photo, or an order, the answer is a sentence; tests/workshop/test_uploads.py sends them.
    "workshop:upload": Case([IN, NO, "422", NO, "422", "422", NO, "422"], product_of_artisan, post=nothing),
    "workshop:order_photos": Case([IN, NO, "422", NO, "422", "422", NO, "422"], product_of_artisan, post=nothing),
    "workshop:offer_product": Case(POSTED_FOR_MAKER, product_of_artisan, post=nothing),
    "workshop:archive_product": Case(POSTED_FOR_MAKER, product_of_artisan, post=nothing),
    "workshop:confirm_product": Case(POSTED_FOR_MAKER, product_of_artisan, post=nothing),
    "workshop:discard_draft": Case(POSTED_FOR_MAKER, product_of_artisan, post=nothing),
    "workshop:buyer_links": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:revoke_link": Case(POSTED_FOR_MAKER, link_of_artisan, post=nothing),
    "field:reports": Case(OFFICERS),
    "field:settle_report": Case(
        [IN, NO, NO, NO, GO, GO, NO, GO],
        report_in_semarang,
        post=lambda cast: {f"r{ProductReport.objects.get().pk}-decision": "stays"},
    ),
    "workshop:channels": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "workshop:remove_channel": Case(POSTED_FOR_MAKER, channel_of_artisan, post=nothing),
    "workshop:trust_channel": Case(POSTED_FOR_MAKER, channel_of_artisan, post=nothing),
    "field:home": Case(OFFICERS),
    "field:register": Case(OFFICERS),
    "field:records": Case(OFFICERS),
    "field:record": Case(OF_THE_AREA, of_artisan),
    "field:edit": Case(OF_THE_AREA, of_artisan),
    "field:section_work": Case(OF_THE_AREA, of_artisan),
    "field:section_place": Case(OF_THE_AREA, of_artisan),
    "field:section_person": Case(OF_THE_AREA, of_artisan),
    "field:section_story": Case(OF_THE_AREA, of_artisan),
    "field:duplicates": Case(OFFICERS),
    "field:tell_apart": Case(POSTED_IN_AREA, a_pair, post=nothing),
    "field:likely": Case(OFFICERS, post=lambda cast: {"public_name": "Tas Goni Lestari"}),
    "field:nearest_region": Case(OFFICERS, post=lambda cast: {"lat": "-6.98", "lon": "110.42"}),
    "field:merge_with": Case(OF_THE_AREA, of_artisan),
    "field:merge": Case(OF_THE_AREA, of_artisan_and_waiting),
    "field:undo_merge": Case(OF_THE_AREA, of_merge),
    "field:split": Case(OF_THE_AREA, of_artisan),
    "field:undo_split": Case(POSTED_IN_AREA, of_split, post=nothing),
    "field:submit": Case(POSTED_IN_AREA, of_artisan, post=nothing),
    "field:verify": Case(BY_A_COLLEAGUE, of_waiting, post=nothing),
    "field:send_back": Case(BY_A_COLLEAGUE, of_waiting, post=lambda cast: {"reason": "Salah desa", "do": "return"}),
    "field:take_back": Case(POSTED_IN_AREA, of_artisan, post=lambda cast: {"take-back-reason": "Salah orang"}),
    "field:reopen": Case(POSTED_IN_AREA, of_artisan, post=nothing),
    "field:claim": Case(OF_THE_AREA, of_artisan),
    "field:lost_phone": Case(OF_THE_AREA, account_of_artisan, post=nothing),
    "field:end_hold": Case(POSTED_IN_AREA, account_of_artisan, post=nothing),
    "field:papers": Case(OF_THE_AREA, of_artisan),
    "field:remove_nik": Case(POSTED_IN_AREA, of_artisan, post=nothing),
    "field:show_nik": Case(OF_THE_AREA, of_artisan),
    "field:history": Case(OF_THE_AREA, of_artisan),
    # Heads of an agency are met in tests/fieldwork/test_reads.py.
    "field:reads": Case(ADMINISTRATORS),
    "field:queue": Case(OFFICERS),
    "field:enquiries": Case(OFFICERS),
    "field:wishes": Case(OFFICERS),
    "field:wish": Case(OF_THE_AREA, of_wish),
    "field:fulfil_wish": Case(POSTED_IN_AREA, of_wish, post=nothing),
    "field:refuse_wish": Case(POSTED_IN_AREA, of_wish, post=lambda cast: {"refuse-answer": "Sudah benar"}),
    "field:consents": Case(OF_THE_AREA, of_artisan),
    "field:give_consent": Case(
        POSTED_IN_AREA,
        of_consent,
        post=lambda cast: {"PHOTO-method": "SPOKEN", "PHOTO-given_on": "2026-01-02"},
    ),
    "field:withdraw_consent": Case(POSTED_IN_AREA, of_consent, post=nothing),
    "field:due": Case(OFFICERS),
    "field:confirm_ticked": Case([IN, NO, NO, NO, GO, GO, GO, GO], post=nothing),
    "field:confirm": Case(POSTED_IN_AREA, of_artisan, post=lambda cast: {"how": "VISIT"}),
    "field:put_to_rest": Case(POSTED_IN_AREA, of_artisan, post=nothing),
    "field:close": Case(POSTED_IN_AREA, of_artisan, post=lambda cast: {"close-reason": "Pindah usaha"}),
    "field:wake": Case(POSTED_IN_AREA, of_artisan, post=lambda cast: {"how": "VISIT"}),
    "field:leads": Case(OFFICERS),
    "field:add_lead": Case(OFFICERS),
    "field:change_lead": Case(OF_THE_AREA, of_lead),
    "field:meet": Case(POSTED_IN_AREA, of_lead, post=nothing),
    "field:postpone": Case(POSTED_IN_AREA, of_lead, post=lambda cast: {"days": "1"}),
    "field:not_found": Case(OF_THE_AREA, of_lead),
    "field:places": Case(OFFICERS),
    "field:add_place": Case(OFFICERS),
    "field:place": Case(OF_THE_AREA, of_place),
    "field:change_place": Case(OF_THE_AREA, of_place),
    "field:add_visit": Case(OF_THE_AREA, of_place),
    "field:change_visit": Case([IN, NO, NO, NO, OK, NO, NO, OK], of_the_officers_visit),
    "field:coverage": Case(OFFICERS, query={"in": ""}),
    "field:workload": Case(OFFICERS),
    # Heads of an agency are met in tests/fieldwork/test_targets.py.
    "field:targets": Case(ADMINISTRATORS),
    "field:add_target": Case(ADMINISTRATORS),
    "field:change_target": Case(ADMINISTRATORS, of_target),
    "field:delete_target": Case([IN, NO, NO, NO, NO, NO, NO, GO], of_target, post=nothing),
    "sheets:export": Case(OFFICERS),
    "sheets:exports": Case(OFFICERS),
    # Heads of an agency, who may look at their office's imports, are met in tests/sheets/test_import_pages.py.
    "sheets:list": Case(OFFICERS),
    "sheets:upload": Case(OFFICERS),
    "sheets:batch": Case(WHO_UPLOADED, of_import),
    "sheets:columns": Case(WHO_UPLOADED, of_import),
    "sheets:sheet": Case(POSTED_BY_UPLOADER, of_import, post=lambda cast: {"sheet": "0", "header_row": "1"}),
    "sheets:work": Case(POSTED_BY_UPLOADER, of_import, post=nothing),
    "sheets:choose_all": Case(POSTED_BY_UPLOADER, of_import, post=lambda cast: {"choice": "FILL"}),
    "sheets:write": Case(POSTED_BY_UPLOADER, of_import, post=nothing),
    "sheets:undo": Case(POSTED_BY_UPLOADER, of_import, post=nothing),
    "sheets:drop": Case(POSTED_BY_UPLOADER, of_import, post=nothing),
    "sheets:row": Case(WHO_UPLOADED, of_import_row),
    "sheets:choose": Case(POSTED_BY_UPLOADER, of_import_row, post=lambda cast: {"choice": "leave_out"}),
    "memberships:ask": Case(SIGNED_IN, of_cluster),
    "memberships:queue": Case(WHO_DECIDE, of_cluster),
    "memberships:accept": Case(POSTED_BY_DECIDERS, of_request, post=nothing),
    "memberships:decline": Case(
        POSTED_BY_DECIDERS, of_request, post=lambda cast: {f"decline{cast.request.pk}-reason": "Penuh"}
    ),
    "memberships:ask_back": Case(
        POSTED_BY_DECIDERS, of_request, post=lambda cast: {f"ask-back{cast.request.pk}-text": "Sejak kapan?"}
    ),
    "memberships:members": Case(WHO_DECIDE, of_cluster),
    "memberships:recruit": Case(WHO_DECIDE, of_cluster),
    "memberships:invite": Case(WHO_DECIDE, somebody_to_invite),
    "memberships:uninvite": Case(POSTED_BY_DECIDERS, of_invitation, post=nothing),
    "memberships:change": Case(POSTED_BY_DECIDERS, of_membership, post=lambda cast: {"role": "MEMBER"}),
    "memberships:let_go": Case(POSTED_BY_DECIDERS, of_membership, post=lambda cast: {"let-go-reason": "Pindah kota"}),
    # The maker, the committee, and the officers of both.
    "memberships:detail": Case([IN, NO, OK, OK, OK, OK, NO, OK], of_request),
    "memberships:of_maker": Case([IN, NO, OK, NO, OK, OK, NO, OK], of_artisan),
    "memberships:answer": Case(POSTED_FOR_MAKER, of_request, post=lambda cast: {"answer-text": "Sejak 2011"}),
    "memberships:say_yes": Case(POSTED_FOR_MAKER, of_invitation, post=lambda cast: {"yes-assented": "on"}),
    "memberships:say_no": Case(POSTED_FOR_MAKER, of_invitation, post=nothing),
    "memberships:leave": Case(POSTED_FOR_MAKER, of_request, post=nothing),
    "account_login": Case(GUESTS),
    "account_request_login_code": Case(GUESTS),
    # Without a code that was asked for, the way leads back to asking.
    "account_confirm_login_code": Case([IN, GO, GO, GO, GO, GO, GO, GO]),
    "account_signup": Case(GUESTS),
    "account_logout": Case(MEMBERS_PAGES),
    "account_inactive": Case(EVERYBODY),
    "account_change_password": Case(SIGNED_IN),
    "account_set_password": Case([IN, GO, GO, GO, GO, GO, GO, GO]),
    "account_reauthenticate": Case(SIGNED_IN),
    # Setting up, seeing or ending the second factor asks for the password first.
    "mfa_index": Case(SIGNED_IN),
    "mfa_authenticate": Case([IN, GO, GO, GO, GO, GO, GO, GO]),
    "mfa_reauthenticate": Case([IN, GO, GO, GO, GO, GO, GO, GO]),
    "mfa_activate_totp": Case([IN, GO, GO, GO, GO, GO, GO, GO]),
    "mfa_deactivate_totp": Case(NONE_SET_UP),
    "mfa_view_recovery_codes": Case(NONE_SET_UP),
    "mfa_generate_recovery_codes": Case([IN, GO, GO, GO, GO, GO, GO, GO]),
    "mfa_download_recovery_codes": Case(NONE_SET_UP),
}


def own_patterns() -> dict[str, URLPattern]:
    """Every named address outside the admin, which tests/accounts/test_admin_scoping.py walks door by door."""
    found: dict[str, URLPattern] = {}

    def walk(patterns, namespace: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                found[namespace + (pattern.name or str(pattern.pattern))] = pattern
            elif pattern.namespace != "admin":
                walk(pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)

    walk(get_resolver().url_patterns, "")
    return found


def test_every_address_is_in_the_matrix():
    assert sorted(own_patterns()) == sorted(MATRIX)


@pytest.fixture(scope="module")
def cast_once(module_rows) -> Cast:
    return module_rows(make_cast)


@pytest.fixture
def cast(cast_once, db) -> Cast:
    return deepcopy(cast_once)


@pytest.mark.parametrize("name", MATRIX)
def test_each_page_answers_each_kind_of_person(name, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert [answer(MATRIX[name], name, cast, kind) for kind in Cast.KINDS] == MATRIX[name].answers


def answer(case: Case, name: str, cast: Cast, kind: str) -> str:
    """What the person is answered; what the request has changed is taken back before the next one comes."""
    person, client = getattr(cast, kind), Client()
    cache.clear()
    with transaction.atomic():
        address = reverse(name, args=case.args(cast), query=case.query)
        if person.is_authenticated:
            client.force_login(person)
        response = client.get(address) if case.post is None else client.post(address, case.post(cast))
        list(response)  # to the end, where a file is closed
        transaction.set_rollback(True)
    return answered(response)


def answered(response) -> str:
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return IN
    return str(response.status_code)


@pytest.mark.parametrize("name", [name for name, case in MATRIX.items() if case.post is not None])
def test_a_link_to_what_changes_something_leads_to_its_page_and_changes_nothing(name, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(cast.administrator)
    address = reverse(name, args=MATRIX[name].args(cast))
    before = list(Membership.objects.values()), list(Artisan.objects.values())
    response = client.get(address)
    assert (response.status_code, client.get(response["Location"]).status_code) == (302, 200)
    assert (list(Membership.objects.values()), list(Artisan.objects.values())) == before
