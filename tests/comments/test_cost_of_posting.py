"""A posted comment asks little of the database, and waits for the disk once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, FeatureCount, FilterTest, NetworkBlock, Status
from comments.tokens import form_keys
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment, from_now
from tests.comments.test_hourly_limits import kept_proof

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WRITTEN_OF_HELD = [
    "INSERT comments_comment",
    "INSERT comments_sender",
    "INSERT comments_allowance",
]
WRITTEN_OF_PUBLISHED = [
    *WRITTEN_OF_HELD[:2],
    "UPDATE newsroom_discussionedition",
    "UPDATE newsroom_edition",
    "UPDATE articles_article",
    "INSERT comments_decision",
    WRITTEN_OF_HELD[2],
]
OF_CONFIRMED = [*WRITTEN_OF_HELD[:2], "INSERT comments_namereading"]


@pytest.fixture
def cost(article):
    """Post a comment; return its status, what was written, and the number of queries.

    The first comment of a day, of an hour and of an edition costs a little more: one came before.
    """

    def posted(client, **words):
        with time_machine.travel(timezone.now() - timedelta(seconds=40)):
            key = form_keys.issue(article)
        text = f"I walked past it this morning, and saw boat number {key[-8:]}."
        fields = {"name": "Ravi Menon", "text": text, "key": key, **words}
        address = f"{article.get_absolute_url()}comment/"
        answer = client.post(address, fields, headers={"origin": "http://testserver"})
        assert answer.status_code == 303

    def counted(client=None, **words):
        client = client or Client()
        posted(client, **words)
        with CaptureQueriesContext(connection) as captured:
            posted(client, **words)
        writes = [query["sql"].replace('"', "").split() for query in captured]
        written = [
            f"{words[0]} {words[2 if words[0] == 'INSERT' else 1]}"
            for words in writes
            if words[0] in ("INSERT", "UPDATE", "DELETE")
        ]
        return Comment.objects.latest("pk").status, written, len(captured)

    return counted


@pytest.fixture
def ravi(article, mo):
    """The browser of a commenter with a published comment and a confirmed address."""
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    comment = a_comment(article, name="Ravi Menon", email="ravi@example.org", by=mo)
    return Client(headers={"cookie": kept_proof(comment.confirm_email())})


def test_what_waits_costs_little_and_moves_no_edition(cost):
    assert cost() == (Status.PENDING, WRITTEN_OF_HELD, 10)


def test_blocks_and_a_trained_filter_cost_little_more(cost):
    FeatureCount.objects.create(feature="all comments", spam=50, good=50)
    FilterTest.objects.create(limit=5.0)
    NetworkBlock.objects.create(network="192.0.2.0/24", until=from_now(days=1))
    assert cost() == (Status.PENDING, WRITTEN_OF_HELD, 12)


def test_what_is_published_at_once_writes_each_row_once(cost, ravi):
    assert cost(ravi) == (Status.APPROVED, [*OF_CONFIRMED, *WRITTEN_OF_PUBLISHED[2:]], 16)


def test_a_reply_is_counted_in_its_thread(cost, ravi, article):
    written = [*OF_CONFIRMED, "UPDATE comments_comment", *WRITTEN_OF_PUBLISHED[2:]]
    thread = article.comments.get()
    assert cost(ravi, parent=thread.pk) == (Status.APPROVED, written, 18)
    thread.refresh_from_db()
    assert thread.thread_size == 3


def test_an_answer_of_the_newsroom_costs_no_more_than_a_readers(cost, ida):
    client = Client()
    client.force_login(ida)
    assert cost(client, name="Ida") == (Status.APPROVED, WRITTEN_OF_PUBLISHED, 16)
