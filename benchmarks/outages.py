"""What readers and commenters notice when a part fails: `python -m benchmarks.outages`.

Starts the paper with two web processes behind nginx, on SQLite and, where it is installed, on a
PostgreSQL of its own, has it read and answered at an even pace, and kills, hangs or empties one
part after the other. For each is printed how many of the answers failed, the comments that were
acknowledged and are not there, whether a page was stale afterwards, and the seconds until a page
that is not kept and a comment were answered again. Nothing is restarted by hand.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import postgresql
from tests.load import HOST, Load
from tests.proxy import proxy, until_it_listens
from tests.site import Site, children

HUNG = 8  # seconds
READS, POSTS = 100, 4  # a second
ADDRESSES = ["/", "/rules/", "/readyz", "/my-data/"]  # the last two go past the cache
APPROVE = """
from comments.models import Comment
comment = Comment.objects.filter(text__startswith="Mark ").exclude(status="approved").first()
comment.approve(by=None)
print(comment.article.get_absolute_url(), comment.pk)
"""


# -- parts, and what becomes of them


def kill(numbers):
    for number in numbers:
        os.kill(number, signal.SIGKILL)


def hang(numbers, seconds=HUNG):
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    time.sleep(seconds)
    for number in numbers:
        os.kill(number, signal.SIGCONT)


def disk_takes_no_more(numbers, seconds=HUNG):
    """Let the processes write no file beyond 4 kB, for a while."""
    for number in numbers:
        resource.prlimit(number, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    time.sleep(seconds)
    for number in numbers:
        everything = resource.RLIM_INFINITY, resource.RLIM_INFINITY
        resource.prlimit(number, resource.RLIMIT_FSIZE, everything)


def empty(folder):
    for path in folder.iterdir():
        shutil.rmtree(path)


def parts(site, folder):
    return {
        "a web process killed": lambda: kill([min(site.web_processes())]),
        f"a web process hung for {HUNG} s": lambda: hang([min(site.web_processes())]),
        "all web processes killed": lambda: kill(site.web_processes()),
        "all but the watcher killed": lambda: kill(site.family()[1:]),
        "the loops killed": lambda: kill(site.parts("work") | site.parts("mail")),
        f"the loops hung for {HUNG} s": lambda: hang(site.parts("work") | site.parts("mail")),
        "nginx' cache emptied": lambda: empty(folder / "cache"),
    }


def parts_of_sqlite(site):
    return {
        f"the disk full for {HUNG} s": lambda: disk_takes_no_more(site.family()),
    }


def parts_of_postgresql(url):
    with psycopg.connect(url) as connection:
        data = connection.execute("SHOW data_directory").fetchone()[0]
    postmaster = int((Path(data) / "postmaster.pid").read_text().splitlines()[0])

    def restart(mode):
        programs = postgresql.programs()
        postgresql.run(programs / "pg_ctl", "-D", data, "-m", mode, "-w", "restart")

    return {
        f"PostgreSQL hung for {HUNG} s": lambda: hang([postmaster, *children(postmaster)]),
        "PostgreSQL restarted": lambda: restart("fast"),
        "PostgreSQL restarted without a word": lambda: restart("immediate"),
    }


# -- a measurement


def measured(site, door, name, act):
    with Load(site, door, ADDRESSES, READS, POSTS, 2000) as load:
        time.sleep(2)
        act()
        begun = time.monotonic()
        pages, posts = load.good_since(begun)
        time.sleep(2)
    lost = len(load.lost())
    address, number = site.python(APPROVE).split()
    stale = f'id="c{number}"' not in load.page(address, of=site.port)
    print(
        f"| {name} | {load.answers:,} | {load.failures.total()} | "
        f"{', '.join(f'{key} × {count}' for key, count in load.failures.items()) or '–'} | "
        f"{lost} | {int(stale)} | {pages:.1f} / {posts:.1f} |",
        flush=True,
    )


@contextmanager
def paper(folder, **own):
    own |= {"SITE_URL": f"https://{HOST}", "TRUSTED_PROXIES": "1"}
    folder.mkdir()
    with Site(folder, **own) as site:
        site.start("--workers", "2", "--demo")
        with proxy(folder, site.port, site.folder) as door:
            until_it_listens(door)
            yield site, door


def table(title, site, door, acts, only):
    print(f"\n{title}\n")
    print("| | answers | failed | what came instead | lost | stale | s until a page / a comment |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for name, act in acts.items():
        if only in name:
            measured(site, door, name, act)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="parts with this in their name")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="newsroom-outages-") as name:
        folder = Path(name) / "sqlite"
        with paper(folder) as (site, door):
            acts = parts(site, folder) | parts_of_sqlite(site)
            table("A small server: SQLite", site, door, acts, options.only)
        if programs := postgresql.programs():
            folder = Path(name) / "postgresql"
            with (
                postgresql.server(programs) as url,
                paper(folder, DATABASE_URL=url) as (site, door),
            ):
                acts = parts_of_postgresql(url)
                table("One server: PostgreSQL", site, door, acts, options.only)


if __name__ == "__main__":
    main()
