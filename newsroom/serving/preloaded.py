"""The paper, imported once: the web server and the work beside it are copies of this process.

A copy shares the memory of what was imported until it writes there, and is there at once. So this
process does nothing itself, has one thread, and no connection to the database when it is copied.

    python -m newsroom.serving.preloaded HOST PORT PROCESSES WORDS…    (WORDS of granian)
"""

import gc
import importlib
import os
import socket
import sys
import time
from contextlib import suppress
from functools import partial

from newsroom import processes
from newsroom.processes import Child, Errand

PATIENCE = 20  # seconds until the work begins although the server does not answer
END = 5.5  # seconds until its children are killed; before it is killed with them


def main(host, port, workers, words):
    processes.rename("newsroom")
    stop = processes.StopSignal()
    load(words[0].partition(":")[0])

    from django.conf import settings  # it is set up

    from newsroom.work.lookout import Lookout, copied

    servers = [Child(partial(serve, words), copied) for _number in range(workers)]

    def check():
        if all(server.failed_starts > 1 and not server.has_stood for server in servers):
            sys.exit(1)  # the watcher tries again, and knows when to give up

    for server in servers:
        server.restart_if_due()
    wait_for_answer(host, port, stop, servers[0])
    errands = [Errand(write_pages, copied), Errand(index, copied)]
    work = Lookout().children() if settings.WORKS else []
    children = [*servers, *errands, *work]
    processes.keep_running(children, stop, check, patience=END)


def load(module):
    """Import all that a request needs, and keep the collector from touching it: that would copy
    it."""
    gc.disable()
    importlib.import_module(module)

    from django.urls import get_resolver

    from newsroom.text import lookalikes

    _patterns = get_resolver().url_patterns
    lookalikes.fingerprint("")  # read its table, for which each would take megabytes for a moment
    importlib.import_module("granian.cli")
    gc.collect()
    gc.freeze()
    gc.enable()


def serve(words):
    """Take requests, as the worker of a granian that has no process of its own."""
    from granian import cli, server

    class ThisProcess(server.Server):
        def _serve(self, spawn_target, target_loader):
            self._init_shared_socket()
            worker = self._spawn_worker(0, spawn_target, target_loader)
            worker.inner.run()  # what multiprocessing.Process does in a new process

    processes.rename("web")
    processes.end_behind(os.getppid())
    cli.Server = ThisProcess
    sys.argv = ["granian", *words]
    cli.entrypoint()


def write_pages():
    from newsroom import away

    try:
        away.write_pages()
    except OSError as error:  # nginx shows its own
        sys.exit(str(error))


def index():
    from django.core.management import call_command

    call_command("index", if_behind=True, skip_checks=True)


def wait_for_answer(host, port, stop, server):
    """Wait until the server answers: what is started beside it would take its time from it."""
    until = time.monotonic() + PATIENCE
    while server.is_alive() and not stop.is_told and time.monotonic() < until:
        with suppress(OSError), socket.create_connection((host, port), 1) as door:
            door.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            if door.recv(1):
                return
        time.sleep(processes.PAUSE)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
