"""A paper of its own and Chromium, for what is measured as its user sees it."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.site import Site


def in_chromium(measure):
    """Call `measure` with a served, empty paper and a browser."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder)) as site:
        site.manage("migrate", "-v0")
        site.manage("collectstatic", "--no-input", "-v0")
        site.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            measure(site, browser)
            browser.close()
