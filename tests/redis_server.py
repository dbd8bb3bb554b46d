"""A Redis server of our own, that a test may stop, hang and start again."""

import shutil
import socket
from contextlib import suppress

from tests.own_server import OwnServer
from tests.site import free_port, missing


class RedisServer(OwnServer):
    def __init__(self, folder):
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if not program:
            missing("redis-server", "apt-get install redis-server")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.command = [
            *(program, "--port", str(self.port), "--bind", "127.0.0.1"),
            *("--save", "", "--appendonly", "no", "--dir", str(folder)),
        ]

    def answers(self):
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as door:
            door.sendall(b"PING\r\n")
            return door.recv(5) == b"+PONG"
        return False
