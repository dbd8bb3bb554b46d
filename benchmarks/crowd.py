"""The latency of cached pages under load: `python -m benchmarks.crowd`.

Starts the paper and nginx with an archive of the demo's size, has sixteen attackers at a time make
the most expensive requests, and prints the latency of a cached front page and `/healthz` meanwhile,
in milliseconds; then the same while a writer locks the database, and the responses of fifty readers
of uncached pages and ten commenters who come at once. `--checkout DIR` measures other code, such as
a version before. Everything stays on this machine, and ends by itself.
"""

import argparse
import collections
import contextlib
import html
import http.client
import multiprocessing
import os
import queue
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tests import proxy

ATTACKERS = 16
SECONDS = 8  # each attack
HELD = 20  # seconds that the writer holds the database
HOST = "news.example.org"
HEAVY = "> a\n\n" * 1000
QUIET = 12  # seconds without a new edition
PAUSE = 0.02  # seconds between two looks of a reader


def ask(port, address, fields=None, cookie="", network="203.0.113.1"):
    """Send a request as a browser behind our proxy; return status, headers and text."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": network}
    headers |= {"Cookie": cookie} if cookie else {}
    body = None
    if fields is not None:
        body = urlencode(fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}{address}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET" if body is None else "POST", address, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")
    finally:
        connection.close()


def hidden(page, name):
    match = re.search(rf'name="{name}" value="([^"]*)"', page)
    return html.unescape(match[1]) if match else ""


# -- what attackers do: each is a function of (port, paper, number, network)


def previews(port, paper, number, network):
    fields = {"name": "Mallory", "text": HEAVY, "key": paper["key"], "preview": "Preview"}
    return ask(port, f"{paper['article']}comment/", fields, network=network)


def sign_ins(port, paper, number, network):
    token = {"csrfmiddlewaretoken": paper["token"], "next": "/admin/"}
    fields = token | {"username": f"ida{number}", "password": "wrong"}
    return ask(port, "/admin/login/", fields, paper["cookie"], network)


def searches(port, paper, number, network):
    return ask(port, f"/search/?q=the+a+of+harbour+{number}", network=network)


def reports(port, paper, number, network):
    fields = {"kind": "spam", "words": f"{number} " * 200, "key": paper["report_key"]}
    return ask(port, paper["report"], fields, network=network)


ATTACKS = [previews, sign_ins, searches, reports]


def looked_up(port) -> dict[str, str]:
    """Return the addresses, keys and tokens that attackers need."""
    front = ask(port, "/")[2]
    for article in dict.fromkeys(re.findall(r'href="(/\d{4}/\d\d/[-\w]+/)"', front)):
        report = re.search(rf'href="({article}comments/\d+/report/)"', ask(port, article)[2])
        if report:
            break
    _status, headers, sign_in = ask(port, "/admin/login/")
    return {
        "article": article,
        "report": report[1],
        "key": hidden(ask(port, f"{article}comment/")[2], "key"),
        "report_key": hidden(ask(port, report[1])[2], "key"),
        "token": hidden(sign_in, "csrfmiddlewaretoken"),
        "cookie": headers.get("Set-Cookie", "").partition(";")[0],
    }


def attack(act, port, paper, until, statuses):
    """Run `act` with all attackers, each from networks of its own, in this process."""

    def attack_as(attacker):
        for number in range(1_000_000):
            if time.time() > until:
                return
            network = f"198.51.{attacker}.{number % 250}"
            try:
                statuses.put(act(port, paper, number, network)[0])
            except OSError:
                statuses.put("no answer")

    with ThreadPoolExecutor(ATTACKERS) as people:
        list(people.map(attack_as, range(ATTACKERS)))


def waits(port, until) -> dict[str, list[float]]:
    """Return the latencies of a cached front page and /healthz until then, in milliseconds."""
    taken: dict[str, list[float]] = {"/": [], "/healthz": []}

    def reader(address):
        while time.time() < until:
            began = time.perf_counter()
            try:
                status = ask(port, address)[0]
            except OSError:
                status = "no answer"
            wait = (time.perf_counter() - began) * 1000
            taken[address].append(wait if status == 200 else 60_000)
            time.sleep(PAUSE)

    with ThreadPoolExecutor(4) as people:
        list(people.map(reader, ["/", "/", "/healthz", "/healthz"]))
    return taken


def row(label, way, taken, answers=""):
    figures = []
    for values in taken.values():
        ordered = sorted(values)
        for part in (0.5, 0.99):
            figures.append(f"{ordered[int(len(ordered) * part)]:>9,.1f}")
    print(f"{label:<28}{way:<7}{'  '.join(figures)}  {answers}", flush=True)


def under_attack(port, way, paper, seconds):
    for act in ATTACKS:
        statuses: multiprocessing.Queue = multiprocessing.Queue()
        until = time.time() + seconds
        crowd = multiprocessing.Process(target=attack, args=(act, port, paper, until, statuses))
        crowd.start()
        taken = waits(port, until)
        counted = collections.Counter()
        while crowd.is_alive() or not statuses.empty():
            try:
                counted[statuses.get(timeout=0.2)] += 1
            except queue.Empty:
                continue  # they are still waiting for an answer
        row(f"{ATTACKERS} x {act.__name__}", way, taken, dict(counted))


def while_held(port, database, seconds):
    """Measure while a writer locks the whole database."""
    writer = sqlite3.connect(database, isolation_level=None, timeout=30)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        row("database held by a writer", "alone", waits(port, time.time() + seconds))
    finally:
        writer.execute("ROLLBACK")
        writer.close()


def all_at_once(port, way, paper):
    """Measure fifty readers of uncached pages and ten commenters at once."""
    form = f"{paper['article']}comment/"
    keys = [hidden(ask(port, form)[2], "key") for _ in range(10)]
    time.sleep(2.5)  # nobody writes faster
    together = threading.Barrier(60)

    def reader(number):
        together.wait()
        address = form if number % 2 else "/search/?q=harbour"
        return ask(port, address, network=f"192.0.2.{number}")[0]

    def poster(number):
        together.wait()
        fields = {"name": f"Ravi {number}", "text": f"{way} {number}, again.", "key": keys[number]}
        return ask(port, form, fields, network=f"192.0.2.{100 + number}")[0]

    with ThreadPoolExecutor(60) as people:
        asked = [people.submit(reader, number) for number in range(50)]
        asked += [people.submit(poster, number) for number in range(10)]
        statuses = collections.Counter(task.result() for task in asked)
    print(f"{'50 readers, 10 posters':<28}{way:<7}503: {statuses[503]}  {dict(statuses)}")


# -- the paper and the proxy


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_for(port):
    for _try in range(1200):
        try:
            if ask(port, "/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.25)
    raise SystemExit("It does not answer.")


def wait_until_nothing_changes(database):
    """Wait until the paper's own jobs, such as the demo's pictures, change the edition no more.

    `database` is the path of a file of SQLite, or the URL of one of PostgreSQL.
    """
    before, since = None, time.monotonic()
    connect = psycopg.connect if isinstance(database, str) else sqlite3.connect
    while time.monotonic() - since < QUIET:
        with contextlib.closing(connect(database)) as connection:
            now = connection.execute("SELECT SUM(number) FROM newsroom_edition").fetchone()
        if now != before:
            before, since = now, time.monotonic()
        time.sleep(0.5)


@contextmanager
def ended(command, **options):
    """Start a process; at the end of the block, end it with all its children."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def paper_environment(folder, url="") -> dict[str, str]:
    return {
        **os.environ,
        "NEWSROOM_DATA": str(folder / "site"),
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY": "benchmarks only",
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": url,
    }


