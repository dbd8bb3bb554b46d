"""Moving in twice is like moving in once; a dry run is like not moving in at all."""

import io
from contextlib import suppress
from unittest.mock import Mock

import pytest
from django.core.management import call_command

from articles.models import Article, OldAddress, Related, Topic
from comments.models import Comment
from newsroom import freshness, turns
from newsroom.importing import ledger as ledgers
from newsroom.importing import run
from newsroom.importing.xml import BrokenFile
from newsroom.models import Job, Masthead
from tests.importing.exports import (
    DRAFT,
    attachment,
    author,
    blogger,
    category,
    comment,
    entry,
    filed_under,
    post,
    reply,
    setting,
    wordpress,
)  # fmt: skip
from tests.order import on_both

HEAD = "<title>The Harbour News</title><description>Boats, mostly</description>"
PARTS = (
    author("ida", "Ida"),
    category("port", "Port", number=7),
    post(
        1, filed_under("Port", "port"), comment(5), comment(6, parent=5), comment(7, approved="0")
    ),
    post(2, filed_under("Boats", "boats", "post_tag"), status="draft"),
    attachment(3, parent=1),
)
WORDPRESS = wordpress(*PARTS, head=HEAD)
BLOGGER = blogger(
    setting("BLOG_NAME", "Harbour"),
    entry("post", 1, labels=["Port"], alternate="/2010/11/harbour.html"),
    entry("post", 2, extra=DRAFT),
    reply(11, 1, parent=10),
    reply(10, 1),
)


@pytest.mark.both_databases
@pytest.mark.parametrize("export", [WORDPRESS, BLOGGER], ids=["wordpress", "blogger"])
def test_a_second_time_changes_nothing_at_all(move, everything, export):
    assert move(export).imported_total
    before = everything()
    again = move(export)
    assert again.imported_total == 0
    assert everything() == before


@pytest.mark.both_databases
@pytest.mark.parametrize("export", [WORDPRESS, BLOGGER], ids=["wordpress", "blogger"])
def test_a_dry_run_tells_the_same_and_changes_nothing(move, everything, export):
    before = everything()
    dry = move(export, dry_run=True)
    assert everything() == before
    assert dry.table() == move(export).table()
    assert everything() != before


def test_what_is_in_the_trash_is_neither_doubled_nor_brought_back(move):
    move(WORDPRESS)
    Article.objects.get(slug="harbour-1").trash()
    number = Article.objects.count()
    again = move(WORDPRESS)
    assert again.imported_total == 0
    assert "in the trash" in again.table()
    assert Article.objects.count() == number
    assert Article.objects.in_trash().count() == 1


@pytest.mark.both_databases
def test_edits_made_since_are_left_alone(move):
    move(WORDPRESS)
    article = Article.objects.get(slug="harbour-1")
    article.headline, article.slug = "Corrected", "corrected"
    article.save()
    Topic.objects.filter(slug="port").update(name="The port")
    Masthead.objects.update(tagline="Ours now")
    Comment.objects.filter(status="approved").first().reject(by=None)
    edition = freshness.read().edition
    assert move(WORDPRESS).imported_total == 0
    article.refresh_from_db()
    assert (article.headline, article.slug, article.comment_count) == ("Corrected", "corrected", 1)
    assert Masthead.current().tagline == "Ours now"
    assert freshness.read().edition == edition


@pytest.mark.both_databases
def test_one_more_post_and_one_more_reply_are_all_that_is_added(move):
    move(WORDPRESS)
    ledger = move(wordpress(*PARTS, post(9, comment(8, parent=5)), post(10, comment(90))))
    assert ledger.imported == {"posts": 2, "comments": 2}
    assert Comment.objects.get(source__endswith=":8").parent is None  # on another article
    assert Article.objects.count() == 4


def test_one_blog_in_several_files_finds_together(move, reader):
    move(wordpress(post(1)))
    move(wordpress(attachment(3, parent=1)))
    answer = reader.get("/?attachment_id=3")
    assert (answer.status, answer.headers["Location"]) == (301, "/2012/01/harbour-1/")


def test_two_blogs_with_the_same_numbers_stay_two(move):
    move(wordpress(post(1)))
    move(wordpress(post(1, title="Another"), address="https://other.example.org"))
    assert Article.objects.count() == 2


def test_the_sums_agree_and_the_table_says_so(tmp_path, db):
    path = tmp_path / "export.xml"
    path.write_text(WORDPRESS)
    out = io.StringIO()
    call_command("import_site", path, stdout=out)
    rows = {line[:14].strip(): line.split()[-4:] for line in out.getvalue().splitlines()}
    assert rows["posts"] == ["2", "2", "0", "0"]
    assert rows["comments"] == ["3", "3", "0", "0"]
    assert rows["attachments"] == ["1", "0", "0", "1"]
    assert "attachments: files are not in an export" in out.getvalue()
    call_command("import_site", path, "--dry-run", stdout=out)
    assert "This was a dry run" in out.getvalue()


