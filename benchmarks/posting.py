"""Comments stored in a second: `python -m benchmarks.posting [--checkout DIR]`.

Starts the paper and has so many clients at once send comments, each with a form of its own, for
some rounds; half of them are published at once. Printed are the comments a second, the latency in
milliseconds, and how many of those that were acknowledged are in the database. `--checkout DIR`
measures other code, such as a version before.
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
from pathlib import Path

from benchmarks.crowd import ask, paper_of, wait_until_nothing_changes

CLIENTS, COMMENTS, ROUNDS = 8, 400, 3

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


def printed_in(checkout, folder, *words) -> list[str]:
    environment = {**os.environ, "NEWSROOM_DATA": str(folder / "site")}
    environment |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "benchmarks only"}
    command = [sys.executable, "-c", SCRIPT, *map(str, words)]
    done = subprocess.run(
        command, cwd=checkout, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.splitlines()


def posted(port, forms, acknowledged) -> list[float]:
    """Send a comment with each form; return the latencies in milliseconds."""
    taken, lock = [], threading.Lock()

    def post(form):
        address, key = form.split()
        text = f"Mark {key[-12:]}: I walked past it this morning, and there was nobody."
        fields = {"name": "Ravi Menon", "email": "", "text": text, "key": key}
        begun = time.perf_counter()
        status = ask(port, address, fields)[0]
        with lock:
            taken.append((time.perf_counter() - begun) * 1000)
            acknowledged.append(status == 303)

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(post, forms))
    return sorted(taken)


def measured(checkout, folder, comments):
    with paper_of(checkout, folder) as port:
        acknowledged: list[bool] = []
        forms = printed_in(checkout, folder, "forms", comments * (ROUNDS + 1))
        wait_until_nothing_changes(folder / "site" / "newsroom.sqlite3")
        posted(port, forms[:comments], acknowledged)  # what is made once
        rates = []
        for number in range(1, ROUNDS + 1):
            begun = time.perf_counter()
            taken = posted(port, forms[number * comments : (number + 1) * comments], acknowledged)
            rates.append(comments / (time.perf_counter() - begun))
            print(
                f"{rates[-1]:>6.1f} comments/s, p50 {statistics.median(taken):>6.1f} ms, "
                f"p99 {taken[len(taken) * 99 // 100]:>6.1f} ms",
                flush=True,
            )
        stored = printed_in(checkout, folder, "stored")[-1]
        median = statistics.median(rates)
        print(f"median {median:.1f}; {sum(acknowledged)} answered, {stored} stored")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--checkout", type=Path, default=here, help="measure this code")
    parser.add_argument("--comments", type=int, default=COMMENTS, help="in each round")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    with tempfile.TemporaryDirectory(prefix="newsroom-posting-") as name:
        measured(options.checkout.resolve(), Path(name), options.comments)


if __name__ == "__main__":
    main()
