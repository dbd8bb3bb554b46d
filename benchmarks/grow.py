"""The growth of the cost of each act with the paper: `make bench-growth`.

Makes papers of some sizes in bulk, with ten comments for each article, and times what readers,
moderators and editors do in each, without stored pages and with nothing kept in memory. All
papers are timed in turns. Printed is a table of milliseconds and of the ratios of the largest paper
to the smallest; `--out FILE` writes it as Markdown. `--database postgresql` measures on a server of
its own, `both` on both.

    python -m benchmarks.grow --sizes 1000 10000 100000 --database both --out growth.md
    NEWSROOM_DATA=folder python -m benchmarks.grow --fill 100000  # only make one
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent.parent
GROW = (sys.executable, "-m", "benchmarks.grow")
TIMES = 7  # repetitions, of which the least counts
SIZES = (1_000, 100_000)  # articles
COMMENTS = 10  # for each article
NEEDED = 12  # GB on the disk for a hundred thousand articles
STILL = 0.3  # milliseconds, below which a ratio says nothing
LIMIT, AT_DESK = 1.2, 300  # the ratio to reach for readers; milliseconds at the desk


class Row(NamedTuple):
    name: str
    at_desk: bool
    queries: int
    best: list[float]  # milliseconds, of the smallest paper first


def set_up():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("SECRET_KEY", "benchmarks only")
    import django

    django.setup()


def fill(articles: int, comments: int):
    """Make a paper in the empty database of the environment."""
    set_up()
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.growing import rows
    from benchmarks.growing.articles import Articles
    from benchmarks.growing.discussions import Discussions
    from benchmarks.growing.words import Words

    begun = time.monotonic()

    def report(step):
        print(f"    {time.monotonic() - begun:6.1f} s  {step}", file=sys.stderr, flush=True)

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    rows.hurry()
    words = Words(random.Random(7))  # the same paper each time
    stories = Articles(words, articles, timezone.now().replace(microsecond=0))
    for step in (stories.write, stories.write_keywords, stories.write_related):
        step()
        report(step.__name__)
    discussions = Discussions(words, stories, comments)
    discussions.write()
    report("comments")
    rows.settle()
    report(f"{articles:,} articles, {comments:,} comments")


def serve():
    """Answer with the acts; then each line of a number with the milliseconds of that act."""
    set_up()
    from benchmarks.growing import actions, timing

    acts, clock = actions.acts(), timing.Clock()
    print(json.dumps([(name, at_desk) for name, at_desk, _act in acts]), flush=True)
    for line in sys.stdin:
        taken, queries = timing.once(clock, acts[int(line)][2])
        print(json.dumps([taken, queries]), flush=True)


class Paper:
    """A process with a paper, which is told when to do what."""

    def __init__(self, environment):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([*GROW, "--serve"], cwd=HERE, env=environment, **pipes)
        self.acts = self.read()

    def read(self):
        return json.loads(self.process.stdout.readline())

    def time(self, number: int) -> tuple[float, int]:
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


# -- all sizes, in turns


@contextlib.contextmanager
def database(kind, folder):
    """Yield the environment of an empty paper."""
    environment = {**os.environ, "NEWSROOM_DATA": str(folder), "SECRET_KEY": "benchmarks only"}
    environment.pop("DATABASE_URL", None)
    if kind == "sqlite":
        yield environment
        return
    from tests import postgresql

    programs = postgresql.programs()
    if programs is None:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    with postgresql.server(programs) as url:
        yield {**environment, "DATABASE_URL": url}


@contextlib.contextmanager
def grown(kind, articles):
    with contextlib.ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-grow-"))
        environment = stack.enter_context(database(kind, Path(name)))
        print(f"{kind}, {articles:,} articles", file=sys.stderr, flush=True)
        subprocess.run([*GROW, "--fill", str(articles)], cwd=HERE, env=environment, check=True)
        yield stack.enter_context(contextlib.closing(Paper(environment)))


def compared(papers: dict[int, Paper]) -> list[Row]:
    """Time each act in all papers in turns, so that other work slows all of them alike."""
    rows = []
    for number, (name, at_desk) in enumerate(papers[min(papers)].acts):
        for paper in papers.values():
            paper.time(number)  # what is made once
        rounds = [[paper.time(number) for paper in papers.values()] for _time in range(TIMES)]
        best = [min(taken for taken, _queries in some) for some in zip(*rounds, strict=True)]
        rows.append(Row(name, at_desk, rounds[0][-1][1], best))
        print(f"{name}: {' '.join(f'{each:.1f}' for each in best)}", file=sys.stderr, flush=True)
    return rows


def table(kind, sizes, rows: list[Row]) -> list[str]:
    heads = [f"{articles:,} articles" for articles in sorted(sizes)]
    lines = [f"### {kind}, ms", "", f"| | queries | {' | '.join(heads)} | ratio |"]
    lines += ["|" + "---|" * (len(heads) + 3)]
    for row in rows:
        ratio = row.best[-1] / row.best[0]
        missed = row.best[-1] > AT_DESK if row.at_desk else ratio > LIMIT
        says = f"**{ratio:.1f}**" if missed else f"{ratio:.1f}"
        cells = " | ".join(f"{each:.1f}" for each in row.best)
        lines += [
            f"| {row.name} | {row.queries} | {cells} | {says if row.best[-1] > STILL else '–'} |"
        ]
    return [*lines, ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    kinds = ("sqlite", "postgresql", "both")
    parser.add_argument("--database", choices=kinds, default="sqlite")
    parser.add_argument("--out", type=Path, help="write the tables to this file, too")
    parser.add_argument("--fill", type=int, help="only make a paper of so many articles")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        return fill(options.fill, options.fill * COMMENTS)
    if options.serve:
        return serve()
    free = shutil.disk_usage(tempfile.gettempdir()).free / 10**9
    if free < NEEDED * max(options.sizes) / 100_000:
        sys.exit(f"The largest needs some {NEEDED} GB, and there are {free:.0f}: choose --sizes.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    lines = []
    sizes = sorted(options.sizes)
    for kind in kinds[:2] if options.database == "both" else [options.database]:
        with contextlib.ExitStack() as stack:
            papers = {size: stack.enter_context(grown(kind, size)) for size in sizes}
            lines += table(kind, sizes, compared(papers))
    print("\n".join(lines))
    if options.out:
        options.out.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
