"""What becomes of the texts of makers' records when a person is erased."""

from core.personal_text import CODE, Fate, Harmless, declare, things_are_called

# Nobody is meant by them alone.
FORMS_OF_ADDRESS = {
    "bapak", "pak", "bp", "ibu", "bu", "mas", "mbak", "mba", "mbok", "mbah", "kang", "kak", "bang", "haji", "hajah",
    "hj", "kyai", "nyai", "raden", "nyonya", "tuan", "saudara",
}  # fmt: skip
FORMS_OF_BUSINESS = {
    "kelompok", "kub", "koperasi", "klaster", "sentra", "bengkel", "rumah", "toko", "usaha", "industri", "kerajinan",
    "pengrajin", "perajin", "ud", "cv", "pt",
}  # fmt: skip

AT_THE_MAKERS = {"places": ("artisan__region__code",), "owner": "artisan"}


def register() -> None:
    things_are_called(lambda: FORMS_OF_ADDRESS | FORMS_OF_BUSINESS)
    declare(
        "artisans.Artisan",
        places=("region__code",),
        owner="pk",
        code=CODE,
        photo=Fate.GOES,
        public_name=Fate.GOES,
        **dict.fromkeys(["place_note", "story", "machines"], Fate.OWN),
    )
    personal = ["legal_name", "phone", "nib", "nik_sealed", "nik_hash"]
    declare("artisans.PersonIdentity", **dict.fromkeys(personal, Fate.GOES))
    declare("artisans.Trace", name=Fate.GOES, region_code=Harmless("a region's code"), keys=Fate.GOES)
    declare("artisans.WordShare", word=Fate.GOES)
    declare("artisans.StateChange", **AT_THE_MAKERS, reason=Fate.NOTE)
    declare("artisans.DataWish", **AT_THE_MAKERS, text=Fate.NOTE, answer=Fate.NOTE)
    declare("artisans.Claim", code_hash=Fate.GOES)
    declare("artisans.Consent", text_edition=Harmless("which of our texts the maker agreed to"))
    declare("artisans.DuplicatePair", reasons=Harmless("words of ours"))
    # What an undo of others' merges would write loses the words as those rows do (artisans/actions/blanking.py).
    declare("artisans.Merge", before=Fate.GOES)
    declare("artisans.Split", before=Fate.GOES)
    declare("artisans.ArtisanAlias", code=CODE)
    declare("artisans.ErasedRecord", code=CODE)
    declare(
        "artisans.PrivateRead",
        places=("region__code",),
        kept_by="artisans.PrivateRead:private_read_is_kept",
        code=CODE,
        why=Fate.NOTE,
    )
    _memberships()


def _memberships() -> None:
    declare(
        "artisans.Membership",
        places=("cluster__region__code", "artisan__region__code"),
        cluster="cluster",
        owner="artisan",
        decree_no=Fate.OWN,
        member_no=Fate.GOES,
        message=Fate.NOTE,
        reason=Fate.NOTE,
    )
    declare(
        "artisans.MembershipNote",
        places=("membership__cluster__region__code", "membership__artisan__region__code"),
        cluster="membership__cluster",
        owner="membership__artisan",
        text=Fate.NOTE,
    )
