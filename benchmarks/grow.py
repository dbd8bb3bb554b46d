"""The growth of the cost of each act with the paper: `make bench-growth`.

Makes papers of some sizes in bulk, with ten comments for each article, and times what readers,
moderators and editors do in each, without stored pages and with nothing kept in memory. Printed is
a table of milliseconds and of the ratios of the largest paper to the smallest; `--out FILE` writes
it as Markdown. `--database postgresql` measures on a server of its own, `both` on both.

    python -m benchmarks.grow --sizes 1000 10000 100000 --database both --out growth.md
    NEWSROOM_DATA=folder python -m benchmarks.grow --fill 100000      # only make one, and stay
    NEWSROOM_DATA=folder python -m benchmarks.grow --measure out.json # only measure what is there
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

HERE = Path(__file__).resolve().parent.parent
SIZES = (1_000, 100_000)  # articles
COMMENTS = 10  # for each article
NEEDED = 12  # GB on the disk for a hundred thousand articles
STILL = 0.3  # milliseconds, below which a ratio says nothing
LIMIT, AT_DESK = 1.2, 300  # the ratio to reach for readers; milliseconds at the desk


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


def measure(out: Path):
    set_up()
    from benchmarks.growing.actions import measured

    out.write_text(json.dumps(measured()))


# -- all sizes, one after the other


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


def grown(kind, articles) -> dict[str, dict]:
    with tempfile.TemporaryDirectory(prefix="newsroom-grow-") as name:
        folder = Path(name)
        with database(kind, folder) as environment:
            print(f"{kind}, {articles:,} articles", file=sys.stderr, flush=True)
            command = [sys.executable, "-m", "benchmarks.grow"]
            for words in (["--fill", str(articles)], ["--measure", str(folder / "out.json")]):
                subprocess.run([*command, *words], cwd=HERE, env=environment, check=True)
            return json.loads((folder / "out.json").read_text())


def table(kind, by_size: dict[int, dict[str, dict]]) -> list[str]:
    smallest, largest = by_size[min(by_size)], by_size[max(by_size)]
    heads = [f"{articles:,} articles" for articles in sorted(by_size)]
    lines = [f"### {kind}, ms", "", f"| | queries | {' | '.join(heads)} | ratio |"]
    lines += ["|" + "---|" * (len(heads) + 3)]
    for name, last in largest.items():
        cells = [f"{by_size[size][name]['ms']:.1f}" for size in sorted(by_size)]
        ratio = last["ms"] / smallest[name]["ms"]
        says = f"{ratio:.1f}" if last["ms"] > STILL else "–"
        missed = last["ms"] > AT_DESK if last["at_desk"] else ratio > LIMIT
        says = f"**{says}**" if missed and last["ms"] > STILL else says
        lines += [f"| {name} | {last['queries']} | {' | '.join(cells)} | {says} |"]
    return [*lines, ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    kinds = ("sqlite", "postgresql", "both")
    parser.add_argument("--database", choices=kinds, default="sqlite")
    parser.add_argument("--out", type=Path, help="write the tables to this file, too")
    parser.add_argument("--fill", type=int, help="only make a paper of so many articles")
    parser.add_argument("--measure", type=Path, help="only measure the paper of the environment")
    options = parser.parse_args()
    if options.fill:
        return fill(options.fill, options.fill * COMMENTS)
    if options.measure:
        return measure(options.measure)
    free = shutil.disk_usage(tempfile.gettempdir()).free / 10**9
    if free < NEEDED * max(options.sizes) / 100_000:
        sys.exit(f"The largest needs some {NEEDED} GB, and there are {free:.0f}: choose --sizes.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    lines = []
    for kind in kinds[:2] if options.database == "both" else [options.database]:
        lines += table(kind, {size: grown(kind, size) for size in options.sizes})
    print("\n".join(lines))
    if options.out:
        options.out.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
