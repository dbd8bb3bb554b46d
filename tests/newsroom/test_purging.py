"""A CDN is told of every change that its pages show; here, a real server notes what it gets."""

import http.server
import json
import threading

import pytest

from articles.models import Article
from comments.models import Status
from newsroom import freshness, outside, purging
from newsroom.work import loop
from newsroom.work.jobs import Job
from tests.cast import a_comment, a_picture, an_article

pytestmark = pytest.mark.both_databases


class Network(http.server.HTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Purges)
        self.told, self.status = [], 200
        self.url = f"http://127.0.0.1:{self.server_port}/purge"


class Purges(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        keys = self.headers["Surrogate-Key"].split(" ")
        assert keys == self.headers["Cache-Tag"].split(",") == body["tags"]
        self.server.told.append(keys)
        self.server.key = self.headers["Fastly-Key"]
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def network(settings):
    server = Network()
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    settings.PURGE_URL, settings.PURGE_HEADER = server.url, "Fastly-Key: a key"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def planned():
    return Job.objects.filter(fact=purging.FACT)


def carried_out(network):
    """Return the keys that the network was told, now that the loop has told it."""
    network.told.clear()
    while row := Job.claim(Job.due().filter(fact=purging.FACT)):
        loop.carry_out(row)
    return {key for keys in network.told for key in keys}


def keys_of(answer):
    return set(answer.headers["Surrogate-Key"].split(" "))


def test_a_decision_purges_the_pages_that_show_it_and_no_others(network, reader, article, mo):
    elsewhere = an_article()
    comment = a_comment(article, status=Status.PENDING)
    shown, other = (reader.get(each.get_absolute_url()) for each in (article, elsewhere))
    front, newest = reader.get("/"), reader.get("/comments.atom")
    carried_out(network)
    comment.approve(by=mo)
    keys = carried_out(network)
    assert keys == {purging.DISCUSSIONS, purging.of_discussion(article.pk)}
    assert network.key == "a key"
    assert keys & keys_of(shown)
    assert keys & keys_of(newest)
    assert keys & keys_of(front)
    assert not keys & keys_of(other)
    assert not planned()


@pytest.mark.parametrize(
    "change", [freshness.new_edition, lambda: Article.objects.update(headline="All at once")]
)
def test_a_change_of_the_paper_purges_every_page(network, reader, article, change):
    pages = [reader.get(address) for address in ("/", "/sitemap.xml", article.get_absolute_url())]
    carried_out(network)
    change()
    keys = carried_out(network)
    assert all(keys & keys_of(page) for page in pages)


def test_a_page_is_kept_for_a_minute_by_the_network_alone(network, reader, article):
    headers = reader.get("/").headers
    assert "max-age=60" in headers["CDN-Cache-Control"]
    assert "max-age=0" in headers["Cache-Control"]
    assert "CDN-Cache-Control" not in reader.get("/nowhere/").headers


def test_without_one_nothing_is_named_and_nothing_planned(reader, article):
    freshness.discussion_changed(article.pk)
    assert not {"Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"} & reader.get("/").headers.keys()
    assert not planned()


def test_what_waits_together_is_told_once(network, article, django_capture_on_commit_callbacks):
    planned().delete()
    freshness.new_edition()
    freshness.new_edition()
    assert planned().count() == 1
    assert Job.claim(planned())  # somebody is telling of it, perhaps before this change
    freshness.new_edition()
    assert planned().count() == 2


def test_a_network_that_refuses_is_told_again(network, db, caplog):
    planned().delete()
    freshness.new_edition()
    network.status = 500
    carried_out(network)
    assert "HTTPError" in planned().get().error
    assert "failed" in caplog.text
    planned().update(next_try_at="2020-01-01T00:00Z")
    network.status = 200
    assert carried_out(network) == {purging.PAPER}
    assert not planned()


def test_a_picture_that_is_deleted_is_forgotten(
    network, reader, django_capture_on_commit_callbacks
):
    picture = a_picture(ready=True)
    sent = {keys_of(reader.get(f"/media/{name}")).pop() for name in picture.files}
    assert sent == picture.files
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert sent <= carried_out(network)


def test_a_page_of_many_discussions_names_as_many_as_go_into_a_header(settings):
    settings.PURGE_URL = "http://127.0.0.1"
    keys = dict(purging.page_headers(range(1000)))["Surrogate-Key"]
    assert purging.DISCUSSIONS in keys.split()
    assert len(keys) < 1000


@pytest.mark.parametrize("url", ["cdn.example.org", "ftp://cdn.example.org", "https://"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(outside.ImproperlyConfigured, match="PURGE_URL"):
        outside.web_address("PURGE_URL", url)
