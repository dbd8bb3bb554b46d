"""Lighthouse (mobile) on the demo paper: `python -m benchmarks.lighthouse`.

Needs Node's npx and Chromium. The demo's most discussed article gets fifty comments.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.paper import ARTICLE
from tests.site import Site, chromium

VERSION = "13.5.0"
PAGES = {
    "front": "/",
    "article, 50 comments": ARTICLE,
    "topic": "/topics/harbour/",
    "search": "/search/",
    "search, results": "/search/?q=crane",  # kept out of search engines: less for SEO
    "comment form": f"{ARTICLE}comment/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FILL = f"""
from articles.models import Article
from comments.models import Comment, Status
article = Article.objects.get(slug={ARTICLE.split("/")[-2]!r})
while article.comment_count < 50:
    comment = Comment(article=article, name="Ravi", text="I walked past, too.")
    comment.submit()
    comment.approve(by=None)
    article.refresh_from_db()
"""


def lighthouse() -> list[str]:
    """Return the command; LIGHTHOUSE names an installed one."""
    return os.environ.get("LIGHTHOUSE", f"npx --yes lighthouse@{VERSION}").split()


def report(url: str, folder: Path) -> dict:
    target = folder / "report.json"
    flags = "--headless --no-sandbox --disable-gpu"
    command = [*lighthouse(), url, "--quiet", "--output=json", f"--output-path={target}"]
    subprocess.run(
        [*command, f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"],
        check=True,
        env={**os.environ, "CHROME_PATH": chromium() or ""},
    )
    return json.loads(target.read_text())


def main():
    if not shutil.which("npx") and "LIGHTHOUSE" not in os.environ:
        sys.exit("Lighthouse needs Node: apt-get install nodejs npm")
    with tempfile.TemporaryDirectory() as name:
        site = Site(Path(name))
        site.manage("migrate", "-v0")
        site.manage("collectstatic", "--noinput", "-v0")
        site.manage("demo")
        site.python(FILL)
        site.manage("normalise_pictures")
        site.start()
        try:
            print(f"{'':24}" + "".join(f"{category:>16}" for category in CATEGORIES))
            for page, address in PAGES.items():
                report_data = report(site.url + address, Path(name))
                scores = [report_data["categories"][c]["score"] for c in CATEGORIES]
                print(f"{page:24}" + "".join(f"{100 * (s or 0):16.0f}" for s in scores))
                for audit in missed(report_data):
                    print(f"    {audit}")
        finally:
            site.stop()


def missed(report_data) -> list[str]:
    """Return the audits that cost points."""
    weighty = {
        item["id"]
        for category in report_data["categories"].values()
        for item in category["auditRefs"]
        if item["weight"]
    }
    return [
        f"{audit['title']}: {audit.get('displayValue', '')} ({audit['score']})"
        for name, audit in report_data["audits"].items()
        if name in weighty and audit["score"] is not None and audit["score"] < 0.9
    ]


if __name__ == "__main__":
    main()
