"""What the proxy keeps, for whom, and what it tells the application: by an application of ours.

It answers at once with whatever a test says, and writes down what it was asked.
"""

import http.server
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

from newsroom.page_cache import FRESH, FRESH_BEHIND_READERS
from newsroom.page_cache.request import PARAMETERS
from tests.proxy import proxy, until_it_listens
from tests.tree import ROOT

pytestmark = pytest.mark.site
PUBLIC = {"Cache-Control": f"{FRESH}, {FRESH_BEHIND_READERS}", "Vary": "Accept-Encoding"}
ARTICLE = "/2021/12/crane/"


class Paper(http.server.ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), Answering)
        self.asked = []  # (method, address, headers)
        self.answer = lambda address: (200, PUBLIC, b"a page")

    def addresses(self):
        return [address for _method, address, _headers in self.asked]


class Answering(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        status, headers, body = self.server.answer(self.path)
        self.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *words):
        pass


@contextmanager
def open_paper(port=0):
    with Paper(port) as paper:
        threading.Thread(target=paper.serve_forever, daemon=True).start()
        try:
            yield paper
        finally:
            paper.shutdown()


@contextmanager
def in_front_of(port, folder, changes=()):
    """nginx before this port; yields `ask(address, …)`."""
    with proxy(folder, port, folder, changes=changes) as door:
        until_it_listens(door)

        def ask(address, method="GET", **headers):
            connection = HTTPConnection("127.0.0.1", door, timeout=60)
            given = {"Host": "news.example.org", **headers}
            connection.request(method, address, b"text=boats" * (method == "POST"), given)
            answer = connection.getresponse()
            answer.body = answer.read()
            connection.close()
            return answer

        ask.door, ask.cache = door, folder / "cache"
        yield ask


@pytest.fixture
def paper():
    with open_paper() as paper:
        yield paper


@pytest.fixture
def ask(paper, tmp_path):
    with in_front_of(paper.server_port, tmp_path) as ask:
        yield ask


def kept(ask):
    return [path for path in ask.cache.rglob("*") if path.is_file()]


def test_of_a_crowd_at_a_page_that_nobody_has_one_goes_through(paper, tmp_path):
    """B18: however slow this machine is."""
    paper.answer = lambda address: (200, {"Cache-Control": "public, max-age=600"}, b"a page")
    patient = [("proxy_cache_lock_timeout 1s;", "proxy_cache_lock_timeout 60s;")]
    with in_front_of(paper.server_port, tmp_path, patient) as ask, ThreadPoolExecutor(200) as crowd:
        answers = list(crowd.map(ask, [ARTICLE] * 200))
    assert {answer.body for answer in answers} == {b"a page"}
    assert paper.addresses() == [ARTICLE]


def test_ten_thousand_marks_of_advertisers_are_one_page(paper, ask):
    """A47: and so are parameters in another order, twice, or written in another way."""
    lines = [
        f"GET {ARTICLE}?utm_source={number}&sort=old&x HTTP/1.1\r\nHost: news.example.org\r\n\r\n"
        for number in range(10_000)
    ]
    for begin in range(0, len(lines), 500):  # nginx ends a connection after a thousand
        at_once = "".join(lines[begin : begin + 500]).replace("\r\n\r\n", "\r\nX: 1\r\n\r\n")
        with socket.create_connection(("127.0.0.1", ask.door), 60) as line:
            threading.Thread(target=line.sendall, args=[at_once.encode()]).start()
            received = b""
            while received.count(b"HTTP/1.1 200") < 500 or not received.endswith(b"a page"):
                received += line.recv(65536)
    for query in ("sort=old", "sort=old&sort=new", "fbclid=1&sort=old", "sort=old&utm_x=%3C"):
        ask(f"{ARTICLE}?{query}", **{"Accept-Encoding": "identity;q=1, *;q=0"})
    assert len(kept(ask)) == 1
    assert set(paper.addresses()) == {f"{ARTICLE}?&sort=old"}


def test_of_a_page_that_was_renewed_no_process_shows_the_one_before(paper, ask):
    """Each holds the page's file open."""
    paper.answer = lambda address: (
        200, {"Cache-Control": "public, max-age=1"}, b"%d" % len(paper.asked),
    )  # fmt: skip
    seen, until = [1], time.monotonic() + 60
    while seen[-1] < 3 and time.monotonic() < until:
        seen.append(int(ask(ARTICLE).body))
    assert seen[-1] == 3
    assert seen == sorted(seen)


