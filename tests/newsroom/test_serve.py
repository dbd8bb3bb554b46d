"""One command starts everything, and one word ends it."""

import fcntl
import os
import pty
import signal
import socket
import subprocess
import sys
import termios
import time

import pytest
from django.core.management import CommandError
from django.db.migrations.executor import MigrationExecutor

from newsroom import processes
from newsroom.management.commands import serve
from newsroom.serving import watcher
from tests.site import ROOT, Site, free_port, is_alive

STUBBORN = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
worker = os.fork()
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
time.sleep(60)
"""


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setattr(processes, "HURRY", 0.2)
    monkeypatch.setattr(processes, "PATIENCE", 0.4)


def until(true):
    for _ in range(3000):
        if true():
            return True
        time.sleep(0.02)
    return False


def numbers(path):
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_whoever_does_not_end_is_killed_with_all_its_workers(tmp_path, patience):
    """K15b, K12d"""
    path = tmp_path / "numbers"
    process = processes.started([sys.executable, "-c", STUBBORN, str(path)])
    assert until(lambda: len(numbers(path)) == 2)
    assert all(map(is_alive, numbers(path)))
    begun = time.process_time()
    processes.end([process])
    assert until(lambda: not any(map(is_alive, numbers(path))))
    assert time.process_time() - begun < 1


def test_who_ends_when_told_is_told_once(tmp_path):
    code = "import signal, sys; signal.signal(15, lambda *_: sys.exit(7)); print(flush=True);"
    code += "signal.pause()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=-1, start_new_session=True)
    process.stdout.readline()
    processes.end([process])
    assert process.returncode == 7


def test_a_terminals_ctrl_c_does_not_reach_the_children():
    """K15b: it goes to the group of the terminal, and they are not in it."""
    process = processes.started([sys.executable, "-c", "import signal; signal.pause()"])
    try:
        assert os.getpgid(process.pid) == process.pid != os.getpgid(0)
    finally:
        processes.end([process])


@pytest.mark.parametrize(
    ("command", "ends_at_once"), [("serve", "True"), ("work", "True"), ("shell", "False")]
)
def test_ctrl_c_is_never_lost_while_the_paper_is_being_imported(command, ends_at_once):
    """K12d: raised inside a destructor, KeyboardInterrupt is ignored, and the paper went on."""
    code = f"""
