"""What one sends does nothing to the pages of others: at nginx, and at the application itself."""

import re
import socket

import pytest

from tests.deploy.conftest import ask

pytestmark = pytest.mark.site

FURNISH = """
from tests import cast
mo = cast.staff("Mo", "Moderators")
article = cast.an_article(headline="The crane has left", slug="crane", published=cast.ago(days=40))
comment = cast.a_comment(article, status="pending", text="Only the canary knows.")
print(article.get_absolute_url(), cast.session_of(mo))
"""
HOST = "Host: news.example.org"


def sent(port, request: str) -> list[tuple[int, bytes]]:
    """Send bytes as they are; return status and body of each answer until the end."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(request.encode("latin-1"))
        received = b""
        try:
            while some := line.recv(65536):
                received += some
        except ConnectionResetError:
            pass
    answers = re.split(rb"(?=HTTP/1\.[01] \d\d\d )", received)[1:]
    return [(int(answer[9:12]), answer.partition(b"\r\n\r\n")[2]) for answer in answers]


def get(address, *headers) -> str:
    lines = [f"GET {address} HTTP/1.1", *headers, "Connection: close"]
    return "\r\n".join(lines) + "\r\n\r\n"


@pytest.mark.parametrize(
    "end", ["x.css", "a.js", "%2f..%2fx.css", "%00.css", ".", ";a.js", "%0a.png"]
)
def test_no_private_page_is_kept_under_the_name_of_a_file(nginx, end):
    """A46: looked at by who signed in, then asked for by a stranger."""
    article, session = nginx.python(FURNISH).split()
    mo = {"Cookie": f"__Host-sessionid={session}"}
    assert b"canary" in ask(nginx, "/admin/comments/comment/", **mo).body
    places = [
        "/admin/",
        "/ADMIN/",
        "/admin/comments/comment/",
        "/receipt/",
        "/my-data/",
        f"{article}comment/",
    ]
    for place in places:
        for cookie in (mo, {}):
            answer = ask(nginx, f"{place}{end}", **cookie)
            assert answer.getheader("X-Cache") in (None, "BYPASS", "MISS"), (place, answer.status)
            assert "public" not in answer.getheader("Cache-Control", ""), place
        assert b"canary" not in answer.body
        assert answer.status in (301, 302, 400, 404, 410), (place, answer.status)


def test_a_host_that_is_not_ours_makes_no_page(nginx):
    """A48"""
    address, _session = nginx.python(FURNISH).split()
    for door in (nginx.door, nginx.port):
        for request in (
            get(address, "Host: evil.example.com"),
            get(address, "Host: news.example.org@evil.example.com"),
            get(address, HOST, "Host: evil.example.com"),
            get(f"http://evil.example.com{address}", HOST),
            get(address),
        ):
            answers = sent(door, request)
            assert {status for status, _body in answers} <= {301, 400, 421}, (request, answers)
            assert not any(b"evil.example.com" in body for _status, body in answers), request
    # nginx hears no port, and the application is told our name.
    [(status, body)] = sent(nginx.door, get(address, f"{HOST}:evil"))
    assert (status, body) == (200, ask(nginx, address).body)
    for same in ("NEWS.example.org", "news.example.org.", "news.example.org:443"):
        answer = ask(nginx, address, host=same)
        assert answer.status == 200, same
        assert b"NEWS" not in answer.body
        assert answer.body == ask(nginx, address).body


def test_an_answer_that_is_an_error_is_not_kept_for_the_page(nginx):
    """A48"""
    address, _session = nginx.python(FURNISH).split()
    long = "a" * 40_000
    for status, request in (
        (400, get(f"{address}?page=%00", HOST)),
        (400, get(address, HOST, "Transfer-Encoding: nonsense")),
        (404, get(f"{address}nowhere/", HOST)),
        (413, f"POST {address}comment/ HTTP/1.1\r\n{HOST}\r\nContent-Length: 99999999\r\n\r\n"),
        (414, get(f"{address}?q={long}", HOST)),
        (400, get(address, HOST, f"X-Long: {long}")),
    ):
        sent(nginx.door, request)
        answer = ask(nginx, address)
        assert answer.status == 200, status


SMUGGLED = "GET /canary/ HTTP/1.1\r\nHost: news.example.org\r\n\r\n"
CHUNKED = f"0\r\n\r\n{SMUGGLED}"


@pytest.mark.parametrize(
    ("headers", "body"),
    {
        "CL.TE": ([f"Content-Length: {len(CHUNKED)}", "Transfer-Encoding: chunked"], CHUNKED),
        "TE.CL": (["Transfer-Encoding: chunked", "Content-Length: 4"], f"5c\r\n{SMUGGLED}"),
        "two lengths": (["Content-Length: 0", f"Content-Length: {len(SMUGGLED)}"], SMUGGLED),
        "a length with a sign": ([f"Content-Length: +{len(SMUGGLED)}"], SMUGGLED),
        "a length that is none": (["Content-Length: 0x10"], SMUGGLED),
        "an encoding in disguise": (["Transfer-Encoding: xchunked"], CHUNKED),
        "a blank before the colon": (["Transfer-Encoding : chunked"], CHUNKED),
        "a folded line": (["X-Fold: a\r\n Transfer-Encoding: chunked"], CHUNKED),
    }.values(),
    ids=str,
)
def test_one_request_is_not_taken_for_two(nginx, headers, body):
    """A49: refused, or read as the one that it is; what is hidden in it is answered to nobody."""
    nginx.python(FURNISH)
    head = "\r\n".join(["POST / HTTP/1.1", HOST, "X-Forwarded-Proto: https", *headers])
    for door in (nginx.door, nginx.port):
        answers = sent(door, f"{head}\r\n\r\n{body}")
        assert len(answers) == 1, answers
        assert b"canary" not in answers[0][1]
        assert answers[0][0] in (400, 403, 405, 501), answers
        assert ask(nginx, "/").status == 200
