"""The pages that nodes share in Redis: a real one, which stops, hangs, is emptied, and lies."""

import logging
import time

import pytest

from comments.models import Status
from newsroom import freshness, outside
from newsroom.page_cache import shared
from newsroom.page_cache.cache import PageCache
from newsroom.page_cache.shared import SharedPages
from newsroom.page_cache.wsgi import PageCacheWSGI
from newsroom.wsgi import application
from tests.cast import a_comment
from tests.reader import Reader
from tests.redis_server import RedisServer

SECRET = b"of this release"
GONE = [b"", b"garbage", b"newsroom-page-1\n", b"\x80\x04\x95pickle", b"newsroom-page-0\n" * 9]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A busy machine answers late."""
    monkeypatch.setattr(shared, "WAIT", RedisServer.patience)


@pytest.fixture
def redis(server):
    """Redis's own client, as somebody else would use it."""
    client = shared.connect(server.url)
    client.flushall()
    return client


class Node:
    """A web process, with what Django rendered there."""

    def __init__(self, server, secret=SECRET):
        self.rendered = []
        self.shared = SharedPages(server.url, secret)
        self.reader = Reader(
            PageCacheWSGI(self.django, application.lanes, shelf=PageCache(shared=self.shared))
        )

    def django(self, environ, start_response):
        self.rendered.append(environ["PATH_INFO"])
        return application.django(environ, start_response)

    def get(self, address, **headers):
        return self.reader.get(address, **headers)


@pytest.fixture
def one(server, redis, db):
    return Node(server)


@pytest.fixture
def other(server, redis, db):
    return Node(server)


def wait_until(holds):
    until = time.monotonic() + RedisServer.patience
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_one_node_rendered_the_other_sends(one, other, article, redis):
    address = article.get_absolute_url()
    for encoding in ("br", "gzip", ""):
        first = one.get(address, **{"Accept-Encoding": encoding})
        second = other.get(address, **{"Accept-Encoding": encoding})
        assert (first.raw, first.headers) == (second.raw, second.headers)
    assert (one.rendered, other.rendered) == ([address], [])
    assert all(0 < redis.ttl(name) <= shared.KEPT for name in redis.keys("*"))
    assert not [name for name in redis.keys("*") if b"crane" in name]  # no address of anything


def test_a_change_shows_on_every_node_at_the_next_request(one, other, article, mo):
    comment = a_comment(article, status=Status.PENDING, text="Only the gulls know.")
    address = article.get_absolute_url()
    for decide, is_shown in ((comment.approve, True), (comment.reject, False)):
        one.get(address)
        other.get(address)
        decide(by=mo)
        for node in (one, other):
            assert ("Only the gulls know." in node.get(address)) == is_shown
    assert len(one.rendered) == 3
    assert not other.rendered


def test_the_memory_of_the_process_comes_first(one, article, server, monkeypatch):
    one.get("/")
    monkeypatch.setattr(one.shared, "_ask", lambda _question: pytest.fail("Redis was asked"))
    assert one.get("/").status == 200


def test_a_page_too_short_to_compress_is_shared_too(one, other, db):
    assert one.get("/ads.txt").raw == other.get("/ads.txt").raw


@pytest.mark.parametrize("change", [*GONE, "half", "one letter", "another page", "another kind"])
def test_what_is_no_page_of_ours_is_a_miss(one, other, article, redis, change):
    """B25"""
    whole = one.get("/").raw
    name = redis.keys("*")[0]
    value = redis.get(name)
    one.get(article.get_absolute_url())
    [elsewhere] = set(redis.keys("*")) - {name}
    if change == "another kind":
        redis.delete(name)
        redis.lpush(name, value)
    else:
        changes = {
            "half": value[: len(value) // 2],
            "one letter": value[:-100] + b"\0" + value[-99:],
            "another page": redis.get(elsewhere),
        }
        redis.set(name, changes.get(change, change))
    assert other.get("/").raw == whole
    assert other.rendered == ["/"]


def test_another_release_or_paper_shares_nothing(one, server, article, settings):
    one.get("/")
    other = Node(server, b"of another release")
    other.get("/")
    assert other.rendered == ["/"]
    before = shared.secret_of_release()
    assert before == shared.secret_of_release()
    settings.SITE_URL = "https://another.example.org"
    assert before != shared.secret_of_release()


def test_the_owners_own_templates_are_part_of_the_release(settings, tmp_path):
    settings.LOOK_DIR = tmp_path
    before = shared.secret_of_release()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "base.html").write_text("Another look.")
    assert before != shared.secret_of_release()


def test_an_emptied_redis_costs_a_rendering_at_most(one, other, article, redis):
    """B08"""
    one.get("/")
    redis.flushall()
    one.get("/")
    other.get("/")
    assert (one.rendered, other.rendered) == (["/"], ["/"])


def test_a_full_one_is_no_failure(one, article, redis, caplog):
    """B08"""
    redis.config_set("maxmemory", 1)
    try:
        assert one.get("/").status == 200
    finally:
        redis.config_set("maxmemory", 0)
    assert not one.shared.is_away
    assert "Redis refuses" in caplog.text


@pytest.mark.parametrize("failure", ["stop", "hang"])
def test_a_redis_that_is_away_is_asked_once_until_it_is_back(
    one, article, server, failure, caplog, monkeypatch
):
    """B07, B08"""
    caplog.set_level(logging.INFO, shared.logger.name)
    monkeypatch.setattr(shared, "PAUSE", 0.05)
    monkeypatch.setattr(shared, "WAIT", 0.2)
    asked = []
    ask = one.shared._connected
    one.get("/")  # it has a connection, which then breaks
    getattr(server, failure)()
    try:
        monkeypatch.setattr(one.shared, "_wait_for_it", lambda: None)  # begins below
        monkeypatch.setattr(one.shared, "_connected", lambda: asked.append(1) or ask())
        for address in (article.get_absolute_url(), "/sitemap.xml", "/rules/"):
            assert one.get(address).status == 200
        assert len(asked) == 1
        assert [record.message.split(",")[0] for record in caplog.records] == [
            "Redis does not answer"
        ]
    finally:
        server.start() if failure == "stop" else server.go_on()
    type(one.shared)._wait_for_it(one.shared)
    assert caplog.records[-1].message == "Redis is back, pages are shared again."
    assert len(caplog.records) == 2
    one.shared.get("/", freshness.read())
    assert len(asked) > 2


def test_the_one_who_waits_for_it_is_a_thread(one, article, server, monkeypatch):
    monkeypatch.setattr(shared, "PAUSE", 0.05)
    server.stop()
    one.get("/")
    assert one.shared.is_away
    server.start()
    wait_until(lambda: not one.shared.is_away)


def test_without_an_address_nothing_is_shared(settings):
    settings.REDIS_URL = ""
    assert shared.shared_pages() is None


@pytest.mark.parametrize(
    "url", ["redis://h", "redis://:p@h:6379/0", "rediss://u:p@h/1", "unix:///run/r.sock?db=1", ""]
)
def test_an_address_of_redis(url):
    assert outside.redis(url) == url


@pytest.mark.parametrize("url", ["h:6379", "http://h", "redis://", "redis:///0", "unix://", "/r"])
def test_no_address_of_redis(url):
    with pytest.raises(outside.ImproperlyConfigured, match="REDIS_URL"):
        outside.redis(url)


def test_valkey_speaks_the_same():
    assert outside.redis("valkey://valkey:1/0") == "redis://valkey:1/0"
