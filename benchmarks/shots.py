"""Photographs of every kind of page in shots/: `python -m benchmarks.shots`, or `make shots`.

Two widths, two schemes; the reader's pages of the demo paper, and the desk on a busy day. With
`--readme` the four small ones of the README are made anew in docs/.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.queue import TABS
from tests.browser.paper import KINDS
from tests.site import ROOT, Site, chromium

WIDTHS = (390, 1280)
DESK = {
    "desk": "/admin/",
    "front at the desk": "/admin/front/",
    "paper at the desk": "/admin/paper/",
    "queue": "/admin/comments/comment/",
    **{f"queue {tab}": f"/admin/comments/comment/?state={tab}" for tab in TABS[1:]},
    "figures": "/admin/comments/comment/figures/",
    "articles": "/admin/articles/article/",
    "an article": "/admin/articles/article/1/change/",
    "masthead": "/admin/newsroom/masthead/1/change/",
}
README = {"front": "front", "article": "article", "desk": "desk", "queue": "queue"}
SMALL = (760, 570)  # pixels


def browsers(playwright):
    if not (program := chromium()):
        sys.exit("Chromium is not installed: apt-get install chromium-headless-shell")
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            screen = {"width": width, "height": 960}  # the rail is as high as the README shows
            yield width, scheme, browser.new_context(viewport=screen, color_scheme=scheme)
    browser.close()


def sign_in(page, url, password):
    page.goto(f"{url}/admin/")
    page.fill("#id_username", "boss")
    page.fill("#id_password", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def photograph(site, folder: Path, password: str):
    with sync_playwright() as playwright:
        for width, scheme, context in browsers(playwright):
            page = context.new_page()
            signed_in = False
            for name, address in {**KINDS, **DESK}.items():
                if name in DESK and not signed_in:
                    sign_in(page, site.url, password)
                    signed_in = True
                page.goto(site.url + address, wait_until="networkidle")
                page.screenshot(
                    path=folder / f"{name.replace(' ', '-')}-{width}-{scheme}.png", full_page=True
                )
            context.close()


def for_the_readme(folder: Path):
    for name, shot in README.items():
        picture = Image.open(folder / f"{shot}-1280-light.png").convert("RGB")
        picture = picture.crop((0, 0, 1280, min(960, picture.height)))
        picture.thumbnail(SMALL)
        picture.save(ROOT / "docs" / f"{name}.webp", quality=80)


def main():
    folder = ROOT / "shots"
    folder.mkdir(exist_ok=True)
    password = "only for the photographer"
    with tempfile.TemporaryDirectory() as name:
        site = Site(Path(name), DJANGO_SUPERUSER_PASSWORD=password)
        site.manage("migrate", "-v0")
        site.manage("collectstatic", "--noinput", "-v0")
        site.manage("demo")
        site.manage("normalise_pictures")
        site.manage("createsuperuser", "--noinput", "--username=boss", "--email=boss@example.org")
        site.python("from benchmarks import busy_desk; busy_desk.furnish()")
        site.start()
        try:
            photograph(site, folder, password)
        finally:
            site.stop()
    if "--readme" in sys.argv:
        for_the_readme(folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
