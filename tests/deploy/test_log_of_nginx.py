"""What the proxy writes down: nothing that opens a private page, and nobody who reads."""

import http.client
import time
from contextlib import closing

import pytest

from articles import urls as articles_urls
from comments import urls as comments_urls
from tests.proxy import proxy
from tests.site import free_port

pytestmark = pytest.mark.site
TOKEN = "1f0e3dad99908345f7439f8ffabdffc4"
PRIVATE = [
    f"/{str(route.pattern).replace('<str:token>', TOKEN).replace('<str:act>', 'approve')}"
    for route in (*articles_urls.urlpatterns, *comments_urls.urlpatterns)
    if "<str:token>" in str(route.pattern)
]
READER = {"Host": "news.example.org", "User-Agent": "Canary", "Referer": f"/receipt/{TOKEN}/"}


def ask(door, method, address):
    with closing(http.client.HTTPConnection("127.0.0.1", door, timeout=20)) as connection:
        connection.request(method, address, headers=READER)
        return connection.getresponse().status


def when_it_listens(door):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            return ask(door, "GET", "/healthz")
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError("nginx does not answer")


def test_no_token_is_in_any_log_not_even_when_the_paper_is_away(tmp_path):
    """K17e: the real nginx, for its maps and locations decide; no site, so that it also fails."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/away.html").write_text("We'll be back in a moment.")
    with proxy(tmp_path, free_port(), tmp_path) as door:
        assert when_it_listens(door) == 503
        for address in (*PRIVATE, f"/%72eceipt/{TOKEN}/", f"//receipt/{TOKEN}/"):
            for method in ("GET", "POST"):
                assert ask(door, method, address) in (502, 503), address
        assert ask(door, "GET", "/2026/11/boats/?reply=7") == 503
    logged = {file.name: file.read_text() for file in (tmp_path / "log").iterdir()}
    lines = logged["newsroom.log"].splitlines()
    assert sum(" GET /2026/11/boats/?reply=7 503 " in line for line in lines) == 1
    assert " POST /receipt/... 50" in logged["newsroom.log"]
    assert len(lines) >= 2 * len(PRIVATE) + 6
    for name, text in logged.items():
        assert TOKEN not in text, name
    for canary in ("Canary", "127.0.0.1"):
        assert canary not in logged["newsroom.log"], canary
