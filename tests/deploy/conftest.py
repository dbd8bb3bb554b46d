"""The real application behind the real nginx."""

import http.client
import time

import pytest

from tests.proxy import proxy
from tests.site import Site


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
