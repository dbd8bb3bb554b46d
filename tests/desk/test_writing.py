"""Editors write, publish, correct and take down in the form of an article."""

import unicodedata
from datetime import timedelta

import html5lib
import pytest
from django.utils import timezone

from articles.follow_ups import relate
from articles.models import Article, Byline
from articles.related import lists
from newsroom.html import sanitising
from tests.cast import PASSWORD, a_topic, an_article, an_author, from_now
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def fields(article=None, **what):
    """The form of an article as a browser sends it."""
    return {
        "headline": "The tide turns",
        "lead": "At last.",
        "body": "<p>It turned.</p>",
        "kind": "story",
        "slug": article.slug if article else "",
        "comment_policy": "open",
    } | what


def publish_now(desk, article):
    address = f"{LIST}{article.pk}/publishing/"
    (form,) = [one for one in forms_in(desk.get(address).text) if "step" in one.fields]
    return desk.post(address, form.fields | {"when": "now"}, follow=True)


def test_a_new_article_is_a_draft_until_it_is_published(desk, reader):
    answer = desk.post(f"{LIST}add/", fields(_publish=1))
    article = Article.objects.get()
    assert article.published_at is None
    assert answer.headers["Location"] == f"{LIST}{article.pk}/publishing/"
    answer = publish_now(desk, article)
    assert "Public · " in answer.text
    article.refresh_from_db()
    assert "The tide turns" in reader.get(article.get_absolute_url())


def test_topics_authors_in_order_and_neighbours_are_kept(desk):
    neighbour = an_article(about=["harbour"])
    jo, ilse = an_author("Jo"), an_author("Ilse")
    bylines = {"bylines_0": ilse.pk, "bylines_1": "", "bylines_10": jo.pk}
    what = {"topics": [a_topic("harbour").pk], "_save": 1} | bylines
    desk.post(f"{LIST}add/", fields(**what))
    article = Article.objects.get(headline="The tide turns")
    article.publish()
    assert [byline.author.name for byline in article.bylines.all()] == ["Ilse", "Jo"]
    relate(article.pk)
    assert lists.shown(article) == [neighbour]
    assert article.relations.get().other == neighbour


def test_only_an_important_change_moves_the_time_of_it(desk):
    article = an_article()
    desk.post(f"{LIST}{article.pk}/change/", fields(article, _save=1))
    article.publish_changes()
    article.refresh_from_db()
    assert (article.headline, article.updated_at) == ("The tide turns", None)
    desk.post(f"{LIST}{article.pk}/change/", fields(article, _save=1, headline="It turned"))
    article.publish_changes(is_update=True)
    article.refresh_from_db()
    assert timezone.now() - article.updated_at < timedelta(minutes=1)


def test_what_is_written_is_sanitised(desk):
    desk.post(f"{LIST}add/", fields(_save=1, body="<p onclick=x>a<script>b</script></p>"))
    assert Article.objects.get().body == "<p>a</p>"


@pytest.mark.parametrize(
    ("what", "says"),
    [({"headline": ""}, "This field is required."), ({"slug": "a b"}, "letters, numbers, hyphens")],
)
def test_what_cannot_be_saved_is_said_and_kept(desk, what, says):
    article = an_article(published=timezone.now())
    answer = desk.post(f"{LIST}{article.pk}/change/", fields(article, _save=1) | what)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "It turned." in answer.content.decode()
    assert not Article.objects.filter(headline="The tide turns").exists()


@pytest.mark.parametrize("headline", ["Letters to the editor", "🎉🎉", "…!"])
def test_the_next_of_a_month_gets_a_slug_of_its_own(desk, headline):
    """K11d: it was an error on a field that was left empty."""
    for _ in range(3):
        answer = desk.post(f"{LIST}add/", fields(_save=1, headline=headline, slug=""))
        assert answer.status_code == 302
        Article.objects.latest("pk").publish()
    first, *others = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert others == [f"{first}-2", f"{first}-3"]
    article = Article.objects.latest("pk")
    answer = desk.post(f"{LIST}{article.pk}/change/", fields(article, _save=1, slug=first))
    article.refresh_from_db()
    assert (answer.status_code, article.slug) == (302, f"{first}-3")


def test_the_right_slug_is_taken_as_it_is_typed(desk):
    """K11c."""
    for slug in ("हिन्दी-समाचार", "ภาษาไทย", "தமிழ்", "cafe\u0301"):
        desk.post(f"{LIST}add/", fields(_save=1, slug=slug))
        assert Article.objects.latest("pk").slug == unicodedata.normalize("NFC", slug)


def test_what_nobody_has_seen_takes_a_free_slug_when_it_is_published(desk):
    an_article(headline="The tide turns", published=timezone.now())
    draft = an_article(headline="The tide turns", published=None)
    publish_now(desk, draft)
    draft.refresh_from_db()
    assert (draft.is_public, draft.slug) == (True, "the-tide-turns-2")