def test_pages_that_are_removed_from_the_disk_are_gone(paper, ask):
    """docs/operations.md empties the cache after a backup was put back."""
    paper.answer = lambda address: (200, {"Cache-Control": "public, max-age=600"}, b"before")
    for _ in range(40):  # each process has it open
        assert ask(ARTICLE).body == b"before"
    paper.answer = lambda address: (200, {"Cache-Control": "public, max-age=600"}, b"after")
    for path in kept(ask):
        path.unlink()
    in_a_row, until = 0, time.monotonic() + 30
    while in_a_row < 40 and time.monotonic() < until:
        in_a_row = in_a_row + 1 if ask(ARTICLE).body == b"after" else 0
    assert in_a_row == 40


def test_each_parameter_that_makes_a_page_another_does_so(paper, ask):
    text = (ROOT / "deploy/nginx.conf").read_text()
    for name in PARAMETERS:
        assert (
            f'map $arg_{name} $newsroom_{name} {{ default "&{name}=$arg_{name}"; "" ""; }}' in text
        )
        ask(f"{ARTICLE}?{name}=7&m=1")
        ask(f"{ARTICLE}?m=1&{name}=8")
    expected = {f"{ARTICLE}?&{name}={value}" for name in PARAMETERS for value in "78"}
    assert set(paper.addresses()) == expected
    assert len(kept(ask)) == len(expected)
    assert "$newsroom_page$newsroom_page_id$newsroom_q" in text  # sorted, as the application does


def test_an_address_is_asked_for_as_it_is_kept(paper, ask):
    """No other address fills the entry of this one."""
    for address in (ARTICLE, "/2021//12/./crane/", "/x/../2021/12/crane/", "/2021/12/cr%61ne/"):
        ask(address)
    assert set(paper.addresses()) == {ARTICLE}
    ask("/2021/12/%C3%A9t%C3%A9%3Fsort=old/?sort=new")
    assert paper.addresses()[-1] == "/2021/12/%C3%A9t%C3%A9%3Fsort=old/?&sort=new"
    assert len(kept(ask)) == 2


