"""The sentences read aloud to makers before they agree, and what taking the yes back does (law 27/2022).

docs/consent-texts.md holds the Indonesian sentences of every edition so far, for whoever must show what was agreed to.
"""

from django.utils.translation import gettext_lazy as _

from artisans.choices import ConsentPurpose

# Raise it when a text changes, and keep the old texts in the docs: each consent names the edition it was given under.
TEXT_EDITION = "2026-11"

PLACE_NEEDS_CONSENT = _(
    "The exact place is kept only if the maker agrees that the record is kept. The village is enough until then."
)

READ_ALOUD = {
    ConsentPurpose.STORE: _(
        "May we keep your name, craft, village and telephone number in the agency's list of makers? Only officers of"
        " this area see the number and the exact place. You may ask for it to be erased at any time."
    ),
    ConsentPurpose.PUBLIC_PROFILE: _(
        "May everybody on the internet see the name you choose, your craft, your village and your products? The"
        " telephone number is not shown with them."
    ),
    ConsentPurpose.PHOTO: _("May everybody on the internet see this photo?"),
    ConsentPurpose.WHATSAPP: _(
        "May buyers write to you on WhatsApp through a button on your page? Whoever presses it learns your number."
    ),
    ConsentPurpose.SHOW_NUMBER: _(
        "May your telephone number be shown on your page, so that buyers can call you? Anybody on the internet can then"
        " read and note it."
    ),
    ConsentPurpose.SHARE_BANK: _(
        "If you ask a bank for credit, may we pass your record to that bank: your name, number, place and work? Only to"
        " the bank that you name, and only for that request."
    ),
    ConsentPurpose.PRICES: _(
        "May the officer write and change the prices of your products for you, as you say them? Without your yes only"
        " you set a price. Every change is kept with who wrote it, and you can read it."
    ),
    ConsentPurpose.INVITE: _(
        "May committees of clusters of your craft find you in a list and invite you to join? They see what your public"
        " page shows, never your number. You become a member only if you accept."
    ),
    ConsentPurpose.NEWS: _(
        "May we send news of your clusters to your telephone by WhatsApp or SMS: invitations, questions and answers of"
        " the committee? Without your yes the news waits in your account."
    ),
}

ON_WITHDRAWAL = {
    ConsentPurpose.STORE: _(
        "The telephone number, the name in the identity card, the year of birth and the photo are deleted at once and"
        " cannot be brought back. What stays is a draft with the name and the village."
    ),
    ConsentPurpose.PUBLIC_PROFILE: _(
        "The public page and the products disappear at once from every page and from the search. Officers keep the"
        " record."
    ),
    ConsentPurpose.PHOTO: _("The photo disappears at once from every public page. Officers keep it with the record."),
    ConsentPurpose.WHATSAPP: _("No page offers a way to write to the maker on WhatsApp any more."),
    ConsentPurpose.SHOW_NUMBER: _("No page shows the telephone number any more. Officers keep it."),
    ConsentPurpose.SHARE_BANK: _(
        "From now on nothing is passed to a bank. What a bank already has, the maker must ask that bank to delete."
    ),
    ConsentPurpose.PRICES: _(
        "From now on only the maker sets prices. The prices written so far stay until the maker changes them."
    ),
    ConsentPurpose.INVITE: _(
        "No committee finds the maker to invite any more, and invitations without an answer end at once. Memberships"
        " stay as they are."
    ),
    ConsentPurpose.NEWS: _("Nothing more is sent to the telephone. The news still waits in the account."),
}
