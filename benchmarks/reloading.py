"""Requests that fail while the paper is reloaded: `python -m benchmarks.reloading`.

Starts the paper with two web processes behind nginx, has it read and answered at an even pace, and
tells it so often to reload. Half of what is read goes past what nginx keeps. Printed are the
answers, those that failed, the comments that were acknowledged and are not there, and the longest
wait.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.load import HOST, Load
from tests.proxy import proxy, until_it_listens
from tests.site import Site

LONGEST = 120  # seconds of one reload


def reload(site):
    before = site.web_processes()
    until = time.monotonic() + LONGEST
    site.process.send_signal(signal.SIGUSR1)
    while site.web_processes() & before:
        if time.monotonic() > until:
            raise SystemExit(f"It does not reload.\n{site.told()}")
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reloads", type=int, default=20)
    parser.add_argument("--reads", type=int, default=500, help="a second")
    parser.add_argument("--posts", type=int, default=10, help="a second")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and what it started, with it
    with tempfile.TemporaryDirectory(prefix="newsroom-reloading-") as name:
        folder = Path(name)
        own = {"SITE_URL": f"https://{HOST}", "TRUSTED_PROXIES": "1"}
        with Site(folder, **own) as site:
            site.start("--workers", "2", "--demo")
            with proxy(folder, site.port, site.folder) as door:
                until_it_listens(door)
                measured(site, door, options)


def measured(site, door, options):
    addresses = ["/healthz", "/", "/healthz", "/rules/"]
    room = options.posts * (options.reloads + 1) * 40
    with Load(site, door, addresses, options.reads, options.posts, room) as load:
        time.sleep(3)
        for number in range(1, options.reloads + 1):
            begun = time.monotonic()
            reload(site)
            print(
                f"reload {number}: {time.monotonic() - begun:.0f} s, {load.answers:,} answers, "
                f"failed {dict(load.failures)}",
                flush=True,
            )
        time.sleep(2)
    print(
        f"{options.reloads} reloads; {load.answers:,} answers, failed {load.failures.total()} "
        f"{dict(load.failures)}; {len(load.acknowledged):,} comments acknowledged, "
        f"lost {len(load.lost())}; longest wait {load.slowest:.2f} s"
    )


if __name__ == "__main__":
    main()
