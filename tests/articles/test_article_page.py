"""An article's page has all that a reader of the old blog knew, and says it in words."""

import pytest
from django.utils import translation

from articles.models import CommentPolicy
from articles.templatetags.paper import comment_count
from comments.templatetags.discussion import discussion_title
from newsroom.models import Masthead
from tests.cast import a_comment, ago, an_article


@pytest.fixture
def tks(db):
    Masthead.objects.update(name="The Kestrel Sound", short_name="TKS", language="en-gb")


def test_the_page_has_every_part(tks, reader):
    other = an_article(headline="Wish fulfilled", lead="word " * 60, about=["harbour"])
    article = an_article(
        headline="Summit & after",
        lead="The lead.",
        body="<p>The body.</p><blockquote><p>“Yes,” said Ilse.</p></blockquote>",
        about=["harbour"],
        by=["Ilse Brandt", "Jo Field"],
    )
    page = reader.get(article.get_absolute_url())
    assert "<title>TKS: Summit &amp; after</title>" in page
    assert '<h1 class="article__headline" dir="auto">Summit &amp; after</h1>' in page
    assert "The lead." in page
    assert "<p>The body.</p><blockquote><p>“Yes,” said Ilse.</p></blockquote>" in page
    assert page.text.index(">Ilse Brandt</a>") < page.text.index(">Jo Field</a>")
    assert f"{article.published_at:%Y}" in page
    assert "No comments" in page
    assert "Post a Comment" in page
    assert "Related Posts" in page
    assert other.headline in page
    assert other.teaser.endswith("word...")
    assert other.teaser in page


def test_the_title_follows_the_mastheads_pattern(tks, reader):
    Masthead.objects.get().save()
    Masthead.objects.update(title_pattern="{headline} · {name}")
    article = an_article(headline="Tide")
    assert "<title>Tide · The Kestrel Sound</title>" in reader.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [("en", 0, "No comments"), ("en", 1, "1 comment"), ("en", 2, "2 comments")],
)
def test_comments_are_counted_in_words(language, number, words):
    with translation.override(language):
        assert comment_count(number) == words
        assert discussion_title(number) == f"{words}:"


def test_an_important_change_shows_its_time_and_a_small_one_does_not(reader):
    article = an_article()
    address = article.get_absolute_url()
    article.save()
    assert "Updated" not in reader.get(address)
    article.mark_updated()
    article.save()
    assert "Updated" in reader.get(address)


def test_a_page_outside_the_front_page_has_an_address_and_a_link_in_the_footer(reader):
    about = an_article(kind="page", headline="About the paper")
    front = reader.get("/")
    assert f'<a href="{about.get_absolute_url()}">About the paper</a>' in front
    assert "teaser" not in front
    assert reader.get(about.get_absolute_url()).status == 200
    assert "About the paper" not in reader.get("/feed.atom")


def test_names_are_kept_apart_from_what_stands_around_them(reader):
    article = an_article()
    a_comment(article, name="\u0639\u0645\u0631 12")
    assert "<bdi>\u0639\u0645\u0631 12</bdi>" in reader.get(article.get_absolute_url())


def test_a_closed_discussion_says_so_and_keeps_what_was_said(reader):
    article = an_article(comment_policy=CommentPolicy.OPEN, published=ago(days=3))
    comment = a_comment(article)
    article.refresh_from_db()
    article.comment_policy = CommentPolicy.CLOSED
    article.save()
    page = reader.get(article.get_absolute_url())
    assert comment.text in page
    assert "Comments are closed." in page
    assert "Post a Comment" not in page
