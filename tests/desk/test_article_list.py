"""The list of articles: what a row says, what finds it, and what is done to several."""

import html5lib
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from articles.models import Article, Why
from articles.models.version import content_of
from comments.models import Status
from newsroom import choosing
from tests.cast import (
    PASSWORD,
    a_comment,
    a_picture,
    a_topic,
    ago,
    an_article,
    from_now,
    staff,
)
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def found(desk, **asked):
    page = desk.get(LIST, asked)
    return {article.headline for article in page.context["cl"].result_list}


def asked(desk, action, *articles, **also):
    """The page that asks before `action` is done to the articles."""
    chosen = {"action": action, "_selected_action": [each.pk for each in articles]}
    return desk.post(LIST, chosen | also)


def confirm(desk, page, **typed):
    (form,) = [each for each in forms_in(page.text) if "confirmed" in each.fields]
    keys = [row["article"].pk for row in page.context["rows"]]  # one name, several fields
    return desk.post(LIST, form.fields | {"_selected_action": keys} | typed, follow=True)


def test_a_row_says_what_an_editor_wants_to_know(desk, ida):
    article = an_article(about=["harbour"], by=["Ilse"], picture=a_picture(alt="A seal"))
    for status in (Status.PENDING, Status.PENDING, Status.APPROVED):
        a_comment(article, status)
    LogEntry.objects.create(
        user=ida,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(article.pk),
        action_flag=CHANGE,
    )
    page = desk.get(LIST).text
    for words in ("dot--public", "Ilse", "Harbour", 'alt="A seal"', "<bdi>Ida</bdi>"):
        assert words in page, words
    assert f'/admin/comments/comment/?article={article.pk}">2</a>' in page
    article.record(Why.SAVED, by=staff("Mona", "Editors"))  # which writes no log
    page = desk.get(LIST).text
    assert "<bdi>Mona</bdi>" in page
    assert "<bdi>Ida</bdi>" not in page


def test_the_list_costs_the_same_with_few_and_with_many(desk, queries):
    def more(number):
        for _ in range(number):
            article = an_article(about=["harbour"], by=["Ilse"], picture=a_picture())
            a_comment(article, Status.PENDING)
            article.record(Why.SAVED)
            article.record(Why.SAVED)
            an_article()

    more(2)
    desk.get(LIST)  # kinds of content are read once
    few = queries(lambda: desk.get(LIST))
    more(6)
    desk.get(LIST)  # the settings are read once in an edition
    assert queries(lambda: desk.get(LIST)) == few


def test_it_is_filtered_by_state_author_topic_month_and_kind(desk):
    story = an_article(headline="Story", about=["harbour"], by=["Ilse"], published=ago(days=400))
    an_article(headline="Draft", published=None)
    an_article(headline="Page", kind="page", published=ago(days=1))
    assert found(desk, state="draft") == {"Draft"}
    assert found(desk, author=story.authors.get().pk) == {"Story"}
    assert found(desk, topic=a_topic("harbour").pk) == {"Story"}
    assert found(desk, month=f"{story.filed:%Y-%m}") == {"Story"}
    assert found(desk, kind="page") == {"Page"}
    assert found(desk, kind="story", state="public") == {"Story"}
    assert found(desk, topic="9" * 30) == found(desk, month="2026-13") == set()


