"""An article is the same one to every program that reads a feed, whatever becomes of it."""

import importlib
import json
import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles import feed_ids
from articles.models import Article
from tests.articles.test_feeds import ATOM
from tests.cast import a_comment, ago, an_article, from_now

TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[0-9a-f]{16}")  # RFC 4151


def ids(reader, feed):
    """The ids of the newest item in each form: they have to be the same."""
    atom = ElementTree.fromstring(reader.get(f"{feed}.atom").body).find(f"{ATOM}entry/{ATOM}id")
    guid = ElementTree.fromstring(reader.get(f"{feed}.rss").body).find("channel/item/guid")
    [item, *_rest] = json.loads(reader.get(f"{feed}.json").body)["items"]
    assert guid.get("isPermaLink") == "false"
    return {atom.text, guid.text, item["id"]}


def test_an_id_never_changes_and_is_the_same_in_all_forms(reader, db, settings):
    """K10b."""
    article = an_article(about=["harbour"], by=["Ilse"], published=ago(days=3))
    a_comment(article)
    feeds = ("/feed", "/topics/harbour/feed", "/authors/ilse/feed")
    [story] = set.union(*(ids(reader, feed) for feed in feeds))
    [comment] = ids(reader, "/comments")
    assert TAG.fullmatch(story)
    site, settings.SITE = settings.SITE, settings.SITE._replace(netloc="other.example.org")
    article.slug, article.published_at, article.feed_id = "another", ago(days=2), "tag:x,2020:mine"
    article.save()
    article.unpublish()
    article.publish()
    settings.SITE = site
    assert set.union(*(ids(reader, feed) for feed in feeds)) == {story}
    assert ids(reader, "/comments") == {comment}
    assert ids(reader, f"{article.get_absolute_url()}comments") == {comment}
    assert len({an_article().feed_id, an_article(published=None).feed_id, story}) == 3


@pytest.mark.both_databases
def test_what_was_published_before_keeps_the_id_that_it_had(reader, db):
    """K10b. Readers of the feeds of version 0.2.0 see no story twice."""
    migration = importlib.import_module("articles.migrations.0005_known_feed_ids")
    with time_machine.travel("2026-11-26T00:30:00Z", tick=False):
        known = an_article(headline="東京 wakes up", slug="東京", published=timezone.now())
        draft, later = an_article(published=None), an_article(published=from_now(days=1))
        kept = an_article(feed_id="tag:blogger.com,1999:blog-1.post-2")
        Article.objects.exclude(pk=kept.pk).update(feed_id=None)
        migration.fill(apps, SimpleNamespace(connection=connection))
    found = dict(Article.objects.values_list("pk", "feed_id"))
    assert found[known.pk] == "tag:testserver,2026-11-26:/2026/11/%E6%9D%B1%E4%BA%AC//"
    assert TAG.fullmatch(found[draft.pk])
    assert TAG.fullmatch(found[later.pk])
    assert found[kept.pk] == "tag:blogger.com,1999:blog-1.post-2"


def test_the_longest_old_id_fits_and_a_bad_one_is_none():
    assert len("tag:,2026-11-26:/2026/11//") + 9 * 200 + 150 < feed_ids.LONGEST
    for good in ("tag:blogger.com,1999:blog-1.post-2", "https://old.example.org/?p=1", "urn:x:1"):
        assert feed_ids.kept(good) == good
    for bad in ("", "17", "/a", "http://a b", "x:<b>", f"urn:{'x' * 500}", f"urn:{'東' * 200}"):
        assert not feed_ids.kept(bad)
    assert feed_ids.URI.fullmatch(feed_ids.new())


def test_each_feed_has_an_id_of_its_own(reader, db):
    """K10c."""
    article = an_article(about=["harbour"], by=["Ilse"])
    a_comment(article)
    places = ("/feed", "/comments", "/topics/harbour/feed", "/authors/ilse/feed")
    places += (f"{article.get_absolute_url()}comments",)
    feeds = [ElementTree.fromstring(reader.get(f"{place}.atom").body) for place in places]
    assert len({feed.findtext(f"{ATOM}id") for feed in feeds}) == len(feeds)
