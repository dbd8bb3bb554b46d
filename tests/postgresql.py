"""A PostgreSQL server of our own, for as long as the tests run: a new cluster on a free port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.site import free_port

DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"


def programs() -> Path | None:
    """The folder of the newest server's programs; None where there is no server."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def as_its_user(command):
    """PostgreSQL refuses to run as root, so root runs it as Debian's own user for it."""
    if os.geteuid() == 0:
        return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *command]
    return command


@contextmanager
def server(programs: Path):
    """Start a server, yield the URL of an empty database of it, stop and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        owner = pwd.getpwnam(USER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        run(
            programs / "initdb",
            "-D",
            data,
            "-U",
            USER,
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        run(
            *(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "start"),
            *("-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"),
        )
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(*command):
    words = as_its_user([str(word) for word in command])
    # Its output goes to a file: a server that inherits a pipe keeps whoever reads it waiting.
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