import runpy, signal, sys
from django.core import management
management.execute_from_command_line = lambda _: print(
    signal.getsignal(signal.SIGINT) == signal.SIG_DFL
)
sys.argv = ["manage.py", "{command}"]
runpy.run_path("manage.py", run_name="__main__")
"""
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        # A shell has it ignored for what it starts in the background.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert told.stdout.strip() == ends_at_once


def test_a_killed_servers_workers_go_before_it_is_started_again(tmp_path, monkeypatch):
    """K12d"""
    monkeypatch.setattr(processes, "FIRST_REST", 0)
    path = tmp_path / "numbers"
    child = processes.Child([sys.executable, "-c", STUBBORN, str(path)])
    child.restart_if_due()
    assert until(lambda: len(numbers(path)) == 2)
    (worker,) = set(numbers(path)) - {child.process.pid}
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert is_alive(worker)
    child.restart_if_due()
    assert until(lambda: not is_alive(worker))
    assert until(lambda: len(numbers(path)) == 4)  # the new one, and its worker
    processes.kill_group(child.process)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux")
def test_the_children_of_one_who_is_killed_end_too(tmp_path):
    """K12d"""
    code = (
        "import django; django.setup(); from newsroom import processes; import sys, time;"
        "child = processes.started([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(child.pid, flush=True);"
        "time.sleep(60)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=-1)
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    assert until(lambda: not is_alive(child))
    parent.wait()


def test_a_port_that_is_taken_gets_a_sentence():
    """K15c"""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(
            CommandError, match=f"Port {port} is in use.*PORT={port + 1} make serve"
        ):
            serve.reserve_port("127.0.0.1", port)
    with serve.reserve_port("127.0.0.1", port), pytest.raises(CommandError, match="is in use"):
        serve.reserve_port("127.0.0.1", port)  # two that start at once
    serve.reserve_port("127.0.0.1", port).close()


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 70000), ("", -1)])
def test_what_is_no_place_to_serve_at_gets_a_sentence(host, port):
    """K15c"""
    with pytest.raises(CommandError, match="can be served"):
        serve.reserve_port(host, port)


def test_nothing_is_set_up_where_the_port_is_taken(tmp_path):
    """K15c: neither a log-in nor an address is printed, and the command ends with 1."""
    site = Site(tmp_path)
    with socket.create_server(("127.0.0.1", site.port)):
        done = subprocess.run(
            [sys.executable, "manage.py", "serve", "--demo", "--port", str(site.port)],
            cwd=ROOT, env=site.environment, capture_output=True, text=True, timeout=50, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert not (site.folder / "newsroom.sqlite3").stat().st_size  # there, to be private


ORDERS = {
    "paper": [sys.executable, "-c", "import sys; sys.exit(3)"],
    "set_up": [sys.executable, "-c", "pass"],
    "workers": 1,
    "does_not_start": "It does not start.",
    "goes_on": "The old one goes on.",
}
LISTENING = r"""
import os, socket, sys, time
open(sys.argv[2], "a").write(f"{os.getpid()}\n")
door = socket.socket()
door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
door.bind(("127.0.0.1", int(sys.argv[1])))
door.listen()
time.sleep(60)
"""


class Untold:
    is_told = False


def test_a_paper_that_never_stands_is_given_up(monkeypatch):
    """K15c: it is not started for ever."""
    monkeypatch.setattr(processes, "FIRST_REST", 0)
    stop = Untold()
    given_up = watcher.Watcher(ORDERS, stop, Untold())
    with pytest.raises(watcher.Failed, match="does not start"):
        given_up.watch()
    (broken,) = given_up.children
    broken.has_stood, broken.failed_starts, stop.is_told = True, 5, True
    given_up.watch()  # one that stood once is started again, however often


@pytest.fixture
def watched(tmp_path):
    """A watcher whose paper listens, and the numbers of all its papers."""
    port, path = free_port(), tmp_path / "numbers"
    paper = [sys.executable, "-c", LISTENING, str(port), str(path)]
    each = watcher.Watcher(ORDERS | {"paper": paper, "port": port}, Untold(), Untold())
    each.children[0].restart_if_due()
    assert until(lambda: watcher.listeners(port) == 1)
    yield each, lambda: numbers(path)
    processes.end([each.children[0].process])


@pytest.mark.skipif(sys.platform != "linux", reason="nobody sees who listens")
def test_a_new_version_listens_before_the_old_one_ends(watched, monkeypatch, capfd):
    """K13e"""
    each, started = watched
    listening = []
    end = processes.end
    monkeypatch.setattr(
        processes, "end", lambda ended: (listening.append(watcher.listeners(each.port)), end(ended))
    )
    each.reload.is_told = True
    each.check()
    old, new = started()
    assert listening[-1] == 2
    assert each.children[0].process.pid == new
    assert not is_alive(old)
    assert not each.reload.is_told
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("failing", ["set_up", "paper"])
def test_of_a_version_that_fails_nothing_is_taken_up(watched, capfd, failing):
    """K13e"""
    each, started = watched
    each.orders[failing] = [sys.executable, "-c", "import sys; sys.exit(3)"]
    each.take_up()
    (old,) = started()
    assert each.children[0].process.pid == old
    assert is_alive(old)
    assert capfd.readouterr().err == "The old one goes on.\n"


def test_who_watches_imports_no_django_and_nothing_that_was_installed():
    """It lives as long as the paper, so its size counts always."""
    code = "import sys; from newsroom.serving import watcher; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    known = {*sys.stdlib_module_names, "newsroom", "__main__"}
    assert [name for name in loaded if name.partition(".")[0] not in known] == []
    assert {name for name in loaded if name.startswith("newsroom.")} == {
        "newsroom.processes", "newsroom.serving", "newsroom.serving.watcher",
    }  # fmt: skip
    assert len(loaded) < 130


class ToldAtTheThirdLook:
    looks = 0

    @property
    def is_told(self):
        self.looks += 1
        return self.looks > 2


def test_a_step_that_is_interrupted_ends_and_is_no_failure(monkeypatch, tmp_path):
    """K15b: migrate, collectstatic, demo"""
    path = tmp_path / "numbers"
    monkeypatch.setattr(serve, "manage", lambda *_: [sys.executable, "-c", STUBBORN, str(path)])
    monkeypatch.setattr(processes, "PATIENCE", 0.4)
    command = serve.Command()
    command.stop = ToldAtTheThirdLook()
    command.step("migrate")
    assert until(lambda: not any(map(is_alive, numbers(path))))
    monkeypatch.setattr(serve, "manage", lambda *_: [sys.executable, "-c", "raise SystemExit(3)"])
    command.stop = type("StopSignal", (), {"is_told": False})()
    with pytest.raises(CommandError, match="“migrate” failed"):
        command.step("migrate")


@pytest.mark.parametrize("python", ["is gone", "is another", "works"])
def test_an_environment_whose_python_has_gone_is_made_anew(tmp_path, python):
    """K15d: make is asked what it would do, and does nothing."""
    (tmp_path / "bin").mkdir()
    link = tmp_path / "bin/python"
    if python == "is gone":
        link.symlink_to(tmp_path / "nowhere")
    else:
        isolated = "-I -S " if python == "is another" else ""
        link.write_text(f'#!/bin/sh\nexec {sys.executable} {isolated}"$@"\n')
        link.chmod(0o755)
    (tmp_path / ".base").touch()
    # Not as a part of the make that may run the tests: it would print where it is.
    apart = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    planned = subprocess.run(
        ["make", "-n", "serve", f"VENV={tmp_path}"],
        cwd=ROOT,
        env=apart,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert ("is made anew" in planned) == (python != "works")
    assert ("-m venv" in planned) == (python != "works")
    assert (
        planned.rstrip()
        .splitlines()[-1]
        .endswith(f"serve --demo --port {os.environ.get('PORT', 8000)}")
    )


def test_ports_of_tests_are_free():
    serve.reserve_port("127.0.0.1", free_port()).close()


# -- as little as possible while nobody is answered, and nothing of it at a reload


@pytest.fixture
def command(monkeypatch):
    command = serve.Command()
    command.stop = type("StopSignal", (), {"is_told": False})()
    command.steps, command.failing = [], None

    def step(*words, **options):
        if words[0] == command.failing:
            raise CommandError("It failed.")
        command.steps.append(words[0])

    monkeypatch.setattr(command, "step", step)
    monkeypatch.setattr(serve.static, "is_collected", lambda: True)
    return command


@pytest.mark.django_db
def test_a_start_with_nothing_new_starts_no_process_before_the_server(command, monkeypatch):
    """K13e"""
    monkeypatch.setattr(serve.upgrade.connections, "close_all", lambda: None)  # the test's own
    command.set_up(demo=False)
    assert command.steps == []
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one"])
    command.set_up(demo=False)
    assert command.steps == ["migrate"]


def test_what_comes_before_a_new_version_is_done_in_order_and_fails_as_a_whole(command):
    """K13e"""
    command.take_up()
    assert command.steps == ["check", "migrate", "index"]
    for number, failing in enumerate(["check", "migrate", "index"]):
        command.steps, command.failing = [], failing
        with pytest.raises(SystemExit) as end:
            command.take_up()
        assert (end.value.code, len(command.steps)) == (1, number)


def test_an_errand_is_run_once(tmp_path):
    path = tmp_path / "runs"
    errand = processes.Errand([sys.executable, "-c", f"open({str(path)!r}, 'a').write('x')"])
    errand.restart_if_due()
    errand.process.wait()
    errand.restart_if_due()
    assert path.read_text() == "x"
    assert errand.process.returncode == 0


HUNG_UP = """
import signal
from newsroom import processes
stop, reload = processes.StopSignal(), processes.ReloadSignal()
signal.raise_signal(signal.SIGUSR1)
print(stop.is_told, reload.is_told)
reload.is_told = False
signal.raise_signal(signal.SIGHUP)
print(stop.is_told, reload.is_told)
"""


@pytest.mark.parametrize("in_terminal", [False, True])
def test_who_hangs_up_reloads_a_service_and_ends_what_a_person_started(in_terminal):
    """A closed terminal sends SIGHUP to what runs in it; to a service only its owner sends it."""
    terminal, end = pty.openpty()
    try:
        told = subprocess.run(
            [sys.executable, "-c", HUNG_UP],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            start_new_session=True,
            preexec_fn=(lambda: fcntl.ioctl(end, termios.TIOCSCTTY, 0)) if in_terminal else None,
        ).stdout.split()
    finally:
        os.close(terminal)
        os.close(end)
    assert told == ["False", "True", *(["True", "False"] if in_terminal else ["False", "True"])]


LOSES_THE_WORD = """
import os, signal, sys, time
from newsroom import processes
def work():
    signal.signal(signal.SIGTERM, lambda *_: None)
    processes.end_behind(os.getppid())
    print(os.getpid(), flush=True)
    time.sleep(600)
processes.PATIENCE = 0.5
processes.forked(work)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="children end with their parent on Linux")
def test_a_child_that_loses_the_one_word_of_its_parents_end_does_not_outlive_it():
    """As a web process between two handlers of its server: it went on, at the paper's port."""
    parent = subprocess.Popen(
        [sys.executable, "-c", LOSES_THE_WORD], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    until = time.monotonic() + 30
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)
    parent.stdout.close()
