"""The proxy's own configuration, with the real nginx in front of the real application."""

import contextlib
import http.client
import http.server
import os
import resource
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from tests.cast import PASSWORD
from tests.deploy.conftest import ask
from tests.load import Load
from tests.proxy import proxy
from tests.site import free_port

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


def test_a_picture_comes_from_the_disk_as_the_application_would_send_it(nginx):
    """And what is no file is the application's: it knows the paper's words, or another store."""
    (nginx.folder / "media").mkdir(exist_ok=True)
    for name in ("crane.webp", "crane.avif", "crane.jpg", "crane.png", "crane.html"):
        (nginx.folder / "media" / name).write_bytes(b"<script>1</script>")
        theirs, ours = (
            ask(site, f"/media/{name}", **{"X-Forwarded-Proto": "https"})
            for site in (SimpleNamespace(door=nginx.port), nginx)
        )
        assert (ours.status, ours.body) == (theirs.status, theirs.body) == (200, theirs.body)
        for header in (
            *("Cache-Control", "Content-Security-Policy", "Access-Control-Allow-Origin"),
            *("Cross-Origin-Resource-Policy", "X-Content-Type-Options", "Last-Modified"),
        ):
            assert ours.getheader(header) == theirs.getheader(header) is not None, header
        assert ours.getheader("Server").startswith("nginx")
        assert ours.getheader("ETag")  # of nginx' own
    assert ours.getheader("Content-Type") == "application/octet-stream"
    assert b"</html>" in ask(nginx, "/media/no.webp").body
    for path in ("/media/../newsroom.sqlite3", "/media/%2e%2e/newsroom.sqlite3", "/media/"):
        assert ask(nginx, path).status == 404


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


def test_at_a_reload_nobody_fails_and_no_comment_is_lost(nginx):
    """K13e: `python -m benchmarks.reloading` does it twenty times at a quicker pace."""
    nginx.python(FURNISH)
    before = nginx.web_processes()
    with Load(nginx, nginx.door, ["/healthz", "/", "/rules/"], reads=20, posts=2) as load:
        _until(lambda: load.acknowledged)
        nginx.process.send_signal(signal.SIGHUP)  # which systemd's ExecReload sends
        _until(lambda: not nginx.web_processes() & before)
        answered = load.answers
        _until(lambda: load.answers > answered + 20)
    assert load.failures == {}, nginx.told()
    assert len(load.acknowledged) > 2
    assert load.lost() == set()


def test_a_paper_that_was_killed_is_read_on_and_comes_back(nginx):
    """All its processes with -9: what was read before is shown, for the rest there is a page."""
    address = nginx.python(FURNISH).strip()
    page = ask(nginx, address).body
    try:
        for process in nginx.family():
            with contextlib.suppress(ProcessLookupError):  # it ended with its parent
                os.kill(process, signal.SIGKILL)
        nginx.process.wait()
        _until(lambda: ask(nginx, "/healthz").status == 503)
        for query in ("", "?utm_source=post"):
            assert ask(nginx, address + query).body == page
        away = ask(nginx, "/rules/")
        assert (away.status, away.getheader("Retry-After")) == (503, "10")
        assert away.getheader("Cache-Control") == "no-store"
        assert b"be back in a moment." in away.body
    finally:
        nginx.log.close()
        nginx.start()
    assert ask(nginx, "/rules/").status == 200
    nginx.python(APPROVE)
    _until(lambda: b"1 comment" in ask(nginx, address).body)


def test_a_process_that_is_killed_loses_no_comment(nginx):
    """`python -m benchmarks.outages` has figures for each part."""
    nginx.python(FURNISH)
    for address in ("/", "/rules/"):
        ask(nginx, address)
    with Load(nginx, nginx.door, ["/", "/rules/"], reads=10, posts=4) as load:
        for name in ("web", "newsroom"):
            known = len(load.acknowledged)
            _until(lambda known=known: len(load.acknowledged) > known + 1)
            for process in nginx.parts(name):
                os.kill(process, signal.SIGKILL)
        known = len(load.acknowledged)
        _until(lambda: len(load.acknowledged) > known + 1)
    assert set(load.failures) <= {"POST comment: 503"}, nginx.told()
    assert load.lost() == set()


def test_on_a_disk_that_takes_no_more_comments_are_given_back_and_later_taken(nginx):
    """B14: and pages are read on. No file may grow beyond 4 kB for a while."""
    address = nginx.python(FURNISH).strip()
    (web,) = nginx.web_processes()
    everything = resource.prlimit(web, resource.RLIMIT_FSIZE)
    with Load(nginx, nginx.port, [address, "/rules/"], reads=10, posts=4) as load:
        _until(lambda: load.acknowledged)
        resource.prlimit(web, resource.RLIMIT_FSIZE, (4096, everything[1]))
        _until(lambda: load.failures["POST comment: 503"] > 1)
        resource.prlimit(web, resource.RLIMIT_FSIZE, everything)
        known = len(load.acknowledged)
        _until(lambda: len(load.acknowledged) > known + 1)
    assert set(load.failures) == {"POST comment: 503"}, nginx.told()
    assert load.lost() == set()


def _until(true):
    until = time.monotonic() + 120
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)
