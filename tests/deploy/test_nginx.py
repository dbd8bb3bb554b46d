"""The proxy's own configuration, with the real nginx in front of the real application."""

import contextlib
import http.client
import http.server
import shutil
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cast import PASSWORD
from tests.conftest import missing
from tests.site import ROOT, Site, free_port

pytestmark = pytest.mark.site
PATIENCE = 10  # seconds; a busy machine renders slowly

FURNISH = """
from tests import cast
mo = cast.staff("Mo", "Moderators")
article = cast.an_article(headline="The crane has left", slug="crane", published=cast.ago(days=40))
cast.a_comment(article, status="pending", text="Only the gulls know.")
print(article.get_absolute_url())
"""
APPROVE = """
from comments.models import Comment
Comment.objects.get().approve(by=None)
"""


@pytest.fixture(scope="module")
def behind(tmp_path_factory, collected, migrated):
    """The site that believes what the proxy says."""
    own = {"SITE_URL": "https://news.example.org", "TRUSTED_PROXIES": "1"}
    with Site(tmp_path_factory.mktemp("behind"), collected, migrated, **own) as site:
        site.start()
        yield site


@pytest.fixture
def nginx(tmp_path, behind):
    """The site behind nginx."""
    behind.empty()
    with proxy(tmp_path, behind.port, behind.folder) as behind.door:
        _wait(behind)
        yield behind


@contextmanager
def proxy(tmp_path, port, data):
    """nginx by deploy/nginx.conf but for names, ports and TLS; yields the port where it listens."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        missing("nginx", "apt-get install nginx")
    door = free_port()
    for folder in ("cache", "log"):
        (tmp_path / folder).mkdir()
    config = (ROOT / "deploy" / "nginx.conf").read_text()
    for theirs, ours in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{door};",
        "    listen 443 ssl default_server;\n": "",
        "listen 80 default_server;": f"listen 127.0.0.1:{door} default_server;",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "/var/cache/nginx/newsroom": str(tmp_path / "cache"),
        "/var/log/nginx": str(tmp_path / "log"),
        "/srv/newsroom/data": str(data),
        "127.0.0.1:8000": f"127.0.0.1:{port}",
        "$scheme;": "https;",
    }.items():
        assert theirs in config, theirs
        config = config.replace(theirs, ours)
    config = "\n".join(line for line in config.splitlines() if "ssl_" not in line)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log/error.log; daemon off; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off;\n{config}\n}}\n"
    )
    if (user := _owner(tmp_path)) is not None:
        (tmp_path / "nginx.conf").write_text(
            f"user {user};\n" + (tmp_path / "nginx.conf").read_text()
        )
    process = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)])
    try:
        yield door
    finally:
        process.terminate()
        process.wait(timeout=20)


def _owner(path):
    """nginx drops root's rights, and the test's folder is root's alone."""
    return path.owner() if path.owner() == "root" else None


def _wait(site):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            return ask(site, "/healthz")
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError("nginx does not answer")


