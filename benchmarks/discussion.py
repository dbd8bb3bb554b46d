"""The cost of a discussion: `python -m benchmarks.discussion`

An article with 50, 5,000 and 50,000 comments on an empty SQLite file (or on the database that
DATABASE_URL names): one in five opens a thread, the others answer one of the last forty, five
levels deep at most; always the same. Each kind of page is rendered eleven times, each in a new
edition; the median counts, and the last column is the ratio to the fewest.
"""

import argparse
import gzip
import os
import random
import statistics
import tempfile
import time

NUMBERS = (50, 5_000, 50_000)
TIMES = 11
RECENT = 40  # comments that a reply may answer
WORDS = "the harbour crane boats quay council ferry gulls tide night morning nobody always".split()


def furnish(article, number, chance):
    """Create `number` public comments for `article`, a minute apart."""
    from django.utils import timezone

    from comments.models import Comment
    from comments.models.comment import STEP, recount
    from newsroom import html

    first = (Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    begun = timezone.now() - timezone.timedelta(minutes=number)
    recent: list[Comment] = []
    made = []
    for place in range(number):
        above = None if not recent or chance.random() < 0.2 else chance.choice(recent)
        text = " ".join(chance.choices(WORDS, k=chance.randint(5, 60)))
        comment = Comment(
            pk=first + place,
            article=article,
            parent=above,
            path=f"{above.path if above else ''}{first + place:0{STEP}x}",
            name=chance.choice(("Ravi", "Zoë", "Ines P.", "Tom")),
            text=text,
            body=html.comment(text),
            status="approved",
            created_at=begun + timezone.timedelta(minutes=place),
        )
        made.append(comment)
        if len(comment.path) < 5 * STEP:
            recent = [*recent, comment][-RECENT:]
    Comment.objects.bulk_create(made, batch_size=500)
    recount(article)


def pages(article):
    from comments import threads

    address = article.get_absolute_url()
    last = article.comments.with_thread().order_by("-path").values_list("path", flat=True)[5]
    return {
        "the article's page": address,
        "the last page of threads": f"{address}comments/?after={last}&sort=oldest",
        "most replied first": f"{address}comments/?sort={threads.Sort.REPLIED}",
        "comments.json": f"{address}comments.json",
        "the form": f"{address}comment/",
    }


def measured(reader, address):
    """Return queries, median milliseconds, bytes and compressed bytes of an address."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from newsroom import freshness

    spent = []
    for _ in range(TIMES):
        freshness.new_edition()
        begun = time.perf_counter()
        answer = reader.get(address)
        spent.append(1000 * (time.perf_counter() - begun))
        assert answer.status == 200, (address, answer.status)
    freshness.new_edition()
    with CaptureQueriesContext(connection) as captured:
        body = reader.get(address).body
    return len(captured), statistics.median(spent), len(body), len(gzip.compress(body))


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"NEWSROOM_DATA": data, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        report()


def report():
    from newsroom.wsgi import application
    from tests import cast
    from tests.reader import Reader

    reader, few = Reader(application, host="127.0.0.1:8000"), {}
    print(f"{'comments':>8} {'queries':>8} {'ms':>8} {'bytes':>9} {'gzip':>8} {'ratio':>6}")
    for number in NUMBERS:
        article = cast.an_article()
        furnish(article, number, random.Random(1))
        for name, address in pages(article).items():
            asked, spent, size, packed = measured(reader, address)
            few.setdefault(name, spent)
            print(
                f"{number:8,} {asked:8} {spent:8.1f} {size:9,} {packed:8,} "
                f"{spent / few[name]:6.2f}  {name}"
            )


if __name__ == "__main__":
    main()
