"""Requests as they come from outside, before Django has read them."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from config.wsgi import application, in_utf8

OTHER_ENCODINGS = ["charset=utf-7", "charset=hex", "charset=utf-16", "charset*0=ut; charset*1=f-7", "x*=none''y"]
read = in_utf8(lambda environ, start_response: WSGIRequest(environ))


def sent(address: str, content_type: str, form: bytes = b"") -> dict:
    """A request as a server hands it over; with a form it is a POST."""
    request = RequestFactory().generic("POST" if form else "GET", address, form)
    return {**request.environ, "CONTENT_TYPE": content_type, "wsgi.input": io.BytesIO(form)}


@pytest.mark.parametrize("told", [*OTHER_ENCODINGS, "charset=UTF-8"])
def test_an_address_is_read_as_utf_8_whatever_the_request_says(told):
    request = read(sent("/perajin/?q=%2B2AA-%C3%A9", f"text/plain; {told}"), None)
    assert request.GET.dict() == {"q": "+2AA-é"}


@pytest.mark.parametrize("told", ['boundary="x y"; charset=utf-7', 'charset=hex;boundary="x y"'])
def test_a_form_is_read_as_utf_8_too_and_keeps_its_parts(told):
    form = b'--x y\r\nContent-Disposition: form-data; name="name"\r\n\r\n+2AA-\xc3\xa9\r\n--x y--\r\n'
    request = read(sent("/", f"multipart/form-data; {told}", form), None)
    assert request.POST.dict() == {"name": "+2AA-é"}


@pytest.mark.django_db
def test_the_site_reads_its_requests_that_way():
    answers = []
    environ = sent("/nowhere/?q=%2B2AA-", "text/plain; charset=hex")
    application(environ, lambda line, headers, *_: answers.append(line)).close()
    assert answers == ["404 Not Found"]
