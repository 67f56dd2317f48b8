"""Signing in by a code, where this site can send one; all else about signing in is allauth's."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import sending


def request_code(request: HttpRequest) -> HttpResponse:
    """Asks for the number to which a code is sent; where nothing can be sent, says so and what to do instead."""
    if not sending.is_possible():
        return render(request, "account/no_sender.html")
    return account.request_login_code(request)
