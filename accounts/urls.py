"""Signing in and out, the password, the second factor: allauth's pages, dressed in ours."""

from allauth.account import views as account
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from accounts import views

urlpatterns = [
    path(_("sign-in/"), account.login, name="account_login"),
    path(_("sign-in/code/"), views.request_code, name="account_request_login_code"),
    path(_("sign-in/code/enter/"), account.confirm_login_code, name="account_confirm_login_code"),
    path(_("sign-out/"), account.logout, name="account_logout"),
    path(_("sign-up/"), account.signup, name="account_signup"),
    path(_("inactive/"), account.account_inactive, name="account_inactive"),
    path(_("password/"), account.password_change, name="account_change_password"),
    path(_("set-password/"), account.password_set, name="account_set_password"),
    path(_("confirm/"), account.reauthenticate, name="account_reauthenticate"),
    path(_("second-factor/"), include("allauth.mfa.urls")),
]