def test_of_very_many_topics_some_are_listed_and_the_chosen_one(desk, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_LISTED", 2)
    story = an_article(headline="Story", about=["zoo"])
    for name in ("air", "boats", "cats"):
        a_topic(name)
    zoo = a_topic("zoo")
    assert found(desk, topic=zoo.pk) == {"Story"}
    for address, names in (
        (f"{LIST}?topic={zoo.pk}", ["Air", "Boats", "Zoo"]),
        (f"{LIST}{story.pk}/change/", ["Air", "Boats", "Zoo"]),
        (LIST, ["Air", "Boats"]),
    ):
        page = html5lib.parse(desk.get(address).text, namespaceHTMLElements=False)
        selects = (each for each in page.iter("select") if each.get("name"))
        (select,) = [each for each in selects if each.get("name") in ("topic", "topics")]
        offered = [option.text for option in select.iter("option") if option.get("value")]
        assert offered == names, address


@pytest.mark.both_databases
def test_capitals_and_accents_make_no_difference_to_a_search(desk):
    an_article(headline="Le Château Ärger", lead="هٰذا")
    an_article(headline="Un château à vendre", published=None)
    both = {"Le Château Ärger", "Un château à vendre"}
    assert found(desk, q="CHATEAU") == found(desk, q="château") == found(desk, q="chatea") == both
    assert found(desk, q="arger chateau") == {"Le Château Ärger"}
    assert found(desk, q="هذا") == {"Le Château Ärger"}
    assert found(desk, q="chateaux forts") == found(desk, q="-") == set()


def test_an_act_on_many_asks_first_and_says_what_it_will_do(desk, reader):
    draft = an_article(headline="A draft", published=None)
    public = an_article(headline="A public one")
    later = an_article(headline="A later one", published=from_now(days=1))
    page = asked(desk, "publish_many", draft, public, later)
    outcomes = {row["article"].headline: row["outcome"] for row in page.context["rows"]}
    assert outcomes == {
        "A draft": "public at once",
        "A public one": "stays public",
        "A later one": "public at once",
    }
    assert "Publish now (2)" in page.text
    assert {each.state for each in Article.objects.all()} == {"draft", "public", "scheduled"}
    answer = confirm(desk, page)
    assert "2 articles changed." in answer.text
    assert {each.state for each in Article.objects.all()} == {"public"}
    assert LogEntry.objects.filter(object_id=str(draft.pk)).count() == 1
    page = asked(desk, "unpublish_many", draft, public)
    confirm(desk, page)
    assert reader.get(public.get_absolute_url()).status == 410
    assert {each.state for each in (draft, public) if not each.refresh_from_db()} == {"unpublished"}


def test_an_act_on_many_that_is_sent_twice_is_done_once_and_said_twice(desk):
    """K7a"""
    articles = [an_article(published=None) for _ in range(2)]
    for action, chosen in (
        ("publish_many", {}),
        ("add_topic_to_many", {"topic": a_topic("harbour").pk}),
        ("unpublish_many", {}),
    ):
        page, logged = asked(desk, action, *articles), LogEntry.objects.count()
        answers = [confirm(desk, page, **chosen) for _ in range(2)]
        for answer in answers:
            assert "2 articles changed." in answer.text, action
            assert "in the meantime" not in answer.text
        assert LogEntry.objects.count() == logged + 2
    assert [each.versions.count() for each in articles] == [3, 3]


def test_what_was_changed_meanwhile_is_left_and_named(desk):
    one, other = (an_article(headline=name, published=None) for name in ("One", "The other"))
    page = asked(desk, "publish_many", one, other)
    other.save()
    answer = confirm(desk, page)
    assert "1 article changed." in answer.text
    assert "they have changed in the meantime: The other" in answer.text
    assert [Article.objects.get(pk=each.pk).is_public for each in (one, other)] == [True, False]


def test_a_topic_is_added_to_many(desk):
    articles = [an_article(about=["council"]), an_article(published=None)]
    topic = a_topic("harbour")
    page = asked(desk, "add_topic_to_many", *articles)
    assert confirm(desk, page, topic="").context["form"].errors  # nothing is done without one
    assert not topic.articles.exists()
    confirm(desk, page, topic=topic.pk)
    assert set(topic.articles.all()) == set(articles)
    assert articles[0].topics.count() == 2


def test_a_topic_is_added_to_changes_that_are_not_public_as_well(desk, ida):
    article = an_article(about=["council"])
    content = article.edited_content
    article.save_content({**content, "headline": "Not public yet"}, by=ida)
    topic = a_topic("harbour")
    confirm(desk, asked(desk, "add_topic_to_many", article), topic=topic.pk)
    article.refresh_from_db()
    assert topic in article.topics.all()
    article.publish_changes(by=ida)
    article.refresh_from_db()
    assert (article.headline, topic in article.topics.all()) == ("Not public yet", True)


def test_only_who_may_change_articles_acts_on_many(client, ida):
    article = an_article(published=None)
    looks_on = staff("Vera")
    looks_on.user_permissions.add(Permission.objects.get(codename="view_article"))
    for user, is_asked in ((looks_on, False), (ida, True)):
        client.force_login(user)
        for action in ("publish_many", "unpublish_many", "add_topic_to_many"):
            answer = asked(client, action, article)
            assert ("bulk__row" in answer.text) is is_asked, (user, action)


def test_it_says_where_changes_are_not_public(desk):
    article = an_article(headline="Boats")
    assert "Changes not public" not in desk.get(LIST).text
    article.save_content(content_of(article) | {"headline": "Ships"})
    assert "Changes not public" in desk.get(LIST).text
    article.unpublish()
    assert "Changes not public" not in desk.get(LIST).text
