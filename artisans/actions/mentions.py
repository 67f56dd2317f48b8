"""By what a maker is known in words of others: names, numbers, codes; and where such words are meant for this maker."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from accounts import phones
from accounts.models import User
from artisans.actions.papers import nik_for_its_owner
from artisans.models import Artisan, ArtisanAlias, Membership, PersonIdentity
from artisans.personal_text import FORMS_OF_ADDRESS
from core.personal_text import names_of_things
from core.redaction import Number, Redactor, fold


@dataclass(frozen=True)
class Mentions:
    """What leads to some makers, found before their records and their history are deleted.

    Names are taken for theirs near them only: in the `regencies` where they live or lived and in the `clusters` whose
    members they are or were, but not in what belongs to `namesakes`, other makers there of the same name. Numbers are
    theirs everywhere, unless somebody else who stays has the same one.
    """

    artisan_ids: list[int]
    codes: list[str]
    redactor: Redactor
    phones: set[str]
    nik_hashes: set[str]
    regions: set[str]
    clusters: list[int]
    namesakes: list[int]

    @classmethod
    def of(cls, artisans: Collection[Artisan], accounts: Collection[User] = ()) -> "Mentions":
        """`accounts` are those that are closed with the records."""
        keys = [artisan.pk for artisan in artisans]
        past = Artisan.pgh_event_model.objects.filter(pgh_obj_id__in=keys).values_list("public_name", "region_id")
        records = {(artisan.public_name, artisan.region_id) for artisan in artisans} | set(past)
        people = _people(keys)
        names = {name for name, _region in records} | {person["legal_name"] for person in people}
        names |= {name for account in accounts for name in (account.first_name, account.username or "")}
        numbers = _numbers_of_nobody_else(keys, people, accounts)
        written = _written_numbers(artisans, people, numbers)
        names = {name for name in names if not set(name.lower().split()) <= FORMS_OF_ADDRESS}
        redactor = Redactor.of(names, written, things=names_of_things())
        regions = {region for _name, region in records}
        clusters = _clusters_of(keys)
        return cls(
            artisan_ids=keys,
            codes=_codes_of(artisans),
            redactor=redactor,
            phones=numbers,
            nik_hashes={person["nik_hash"] for person in people if re.fullmatch(r"[0-9a-f]{64}", person["nik_hash"])},
            regions=regions,
            clusters=clusters,
            namesakes=_namesakes(keys, redactor, _regencies(regions), clusters),
        )

    @property
    def regencies(self) -> set[str]:
        """The codes of the regencies where they live or lived."""
        return _regencies(self.regions)


def _people(keys: list[int]) -> list[dict[str, str]]:
    """The private persons of these records, as they are and as they were."""
    tables = (PersonIdentity, PersonIdentity.pgh_event_model)
    told = ("legal_name", "phone", "nib", "nik_hash")
    return [row for table in tables for row in table.objects.filter(artisan__in=keys).values(*told)]


def _numbers_of_nobody_else(keys: list[int], people: list[dict[str, str]], accounts: Collection[User]) -> set[str]:
    """The telephone numbers (E.164) that neither another record nor an account that stays has: families share one."""
    numbers = {person["phone"] for person in people} | {account.phone or "" for account in accounts}
    shared = PersonIdentity.objects.filter(phone__in=numbers - {""}).exclude(artisan__in=keys)
    others = User.objects.filter(phone__in=numbers - {""}).exclude(pk__in=[account.pk for account in accounts])
    return numbers - {""} - set(shared.values_list("phone", flat=True)) - set(others.values_list("phone", flat=True))


def _written_numbers(artisans: Collection[Artisan], people: list[dict[str, str]], numbers: set[str]) -> set[Number]:
    digits = {person["nib"] for person in people} | {nik_for_its_owner(artisan=artisan) for artisan in artisans}
    return {phones.to_redact(number) for number in numbers} | {Number(one) for one in digits if one}


def _codes_of(artisans: Collection[Artisan]) -> list[str]:
    former = ArtisanAlias.objects.filter(artisan__in=artisans).values_list("code", flat=True)
    return sorted({artisan.code for artisan in artisans} | set(former))


def _clusters_of(keys: list[int]) -> list[int]:
    tables = (Membership, Membership.pgh_event_model)
    return sorted(
        {key for table in tables for key in table.objects.filter(artisan__in=keys).values_list("cluster_id", flat=True)}
    )


def _regencies(regions: Collection[str]) -> set[str]:
    return {code[:5] for code in regions}


def _namesakes(keys: list[int], redactor: Redactor, regencies: set[str], clusters: list[int]) -> list[int]:
    near = Q(memberships__cluster__in=clusters)
    for code in regencies:
        near |= Q(region__code__startswith=code)
    named = Q(pk__in=[])
    for name in redactor.names:
        named |= Q(public_name__icontains=name.probe)
    others = Artisan.objects.exclude(pk__in=keys).filter(near, named).values_list("pk", "public_name").distinct()
    return sorted(key for key, other in others if any(name.pattern.search(fold(other)[0]) for name in redactor.names))
