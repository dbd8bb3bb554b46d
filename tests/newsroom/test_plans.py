"""No list, no page and no work in the background reads a large table from end to end.

The databases are asked for their plans: SQLite's do not depend on what is stored, as it has no
statistics here, and PostgreSQL, told to do without reading whole tables, does so only where no
index would help. What walks along an index too far is found by counting (test_growth.py).
"""

import re

import pytest
from django.db import connection
from django.utils import timezone

from articles.admin import article_list
from comments import retention, transparency
from comments.admin import queue
from comments.models import Comment, Commenter
from comments.statistics.usual_wait import usual_wait
from tests.archive import counts_steps
from tests.cast import a_comment
from tests.desk import test_growth as at_the_desk
from tests.newsroom import test_growth as of_readers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# With a row for each article or comment, or for several of them.
LARGE = """
    articles_article articles_searchtext articles_keyword articles_related articles_byline
    articles_article_topics articles_term articles_version articles_oldaddress
    comments_comment comments_decision comments_notification comments_namereading
    comments_trainingexample comments_featurecount comments_commenter
""".split()
READS_ALL = {
    "sqlite": re.compile(rf"SCAN ({'|'.join(LARGE)})\b(?! USING)"),
    "postgresql": re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\b"),
}
KEEP_OFF = {"sqlite": (), "postgresql": ("SET LOCAL enable_seqscan = off",)}

LONG = "What is said at length is looked for below other articles, too."
DESK = "/admin/comments/comment/"
MORE_PAGES = [
    "/topics/",
    "/authors/",
    "/years/",
    "/comments.json?before=1700000000000000-1",
    "/sitemap-articles.xml",
    "/search/?q=boat+boats",
    "/search/?q=b",
    '/search/?q="newest+boat"',
    "/privacy/",
]
MORE_AT_DESK = [
    f"{DESK}?state=unread",
    f"{DESK}?state=all&language=de",
    f"{DESK}?state=approved&reason=links",
    f"{DESK}?state=all&reason=links",
    f"{DESK}?state=all&commenter={{commenter}}",
    f"{DESK}?age=24",
    f"{DESK}{{comment}}/change/",
    f"{DESK}commenters/{{commenter}}/",
    f"{DESK}decisions/",
    f"{DESK}decisions/?by=all",
    f"{DESK}decisions/?by={{mo}}",
    f"{DESK}decisions/?kind=spam",
    f"{DESK}decisions/?reason=own_rule",
    f"{DESK}decisions/?commenter={{commenter}}",
    f"{DESK}decisions/?article={{article}}",
    "/admin/articles/article/?state=public",
    "/admin/articles/article/?state=draft",
    "/admin/articles/article/?state=scheduled",
    "/admin/articles/article/?state=unpublished",
    "/admin/articles/article/?state=trashed",
    "/admin/articles/article/?topic={topic}",
    "/admin/articles/article/?p=1",
    "/admin/articles/topic/",
    "/admin/articles/author/",
    "/admin/autocomplete/?app_label=articles&model_name=article&field_name=topics&term=h",
    "/admin/autocomplete/?app_label=articles&model_name=relatedchoice&field_name=other&term=b",
]
# What is looked up in an index that was made for it, although others would do, after a while.
READS = {
    "post": "same_beginning",
    "purge": "unconfirmed_addresses",
    f"{DESK}?state=approved&language=de": "by_language",
    f"{DESK}?state=all&language=de": "language_by_age",
    f"{DESK}?state=all&article={{article}}": "article_by_age",
    f"{DESK}figures/": "notifications_with_address",
    f"{DESK}decisions/?reason=own_rule": "decisions_by_reason",
    f"{DESK}decisions/?by={{mo}}": "decisions_of_a_person",
    "/years/": "COVERING INDEX public_stories",
    "/topics/": "COVERING INDEX public_stories",
    "/authors/": "COVERING INDEX public_stories",
}


@pytest.fixture
def paper():
    desk = at_the_desk.Desk()
    desk.grow(10)
    return desk


@pytest.fixture
def acts(paper, client):
    ravi = Commenter.objects.create(email="ravi@example.org")
    comment = a_comment(paper.newest, email=ravi.email, commenter=ravi)
    numbers = {
        "comment": comment.pk,
        "commenter": ravi.pk,
        "article": paper.newest.pk,
        "topic": paper.harbour.pk,
        "mo": paper.mo.pk,
    }
    waiting = Comment.objects.waiting().oldest_first().first()
    client.force_login(paper.mo)
    more = {of: lambda of=of: client.get(of.format(**numbers)) for of in MORE_AT_DESK + MORE_PAGES}
    return {
        **of_readers.acts(paper),
        **at_the_desk.acts(paper),
        **more,
        "post": lambda: a_comment(paper.newest, text=LONG, email=ravi.email, commenter=ravi),
        "approve": lambda: waiting.approve(by=paper.mo),
        "purge": lambda: list(retention.tidy()),
        "report of a year": lambda: list(transparency.yearly_report(timezone.now().year)),
        "usual wait": usual_wait,
    }


def questions(act) -> list[tuple]:
    """Return the queries of an act, with their parameters."""
    asked = []

    def noted(execute, sql, params, many, context):
        if sql.lstrip("( ").startswith(("SELECT", "WITH", "UPDATE", "DELETE")) and not many:
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        act()
    return asked


def plan(sql, params) -> str:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_no_plan_reads_a_large_table(acts, monkeypatch):
    # So many are looked at for parts of words, in a paper of any size; this one has more.
    monkeypatch.setattr(article_list, "READ", 5)
    monkeypatch.setattr(queue, "READ", 5)
    with connection.cursor() as cursor:
        for setting in KEEP_OFF[connection.vendor]:
            cursor.execute(setting)
    reads_all, found = READS_ALL[connection.vendor], {}
    for name, act in acts.items():
        for sql, params in questions(act):
            if match := reads_all.search(plan(sql, params)):
                found[sql] = f"{name}: {match[0]}\n  {sql[:1500]}"
    assert not found, "\n".join(found.values())


@counts_steps
def test_an_index_is_read_that_was_made_for_it(acts):
    unread = {
        name: index
        for name, index in READS.items()
        if not any(index in plan(*question) for question in questions(acts[name]))
    }
    assert unread == {}
