"""Values are read once for an edition, and none of them shows in the next one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, RelatedChoice, Topic
from comments import names
from comments.models import Status
from comments.threads import shown
from newsroom import freshness, kept
from newsroom.models import Masthead
from tests.cast import a_comment, a_topic, an_article, moved_in

pytestmark = pytest.mark.django_db

AN_ARTICLE, A_LIST = 6, 5  # queries


@pytest.fixture
def article():
    for _ in range(4):
        an_article(about=["harbour"], by=["Ida"])
    article = an_article(about=["harbour"], by=["Ida", "Jo"])
    for thread in moved_in(article, 20):
        moved_in(article, 2, parent=thread)
    return article


@pytest.mark.both_databases
def test_a_page_that_is_rendered_again_asks_for_little(article, mo):
    client = Client()
    addresses = {article.get_absolute_url(): AN_ARTICLE} | dict.fromkeys(LISTS, A_LIST)
    for address in addresses:
        client.get(address)
    a_comment(article, status=Status.PENDING).approve(by=mo)
    asked = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked[address] = len(captured)
    print(asked)
    assert [address for address, most in addresses.items() if asked[address] > most] == []


LISTS = ("/", "/topics/harbour/", "/authors/ida/", "/feed.atom", "/comments.atom", "/rules/")


def shows(client, address, words):
    return words in client.get(address).content.decode()


@pytest.mark.both_databases
def test_each_change_of_the_paper_shows_at_the_next_request(article):
    """Without stored pages, which have an edition of their own."""
    client, address = Client(), article.get_absolute_url()
    other = Article.objects.exclude(pk=article.pk).first()

    def rename():
        masthead = Masthead.current()
        masthead.name = "The Kestrel Sound"
        masthead.save()

    changes = {
        "The Kestrel Sound": rename,
        "The quays": lambda: Topic.objects.filter(slug="harbour").update(name="The quays"),
        "Imprint of ours": lambda: an_article(kind="page", headline="Imprint of ours"),
        "Terns at last": lambda: Article.objects.filter(pk=article.pk).update(
            headline="Terns at last"
        ),
        "A gull aside": lambda: (
            Article.objects.filter(pk=other.pk).update(headline="A gull aside"),
            RelatedChoice.objects.create(article=article, other=other),
        ),
    }
    for words, change in changes.items():
        assert not shows(client, address, words), words
        change()
        assert shows(client, address, words), words
    article.unpublish()
    assert client.get(address).status_code == 410


def test_the_related_posts_of_a_preview_are_kept_for_nobody(article, ida):
    """A preview shows topics that are not public yet."""
    client, desk = Client(), Client()
    desk.force_login(ida)
    desk.get(f"/admin/articles/article/{article.pk}/preview/")
    with CaptureQueriesContext(connection) as captured:
        client.get(article.get_absolute_url())
    assert any("articles_related" in query["sql"] for query in captured)


def test_outside_of_requests_nothing_is_kept():
    made = []
    for _ in range(2):
        kept.for_edition("a name", lambda: made.append(1))
    assert len(made) == 2
    with kept.of(freshness.of_paper()):
        for _ in range(2):
            kept.for_edition("a name", lambda: made.append(1))
    assert len(made) == 3


def test_what_is_kept_has_an_end(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    made = []
    with kept.of("an edition"):
        for name in (1, 2, 3, 1, 4, 1, 2):
            kept.for_edition(name, lambda name=name: made.append(name))
    assert made == [1, 2, 3, 4, 2]


def test_a_failure_is_not_kept():
    with kept.of("an edition"):
        with pytest.raises(ZeroDivisionError):
            kept.for_edition("a name", lambda: 1 / 0)
        assert kept.for_edition("a name", lambda: "made") == "made"


def test_comments_in_memory_have_an_end(article, monkeypatch):
    monkeypatch.setattr(shown, "MOST", 10)
    Client().get(article.get_absolute_url())
    assert len(shown._made) == 10


def test_two_languages_have_two_comments(article):
    client, address = Client(), article.get_absolute_url()
    assert shows(client, address, ">Reply<")
    Masthead.objects.update(language="de")
    assert not shows(client, address, ">Reply<")
    assert a_topic("harbour")


def test_a_new_name_of_the_newsroom_is_protected_at_once(mo):
    def is_ours(name):
        with kept.of(freshness.of_paper()):
            return names.is_the_newsrooms(name)

    assert not is_ours("Morwenna Tregale")
    mo.first_name, mo.last_name = "Morwenna", "Tregale"
    mo.save(update_fields=["first_name", "last_name"])
    assert is_ours("Morwenna Tregale")
