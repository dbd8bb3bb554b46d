"""The milliseconds of a page, and their causes: `make profile` (`benchmarks.rendering [WORD]`).

The demo paper in an empty folder, and one article with fifty comments. Each kind of page is
rendered without the store of pages, by one thread: the first time in an edition, after a comment
was published, and with nothing changed. Printed are the median of CPU milliseconds and the queries
of each; with WORD the calls that take longest are listed for the pages that have it in their name.
"""

import argparse
import cProfile
import os
import pstats
import statistics
import tempfile
import time

TIMES = 15
COMMENTS = 50
LISTED = 25  # calls


def furnish():
    from django.core.management import call_command

    from comments.models import Comment
    from tests.cast import an_article, moved_in

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", verbosity=0)
    article = an_article(about=["harbour"], headline="Fifty comments stand below this one")
    for thread in moved_in(article, COMMENTS // 5):
        moved_in(article, 4, parent=thread)
    assert Comment.objects.filter(article=article).count() == COMMENTS
    return article


def pages(article) -> dict[str, str]:
    from articles.models import Article

    quiet = Article.objects.published().stories().filter(comment_count=0).newest_first().first()
    return {
        "article, 50 comments": article.get_absolute_url(),
        "article, no comments": quiet.get_absolute_url(),
        "front": "/",
        "topic": "/topics/harbour/",
        "archive of a year": f"/{article.published_at:%Y}/",
        "feed": "/feed.atom",
        "comments feed": "/comments.atom",
        "sitemap": "/sitemap-articles.xml",
    }


def measured(client, address, before) -> tuple[float, int]:
    """Return the median of CPU milliseconds and the queries; `before` is done before each."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken, asked = [], 0
    for _time in range(TIMES):
        before()
        begun = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        taken.append((time.process_time() - begun) * 1000)
        asked = len(captured)
    return statistics.median(taken), asked


def listed(client, address):
    profile = cProfile.Profile()
    profile.enable()
    for _time in range(TIMES):
        client.get(address)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(LISTED)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("word", nargs="?", help="list the calls of the pages with this word")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-rendering-") as folder:
        os.environ |= {"NEWSROOM_DATA": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.test import Client

        from newsroom import freshness

        article = furnish()
        client = Client(HTTP_HOST="127.0.0.1:8000")
        states = {
            "new edition": freshness.new_edition,
            "new comment": lambda: freshness.discussion_changed(article.pk),
            "unchanged": lambda: None,
        }
        print(f"{'CPU ms / queries':<24}" + "".join(f"{state:>18}" for state in states), flush=True)
        for name, address in pages(article).items():
            client.get(address)
            figures = [measured(client, address, before) for before in states.values()]
            cells = "".join(f"{taken:>11.1f} / {asked:>4}" for taken, asked in figures)
            print(f"{name:<24}{cells}", flush=True)
            if options.word and options.word in name:
                listed(client, address)


if __name__ == "__main__":
    main()
