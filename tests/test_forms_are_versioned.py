"""Which forms edit what somebody else may be editing: each carries what its reader saw, or has a reason not to.

The forms of the administration are held by tests/test_admin_forms_at_once.py.
"""

import importlib
import inspect
import pkgutil

from django.forms import BaseForm

from core.versions import VersionedForm, VersionedModelForm
from tests.test_house import FLOORS

# Reason -> the forms that edit no row which another person may be editing.
REASONS = {
    "asks who somebody is": {
        "accounts.forms.CodeFromPhoneForm",
        "accounts.forms.CodeToPhoneForm",
        "accounts.forms.SignInForm",
        "artisans.claim_forms.ClaimCodeForm",
        "artisans.claim_forms.OwnNumberForm",
        "orders.forms.WordForm",
    },
    "looks for something": {
        "fieldwork.lead_forms.NearForm",
        "fieldwork.lead_forms.PositionForm",
        "fieldwork.merge_forms.OtherCodeForm",
        "fieldwork.paper_forms.WhyForm",
        "products.forms.SearchForm",
        "sheets.export_forms.ExportForm",
    },
    "makes something new, once": {
        "accounts.admin.NewAccountForm",
        "artisans.claim_forms.NewAccountForm",
        "artisans.forms.AskForm",
        "artisans.membership_forms.InviteForm",
        "core.form_once.OnceForm",
        "fieldwork.claim_forms.ForWhomForm",
        "fieldwork.merge_forms.SplitForm",
        "orders.forms.AskForm",
        "orders.forms.BulkAskForm",
        "orders.forms.MessageForm",
        "products.reporting.ReportForm",
        "workshop.forms.ChannelForm",
        "workshop.product_forms.BuyerForm",
        "workshop.wish_forms.CorrectionForm",
        "workshop.wish_forms.ErasureForm",
    },
    "is a step, which asks under a lock in which state the row is": {
        "artisans.forms.AcceptForm",
        "artisans.forms.ConsentForm",
        "artisans.forms.ReasonForm",
        "artisans.membership_forms.AnswerForm",
        "artisans.membership_forms.AskBackForm",
        "artisans.membership_forms.LeaveForm",
        "artisans.membership_forms.LetGoForm",
        "artisans.membership_forms.NoForm",
        "artisans.membership_forms.YesForm",
        "fieldwork.lead_forms.NotFoundForm",
        "fieldwork.report_forms.SettleForm",
        "fieldwork.wish_forms.FulfilForm",
        "fieldwork.wish_forms.RefuseForm",
        "workshop.cluster_forms.KindForm",
    },
    "carries a digest of what it was shown, which is compared under the lock": {"fieldwork.merge_forms.LaterForm"},
    "chooses whose answer stays, not what it says": {"fieldwork.merge_forms.MergeForm"},
    "replaces a number that nobody can read before": {"fieldwork.paper_forms.NikForm"},
    "is about what only its sender may change": {
        "fieldwork.place_forms.VisitForm",
        "sheets.import_forms.ColumnsForm",
        "sheets.import_forms.RowForm",
        "sheets.import_forms.SheetForm",
        "sheets.import_forms.UploadForm",
    },
    "is part of an upload, or an order of photos that is refused where the photos have changed": {
        "workshop.photo_forms.GivenUpForm",
        "workshop.photo_forms.OrderForm",
        "workshop.photo_forms.PieceForm",
    },
    "is what versioned forms of accounts share": {"accounts.admin.AccountAnswers"},
}


def forms() -> dict[str, type[BaseForm]]:
    """Every form class of the project, by its full name."""
    found = {}
    for app in FLOORS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" in module.name or ".management" in module.name:
                continue
            for name, item in vars(importlib.import_module(module.name)).items():
                if inspect.isclass(item) and issubclass(item, BaseForm) and item.__module__ == module.name:
                    found[f"{module.name}.{name}"] = item
    return found


def test_every_form_is_versioned_or_has_a_reason_not_to_be():
    reasoned = [name for names in REASONS.values() for name in names]
    bare = {name for name, form in forms().items() if not issubclass(form, (VersionedForm, VersionedModelForm))}
    assert (sorted(bare - set(reasoned)), sorted(set(reasoned) - bare)) == ([], [])
    assert len(reasoned) == len(set(reasoned))
