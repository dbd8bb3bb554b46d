"""Values are read once for an edition, and none of them shows in the next one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import teasers
from articles.models import Article, FrontPlace, Picture, Related, RelatedChoice, Topic
from articles.related import lists
from comments import names
from comments.models import Status
from comments.threads import shown
from newsroom import freshness, kept, together
from newsroom.models import Masthead
from tests.cast import a_comment, a_picture, a_topic, ago, an_article, moved_in
from tests.hostile import furnish

pytestmark = pytest.mark.django_db

# Queries of a rendering in a new edition, and after a comment: the first reads the edition.
DISCUSSED, QUIET, A_LIST = (6, 4), (4, 2), (5, 4)
COMMENTS = 50


@pytest.fixture
def article():
    for _ in range(4):
        an_article(about=["harbour"], by=["Ida"])
    article = an_article(about=["harbour"], by=["Ida", "Jo"])
    for thread in moved_in(article, COMMENTS // 5):
        moved_in(article, 4, parent=thread)
    return article


def addresses_of(article):
    """The addresses of all kinds of pages that readers see, with the queries that each may ask."""
    quiet = Article.objects.filter(comment_count=0).first()
    days = [f"/{article.filed:%Y}/", f"/{article.filed:%Y/%m}/"]
    return {
        article.get_absolute_url(): DISCUSSED,
        quiet.get_absolute_url(): QUIET,
        **dict.fromkeys([*LISTS, *days, "/?before=9999999999999999-1"], A_LIST),
    }


def nothing():
    pass


def a_chosen_menu():
    Masthead.objects.update(menu=[a_topic("harbour").pk])


def a_front_by_hand():
    """The lead, one of the river, and relatives of the lead, pinned and computed."""
    lead, other, *_rest = Article.objects.newest_first()
    lists.refresh(lead)
    RelatedChoice.objects.create(article=lead, other=Article.objects.newest_first().last())
    FrontPlace.objects.create(number=0, article=lead)
    FrontPlace.objects.create(number=5, article=other)


@pytest.mark.both_databases
@pytest.mark.parametrize("furnish", [nothing, a_chosen_menu, a_front_by_hand])
def test_a_page_asks_for_little_when_something_was_published(article, furnish):
    furnish()
    client, addresses = Client(), addresses_of(article)
    for address in addresses:
        client.get(address)
    asked = {}
    for address in addresses:
        an_article(about=["harbour"], by=["Ida"])  # each page is the first of an edition
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked[address] = len(captured)
    print(asked)
    assert [address for address, most in addresses.items() if asked[address] > most[0]] == []


@pytest.mark.both_databases
def test_a_page_that_is_rendered_again_asks_for_little(article, mo):
    client, addresses = Client(), addresses_of(article)
    for address in addresses:
        client.get(address)
    comment = article.comments.first()
    comment.feature(by=mo)
    asked = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked[address] = len(captured)
    print(asked)
    assert [address for address, most in addresses.items() if asked[address] > most[1]] == []


LISTS = (
    *("/", "/topics/harbour/", "/authors/ida/", "/feed.atom", "/topics/harbour/feed.rss"),
    *("/comments.atom", "/rules/", "/topics/", "/authors/", "/years/", "/corrections/"),
)


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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_kept_of_a_page_is_what_would_be_made_of_it(db, reader, language, mo):
    """Fragments, rows and SQL of another page or an earlier state, over texts of every kind."""
    paper = furnish(language, crowd=30)
    comment = a_comment(paper.crowded, status=Status.PENDING)
    pages = [each.get_absolute_url() for each in Article.objects.published()]
    pages += [*LISTS[:1], paper.topics[0].get_absolute_url(), paper.authors[0].get_absolute_url()]
    client = Client()
    for address in pages:
        client.get(address)
    comment.approve(by=mo)
    comment.feature(by=mo)
    known = {address: client.get(address).content for address in pages}
    for address in pages:
        kept.forget()
        shown.COMMENTS.forget()
        teasers.TEASERS.forget()
        together.forget()
        assert client.get(address).content == known[address], address


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
    monkeypatch.setattr(shown.COMMENTS, "most", 10)
    Client().get(article.get_absolute_url())
    assert len(shown.COMMENTS.made) == 10


def test_teasers_in_memory_have_an_end(article, monkeypatch):
    monkeypatch.setattr(teasers.TEASERS, "most", 3)
    Client().get("/topics/harbour/")
    assert len(teasers.TEASERS.made) == 3


@pytest.mark.parametrize(
    ("column", "value"),
    [("kicker", "Live"), ("teaser", "A gull aside."), ("published_at", ago(days=400))],
)
def test_each_change_of_a_teaser_shows(article, column, value):
    client, quiet = Client(), Article.objects.filter(comment_count=0).first()
    before = client.get("/topics/harbour/").content
    Article.objects.filter(pk=quiet.pk).update(**{column: value})
    now = client.get("/topics/harbour/").content
    assert now != before
    teasers.TEASERS.forget()
    assert client.get("/topics/harbour/").content == now


def test_a_change_of_what_a_teaser_brings_along_shows(article):
    client, story = Client(), an_article(about=["harbour"], picture=a_picture())
    changes = [
        lambda: Topic.objects.filter(slug="harbour").update(name="The quays"),
        lambda: Picture.objects.update(focal_x=7),
        lambda: FrontPlace.objects.create(number=1, article=story, headline="Terns at last"),
        lambda: FrontPlace.objects.update(headline="Terns, again"),
        lambda: FrontPlace.objects.update(layout="text"),
        lambda: Masthead.objects.update(language="de"),
    ]
    for number, change in enumerate(changes):
        before = client.get("/").content
        change()
        now = client.get("/").content
        assert now != before, number
        teasers.TEASERS.forget()
        assert client.get("/").content == now, number


def test_each_change_of_a_reason_shows(article):
    client, address = Client(), article.get_absolute_url()
    other = Article.objects.filter(comment_count=0).first()
    weather = a_topic("weather")
    Related.objects.bulk_create([Related(article=article, other=other, score=1)])

    def topics_are(*topics):
        for each in (article, other):
            each.topics.set(topics)
        freshness.new_edition()

    changes = {
        "On a similar subject": topics_are,
        "Both mention: gulls": lambda: Related.objects.update(words="gulls"),
        "Linked": lambda: Related.objects.update(is_linked=True),
        "Also about: Weather": lambda: topics_are(weather),
        "Also about: Fog": lambda: Topic.objects.filter(pk=weather.pk).update(name="Fog"),
        "Chosen by the editors": lambda: RelatedChoice.objects.create(article=article, other=other),
    }
    for words, change in changes.items():
        assert not shows(client, address, words), words
        change()
        assert shows(client, address, words), words


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
