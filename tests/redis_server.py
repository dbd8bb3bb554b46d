"""A Redis server of our own, that a test may stop, hang and start again."""

import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress

from tests.site import free_port, missing

PATIENCE = 60  # seconds


class RedisServer:
    def __init__(self, folder):
        self.program = shutil.which("redis-server") or shutil.which("valkey-server")
        if not self.program:
            missing("redis-server", "apt-get install redis-server")
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()

    def start(self):
        self.process = subprocess.Popen(
            [
                *(self.program, "--port", str(self.port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no", "--dir", str(self.folder)),
            ],
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as door:
                door.sendall(b"PING\r\n")
                if door.recv(5) == b"+PONG":
                    return
            time.sleep(0.02)
        raise AssertionError("Redis does not come up.")

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None
