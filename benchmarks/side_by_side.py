"""Everything that is timed, in one run: `make bench`. Prints Markdown.

Pages a second stand beside two floors of the same run, which say what the machine could do just
then: nginx with a file that is compressed already, and a view of one line that returns the same
bytes. Then a busy hour, comments stored, pages rendered, and the memory and start of `serve`.
Needs `wrk` and `nginx` (packages of Debian). `--seconds` is for each row of pages.
"""

import argparse
import contextlib
import gzip
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks import busy_hour, posting, rendering
from benchmarks.crowd import (
    HOST,
    ask,
    ended,
    free_port,
    paper_environment,
    paper_of,
    proxy_of,
    wait_for,
    wait_until_nothing_changes,
)

HERE = Path(__file__).resolve().parent.parent
SECONDS = 4
CONNECTIONS = (1, 32)
WARMING = 40  # requests: each web process has a store of its own
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}

ONE_LINE = """
import sys
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import re_path
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="benchmarks only")
BODY = open({file!r}, "rb").read()
HEAD = {{"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}}
urlpatterns = [re_path("", lambda request: HttpResponse(BODY, headers=HEAD))]
import django
django.setup()
application = WSGIHandler()
"""

# The paper as Django serves it, without stored pages before it.
UNSTORED = """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""

STATIC = """
{user}pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes auto; events {{}}
http {{
  open_file_cache max=10;
  access_log off; default_type text/html; client_body_temp_path {folder}/body;
  server {{ listen 127.0.0.1:{port}; gzip_static on; root {folder}/files;
    location = /healthz {{ return 200; }} }}
}}
"""


# -- floors


@contextlib.contextmanager
def static_file(folder, page: bytes) -> Iterator[int]:
    files = folder / "files"
    files.mkdir()
    (files / "page.html").write_bytes(page)
    (files / "page.html.gz").write_bytes(gzip.compress(page, 6))
    port, config = free_port(), folder / "nginx.conf"
    user = "user root;\n" if folder.owner() == "root" else ""
    config.write_text(STATIC.format(user=user, folder=folder, port=port))
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    with ended([program, "-c", str(config), "-p", str(folder)]):
        wait_for(port)
        yield port


@contextlib.contextmanager
def one_line_view(folder, page: bytes) -> Iterator[int]:
    file = folder / "page.gz"
    file.write_bytes(gzip.compress(page, 6))
    (folder / "one_line.py").write_text(ONE_LINE.format(file=str(file)))
    with served(folder, "one_line:application") as port:
        yield port


@contextlib.contextmanager
def unstored(folder) -> Iterator[int]:
    (folder / "unstored.py").write_text(UNSTORED)
    environment = paper_environment(folder) | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "PYTHONPATH": f"{HERE}",
    }
    with served(folder, "unstored:application", "--blocking-threads", "4", env=environment) as port:
        yield port


@contextlib.contextmanager
def served(folder, application, *options, env=None) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "granian", application, "--interface", "wsgi", *options]
    command += ["--port", str(port), "--workers", "2", "--log-level", "error"]
    with ended(command, cwd=folder, env=env):
        wait_for(port)
        yield port


# -- pages a second


def read(port, address, connections, seconds) -> tuple[float, float]:
    """Return the pages a second, and the 99th part of a hundred of the latencies in ms."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in HEADERS.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{address}"], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        raise SystemExit(done)
    size, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done).groups()
    in_ms = float(size) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]), in_ms


def pages_a_second(folder, seconds):
    with paper_of(HERE, folder) as port, proxy_of(HERE, folder, port) as door:
        wait_until_nothing_changes(folder / "site" / "newsroom.sqlite3")
        article = re.search(r'href="(/\d{4}/\d\d/[-\w]+/)#comments"', ask(port, "/")[2])[1]
        for _ in range(WARMING):
            ask(port, "/"), ask(port, article)
        page = ask(port, article)[2].encode()
        with (
            static_file(folder, page) as static,
            one_line_view(folder, page) as view,
            unstored(folder) as django,
        ):
            rows = {
                "nginx, a file with the article's bytes": (static, "/page.html"),
                "a view of one line, the same bytes": (view, "/"),
                "stored article": (port, article),
                "stored front page": (port, "/"),
                "article behind nginx": (door, article),
                "front page behind nginx": (door, "/"),
                "article, rendered each time": (django, article),
                "front page, rendered each time": (django, "/"),
            }
            print(f"The article: {len(page):,} bytes, {len(gzip.compress(page, 6)):,} gzipped.\n")
            heads = "".join(f" a second, connections: {each} | p99 ms |" for each in CONNECTIONS)
            print(f"| |{heads} of the file | of the view |")
            print("|---|" + "---|" * (2 * len(CONNECTIONS) + 2))
            table(rows, seconds)


def table(rows, seconds):
    """Print the rows; the last two columns are ratios to the first two rows, of most readers."""
    floors: list[float] = []
    for name, (port, address) in rows.items():
        figures = [read(port, address, each, seconds) for each in CONNECTIONS]
        most = figures[-1][0]
        floors.append(most)
        ratios = [f"{most / floor:.2f}" for floor in floors[:2]] + [""]
        cells = [f"{rate:,.0f} | {p99:.1f}" for rate, p99 in figures]
        print(f"| {name} | {' | '.join(cells)} | {' | '.join(ratios[:2])} |", flush=True)


# -- memory and start


def family(pid) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def memory(pid) -> int:
    """Return the proportional set size of a process in KiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def memory_and_start(folder):
    """Start a paper that is set up already; print the seconds to its first page, then its memory
    after it was read."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    begun = time.monotonic()
    log = (folder / "second.log").open("w")
    with (
        log,
        ended(command, cwd=HERE, env=paper_environment(folder), stdout=log, stderr=log) as serve,
    ):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers=HEADERS)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=5) as page:
                    page.read()
                break
            except OSError:
                time.sleep(0.02)
        print(f"Second start to the first page: {time.monotonic() - begun:.1f} s.\n")
        read(port, "/", 32, SECONDS)
        time.sleep(15)  # threads and copies that nobody needs any more have ended
        print("| process | PSS, MiB |\n|---|---|")
        sizes = {pid: memory(pid) for pid in family(serve.pid)}
        for pid, size in sizes.items():
            name = Path(f"/proc/{pid}/comm").read_text().strip()  # newsroom/serving
            print(f"| {name} | {size / 1024:.0f} |")
        print(f"| all | {sum(sizes.values()) / 1024:.0f} |")


def section(title):
    print(f"\n## {title}\n", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each row of pages")
    options = parser.parse_args()
    for program in ("wrk", "nginx"):
        if not (shutil.which(program) or shutil.which(program, path="/usr/sbin")):
            sys.exit(f"It is measured with {program}: apt-get install {program}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        folder = Path(name)
        section("Pages")
        pages_a_second(folder, options.seconds)
        section("Memory and start")
        memory_and_start(folder)
    for title, module, words in (
        ("A busy hour", busy_hour, ["--seconds", "8"]),
        ("Comments stored", posting, ["--comments", "200", "--rounds", "2"]),
        ("Pages that are not stored", rendering, []),
    ):
        section(title)
        command = [sys.executable, "-m", module.__name__, *words]
        print("```", flush=True)
        subprocess.run(command, cwd=HERE, check=True)
        print("```", flush=True)


if __name__ == "__main__":
    main()
