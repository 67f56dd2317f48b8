"""How Django asks who somebody is and what they may do."""

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps

from accounts.permissions import may


class RegistryBackend(AuthenticationBackend):
    """Signs in by phone or user name; answers the admin's "app.verb_model" permissions from accounts.permissions."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        app_label, _, codename = perm.partition(".")
        verb, _, model_name = codename.partition("_")
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError:
            return False
        return may(user_obj, verb, obj if obj is not None else model)

    def has_module_perms(self, user_obj, app_label) -> bool:
        return any(may(user_obj, "view", model) for model in apps.get_app_config(app_label).get_models())
