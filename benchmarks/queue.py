"""The cost of the moderators' queue: `python -m benchmarks.queue --waiting N --decided M`

N pending and M decided comments on an empty SQLite file (or on the database that DATABASE_URL
names). A moderator opens each tab five times; the median counts.
"""

import argparse
import os
import random
import statistics
import tempfile
import time

from benchmarks.discussion import WORDS

TIMES = 5
A_BATCH = 5000  # comments that differ; the others are copies of them
YEARS = 3 * 365 * 24 * 3600  # seconds in which all that was decided about came
TABS = (
    *("pending", "edited", "reported", "appealed", "suspected", "decided"),
    *("approved", "rejected", "spam", "removed", "all"),
)
# What is asked for beside the tabs.
NARROWED = ("?language=other", "?age=24", "?reason=links", "?q=harbour", "figures/")


def comments(article, number, status, chance, begun, apart):
    """Create comments with `status`, `apart` seconds apart, each with its number in the text."""
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


def copied(model, number, follows=()):
    """Have the database copy the newest rows until there are `number` of them.

    Each copy has a number of its own; the targets of the fields `follows` were copied before.
    """
    from django.core.management.color import no_style
    from django.db import connection

    table, last = model._meta.db_table, model.objects.latest("pk").pk
    fields = [field.column for field in model._meta.concrete_fields]
    with connection.cursor() as cursor:
        for shift in range(A_BATCH, number, A_BATCH):
            values = [f"{name} + {shift}" if name in ("id", *follows) else name for name in fields]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(fields)}) SELECT {', '.join(values)} "
                f"FROM {table} WHERE id BETWEEN %s AND %s",
                [last - A_BATCH + 1, last],
            )
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)


def furnish(waiting, decided):
    from django.utils import timezone

    from comments.models import Comment, Decision, Notice, Revision
    from tests import cast

    Decision._meta.get_field("at").auto_now_add = False  # they were long ago
    chance, moderator, article = random.Random(1), cast.staff("Mo", "Moderators"), cast.an_article()
    past = ("approved", "approved", "approved", "rejected", "spam")
    long_ago = timezone.now() - timezone.timedelta(seconds=YEARS)
    apart = YEARS / A_BATCH
    old = comments(article, A_BATCH, lambda place: past[place % 5], chance, long_ago, apart)
    made = Comment.objects.bulk_create(old)
    Decision.objects.bulk_create(
        Decision(comment=comment, by=moderator, from_status="pending", to_status=comment.status,
                 way="desk", at=comment.created_at) for comment in made
    )  # fmt: skip
    copied(Comment, decided)
    copied(Decision, decided, follows=["comment_id"])
    new = comments(article, A_BATCH, lambda place: "pending", chance, timezone.now(), 0)
    Comment.objects.bulk_create(new)
    copied(Comment, waiting)
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
    parser.add_argument(
        "--waiting", type=int, default=100_000, metavar="N", help="a multiple of 5,000"
    )
    parser.add_argument("--decided", type=int, default=1_000_000, metavar="M", help="likewise")
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
