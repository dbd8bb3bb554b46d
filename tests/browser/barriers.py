"""What keeps somebody from using a page, as axe finds it."""

from axe_playwright_python.sync_playwright import Axe

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# Django's admin changes its colours by and by.
ARRIVE = "document.getAnimations().forEach((change) => change.finish())"


def barriers(page, part=None) -> str:
    """Return axe's report on a page or a part of it; empty if it finds nothing."""
    found = Axe().run(page, context=part)
    return found.generate_report() if found.violations_count else ""


def barriers_in_the_dark(page, part=None) -> str:
    """Return axe's report on the colours of the dark scheme: it changes nothing else."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(ARRIVE)
    found = Axe().run(page, context=part, options=COLOURS)
    page.emulate_media(color_scheme="light")
    return found.generate_report() if found.violations_count else ""