@contextmanager
def paper_of(checkout, folder, url=""):
    """Start the paper on SQLite, or on the PostgreSQL of `url`; yield its port."""
    port = free_port()
    environment = paper_environment(folder, url)
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--demo"]
    log = (folder / "site.log").open("w")
    with log, ended(command, cwd=checkout, env=environment, stdout=log, stderr=log):
        wait_for(port)
        yield port


@contextmanager
def proxy_of(checkout, folder, port):
    """nginx with the checkout's own configuration."""
    place = folder / "proxy"
    place.mkdir()
    with proxy.proxy(place, port, folder / "site", checkout=checkout) as door:
        wait_for(door)
        yield door


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--checkout", type=Path, default=here, help="measure this code")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each attack")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    checkout = options.checkout.resolve()
    with tempfile.TemporaryDirectory(prefix="newsroom-crowd-") as name:
        folder = Path(name)
        with paper_of(checkout, folder) as port, proxy_of(checkout, folder, port) as door:
            columns = "  ".join(f"{head:>9}" for head in ("/ p50", "/ p99", "hz p50", "hz p99"))
            print(f"{'milliseconds':<35}{columns}  what the attackers got", flush=True)
            ways = {"alone": port, "nginx": door}
            papers = {way: looked_up(port) for way in ways}
            database = folder / "site" / "newsroom.sqlite3"
            for way, at in ways.items():
                wait_until_nothing_changes(database)
                for _ in range(40):  # each web process has stored the page
                    ask(at, "/")
                row("nobody else", way, waits(at, time.time() + 2))
                all_at_once(at, way, papers[way])
                under_attack(at, way, papers[way], options.seconds)
            wait_until_nothing_changes(database)
            while_held(port, database, HELD)


if __name__ == "__main__":
    main()
