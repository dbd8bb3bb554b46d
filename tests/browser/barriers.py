"""What keeps somebody from using a page, as axe finds it."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# Off in axe until somebody asks for it, and asked for by WCAG 2.2 (2.5.8) and by Lighthouse.
ALL = {"rules": {"target-size": {"enabled": True}}}
# Django's admin changes its colours by and by.
ARRIVE = "document.getAnimations().forEach((change) => change.finish())"
AGAIN = "([part, options]) => axe.run(part ?? document, options)"


def barriers(page, part=None) -> str:
    """Return axe's report on a page or a part of it; empty if it finds nothing."""
    page.evaluate(ARRIVE)
    return report(Axe().run(page, context=part, options=ALL))


def barriers_in_the_dark(page, part=None) -> str:
    """Return the report on the colours of the dark scheme, which changes nothing else.

    To be asked after `barriers()`, which has brought the script.
    """
    page.emulate_media(color_scheme="dark")
    page.evaluate(ARRIVE)
    found = AxeResults(page.evaluate(AGAIN, [part, COLOURS]))
    page.emulate_media(color_scheme="light")
    return report(found)


def barriers_everywhere(page) -> str:
    """Return the reports on a page at a desk and on a phone, light and dark; it is loaded once."""
    told = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        told += [barriers(page), barriers_in_the_dark(page)]
    return "\n".join(filter(None, told))


def report(found) -> str:
    return found.generate_report() if found.violations_count else ""
