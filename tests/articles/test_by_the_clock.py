"""An article comes and goes by the clock alone, wherever readers and machines could meet it."""

import json
import re
from datetime import timedelta

import time_machine
from django.utils import timezone

from articles import follow_ups
from articles.models import Article, PreviewLink
from articles.models.version import content_of
from newsroom.models import Job
from newsroom.work.job_admin import LATE
from tests.cast import PASSWORD, an_article, from_now

SECRET = "Nobody knows this"
COMES = from_now(days=9).replace(minute=0, second=0, microsecond=0)
GOES = COMES + timedelta(hours=1)
# Where it stands while it is public; the month is that of its address.
PAGES = [
    "{own}", "{other}", "/", "{month}", "/topics/harbour/", "/authors/ilse/", "/search/?q=knows",
    "/feed.atom", "/feed.rss", "/feed.json", "/topics/harbour/feed.atom", "/authors/ilse/feed.rss",
    "/sitemap-articles.xml", "/news-sitemap.xml",
]  # fmt: skip


def the_secret(**what):
    article = an_article(headline=SECRET, slug="secret", about=["harbour"], by=["Ilse"], **what)
    other = an_article(headline="Another one", about=["harbour"], published=from_now(days=-1))
    for each in (article, other):
        follow_ups.relate(each.pk)
    Job.objects.all().delete()  # nothing runs from now on
    return article, other


def shown_at(reader, article, other):
    own = article.get_absolute_url() or "/2026/11/secret/"
    names = {"own": own, "other": other.get_absolute_url(), "month": f"/{COMES:%Y/%m}/"}
    addresses = [address.format(**names) for address in PAGES]
    pages = {address: reader.get(address) for address in addresses}
    return {address for address, page in pages.items() if SECRET in page or own in page}


def test_it_comes_and_goes_at_its_second_everywhere_with_nothing_running(reader, db):
    """E6, E7, W21: stored pages, feeds, sitemaps, search and related posts."""
    article, other = the_secret(published=None)
    article.publish(COMES, until=GOES)
    follow_ups.relate(article.pk)
    follow_ups.relate(other.pk)
    Job.objects.all().delete()
    article = Article.objects.get(pk=article.pk)
    for moment, is_shown in ((COMES, False), (COMES, True), (GOES, True), (GOES, False)):
        second = timedelta(seconds=0 if (moment == COMES) is is_shown else -1)
        with time_machine.travel(moment + second, tick=False):
            shown = shown_at(reader, article, other)
            assert len(shown) == (len(PAGES) if is_shown else 0), (moment, second, shown)


def test_an_embargo_hides_it_from_everybody_until_its_second(reader, client, mo, ida, db):
    """E19: not listed, fed, searched, related, exported, previewed by link; no history either."""
    article, other = the_secret(published=None)
    token = PreviewLink.issue(article)
    article.set_embargo(COMES, by=ida)
    article.publish(COMES, by=ida)
    article = Article.objects.get(pk=article.pk)
    client.force_login(mo)
    for page in ("history", "change", "preview", "preview/link", "compare", "publishing"):
        answer = client.get(f"/admin/articles/article/{article.pk}/{page}/")
        assert (answer.status_code, SECRET in answer.text) == (403, False), page
    with time_machine.travel(COMES - timedelta(seconds=1), tick=False):
        assert shown_at(reader, article, other) == set()
        assert reader.get(f"/preview/{token}/").status == 404
    with time_machine.travel(COMES, tick=False):
        assert SECRET in reader.get(article.get_absolute_url())
        follow_ups.relate(article.pk)
        assert len(shown_at(reader, article, other)) >= len(PAGES) - 1


def dates_of(reader, article):
    """Every date of the article's last change that readers and machines are told."""
    address = article.get_absolute_url()
    page, atom, feed = (reader.get(each).text for each in (address, "/feed.atom", "/feed.json"))
    sitemap = reader.get("/sitemap-articles.xml").text
    (schema,) = [
        each
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        for each in [json.loads(script)]
        if "dateModified" in script
    ]
    return {
        "page": re.findall(r'Updated</span> <time datetime="([^"]+)"', page),
        "schema": re.findall(r'"dateModified": "([^"]+)"', json.dumps(schema)),
        "atom": re.findall(r"<entry>.*?<updated>([^<]+)", atom, re.S),
        "json": [each.get("date_modified") for each in json.loads(feed)["items"]],
        "sitemap": re.findall(r"<lastmod>([^<]+)", sitemap),
    }


def test_an_update_moves_the_date_everywhere_and_a_small_fix_nowhere(reader, db):
    """E23"""
    article = an_article(headline="Crane", published=from_now(days=-2))
    before = dates_of(reader, article)
    for number, is_update in ((1, False), (2, True)):
        with time_machine.travel(from_now(hours=number), tick=False):
            article = Article.objects.get(pk=article.pk)
            article.save_content(content_of(article) | {"lead": f"Boats, {number}."})
            article.publish_changes(is_update=is_update)
            after = dates_of(reader, Article.objects.get(pk=article.pk))
            assert f"Boats, {number}." in reader.get(article.get_absolute_url())
        moved = {name for name, dates in after.items() if dates != before[name]}
        assert moved == ({*before} if is_update else set()), number


def test_the_desk_says_when_nobody_does_the_work(client, ida):
    """W21: an alarm, although articles come out without it."""
    client.login(username="ida", password=PASSWORD)
    Job.objects.all().delete()
    for age, lease, is_said in ((LATE, 60, True), (LATE, -60, False), (-LATE, 0, False)):
        job = Job.plan("article_changed", 1, at=timezone.now() - age - timedelta(seconds=lease))
        assert ("Work has been overdue" in client.get("/admin/").text) is is_said, (age, lease)
        job.delete()
    job = Job.plan("article_changed", 1, at=timezone.now() - 2 * LATE)
    assert Job.claim().pk == job.pk  # somebody is at it
    assert "Work has been overdue" not in client.get("/admin/").text
