"""The process that starts the paper, watches it, and changes to a new version of it.

It lives as long as the paper and outlives its versions, so it imports the standard library alone:
`manage.py serve` becomes it when the paper is set up, and hands its orders over.
"""

import json
import os
import signal
import sys
import time

from newsroom import processes
from newsroom.processes import Child

ORDERS = "NEWSROOM_WATCHER_ORDERS"  # the environment variable that holds them
STARTS = 3  # that may fail one after the other before a paper that never stood is given up
PATIENCE = 60  # seconds until a new version that does not listen is given up
RESPITE = 6  # seconds for it where nobody can see whether it listens
LISTENS = "0A"  # the state of a socket in /proc/self/net/tcp


class Failed(Exception):
    """The paper cannot be served; the message is a sentence for who started it."""


def become(orders: dict):
    """Turn this process into the watcher; words told meanwhile wait for it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, processes.WORDS)
    os.environ[ORDERS] = json.dumps(orders)
    os.chdir(processes.FOLDER)
    sys.stdout.flush()
    sys.stderr.flush()
    # Without site-packages (-S), where nothing is for it.
    command = [sys.executable, "-S", "-m", "newsroom.serving.watcher"]
    os.execv(sys.executable, command)  # noqa: S606 (a shell is what it does without)


class Watcher:
    def __init__(self, orders, stop, reload):
        self.orders, self.stop, self.reload = orders, stop, reload
        self.children = [Child(orders["paper"])]

    def watch(self):
        """Keep the paper running until told to stop. Raise Failed if it does not start."""
        processes.keep_running(self.children, self.stop, self.check)

    def check(self):
        if self.reload.is_told:
            self.reload.is_told = False
            self.take_up()
        paper = self.children[0]
        if paper.failed_starts >= STARTS and not paper.has_stood:
            raise Failed(self.orders["does_not_start"])

    def take_up(self):
        """Change to the version that is on the disk, while the old one answers.

        If anything of it fails, the old one stays.
        """
        if not (self.is_set_up() and self.is_replaced()) and not self.stop.is_told:
            sys.stderr.write(self.orders["goes_on"] + "\n")
            sys.stderr.flush()

    def is_set_up(self) -> bool:
        """Have a process of the new version do what comes before; it says what fails."""
        process = processes.started(self.orders["set_up"])
        while process.poll() is None and not self.stop.is_told:
            time.sleep(processes.PAUSE)
        processes.end([process])
        return process.returncode == 0

    def is_replaced(self) -> bool:
        old, new, before = self.children[0], Child(self.orders["paper"]), listeners(self.port)
        new.restart_if_due()
        stands = self.stands(new, before)
        if stands:
            self.children[0] = new
        ended = old if stands else new
        if ended.process:
            processes.end([ended.process])
        return stands

    @property
    def port(self):
        return self.orders["port"]

    def stands(self, new, before) -> bool:
        """Wait until each web process of `new` listens beside the old ones."""
        begun = time.monotonic()
        while new.is_alive() and not self.stop.is_told:
            lasted, now = time.monotonic() - begun, listeners(self.port)
            if now is None or before is None:
                if lasted > RESPITE:
                    return True
            elif now >= before + self.orders["workers"]:
                return True
            if lasted > PATIENCE:
                return False
            time.sleep(processes.PAUSE)
        return False


def listeners(port: int) -> int | None:
    """Return how many sockets listen at `port`; None where that is not to be seen."""
    number = 0
    for family in ("tcp", "tcp6"):
        try:
            with open(f"/proc/self/net/{family}") as table:
                for line in table:
                    _number, address, _peer, state, *_rest = line.split()
                    number += state == LISTENS and address.endswith(f":{port:04X}")
        except FileNotFoundError:
            if family == "tcp":
                return None
    return number


def main():
    processes.rename("watcher")
    orders = json.loads(os.environ.pop(ORDERS))
    watcher = Watcher(orders, processes.StopSignal(), processes.ReloadSignal())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, processes.WORDS)
    try:
        watcher.watch()
    except Failed as error:
        sys.exit(f"CommandError: {error}")


if __name__ == "__main__":
    main()
