"""nginx by deploy/nginx.conf, but for names, ports and, unless a test is about it, TLS."""

import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress

from tests.site import ROOT, free_port, missing


def program() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    return found or missing("nginx", "apt-get install nginx")


def local(config: str, folder, port, data, door) -> str:
    """Return the configuration for one who may not bind low ports, and has no certificate."""
    for theirs, ours in {
        r".*listen \[::\].*": "",
        r".*listen 443 ssl default_server;": "",
        r".*\bssl_.*": "",
        r"listen 443 ssl http2;": f"listen 127.0.0.1:{door};",
        r"listen 80 default_server;": f"listen 127.0.0.1:{door} default_server;",
        r"listen 80;": f"listen 127.0.0.1:{free_port()};",
        r"/var/cache/nginx/newsroom": f"{folder}/cache",
        r"/var/log/nginx": f"{folder}/log",
        r"/srv/newsroom/data": f"{data}",
        r"127\.0\.0\.1:8000": f"127.0.0.1:{port}",
        r"\$scheme;": "https;",
    }.items():
        assert re.search(theirs, config), theirs
        config = re.sub(theirs, ours, config)
    return config


def around(config: str, folder) -> str:
    """Return a whole configuration with `config` where Debian's nginx.conf includes conf.d."""
    # nginx drops root's rights, and the test's folder is root's alone.
    user = "user root;\n" if folder.owner() == "root" else ""
    return (
        f"{user}pid {folder}/pid; error_log {folder}/log/error.log; daemon off; events {{}}\n"
        "worker_processes auto;\n"
        "http { sendfile on; tcp_nopush on; include /etc/nginx/mime.types;\n"
        f"access_log off; gzip on;\n{config}\n}}\n"
    )


@contextmanager
def proxy(folder, port, data, checkout=ROOT, changes=()):
    """Yield the port where nginx listens. `changes` are pairs: a text of the file, and another."""
    door = free_port()
    for name in ("cache", "log"):
        (folder / name).mkdir()
    config = local((checkout / "deploy/nginx.conf").read_text(), folder, port, data, door)
    for theirs, ours in changes:
        assert theirs in config, theirs
        config = config.replace(theirs, ours)
    (folder / "nginx.conf").write_text(around(config, folder))
    process = subprocess.Popen([program(), "-c", folder / "nginx.conf", "-p", folder])
    try:
        yield door
    finally:
        process.terminate()
        process.wait(timeout=20)


def until_it_listens(door):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(ConnectionError), socket.create_connection(("127.0.0.1", door)):
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")
