"""What does the moderators' queue cost? `python -m benchmarks.queue --waiting N --decided M`

So many comments wait and so many were decided about, on an empty SQLite file (or on the database
that DATABASE_URL names). Each tab is asked for five times by a moderator; the middle one counts.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from itertools import islice

from benchmarks.discussion import WORDS

TIMES = 5
A_BATCH = 5000
YEARS = 3 * 365 * 24 * 3600  # seconds in which all that was decided about came
TABS = (
    *("pending", "edited", "reported", "appealed", "suspected", "decided"),
    *("approved", "rejected", "spam", "removed", "all"),
)
# What is asked for beside the tabs.
NARROWED = ("?language=other", "?age=24", "?reason=links", "?q=harbour", "figures/")


def comments(article, number, status, chance, begun, apart):
    """Made-up comments in a state, so many seconds apart, the number of each in its text."""
    from django.utils import timezone

    from comments.models import Comment

    for place in range(number):
        text = f"{place} {' '.join(chance.choices(WORDS, k=30))}"
        yield Comment(
            article=article,
            name=f"Reader {place % 1000}",
            text=text,
            body=f"<p>{text}</p>",
            status=status(place),
            path="00000001",
            created_at=begun + timezone.timedelta(seconds=place * apart),
        )


def furnish(waiting, decided):
    from django.db import connection
    from django.utils import timezone

    from comments.models import Comment, Decision, Notice, Revision
    from tests import cast

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # nobody keeps what is made up
    Decision._meta.get_field("at").auto_now_add = False  # they were long ago
    chance, moderator = random.Random(1), cast.staff("Mo", "Moderators")
    article = cast.an_article()
    past = ("approved", "approved", "approved", "rejected", "spam")
    long_ago = timezone.now() - timezone.timedelta(seconds=YEARS)
    old = comments(
        article, decided, lambda place: past[place % 5], chance, long_ago, YEARS / max(decided, 1)
    )
    while some := list(islice(old, A_BATCH)):
        Comment.objects.bulk_create(some)
        Decision.objects.bulk_create(
            Decision(comment=one, by=moderator, from_status="pending", to_status=one.status,
                     way="desk", at=one.created_at) for one in some
        )  # fmt: skip
    new = comments(article, waiting, lambda place: "pending", chance, timezone.now(), 0)
    while some := list(islice(new, A_BATCH)):
        Comment.objects.bulk_create(some)
    for comment in Comment.objects.approved()[:50]:
        Notice(comment=comment, kind="abuse").submit()
        Revision.objects.create(comment=comment, text="x", body="<p>x</p>")
    return moderator


def report(waiting, decided):
    from django.db import connection
    from django.test import Client

    begun = time.perf_counter()
    client = Client(HTTP_HOST="127.0.0.1:8000")
    client.force_login(furnish(waiting, decided))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{waiting:,} wait, {decided:,} decided; made in {time.perf_counter() - begun:.0f} s")
    print(f"{'queries':>8} {'ms':>8}  asked for")
    for asked in (*(f"?state={tab}" for tab in TABS), *NARROWED):
        measure(client, asked)


def measure(client, asked):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address, spent = f"/admin/comments/comment/{asked}", []
    for _ in range(TIMES):
        begun = time.perf_counter()
        assert client.get(address).status_code == 200
        spent.append(1000 * (time.perf_counter() - begun))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    print(f"{len(captured):8} {statistics.median(spent):8.1f}  {asked}", flush=True)
    slowest = max(captured, key=lambda query: float(query["time"]))
    if float(slowest["time"]) > 0.1:
        print(f"{'':18} {slowest['time']} s: {slowest['sql'][-300:]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--waiting", type=int, default=100_000, metavar="N")
    parser.add_argument("--decided", type=int, default=1_000_000, metavar="M")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"NEWSROOM_DATA": data, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        report(asked.waiting, asked.decided)


if __name__ == "__main__":
    main()
