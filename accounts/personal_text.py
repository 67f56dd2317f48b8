"""What becomes of the texts of accounts, and of those that libraries keep, when a person is erased."""

from core.personal_text import Fate, Harmless, declare, harmless

KEY = Harmless("a key that only this database knows")
SOFTWARE = "words of the software itself"


def register() -> None:
    declare(
        "accounts.User",
        **dict.fromkeys(["password", "email", "username", "phone", "first_name"], Fate.GOES),
    )
    declare("accounts.Notice", text=Harmless("a sentence of the code"), params=Fate.GOES, url=Fate.GOES)
    declare("account.EmailAddress", email=Fate.GOES)
    declare("account.EmailConfirmation", key=Fate.GOES)
    declare("mfa.Authenticator", data=Fate.GOES)
    _attempts()
    declare(
        "admin.LogEntry",
        places=("user__areas__region__code",),
        object_id=KEY,
        object_repr=Fate.NOTE,
        change_message=Fate.NOTE,
    )
    declare(
        "sessions.Session",
        session_key=KEY,
        session_data=Fate.GOES,
    )
    declare(
        "pghistory.Context",
        metadata=Harmless("who did something and at which address, which names records by their codes"),
    )
    harmless("auth.Permission", SOFTWARE, "name", "codename")
    harmless("auth.Group", SOFTWARE, "name")
    harmless("contenttypes.ContentType", SOFTWARE, "app_label", "model")


def _attempts() -> None:
    """Failed sign-ins: the rows of the number or user name go."""
    asked = ["user_agent", "ip_address", "username", "http_accept", "path_info"]
    declare("axes.AccessAttempt", **dict.fromkeys([*asked, "get_data", "post_data"], Fate.GOES))
    declare("axes.AccessFailureLog", **dict.fromkeys(asked, Fate.GOES))
    declare("axes.AccessLog", **dict.fromkeys([*asked, "session_hash"], Fate.GOES))
