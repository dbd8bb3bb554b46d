"""Comments stored in a second: `python -m benchmarks.posting [--checkout DIR]`.

Starts the paper on SQLite and, where it is installed, on PostgreSQL, and has 1, 8 and 32 clients at
once send comments, each with a form of its own, for some rounds; then 50 comments a second come,
each at its moment. Half of them are published at once. Printed are the comments a second, the
latency in milliseconds, and how many of those that were acknowledged are in the database.
`--checkout DIR` measures other code, such as a version before.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks.crowd import ask, paper_of, wait_until_nothing_changes
from tests import postgresql

CLIENTS, COMMENTS, ROUNDS = (1, 8, 32), 400, 3
STEADY, SECONDS = 50, 10  # comments a second, and so long

# Runs in the checkout that is measured, beside its servers.
SCRIPT = """
import sys
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from articles.models import Article
from comments.models import Comment
from comments.tokens import form_keys
from newsroom.models import Masthead
if sys.argv[1] == "stored":
    print(Comment.objects.filter(text__startswith="Mark ").count())
    sys.exit()
masthead = Masthead.objects.get()
masthead.comments_per_hour, masthead.flood_after = 30_000, 30_000
masthead.save()
articles = list(Article.objects.published().stories().newest_first()[:2])
Article.objects.filter(pk=articles[0].pk).update(moderation="later")
Article.objects.filter(pk=articles[1].pk).update(moderation="hold")
for number in range(int(sys.argv[2])):
    article = articles[number % 2]
    key = form_keys.issue(article, timezone.now() - timedelta(seconds=30))
    print(f"{article.get_absolute_url()}comment/", key)
"""


def printed_in(checkout, folder, *words, url="") -> list[str]:
    environment = {**os.environ, "NEWSROOM_DATA": str(folder / "site"), "DATABASE_URL": url}
    environment |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "benchmarks only"}
    command = [sys.executable, "-c", SCRIPT, *map(str, words)]
    done = subprocess.run(
        command, cwd=checkout, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.splitlines()


class Commenters:
    """Clients that send the comments of `forms`, one with each."""

    def __init__(self, port, forms):
        self.port, self.forms = port, iter(forms)
        self.acknowledged: list[bool] = []

    def at_once(self, clients: int, comments: int) -> tuple[float, list[float]]:
        """Return the comments a second and the latencies in milliseconds."""
        forms = [next(self.forms) for _number in range(comments)]
        begun = time.perf_counter()
        with ThreadPoolExecutor(clients) as threads:
            taken = list(threads.map(self._post, forms))
        return comments / (time.perf_counter() - begun), taken

    def steadily(self, comments: int) -> list[float]:
        """Send `STEADY` a second; return the latencies, counted from when each was due."""
        begun = time.perf_counter() + 0.1
        dues = [begun + number / STEADY for number in range(comments)]

        def post(due):
            form = next_form()
            time.sleep(max(due - time.perf_counter(), 0))
            return self._post(form, due)

        lock = threading.Lock()

        def next_form():
            with lock:
                return next(self.forms)

        with ThreadPoolExecutor(STEADY) as threads:
            return list(threads.map(post, dues))

    def _post(self, form, begun=None) -> float:
        begun = begun or time.perf_counter()
        address, key = form.split()
        text = f"Mark {key[-12:]}: I walked past it this morning, and there was nobody."
        fields = {"name": "Ravi Menon", "email": "", "text": text, "key": key}
        self.acknowledged.append(ask(self.port, address, fields)[0] == 303)
        return (time.perf_counter() - begun) * 1000


def row(label, rate, taken):
    taken = sorted(taken)
    print(
        f"{label:<24}{rate:>6.1f} comments/s, p50 {statistics.median(taken):>6.1f} ms, "
        f"p99 {taken[len(taken) * 99 // 100]:>6.1f} ms",
        flush=True,
    )


def measured(checkout, folder, comments, rounds, url=""):
    name = "PostgreSQL" if url else "SQLite"
    with paper_of(checkout, folder, url) as port:
        numbers = {clients: comments // 4 if clients == 1 else comments for clients in CLIENTS}
        all_of_them = comments + rounds * sum(numbers.values()) + STEADY * SECONDS
        forms = printed_in(checkout, folder, "forms", all_of_them, url=url)
        wait_until_nothing_changes(url or folder / "site" / "newsroom.sqlite3")
        commenters = Commenters(port, forms)
        commenters.at_once(8, comments)  # what is made once
        for clients, number in numbers.items():
            runs = [commenters.at_once(clients, number) for _round in range(rounds)]
            taken = [wait for _rate, waits in runs for wait in waits]
            row(f"{name}, {clients} at once", statistics.median(rate for rate, _ in runs), taken)
        row(f"{name}, one by one", STEADY, commenters.steadily(STEADY * SECONDS))
        stored = printed_in(checkout, folder, "stored", url=url)[-1]
        answered = sum(commenters.acknowledged)
        print(f"{name}: {all_of_them} sent, {answered} answered, {stored} stored", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--checkout", type=Path, default=here, help="measure this code")
    parser.add_argument("--comments", type=int, default=COMMENTS, help="in each round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    programs = postgresql.programs()
    for database in filter(None, ("sqlite", programs)):
        with ExitStack() as stack:
            name = stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-posting-"))
            url = stack.enter_context(postgresql.server(programs)) if database == programs else ""
            words = options.comments, options.rounds, url
            measured(options.checkout.resolve(), Path(name), *words)


if __name__ == "__main__":
    main()
