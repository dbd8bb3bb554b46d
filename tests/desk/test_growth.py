"""Lists, searches and figures of the desk cost the same in a paper of any age."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from articles.admin import article_list
from articles.models import Article
from articles.search import finding
from comments.admin import queue
from comments.admin.queue import listing
from comments.models import Comment, Commenter, Decision, Status
from comments.models.decision import Way
from tests.archive import A_BIT, Archive, compared, counts_steps
from tests.cast import a_comment, an_article, staff

pytestmark = pytest.mark.django_db


class Desk(Archive):
    """An archive whose comments were decided, and that has a day's work left."""

    def __init__(self):
        super().__init__()
        self.mo = staff("Mo", "Moderators", "Editors")
        for number in range(5):
            a_comment(self.newest, Status.PENDING, text=f"Waiting {number}.")

    def grow(self, size):
        before = self.size
        super().grow(size)
        for status in (Status.REJECTED, Status.SPAM):
            stories = Article.objects.order_by("-id")[: size - before]
            made = [self.comment(story) for story in stories]
            for comment in made:
                comment.status = status
            Comment.objects.bulk_create(made)
            Decision.objects.bulk_create(self.decision(comment) for comment in made)
        for decision in Decision.objects.select_related("comment"):
            Decision.objects.filter(pk=decision.pk).update(
                at=decision.comment.created_at + timedelta(hours=1)
            )

    def decision(self, comment):
        return Decision(
            comment=comment,
            by=self.mo,
            from_status=Status.PENDING,
            to_status=comment.status,
            reason_code="offtopic",
            way=Way.DESK,
        )


PAGES = [
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/?q=boat",
    "/admin/articles/article/?q=nowhere",
    "/admin/comments/comment/",
    "/admin/comments/comment/?state=edited",
    "/admin/comments/comment/?state=reported",
    "/admin/comments/comment/?state=appealed",
    "/admin/comments/comment/?state=suspected",
    "/admin/comments/comment/?state=decided",
    "/admin/comments/comment/?state=approved",
    "/admin/comments/comment/?state=rejected",
    "/admin/comments/comment/?state=spam",
    "/admin/comments/comment/?state=removed",
    "/admin/comments/comment/?state=all",
    "/admin/comments/comment/?q=waiting",
    "/admin/comments/comment/?q=aha",
    "/admin/comments/comment/?q=nowhere",
    "/admin/comments/comment/?state=approved&language=de",
    "/admin/comments/comment/?state=approved&topic={topic}",
    "/admin/comments/comment/?state=all&article={article}",
    "/admin/comments/comment/figures/",
    "/admin/comments/comment/figures/?days=90",
    "/admin/articles/article/{article}/change/",
    "/admin/autocomplete/?app_label=articles&model_name=byline&field_name=author&term=ida",
]


# What still grows, and how often as many steps it may take among ten times as many.
GROWING = {
    "/admin/": 4,  # the usual wait, of the last 2,000 decisions
    # How many there are, and in which months: from an index, without reading texts.
    "/admin/articles/article/": 3,
    "/admin/articles/article/?q=boat": 4,
    "/admin/articles/article/?q=nowhere": 9,
    "/admin/comments/comment/?state=approved&topic={topic}": 4,
    # Each decision of those days is asked if it was taken back.
    "/admin/comments/comment/figures/": 4,
    "/admin/comments/comment/figures/?days=90": 7,
}


def acts(desk):
    client = Client()
    client.force_login(desk.mo)

    def page(of):
        def ask():
            answer = client.get(of)
            assert answer.status_code == 200, of

        return ask

    given = {"article": desk.newest.pk, "topic": desk.harbour.pk}
    return {of: page(of.format(**given)) for of in PAGES}


@counts_steps
def test_nothing_costs_more_in_an_old_paper(monkeypatch):
    # So many are looked at in a paper of any age; here both have more.
    monkeypatch.setattr(article_list, "READ", 50)
    monkeypatch.setattr(article_list, "NOT_INDEXED", 20)
    monkeypatch.setattr(finding, "RANKED", 50)
    monkeypatch.setattr(queue, "READ", 100)
    monkeypatch.setattr(listing, "MOST_COUNTED", 100)
    among_few, among_many = compared(Desk(), acts)
    grown = {
        name
        for name in among_few
        if among_many[name] > GROWING.get(name, A_BIT) * among_few[name] + 20
    }
    assert grown == set()


