"""A change makes stored pages stale when it is committed, and keeps nobody waiting before that."""

import threading
from contextlib import ExitStack, contextmanager, suppress

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, connections, transaction

from articles.models import Article, Picture
from comments.models import Status
from newsroom import freshness
from newsroom.models import Edition
from tests.cast import a_comment, a_picture, an_article, staff
from tests.comments.races import at_once

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
at_once_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer"
)
PATIENCE = 10  # seconds
LONG = "SET lock_timeout = '3s'"


class Elsewhere:
    """A transaction in a thread of its own: acts are done in it one by one, then it ends."""

    def __init__(self):
        self.acts, self.done = [], threading.Semaphore(0)
        self.more = threading.Semaphore(0)
        self.error = None
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self):
        try:
            with transaction.atomic():
                while True:
                    self.more.acquire()
                    if not self.acts:
                        break
                    self.acts.pop()()
                    self.done.release()
        except Exception as error:  # noqa: BLE001 (told to the test)
            self.error = error
        finally:
            connections.close_all()
            self.done.release()

    def do(self, act):
        """Do it there, and wait until it is done."""
        self.begin(act)
        self.wait()

    def begin(self, act):
        self.acts.append(act)
        self.more.release()

    def wait(self):
        assert self.done.acquire(timeout=PATIENCE), "It waits for somebody."
        assert self.error is None, self.error

    def commit(self):
        self.more.release()
        self.wait()
        self.thread.join(PATIENCE)


@contextmanager
def transactions(number):
    with ExitStack() as stack:
        others = [Elsewhere() for _ in range(number)]
        for each in others:
            stack.callback(each.thread.join, PATIENCE)
            stack.callback(each.more.release)
        yield others


@at_once_only
def test_an_edition_moves_when_a_change_is_committed_in_whatever_order():
    """K12c: whoever began first may come last, and is not overlooked."""
    seen = [freshness.read().edition]
    with transactions(2) as (first, second):
        first.do(freshness.new_edition)
        second.do(freshness.new_edition)
        assert freshness.read().edition == seen[0]
        for each in (second, first):
            each.commit()
            seen.append(freshness.read().edition)
    assert seen == sorted(set(seen))


def test_in_whatever_row_it_is_counted_it_is_another_edition():
    before = freshness.read().edition
    Edition.objects.create()
    assert freshness.read().edition == before + 1
    Edition.objects.all().delete()
    freshness.new_edition()
    assert freshness.read().edition == 1


def test_what_is_rolled_back_is_no_edition():
    before = freshness.read().edition
    with transaction.atomic():
        freshness.new_edition()
        transaction.set_rollback(True)
    assert freshness.read().edition == before


@at_once_only
def test_who_has_saved_and_goes_on_keeps_no_moderator_waiting():
    """K12c"""
    mo, comment = staff("Mo", "Moderators"), a_comment(an_article(), status=Status.PENDING)
    with transactions(1) as (long,):
        long.do(an_article)
        long.do(a_picture)
        with connection.cursor() as cursor:
            cursor.execute(LONG)
        assert comment.approve(by=mo)
        assert comment.article.comments.approved().count() == 1
        long.commit()


@at_once_only
def test_an_edition_and_an_article_may_be_moved_in_any_order():
    """K12c: two transactions that met them the other way round waited for each other."""
    article = an_article()
    rows = Article.objects.filter(pk=article.pk)
    with transactions(2) as (first, second):
        first.do(freshness.new_edition)
        second.do(lambda: rows.update(comment_count=1))
        first.begin(lambda: rows.update(comment_count=2))
        second.do(freshness.new_edition)
        second.commit()
        first.wait()
        first.commit()
    assert rows.get().comment_count == 2


@at_once_only
def test_a_few_rows_are_enough_to_count_in():
    with transactions(3) as others:
        for _ in range(3):
            for each in others:
                each.do(freshness.new_edition)
        for each in others:
            each.commit()
    assert Edition.objects.count() <= 4
    for _ in range(9):
        freshness.new_edition()
    assert Edition.objects.count() <= 4


def develop(pk):
    with suppress(OSError):  # its file has gone: the work is tried again, and finds that it has
        Picture.objects.get(pk=pk).make_renditions()


@at_once_only
def test_articles_and_pictures_are_written_in_one_order():
    """K12c: saved, replaced, developed, unpublished and deleted at the same moment."""
    refused = []
    for _ in range(8):
        picture = a_picture()
        first, second = (an_article(picture=picture, about=["harbour"]) for _ in range(2))
        came = at_once(
            lambda a=first: a.save(update_fields=["headline"]),
            second.unpublish,
            first.unpublish,
            lambda p=picture: Picture.objects.get(pk=p.pk).save(),
            lambda p=picture: develop(p.pk),
            lambda p=picture: Picture.objects.filter(pk=p.pk).delete(),
            second.relate,
        )
        refused += [one for one in came if isinstance(one, Exception)]
    assert [one for one in refused if not isinstance(one, ObjectDoesNotExist)] == []
