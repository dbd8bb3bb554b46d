"""Pages a second while comments are published: `python -m benchmarks.busy_hour`.

Starts the paper with the demo's articles and some hundred more, and has `wrk` (a package of
Debian) read them through 32 connections: three of ten requests are for the front page, the others
for the articles by Zipf's law. Meanwhile so many waiting comments a second are approved by
another process, and after each one its article is asked for at once: a page without it is stale.
The last row is a minute of a busy hour: an approval every second, five comments a second that
strangers send by the form, and a story published halfway, which has to be on the front at once.
`--checkout DIR` measures other code, such as a version before.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.crowd import HOST, ask, hidden, paper_of, wait_until_nothing_changes

SECONDS = 15  # at each rate
RATES = (0, 1, 5)  # approvals a second
MINUTE = 60  # seconds
POSTS = 5  # a second
ARTICLES = 970  # beside the demo's
CONNECTIONS = 32
WARMING = 20  # seconds; each web process has a store of its own

# Runs in the checkout that is measured, beside its servers.
APPROVE = """
import sys, time
import django
django.setup()
from django.contrib.auth import get_user_model
from articles.models import Article
from comments.models import Comment, Status
from newsroom.models import Job
from tests.cast import a_comment, an_article, staff
rate, seconds, missing, publishes = *map(float, sys.argv[1:3]), int(sys.argv[3]), sys.argv[4]
if missing:
    for number in range(missing):
        an_article(about=["harbour"])
    staff("Busy", "Moderators")  # a new account makes every page stale
    Job.objects.all().delete()  # their related posts; it is not they that are measured
    sys.exit()
mo = get_user_model().objects.get(username="busy")
articles = list(Article.objects.published().stories().newest_first()[:20])
waiting = [
    a_comment(articles[number % 20], Status.PENDING, text=f"Mark {number} at {rate}.")
    for number in range(int(rate * seconds))
]
draft = an_article(headline="Halfway through", published=None) if publishes else None
print("ready", flush=True)
sys.stdin.readline()
begun = time.monotonic()
for number, comment in enumerate(waiting):
    time.sleep(max(0, begun + number / rate - time.monotonic()))
    if draft and number == len(waiting) // 2:
        draft.publish()
        print("/", draft.headline, flush=True)
    comment.approve(by=mo)
    print(comment.article.get_absolute_url(), f"Mark {number} at {rate}.", flush=True)
"""

READ = """
local articles = {%s}
local in_turn, place = %s, 0
local summed, all = {}, 0
for place = 1, #articles do all = all + 1 / place; summed[place] = all end
local headers = {["Host"] = "%s", ["X-Forwarded-Proto"] = "https", ["Accept-Encoding"] = "gzip"}
function init() math.randomseed(os.time()) end
function request()
  local path = "/"
  if in_turn then
    place = place %% #articles + 1
    path = articles[place]
  elseif math.random() > 0.3 then
    local wanted, low, high = math.random() * all, 1, #articles
    while low < high do
      local middle = math.floor((low + high) / 2)
      if summed[middle] < wanted then low = middle + 1 else high = middle end
    end
    path = articles[low]
  end
  return wrk.format("GET", path, headers)
end
function done(summary, latency, requests)
  io.write(string.format('{"pages": %%d, "wrong": %%d, "p50": %%f, "p99": %%f}\\n',
    summary.requests, summary.errors.status + summary.errors.read + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def approvals(checkout, environment, *words):
    command = [sys.executable, "-c", APPROVE, *map(str, words)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=checkout, env=environment, **pipes)


def read(port, script, seconds):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script]
    command.append(f"http://127.0.0.1:{port}")
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def hour(port, script, approving, seconds, forms=()) -> dict:
    """Read, approve and send forms for some seconds; return the figures."""
    approving.stdout.readline()  # it has its comments
    sending = ThreadPoolExecutor(1)
    reading = read(port, script, seconds)
    approving.stdin.write("begin\n")
    approving.stdin.flush()
    sent = sending.submit(send, port, forms)
    approved = stale = 0
    for line in approving.stdout:
        address, _, mark = line.strip().partition(" ")
        approved, stale = approved + 1, stale + (mark not in ask(port, address)[2])
    figures = json.loads(reading.communicate()[0].strip().splitlines()[-1])
    return figures | {"approved": approved, "stale": stale, "stored": sent.result()}


def read_forms(port, addresses, number) -> list[tuple[str, str]]:
    """Return so many forms, as addresses and keys, which are old enough to be sent."""
    forms = []
    for article in (addresses * number)[:number]:
        address = f"{article}comment/"
        forms.append((address, hidden(ask(port, address)[2], "key")))
    time.sleep(3)
    return forms


def send(port, forms) -> int:
    """Send `POSTS` a second, each from a network of its own; return how many were taken."""
    begun, taken = time.monotonic(), 0
    for number, (address, key) in enumerate(forms):
        time.sleep(max(0, begun + number / POSTS - time.monotonic()))
        fields = {"name": f"Ravi {number}", "text": f"Sent as number {number}.", "key": key}
        network = f"198.51.{number // 250}.{number % 250}"
        taken += ask(port, address, fields, network=network)[0] == 303
    return taken


def measured(checkout, folder, seconds):
    with paper_of(checkout, folder) as port:
        environment = {**os.environ, "NEWSROOM_DATA": str(folder / "site")}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "SECRET_KEY": "benchmarks only",
        }
        approvals(checkout, environment, 0, 0, ARTICLES, "").wait()
        sitemap = ask(port, "/sitemap-articles.xml")[2]
        addresses = re.findall(rf"<loc>https://{HOST}(/\d+/\d+/[^<]*)</loc>", sitemap)
        names, script = ", ".join(map(json.dumps, addresses)), folder / "read.lua"
        wait_until_nothing_changes(folder / "site" / "newsroom.sqlite3")
        script.write_text(READ % (names, "true", HOST))
        read(port, script, WARMING).communicate()
        script.write_text(READ % (names, "false", HOST))
        for rate in RATES:
            approving = approvals(checkout, environment, rate, seconds, 0, "")
            show(f"{rate} approvals/s", hour(port, script, approving, seconds), seconds)
        forms = read_forms(port, addresses[:50], MINUTE * POSTS)
        approving = approvals(checkout, environment, 1, MINUTE, 0, "publishes")
        show("all of it, a minute", hour(port, script, approving, MINUTE, forms), MINUTE)


def show(name, figures, seconds):
    print(
        f"{name:<20} {figures['pages'] / seconds:>9,.0f} pages/s, p50 {figures['p50']:>6.1f} ms, "
        f"p99 {figures['p99']:>7.1f} ms, wrong {figures['wrong']}; "
        f"changes {figures['approved']}, stale {figures['stale']}, posts {figures['stored']}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--checkout", type=Path, default=here, help="measure this code")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="at each rate")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("The readers are wrk's: apt-get install wrk")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    with tempfile.TemporaryDirectory(prefix="newsroom-busy-") as name:
        measured(options.checkout.resolve(), Path(name), options.seconds)


if __name__ == "__main__":
    main()
