"""What readers are told is what is in force: change the setting, and the sentence changes."""

from datetime import timedelta

import pytest

from articles.models import Topic
from comments import public_rules, retention
from comments.models import revision
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import an_article


def said(reader, address):
    return " ".join(reader.get(address).text.split())


@pytest.mark.parametrize(
    ("setting", "number", "sentence"),
    [
        ("links_allowed", 7, "A comment with more than 7 links always waits"),
        ("links_allowed", 1, "A comment with more than 1 link always waits"),
        ("comments_per_hour", 13, "We accept 13 comments an hour from one network"),
        ("flood_after", 70, "If more than 70 comments arrive within an hour"),
        ("comments_close_after", 21, "Comments close 21 days after"),
        ("trusted_after", 4, "and has had 4 comments published"),
        (
            "comment_rules",
            "Be kind.\nStay.",
            "Be kind.</bdi></li><li><bdi",
        ),
    ],
)
def test_a_rule_follows_its_setting(reader, db, setting, number, sentence):
    masthead = Masthead.current()
    masthead.moderation, masthead.trusted_after = Mode.NEWCOMERS, 2
    masthead.save()
    assert sentence not in said(reader, "/rules/")
    setattr(masthead, setting, number)
    masthead.save()
    assert sentence in said(reader, "/rules/")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("comments_per_hour", "an hour from one network"),
        ("flood_after", "arrive within an hour"),
        ("comments_close_after", "after an article is published"),
    ],
)
def test_what_is_not_in_force_is_not_said(reader, db, setting, words):
    masthead = Masthead.current()
    masthead.moderation, masthead.comments_close_after = Mode.NEWCOMERS, 3
    masthead.save()
    assert words in said(reader, "/rules/")
    setattr(masthead, setting, 0)
    masthead.save()
    assert words not in said(reader, "/rules/")


def test_where_everybody_waits_no_exception_is_named(reader, db):
    page = said(reader, "/rules/")
    assert "A moderator reads every comment before it appears." in page
    assert "A comment with more than" not in page
    assert "within an hour" not in page


def test_a_topic_or_an_article_can_differ_and_its_own_form_says_how(reader, db):
    differs = "Some articles have different rules"
    assert differs not in said(reader, "/rules/")
    free, other = an_article(about=["football"]), an_article(about=["harbour"])
    Topic.objects.filter(name="Football").update(moderation=Mode.LATER)
    Masthead.current().save()
    assert differs in said(reader, "/rules/")
    assert "Comments appear at once" in said(reader, f"{free.get_absolute_url()}comment/")
    assert "A moderator reads every comment" in said(reader, f"{other.get_absolute_url()}comment/")


def test_the_time_for_changes_is_the_one_that_counts(reader, db, monkeypatch):
    assert "for 15 minutes" in said(reader, "/rules/")
    monkeypatch.setattr(public_rules, "EDITABLE_FOR", timedelta(minutes=20))
    assert revision.EDITABLE_FOR.total_seconds() == 900
    Masthead.current().save()
    assert "for 20 minutes" in said(reader, "/rules/")


def test_everything_that_is_tidied_away_is_named_with_its_time(reader, db):
    page = said(reader, "/privacy/")
    for task in retention.TASKS:
        assert f"{task.promise}: {task.after.days} day" in page
    assert "Unconfirmed e-mail addresses: 30 days" in page
    assert "a cookie remembers you on your browser for 90 days" in page


def test_the_form_says_who_reads_a_comment_first_and_leads_to_the_rules(reader, article):
    address = f"{article.get_absolute_url()}comment/"
    page = said(reader, address)
    assert "A moderator reads every comment before it appears." in page
    assert 'href="/rules/"' in page
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    assert "A moderator reads every comment" not in said(reader, address)
    assert "unless the commenter has confirmed" in said(reader, address)


def test_every_page_leads_there(reader, db):
    assert 'href="/rules/"' in reader.get("/")
    assert 'href="/privacy/"' in reader.get("/")