@pytest.mark.both_databases
def test_if_the_sums_did_not_agree_nothing_would_be_moved_in(move, monkeypatch):
    def forgetful(self, kind, *, is_new):
        self.found[kind] += 1

    monkeypatch.setattr(ledgers.Ledger, "count", forgetful)
    with pytest.raises(ledgers.SumsDisagree):
        move(WORDPRESS)
    assert not Article.objects.exists()


class Interrupted(Exception):
    """The machine goes down."""


def state():
    """What is there, by words alone: numbers of rows tell who was interrupted."""
    return (
        sorted(Article.objects.values_list("slug", "comment_count", "body")),
        sorted(Comment.objects.values_list("source", "parent__source", "thread_size")),
        sorted(OldAddress.objects.values_list("path", "article__slug", "topic__slug")),
        sorted(Related.objects.values_list("article__slug", "other__slug")),
    )


@pytest.mark.parametrize("place", [1, 3, on_both(5), 7, 9, 11])
@pytest.mark.parametrize("export", [WORDPRESS, BLOGGER], ids=["wordpress", "blogger"])
def test_who_is_interrupted_moves_in_the_same_once_more(move, monkeypatch, export, place):
    """K18b, K12c: each turn stands by itself, and the next run adds what is missing."""
    monkeypatch.setattr(turns, "A_TURN", 0)
    monkeypatch.setattr(turns, "rest", Mock(side_effect=[*[None] * place, Interrupted]))
    with suppress(Interrupted):
        move(export)
    monkeypatch.setattr(turns, "rest", lambda _begun: None)
    half = state()
    move(export)
    assert move(export).imported_total == 0
    whole = state()
    for model in (Article, Comment, Topic, OldAddress):
        model.objects.all().delete()
    move(export)
    assert state() == whole
    assert half[0] != whole[0] or half[1:] != whole[1:] or place > 5


@pytest.mark.both_databases
def test_a_broken_end_is_found_before_anything_is_written(move, monkeypatch, everything):
    """K18b: also where each record is a turn of its own."""
    monkeypatch.setattr(turns, "A_TURN", 0)
    before = everything()
    with pytest.raises(BrokenFile):
        move(WORDPRESS.replace("</rss>", "</rs>"))
    assert everything() == before


def test_what_is_in_the_file_twice_is_moved_in_once(move):
    ledger = move(wordpress(post(1, comment(5)), post(1, comment(5))))
    assert (ledger.imported["posts"], ledger.left_out_of("posts")) == (1, 1)
    assert (ledger.imported["comments"], ledger.left_out_of("comments")) == (1, 1)


@pytest.mark.both_databases
def test_two_different_things_with_one_number_are_both_moved_in(move):
    export = wordpress(post(1, title="One", slug="one"), post(1, title="Two", slug="two"))
    assert move(export).imported["posts"] == 2
    assert move(export).imported_total == 0


def test_nobody_gets_a_letter(move, mailoutbox, everything):
    before = everything()
    move(WORDPRESS)
    Job.objects.get(fact="cards_outdated").delete()  # for social networks; tells nobody
    due = {name: rows for name, rows in everything().items() if "job" in name or "notif" in name}
    assert not mailoutbox
    assert len(due) == 2
    assert due == {name: before[name] for name in due}


def test_related_stories_are_found_at_once_or_by_the_worker(move, monkeypatch, everything):
    posts = [post(n, filed_under("Port", "port")) for n in range(1, 4)]
    move(wordpress(*posts))
    assert Article.objects.get(slug="harbour-1").relations.count() == 2
    monkeypatch.setattr(run, "AT_ONCE", 2)
    move(wordpress(*posts, address="https://other.example.org"))
    assert sum(
        "articles_imported" in str(rows)
        for name, rows in everything().items()
        if name.endswith("job")
    )


def test_a_story_of_this_house_stands_beside_what_was_moved_in(move):
    from tests.cast import an_article

    ours = an_article(about=["port"])
    move(wordpress(post(1, filed_under("Port", "port"))))
    assert ours.relations.get().other.slug == "harbour-1"


def test_a_story_keeps_the_id_that_the_old_feed_gave_it(move):
    """K10b. Two of one id, or what is no id at all, get one of ours."""
    move(blogger(entry("post", 1)))
    move(
        wordpress(
            post(1, guid="https://old.example.org/?p=1"),
            post(2, guid="https://old.example.org/?p=1"),
            post(3, guid="no id"),
        )
    )
    first, second, *others = Article.objects.order_by("pk").values_list("feed_id", flat=True)
    assert first.startswith("tag:blogger.com,1999:blog-")
    assert first.endswith(".post-1")
    assert second == "https://old.example.org/?p=1"
    assert all(each.startswith("tag:testserver,") for each in others)
    assert len(set(others)) == 2
