"""What becomes of the texts of enquiries when a person is erased."""

from core.personal_text import Fate, Harmless, declare


def register() -> None:
    declare(
        "orders.Enquiry",
        secret_hash=Fate.GOES,
        buyer_name=Harmless("somebody else's, the buyer's; it is forgotten twelve months after the conversation"),
    )
    declare(
        "orders.EnquiryMessage",
        places=("enquiry__artisan__region__code", "enquiry__cluster__region__code"),
        cluster="enquiry__cluster",
        owner="enquiry__artisan",
        text=Fate.LETTER,
    )