def framed(answer):
    """The pages in the frames of a preview, one for each width."""
    tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return [frame.get("srcdoc") for frame in tree.iter("iframe")]


def test_the_preview_is_the_page_that_readers_will_see(desk, reader):
    article = an_article()
    pages = framed(desk.get(f"{LIST}{article.pk}/preview/"))
    read = reader.get(article.get_absolute_url()).text
    assert len(pages) == 3
    for page in pages:
        body = page.partition("<body>")[2].partition("</footer>")[0]
        assert "<article" in body
        assert body in read
        assert "<script src" not in page


@pytest.mark.parametrize("is_new", [True, False])
def test_the_preview_shows_what_is_typed_and_stores_nothing(desk, reader, is_new):
    """K7b"""
    article = None if is_new else an_article(headline="As it stands", about=["harbour"])
    before = Article.objects.values().first()
    address = f"{LIST}preview/" if is_new else f"{LIST}{article.pk}/preview/"
    typed = {"topics": [a_topic("courts").pk], "body": "<p onclick=x>In typed words.</p>"}
    answer = desk.post(address, fields(article, version="an older one", **typed))
    for page in framed(answer):
        for words in ("The tide turns", "<p>In typed words.</p>", "Courts"):
            assert words in page
    assert "Not saved yet:" in answer.text
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Article.objects.values().first() == before
    assert "The tide turns" not in reader.get("/")
    assert [topic.name for one in Article.objects.all() for topic in one.topics.all()] == (
        [] if is_new else ["Harbour"]
    )
    answer = desk.post(address, fields(article, headline=""))
    assert (answer.status_code, "Headline:" in answer.text) == (422, True)


def test_only_who_may_write_previews_what_is_typed(client, mo):
    client.login(username="mo", password=PASSWORD)
    article = an_article()
    for address in (f"{LIST}preview/", f"{LIST}{article.pk}/preview/"):
        assert client.post(address, fields(article)).status_code == 403
    assert (
        client.post(
            f"{LIST}{article.pk}/publishing/", {"step": "publish", "when": "now"}
        ).status_code
        == 403
    )


def test_deleting_many_is_a_new_edition(desk, reader):
    article = an_article()
    assert article.headline in reader.get("/")
    chosen = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    desk.post(LIST, chosen)
    assert article.headline not in reader.get("/")


def test_the_list_finds_and_filters(desk):
    an_article(headline="Public one", about=["harbour"])
    an_article(headline="Draft one", published=None)
    an_article(headline="Later one", published=from_now(days=1))
    for query, found in (
        ("?state=draft", "Draft one"),
        ("?state=scheduled", "Later one"),
        ("?state=public", "Public one"),
        ("?q=Later", "Later one"),
        (f"?topic={a_topic('harbour').pk}", "Public one"),
    ):
        page = desk.get(f"{LIST}{query}").content.decode()
        seen = [name for name in ("Public one", "Draft one", "Later one") if name in page]
        assert seen == [found], query


def test_the_list_costs_the_same_with_few_and_with_many(desk, queries):
    for _ in range(3):
        an_article(about=["harbour"], by=["Ilse"])
    few = queries(lambda: desk.get(LIST))
    for _ in range(20):
        an_article(about=["harbour"], by=["Ilse"])
    assert queries(lambda: desk.get(LIST)) == few
    assert Byline.objects.count() == 23


def test_ida_sees_what_she_is_at(desk):
    an_article(headline="Half written", published=None)
    an_article(headline="Tomorrow", published=from_now(days=1))
    page = desk.get("/admin/").content.decode()
    assert "Half written" in page
    assert "Tomorrow" in page
    assert "waiting" not in page


def test_a_changed_text_has_its_links_completed_and_an_untouched_one_is_as_it_was(desk):
    """K7g, K7d: also without a script."""
    body = '<p><a href="example.org/report">report</a></p>'
    article = an_article(body=body, published=None)
    address = f"{LIST}{article.pk}/change/"
    for typed, stored in (
        (body, body),
        (f"{body}<p>x</p>", body.replace('="', '="https://') + "<p>x</p>"),
    ):
        sent = desk.post(address, fields(article, body=typed, _save="1"))
        assert sent.status_code == 302
        article.refresh_from_db()
        assert article.body == stored


def test_a_long_text_is_sanitised_once_by_a_save(desk, monkeypatch):
    """A text of 10,000 words takes 0.2 s of CPU each time."""
    article = an_article(published=None)
    calls = []
    monkeypatch.setattr(
        sanitising,
        "RewriteArticle",
        lambda make=sanitising.RewriteArticle: calls.append(1) or make(),
    )
    sent = fields(article, body="<p>It turned, and <b>how</b>.</p>", _save="1")
    assert desk.post(f"{LIST}{article.pk}/change/", sent).status_code == 302
    assert Article.objects.get().body == "<p>It turned, and <b>how</b>.</p>"
    assert len(calls) == 1