@pytest.mark.both_databases
def test_a_search_of_comments_says_how_far_back_it_looked(client, mo, article, monkeypatch):
    monkeypatch.setattr(queue, "READ", 2)
    old = timezone.now() - timedelta(days=400)
    comments = [a_comment(article, text=f"Ahoy {number}.") for number in range(3)]
    Comment.objects.filter(pk=comments[0].pk).update(created_at=old)
    client.force_login(mo)
    found = words(client, "/admin/comments/comment/?q=hoy")
    assert ("Ahoy 0." in found, "Ahoy 1." in found, "Ahoy 2." in found) == (False, True, True)
    assert f"Comments since {the_day(old)} were searched" in found
    assert "Ahoy 0." in words(client, f"/admin/comments/comment/?q={comments[0].pk}")
    assert "were searched" not in words(client, "/admin/comments/comment/?state=all")
    monkeypatch.setattr(queue, "READ", 3)
    assert "were searched" not in words(client, "/admin/comments/comment/?q=hoy")


@pytest.mark.both_databases
def test_a_search_reads_texts_once_and_stops_at_the_newest_it_shows(
    client, mo, article, monkeypatch
):
    monkeypatch.setattr(queue, "MOST_FOUND", 2)
    oldest, *others = (a_comment(article, text=f"Ahoy {number}.") for number in range(3))
    client.force_login(mo)
    with CaptureQueriesContext(connection) as asked:
        found = words(client, "/admin/comments/comment/?q=hoy")
    assert [each.text in found for each in (oldest, *others)] == [False, True, True]
    assert "only the newest 2 are shown" in found
    read = [each["sql"] for each in asked if "LIKE" in each["sql"]]
    assert len(read) == 1
    assert "LIMIT 3" in read[0]
    found = words(client, f"/admin/comments/comment/?q=%23{oldest.pk}")
    assert "Ahoy 0." in found
    assert "are shown" not in found


@pytest.mark.both_databases
def test_a_list_is_counted_no_further_than_it_is_turned(client, mo, article, monkeypatch):
    monkeypatch.setattr(listing, "MOST_COUNTED", 2)
    monkeypatch.setattr(queue.CommentAdmin, "list_per_page", 1)
    for number in range(3):
        a_comment(article, text=f"Ahoy {number}.")
    client.force_login(mo)
    tab = "/admin/comments/comment/?state=approved"
    assert "More than 2 comments" in words(client, tab)
    assert client.get(f"{tab}&p=2").status_code == 200
    assert client.get(f"{tab}&p=3").status_code == 302
    Comment.objects.first().delete()
    assert "More than" not in words(client, tab)


@pytest.mark.both_databases
def test_an_address_finds_the_comments_of_its_commenter_of_any_age(
    client, mo, article, monkeypatch
):
    monkeypatch.setattr(queue, "READ", 1)
    ravi = Commenter.objects.create(email="ravi@example.org")
    proved = a_comment(article, text="Ahoy.", email=ravi.email, commenter=ravi)
    typed = a_comment(article, text="Ohoy.", email=ravi.email)
    old = timezone.now() - timedelta(days=400)
    Comment.objects.filter(pk__in=[proved.pk, typed.pk]).update(created_at=old)
    a_comment(article, text="Newer.")
    client.force_login(mo)
    found = words(client, "/admin/comments/comment/?q=Ravi@example.org")
    assert ("Ahoy." in found, "Ohoy." in found) == (True, False)


@pytest.mark.both_databases
def test_a_search_of_articles_finds_words_of_any_age(client, ida, monkeypatch):
    monkeypatch.setattr(article_list, "READ", 1)
    old = timezone.now() - timedelta(days=400)
    boathouse = an_article(headline="Old boathouse")
    Article.objects.filter(pk=boathouse.pk).update(saved_at=old)
    an_article(headline="New houseboat")
    client.force_login(ida)
    found = words(client, "/admin/articles/article/?q=boathouse")
    assert "Old boathouse" in found
    assert f"articles saved since {the_day(old)}" in found
    found = words(client, "/admin/articles/article/?q=house")
    assert ("Old boathouse" in found, "New houseboat" in found) == (False, True)


def words(client, address):
    return client.get(address).content.decode()


def the_day(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
