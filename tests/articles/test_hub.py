"""A hub is named in every feed, and told at the moment when something becomes public (WebSub)."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
import time_machine

from articles import hub
from newsroom.models import Job, Masthead
from tests.cast import ago, an_article, from_now

HUB = "https://hub.example.org/"


@pytest.fixture
def named(db):
    Masthead.objects.update(hub=HUB)


def told():
    return Job.objects.filter(fact="news_published")


def test_each_feed_names_its_hub_and_itself(reader, named):
    assert f'<link href="{HUB}" rel="hub"/>' in reader.get("/feed.atom")
    assert f'href="{HUB}"' in reader.get("/feed.rss")
    assert json.loads(reader.get("/feed.json").text)["hubs"] == [{"type": "WebSub", "url": HUB}]
    link = reader.get("/feed.atom").headers["Link"]
    assert link == f'<{HUB}>; rel="hub", <http://testserver/feed.atom>; rel="self"'


def test_without_a_hub_none_is_named_or_told(reader, db):
    an_article(published=ago(minutes=1))
    assert 'rel="hub"' not in reader.get("/feed.atom")
    assert "Link" not in reader.get("/feed.atom").headers
    assert not told().exists()


def test_it_is_told_when_a_story_becomes_public_and_only_then(named):
    article = an_article(published=None)
    assert not told().exists()
    article.publish()
    assert told().count() == 1
    article.save()
    assert told().count() == 1
    an_article(published=ago(days=400))  # moved in from elsewhere: no news
    assert told().count() == 1


def test_for_a_scheduled_story_it_is_told_at_its_moment(named):
    moment = from_now(hours=2)
    an_article(published=moment)
    assert told().get().next_try_at == moment


def test_of_each_publication_it_is_told_once(named):
    """K3d"""
    article = an_article(published=from_now(hours=2))
    article.publish(at=from_now(hours=3))
    assert told().get().next_try_at == article.published_at  # not at the first moment, too
    article.publish(at=from_now(minutes=1))
    article.unpublish()
    assert not told().exists()
    article.publish()
    assert told().count() == 1
    for moment in (article.published_at.replace(microsecond=0), ago(minutes=5)):
        article.publish(at=moment)
        assert told().count() == 1, moment
    told().delete()
    scheduled = an_article(published=from_now(hours=1))
    with time_machine.travel(from_now(hours=2)):  # it is public, and nobody has worked yet
        scheduled.publish(at=ago(minutes=1))
        assert told().count() == 1


def test_the_hub_hears_which_feeds_are_new():
    heard = []

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(parse_qs(body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listening)
    Thread(target=server.handle_request, daemon=True).start()
    hub.tell(f"http://127.0.0.1:{server.server_port}/")
    server.server_close()
    assert heard == [
        {
            "hub.mode": ["publish"],
            "hub.url": ["http://testserver/feed.atom", "http://testserver/feed.rss"],
        }
    ]


def test_a_hub_that_does_not_answer_is_an_error_that_the_task_keeps():
    with pytest.raises(OSError, match="refused"):
        hub.tell("http://127.0.0.1:9/")
