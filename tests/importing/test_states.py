"""What was public is public, and nothing else becomes it."""

from datetime import UTC, datetime

import pytest

from articles.models import Article, CommentPolicy, Kind
from comments.models import Comment, Status
from tests.importing.exports import (
    DRAFT,
    blogger,
    comment,
    entry,
    post,
    reply,
    wordpress,
)  # fmt: skip
from tests.order import on_both


def state(article):
    if article.published_at is None:
        return "draft"
    return "public" if article.is_public else "scheduled"


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"status": "publish"}, "public"),
        ({"status": "future", "date": "2199-01-01 00:00:00"}, "scheduled"),
        on_both({"status": "future"}, "public"),
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "draft"),
        ({"status": "private"}, "draft"),
        ({"status": "publish", "post_password": "boats"}, "draft"),
        ({"status": "of-some-plugin"}, "draft"),
        ({"status": ""}, "draft"),
    ],
)
def test_a_wordpress_post_keeps_its_state(move, what, expected):
    ledger = move(wordpress(post(1, **what)))
    article = Article.objects.get()
    assert state(article) == expected
    assert bool(article.filed) == (expected != "draft")
    assert ledger.imported["posts"] == 1


@pytest.mark.parametrize("status", ["trash", "auto-draft", "inherit"])
def test_what_is_no_article_any_more_is_left_out_with_a_reason(move, status):
    ledger = move(wordpress(post(1, status=status)))
    assert not Article.objects.exists()
    assert ledger.left_out_of("posts") == ledger.found["posts"] == 1


@pytest.mark.parametrize("kind", ["revision", "wp_template", "wp_navigation", "enmse_message"])
def test_what_plug_ins_keep_is_left_out_under_its_own_name(move, kind):
    ledger = move(wordpress(post(1, post_type=kind, status="publish")))
    assert not Article.objects.exists()
    assert ledger.left_out_of(f"others ({kind})") == 1


def test_a_page_stays_outside_the_front_page_and_the_feed(move, reader):
    move(wordpress(post(1, post_type="page", title="About us"), post(2, title="A story")))
    assert Article.objects.get(headline="About us").kind == Kind.PAGE
    assert "A story" in reader.get("/feed.atom")
    assert "About us" not in reader.get("/feed.atom")
    assert 'teaser__headline"><a href="/2012/01/harbour-1/"' not in reader.get("/")


@pytest.mark.both_databases
def test_closed_comments_stay_closed(move):
    move(wordpress(post(1, comment_status="closed"), post(2)))
    assert list(Article.objects.order_by("pk").values_list("comment_policy", flat=True)) == [
        CommentPolicy.CLOSED,
        CommentPolicy.OPEN,
    ]


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        ("1", Status.APPROVED),
        ("0", Status.PENDING),
        on_both("spam", Status.SPAM),
        (None, Status.PENDING),
    ],
)
def test_a_comment_keeps_its_state(move, approved, expected):
    move(wordpress(post(1, comment(5, approved=approved))))
    assert Comment.objects.get().status == expected
    assert Article.objects.get().comment_count == (expected == Status.APPROVED)


@pytest.mark.parametrize("what", [{"approved": "trash"}, {"comment_type": "note"}])
def test_binned_and_internal_comments_are_left_out(move, what):
    ledger = move(wordpress(post(1, comment(5, **what), comment(6))))
    assert Comment.objects.count() == 1
    assert ledger.left_out_of("comments") == 1


@pytest.mark.parametrize("kind", ["pingback", "trackback"])
def test_pings_are_counted_by_themselves_and_left_out(move, kind):
    ledger = move(wordpress(post(1, comment(5, comment_type=kind))))
    assert not Comment.objects.exists()
    assert ledger.left_out_of("pingbacks and trackbacks") == 1
    assert not ledger.found["comments"]


def test_a_blogger_draft_stays_one_whatever_its_date(move):
    move(blogger(entry("post", 1, extra=DRAFT), entry("post", 2)))
    assert [state(article) for article in Article.objects.order_by("pk")] == ["draft", "public"]


def test_a_blogger_post_of_tomorrow_is_scheduled(move):
    move(blogger(entry("post", 1, published="2199-01-01T00:00:00+02:00")))
    assert state(Article.objects.get()) == "scheduled"


@pytest.mark.both_databases
def test_a_removed_blogger_comment_is_hidden_but_keeps_its_place(move, thread):
    gone = '<gd:extendedProperty name="blogger.contentRemoved" value="true"/>'
    move(
        blogger(
            entry("post", 1),
            reply(10, 1, "This comment was removed.", extra=gone),
            reply(11, 1, "But why?", parent=10),
        )
    )
    assert Comment.objects.get(text="But why?").parent.status == Status.REMOVED
    assert thread() == [(0, "This comment was removed."), (1, "But why?")]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"local": "2012-01-05 10:30:46"}, "2012-01-05 14:30:46"),
        ({"date": "0000-00-00 00:00:00", "local": "2012-01-05 14:30:46"}, "2012-01-05 14:30:46"),
        (
            {
                "date": "0000-00-00 00:00:00",
                "pub_date": "Thu, 05 Jan 2012 15:30:46 +0100",
            },
            "2012-01-05 14:30:46",
        ),
    ],
)
def test_dates_are_in_utc_wherever_they_stand(move, what, expected):
    move(wordpress(post(1, **what)))
    assert f"{Article.objects.get().published_at:%Y-%m-%d %H:%M:%S}" == expected


@pytest.mark.both_databases
def test_a_missing_utc_date_is_told_from_the_blogs_own_clock(move):
    known = post(1, local="2012-01-05 09:30:46")  # five hours behind Greenwich
    move(wordpress(known, post(2, date="0000-00-00 00:00:00", local="2012-03-01 12:00:00")))
    assert Article.objects.get(slug="harbour-2").published_at == datetime(
        2012, 3, 1, 17, tzinfo=UTC
    )


def test_blogger_dates_have_an_offset(move):
    move(blogger(entry("post", 1, published="2010-11-29T20:35:44.027-08:00")))
    assert Article.objects.get().published_at.day == 30
    assert Article.objects.get().published_at.tzinfo == UTC


@pytest.mark.parametrize("year", [on_both("0001"), "0226", on_both("9999")])
def test_a_date_that_cannot_be_right_is_a_draft_and_said(move, year):
    """K8a, K8b"""
    absurd = f"{year}-12-31 23:59:59"
    said = comment(7, comment_date_gmt=absurd)
    report = move(wordpress(post(1, said, date=absurd, local=absurd), post(2)))
    article = Article.objects.get(slug="harbour-1")
    assert (article.published_at, article.filed) == (None, None)
    assert article.comments.get().created_at.year > 2000
    assert Article.objects.get(slug="harbour-2").is_public
    assert "cannot be right" in report.table()
