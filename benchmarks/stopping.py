"""The time to stop the paper: Ctrl-C in a terminal, or SIGTERM, some seconds after its start.

    python -m benchmarks.stopping --tries 20           # manage.py serve
    python -m benchmarks.stopping --tries 20 --make    # make serve, as a person starts it

Each try starts on an empty folder, or on a copy of one that has the demo paper. Printed: seconds to
the end (maximum and median), and the number of processes left behind.
"""

import argparse
import os
import pty
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.site import ROOT, Site, free_port

AFTER = (1, 2, 4, 8)  # seconds
PATIENCE = 40  # seconds; then the try is counted as one that did not end
CTRL_C = b"\x03"
HEAD = "folder  told by     after  tries  longest   usual  left"


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        furnished = furnish(Path(scratch)) if "demo" in options.folders else None
        print(HEAD)
        for folder in options.folders:
            for word in options.words:
                for after in options.after:
                    tries = [
                        a_try(
                            options,
                            Path(scratch),
                            furnished if folder == "demo" else None,
                            word,
                            after,
                        )
                        for _ in range(options.tries)
                    ]
                    report(folder, word, after, tries)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--make", action="store_true", help="start by `make serve`")
    parser.add_argument("--folders", nargs="*", default=["demo", "empty"])
    parser.add_argument("--words", nargs="*", default=["Ctrl-C", "SIGTERM"])
    parser.add_argument("--after", nargs="*", type=float, default=AFTER)
    return parser.parse_args()


def furnish(scratch) -> Path:
    """Return a data folder with everything that a first start creates."""
    site = Site(scratch / "furnished")
    for words in (["migrate"], ["collectstatic", "--no-input"], ["demo"]):
        site.manage(*words, "-v0")
    return site.folder


def a_try(options, scratch, furnished, word, after) -> tuple[float, int]:
    """Return the seconds from the signal to the end, and the number of processes left."""
    folder = Path(tempfile.mkdtemp(dir=scratch))
    if furnished:
        shutil.copytree(furnished, folder, dirs_exist_ok=True)
    process, terminal = start(options, folder)
    time.sleep(after)
    begun = time.monotonic()
    if word == "SIGTERM":
        os.kill(process, signal.SIGTERM)
    else:
        os.write(terminal, CTRL_C)
    while time.monotonic() - begun < PATIENCE and os.waitpid(process, os.WNOHANG)[0] == 0:
        time.sleep(0.02)
    seconds = time.monotonic() - begun
    left = working_in(folder)
    for number in left:
        os.kill(number, signal.SIGKILL)
    os.close(terminal)
    shutil.rmtree(folder, ignore_errors=True)
    return seconds, len(left)


def start(options, folder) -> tuple[int, int]:
    """Start the server in a terminal of its own; return its process id and the terminal."""
    port = str(free_port())
    command = [sys.executable, "manage.py", "serve", "--demo", "--port", port]
    if options.make:
        command = ["make", "serve", f"PORT={port}"]
    process, terminal = pty.fork()
    if process == 0:
        # In a terminal nobody has it ignored, as a shell has for what it starts in the background.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(ROOT)
        os.environ["NEWSROOM_DATA"] = str(folder)
        os.execvp(command[0], command)
    threading.Thread(target=read_all, args=[terminal], daemon=True).start()
    return process, terminal


def read_all(terminal):
    """Read the output, for a process blocks on a terminal that nobody reads."""
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:
        pass  # its last process has gone


def working_in(folder) -> list[int]:
    """Return the processes with the data folder `folder` (Linux)."""
    pids = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"NEWSROOM_DATA={folder}\0".encode() in environment.read_bytes():
                pids.append(int(environment.parent.name))
        except OSError:
            pass  # it has gone, or is somebody else's
    return pids


def report(folder, word, after, tries):
    seconds = [second for second, _left in tries]
    print(
        f"{folder:8}{word:10}{after:6.1f}s{len(tries):7}{max(seconds):8.2f}s"
        f"{statistics.median(seconds):7.2f}s{sum(left for _second, left in tries):6}",
        flush=True,
    )


if __name__ == "__main__":
    main()