def test_for_a_public_page_the_application_is_told_nothing_of_who_asks(paper, ask):
    """A42, A43"""
    canaries = dict.fromkeys(
        [
            *("Cookie", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "Forwarded"),
            *("X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "Origin", "Referer"),
            *(
                "User-Agent",
                "Accept-Language",
                "X-Own",
                "Range",
                "If-None-Match",
                "X-Forwarded-For",
            ),
        ],
        "canary",
    )
    accepted = {"Accept": "text/html, canary", "Accept-Encoding": "canary, br;q=1, gzip"}
    assert ask(ARTICLE, **canaries, **accepted).status == 200
    [(_method, _address, headers)] = paper.asked
    assert {name: value for name, value in headers.items() if value != "127.0.0.1"} == {
        "Host": "news.example.org",
        "X-Forwarded-Proto": "https",
        "Accept-Encoding": "br",
        "Accept": "*/*",
        "X-Renews-Behind-Readers": "1",
        "Content-Length": "0",
    }
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    for kind in ("application/atom+xml", "text/html,application/xml;q=0.9"):
        ask("/feed.atom", Accept=kind)
    assert [headers["Accept"] for *_, headers in paper.asked[1:]] == ["*/*", "text/html"]


def test_forms_and_whoever_signed_in_say_all_of_it_and_are_never_kept(paper, ask):
    cookie = {"Cookie": "__Host-commenter=7; theme=dark", "Sec-Fetch-Site": "same-origin"}
    for address in (f"{ARTICLE}comment/?reply=7&x=1", "/receipt/token/?x=1", "/search/?q=a&x=1"):
        for method in ("GET", "GET", "POST"):
            assert ask(address, method, **cookie).getheader("X-Cache") is None
        for _method, asked, headers in paper.asked[-3:]:
            assert asked == address
            assert headers["Cookie"] == cookie["Cookie"]
            assert headers["Sec-Fetch-Site"] == "same-origin"
            assert "X-Forwarded-Host" not in headers
    for name, value in (("Cookie", "__Host-sessionid=x"), ("Authorization", "Digest x")):
        for _ in range(2):
            assert ask(f"{ARTICLE}?x=1", **{name: value}).getheader("X-Cache") == "BYPASS"
            _method, asked, headers = paper.asked[-1]
            assert (asked, headers[name]) == (f"{ARTICLE}?x=1", value)
    assert kept(ask) == []


def test_whose_form_it_is_only_nginx_says(paper, ask):
    """A49"""
    forged = {"X-Forwarded-For": "192.0.2.7, 192.0.2.8", "X_Forwarded_For": "192.0.2.9"}
    for address, method in ((f"{ARTICLE}comment/", "POST"), ("/search/?q=a", "GET"), ("/", "GET")):
        ask(address, method, **forged)
        _method, _address, headers = paper.asked[-1]
        assert headers["X-Forwarded-For"] == "127.0.0.1"
        assert "192.0.2" not in str(headers)


@pytest.mark.parametrize(
    "private",
    [
        {"Set-Cookie": "a=b"},
        {"Cache-Control": "Private, max-age=60"},
        {"Cache-Control": "no-store"},
        {"Vary": " * "},
        {"Vary": "Cookie, Accept-Encoding"},
        {"Vary": "accept-encoding, Authorization"},
    ],
    ids=str,
)
def test_what_is_for_one_reader_is_not_kept(paper, ask, private):
    """A44"""
    paper.answer = lambda address: (200, PUBLIC | private, b"for one")
    for _ in range(2):
        assert ask(ARTICLE, Cookie="theme=dark").getheader("X-Cache") == "MISS"
    assert kept(ask) == []


def test_where_the_application_fails_the_page_that_is_kept_is_shown(paper, ask):
    ask(ARTICLE)
    for status in (500, 502, 503, 504):
        failure = status, {"Cache-Control": "no-store"}, b"in our words"
        paper.answer = lambda address, failure=failure: failure
        asked = len(paper.asked)
        until(lambda asked=asked: ask(ARTICLE) and len(paper.asked) > asked)
        assert (ask(ARTICLE).status, ask(ARTICLE).body) == (200, b"a page"), status
        answer = ask("/2021/12/boats/")
        assert (answer.status, answer.body) == (status, b"in our words")


def test_of_one_that_hangs_the_pages_that_are_kept_are_shown(paper, tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static/away.html").write_text("We'll be back in a moment.")
    end = threading.Event()
    with in_front_of(
        paper.server_port, tmp_path, [("proxy_read_timeout 10s;", "proxy_read_timeout 1s;")]
    ) as ask:
        ask(ARTICLE)
        paper.answer = lambda address: end.wait(60) and (500, {}, b"")
        until(lambda: ask(ARTICLE).getheader("X-Cache") == "STALE")
        answer = ask("/2021/12/boats/")
        assert (answer.status, answer.getheader("Retry-After")) == (503, "10")
        assert answer.body == b"We'll be back in a moment."
        end.set()


def test_a_page_that_nobody_read_for_a_while_is_not_shown_as_it_was(paper, ask):
    """Only one that is read all the time is renewed behind its readers."""
    ask(ARTICLE)
    paper.answer = lambda address: (200, PUBLIC, b"a correction")
    time.sleep(4)  # nginx counts whole seconds: two of the page, two behind the reader
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(ask, [ARTICLE] * 8))
    assert {answer.body for answer in answers} == {b"a correction"}


def test_a_reader_is_not_told_to_do_as_nginx_does(paper, ask):
    """A browser that may renew a page behind its reader shows it once more as it was."""
    for _ in range(3):
        assert ask(ARTICLE).headers.get_all("Cache-Control") == [FRESH]
    paper.answer = lambda address: (404, {"Cache-Control": "no-store"}, b"")
    assert ask("/nowhere/").headers.get_all("Cache-Control") == ["no-store"]


def test_a_cache_that_was_emptied_fills_again(paper, ask):
    ask(ARTICLE)
    for path in ask.cache.rglob("*"):
        if path.is_file():
            path.unlink()
    assert ask(ARTICLE).body == b"a page"
    assert [path.stat().st_size > 0 for path in kept(ask)] == [True]


def until(true):
    limit = time.monotonic() + 30
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.05)
