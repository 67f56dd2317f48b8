"""The forms of Django's admin as a browser sends them back."""

import html
import re
from html.parser import HTMLParser

from django.test import Client

BUTTONS = ("submit", "button", "file", "reset", "image")


def opened(client: Client, address: str) -> dict:
    """Every box of the page's form as it is shown, to be sent back."""
    reader = _Boxes()
    reader.feed(client.get(address).content.decode())
    return reader.sent


def save(client: Client, address: str, answers: dict, **more):
    """Sends the page of a row with these answers, as somebody who saw the row as it is now."""
    seen = {name: value for name, value in opened(client, address).items() if name.rpartition("-")[2] == "seen"}
    return client.post(address, seen | answers, **more)


def said(response) -> list[str]:
    """The sentences at the fields of the answer."""
    lists = re.findall(r'<ul class="errorlist"[^>]*>(.*?)</ul>', response.content.decode(), re.DOTALL)
    return [html.unescape(one) for block in lists for one in re.findall(r"<li>(.*?)</li>", block)]


class _Boxes(HTMLParser):
    """Reads what the boxes inside the page's main form hold."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str | list[str]] = {}
        self.is_inside = False
        self.area = self.select = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        box = dict(attrs)
        if tag == "form":
            self.is_inside = (box.get("id") or "").endswith("_form") and "logout" not in box["id"]
        elif self.is_inside and tag == "input" and box.get("name") and box.get("type") not in BUTTONS:
            self._input(box)
        elif self.is_inside and tag == "textarea":
            self.area = box["name"]
            self.sent[self.area] = ""
        elif self.is_inside and tag == "select":
            self.select = box
            self.sent[box["name"]] = [] if "multiple" in box else ""
        elif self.select and tag == "option" and "selected" in box:
            self._option(box["value"])

    def _input(self, box: dict) -> None:
        if box.get("type") in ("checkbox", "radio"):
            if "checked" in box:
                self.sent.setdefault(box["name"], []).append(box.get("value", "on"))
            return
        self.sent[box["name"]] = box.get("value", "")

    def _option(self, value: str) -> None:
        if "multiple" in self.select:
            self.sent[self.select["name"]].append(value)
        else:
            self.sent[self.select["name"]] = value

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data.removeprefix("\n") if not self.sent[self.area] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