def ask(site, address, host="news.example.org", method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", site.door, timeout=60)
    connection.request(method, address, headers={"Host": host, **headers})
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


def test_the_proxy_keeps_public_pages_for_a_second_and_nothing_else(nginx):
    address = nginx.python(FURNISH).strip()
    first, second = (ask(nginx, address) for _ in range(2))
    assert (first.status, first.getheader("X-Cache")) == (200, "MISS")
    assert second.getheader("X-Cache") == "HIT"
    assert second.body == first.body
    assert b"No comments" in first.body

    nginx.python(APPROVE)
    time.sleep(1.1)
    ask(nginx, address)  # readers may still get the page while it is asked for anew
    until = time.monotonic() + PATIENCE
    while b"1 comment" not in ask(nginx, address).body:
        assert time.monotonic() < until
        time.sleep(0.1)

    for private in (f"{address}comment/", "/admin/login/", "/nowhere/", "/healthz"):
        assert {ask(nginx, private).getheader("X-Cache") for _ in range(2)} <= {"MISS", None}, (
            private
        )


def test_each_encoding_is_kept_apart_and_static_files_are_served(nginx):
    nginx.python(FURNISH)
    plain = ask(nginx, "/")
    assert (
        ask(nginx, "/", **{"Accept-Encoding": "gzip, deflate"}).getheader("Content-Encoding")
        == "gzip"
    )
    assert ask(nginx, "/", **{"Accept-Encoding": "gzip, br"}).getheader("Content-Encoding") == "br"
    assert ask(nginx, "/").body == plain.body
    style = plain.body.decode().split('rel="stylesheet" href="')[1].split('"')[0]
    assert ask(nginx, style).getheader("Cache-Control") == "public, max-age=31536000, immutable"


def test_a_canary_in_a_header_reaches_nobody_else(nginx):
    nginx.python(FURNISH)
    for name in ("X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL"):
        ask(nginx, f"/?x={name}", **{name: "canary.example.com"})
        assert b"canary" not in ask(nginx, f"/?x={name}").body, name


def test_whoever_signed_in_goes_past_and_strangers_to_our_name_get_nothing(nginx):
    nginx.python(FURNISH)
    ask(nginx, "/")
    cookie = {"Cookie": "__Host-sessionid=x"}
    assert ask(nginx, "/", **cookie).getheader("X-Cache") == "BYPASS"
    with pytest.raises(http.client.RemoteDisconnected):
        ask(nginx, "/", host="evil.example.com")
    assert PASSWORD.encode() not in ask(nginx, "/").body


def test_a_crowd_of_one_address_is_held_up_where_it_asks_for_work_and_nowhere_else(nginx):
    """K17a"""
    nginx.python(FURNISH)

    def crowd(size, address, method="GET"):
        with ThreadPoolExecutor(size) as people:
            asked = [people.submit(ask, nginx, address, method=method) for _ in range(size)]
            statuses = [task.result().status for task in asked]
        return {status: statuses.count(status) for status in statuses}

    assert crowd(60, "/") == crowd(60, "/healthz") == {200: 60}
    searches = crowd(100, "/search/")
    assert searches.keys() == {200, 429}
    assert searches[200] > 50  # readers of one house
    sign_ins = crowd(30, "/admin/login/", method="POST")
    assert sign_ins.keys() == {403, 429}  # without a token none is let in
    assert sign_ins[429] > 10
    assert crowd(30, "/no/where/", method="POST") == {404: 30}
    assert crowd(30, "/") == {200: 30}


def test_readers_of_what_is_not_kept_do_not_wait_for_each_other(tmp_path):
    """K6j: each is answered when all four have come through; a lock would let one through."""
    together = threading.Barrier(4)

    class Application(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                together.wait(4)  # seconds; nginx' lock lasts five
                self.send_response(200)
            except threading.BrokenBarrierError:
                self.send_response(500)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Application) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with proxy(tmp_path, server.server_port, tmp_path) as door, ThreadPoolExecutor(4) as people:
            _wait_for_the_door(door)
            site = SimpleNamespace(door=door)
            asked = [people.submit(ask, site, "/2021/12/crane/comment/") for _ in range(4)]
            assert [task.result().status for task in asked] == [200] * 4
        server.shutdown()


def _wait_for_the_door(door):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(ConnectionError), socket.create_connection(("127.0.0.1", door)):
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def test_while_the_paper_is_away_or_takes_no_more_its_own_words_are_shown(tmp_path):
    """K13e: and a program is told when to come back."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/away.html").write_text("We'll be back in a moment.")
    (tmp_path / "static/too-large.html").write_text("This is too large.")
    with proxy(tmp_path, free_port(), tmp_path) as door:
        _wait_for_the_door(door)
        site = SimpleNamespace(door=door)
        for address, method in [
            ("/", "GET"),
            ("/2021/12/crane/comment/", "POST"),
            ("/admin/", "GET"),
        ]:
            answer = ask(site, address, method=method)
            assert (answer.status, answer.getheader("Retry-After")) == (503, "10"), address
            assert answer.body == b"We'll be back in a moment."
            assert answer.getheader("Cache-Control") == "no-store"
        answer = ask(
            site, "/2021/12/crane/comment/", method="POST", **{"Content-Length": "9999999"}
        )
        assert (answer.status, answer.body) == (413, b"This is too large.")
        assert ask(site, "/away.html").status == 404  # has no address of its own
        assert ask(site, "/static/away.html").status == 200


def test_a_reload_keeps_nobody_waiting_and_changes_the_web_process(nginx):
    """K13e"""
    nginx.python(FURNISH)
    before = web_processes(nginx)
    nginx.process.send_signal(signal.SIGUSR1)
    until, number, answers = time.monotonic() + 120, 0, set()
    while web_processes(nginx) & before:
        assert time.monotonic() < until, nginx.told()
        number += 1
        answers.add(ask(nginx, f"/?not-kept={number}").status)
        time.sleep(0.1)
    answers |= {ask(nginx, f"/?kept-now={number}").status for number in range(9)}
    assert answers == {200}


def web_processes(site) -> set[str]:
    """The children of granian, which is a child of the paper."""
    found = set()
    for child in children(site.process.pid):
        if b"granian" in Path(f"/proc/{child}/cmdline").read_bytes():
            found |= {
                each
                for each in children(child)
                if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
            }
    return found


def children(number):
    return Path(f"/proc/{number}/task/{number}/children").read_text().split()
