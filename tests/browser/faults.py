"""What is wrong with a page on a phone, as axe and the width of the screen tell it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# preload: axe would read the style sheets anew, in a way that the content security policy forbids.
QUIETLY = {"resultTypes": ["violations"], "preload": False}
BY_DAY = QUIETLY | {"runOnly": {"type": "tag", "values": STANDARD}}
VIOLATIONS = """options => axe.run(options).then(found => found.violations.map(
  one => `${one.id} ${one.nodes.slice(0, 4).map(node => node.target[0]).join(", ")}`
))"""
BY_NIGHT = QUIETLY | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it is shown, everything unfolded: axe's rule and where it is broken."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    found = []
    if (width := page.evaluate("document.scrollingElement.scrollWidth")) > 390:
        found.append(f"{width} px wide")
    page.evaluate(AXE)
    for scheme, options in (("light", BY_DAY), ("dark", BY_NIGHT)):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in page.evaluate(VIOLATIONS, options)]
    return found


def faults_of(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """The faulty pages among the addresses, each with what is wrong."""
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)
    return {address: wrong for address, wrong in found.items() if wrong}


def send(page: Page, address: str, button: str) -> list[str]:
    """What is wrong with the page that answers a form sent with nothing in it."""
    page.goto(address)
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()
    page.locator(".error, .errornote").first.wait_for()
    return faults(page)
