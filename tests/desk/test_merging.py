"""Saving over a newer version is a merge: both texts are kept, and an editor chooses."""

import re

import pytest
from django.test import Client

from articles.merging import Merge
from articles.models import Article, Why
from tests.cast import a_topic, an_article, staff
from tests.page_forms import forms_in

BASE = "<p>One.</p><p>Two.</p><p>Three.</p>"
MINE = "<p>One of mine.</p><p>Two, says Ida.</p><p>Three.</p>"
THEIRS = "<p>One.</p><p>Two, says Zoë.</p><p>Three.</p><p>Four.</p>"


@pytest.fixture
def ida(db):
    return signed_in("Ida")


@pytest.fixture
def zoe(db):
    return signed_in("Zoë")


def signed_in(name):
    client = Client()
    client.force_login(staff(name, "Editors"))
    return client


def address(article):
    return f"/admin/articles/article/{article.pk}/change/"


def form_at(client, article):
    return forms_in(client.get(address(article)).text)[-1]


def save(client, article, form, **typed):
    return client.post(address(article), form.pressed("Save") | typed)


def collide(ida, zoe, article, mine, theirs):
    """Have both open the form, Zoë save first, then Ida; return Ida's page of merging."""
    form = form_at(ida, article)
    assert save(zoe, article, form_at(zoe, article), **theirs).status_code == 302
    answer = save(ida, article, form, **mine)
    assert answer.status_code == 302, answer.text
    return answer.url


def decide(client, url, **choices):
    form = forms_in(client.get(url).text)[-1]
    return client.post(url, form.fields | choices)


def edited(article):
    return Article.objects.get(pk=article.pk).edited_content


def history(article):
    return [(version.why, version.content["body"]) for version in article.versions.all()]


@pytest.mark.parametrize("published", [None, "now"])
@pytest.mark.both_databases
def test_both_texts_are_kept_and_what_one_changed_is_taken(ida, zoe, published):
    """E5, W20: of a draft and of a public article."""
    article = an_article(body=BASE, **({} if published else {"published": None}))
    url = collide(
        ida,
        zoe,
        article,
        {"body": MINE, "kicker": "Mine", "headline": "By Ida"},
        {"body": THEIRS, "lead": "Theirs.", "headline": "By Zoë"},
    )
    kept = edited(article)
    assert kept["headline"] == "By Zoë"  # nothing is written over
    whys = [why for why, _body in history(article)]
    assert whys[:2] == [Why.BESIDE, Why.SAVED]
    page = ida.get(url).text
    assert "Zoë saved a version" in page
    assert "You both changed 2 places." in page
    assert "1 paragraph is the same." in page
    assert "Two<ins>, says Ida</ins>." in page
    assert "Two<ins>, says Zoë</ins>." in page
    answer = decide(ida, url, **{"headline-0": "mine", "body-1": "theirs"})
    assert answer.url == address(article)
    merged = edited(article)
    assert merged["body"].replace("\n", "") == (
        "<p>One of mine.</p><p>Two, says Zoë.</p><p>Three.</p><p>Four.</p>"
    )
    assert (merged["headline"], merged["kicker"], merged["lead"]) == ("By Ida", "Mine", "Theirs.")
    assert [why for why, _body in history(article)][:3] == [Why.MERGED, Why.BESIDE, Why.SAVED]
    bodies = [body.replace("\n", "") for _why, body in history(article)]
    assert bodies[1:3] == [MINE, THEIRS]
    assert Article.objects.get(pk=article.pk).body == (BASE if published else merged["body"])


def test_what_is_undecided_has_both_texts_marked_tk(ida, zoe):
    """W20"""
    article = an_article(body=BASE, published=None)
    mine = {"body": MINE, "lead": "My lead", "headline": "By Ida"}
    theirs = {"body": THEIRS, "lead": "Their lead", "headline": "By Zoë"}
    url = collide(ida, zoe, article, mine, theirs)
    answer = decide(ida, url)
    assert "3 places are still open" in ida.get(answer.url).text
    merged = edited(article)
    assert merged["body"].replace("\n", "") == (
        "<p>One of mine.</p><p>TK Ida:</p><p>Two, says Ida.</p>"
        "<p>TK Zoë:</p><p>Two, says Zoë.</p><p>Three.</p><p>Four.</p>"
    )
    assert merged["lead"] == "TK My lead\n\nTK Their lead"
    assert merged["headline"] == "TK By Ida TK By Zoë"


@pytest.mark.parametrize(
    ("choice", "lead", "two"),
    [
        ("mine", "Mine", "<p>Two, says Ida.</p>"),
        ("theirs", "Theirs", "<p>Two, says Zoë.</p>"),
        ("both", "Mine\n\nTheirs", "<p>Two, says Ida.</p><p>Two, says Zoë.</p>"),
    ],
)
def test_each_place_is_as_it_was_chosen(ida, zoe, choice, lead, two):
    article = an_article(body=BASE, published=None)
    url = collide(
        ida, zoe, article, {"body": MINE, "lead": "Mine"}, {"body": THEIRS, "lead": "Theirs"}
    )
    decide(ida, url, **{"lead-0": choice, "body-1": choice})
    assert edited(article)["lead"] == lead
    assert two in edited(article)["body"].replace("\n", "")
    assert "TK" not in str(edited(article))


def test_a_place_is_edited_by_hand(ida, zoe):
    """W20: of a headline, a lead and a paragraph; without a script the fields have it all."""
    article = an_article(body=BASE)
    mine = {"body": MINE, "lead": "My lead", "headline": "By Ida"}
    theirs = {"body": THEIRS, "lead": "Their lead", "headline": "By Zoë"}
    url = collide(ida, zoe, article, mine, theirs)
    page = ida.get(url).text
    form = forms_in(page)[-1].fields
    assert 'data-site="testserver"' in page  # what the editor's link cards need
    # The editor of the form, with the same rules: another one would not hold what the text has.
    rules = re.compile(r'data-django-prose-editor-\w+="[^"]*"')
    (of_merge,), (of_form,) = (
        rules.findall(text) for text in (page, ida.get(address(article)).text)
    )
    assert of_merge == of_form
    assert form["headline-0-text"] == "By Ida"
    assert form["lead-0-text"] == "My lead\n\nTheir lead"
    assert form["body-1-text"].strip() == "<p>Two, says Ida.</p>\n<p>Two, says Zoë.</p>"
    typed = {
        "headline-0-text": "By <both>",
        "lead-0": "hand",
        "lead-0-text": "Our lead",
        "body-1": "hand",
        "body-1-text": '<p>Two, <a href="example.org/x">say</a> both.<script>x</script></p>',
    }
    assert decide(ida, url, **typed).url == address(article)
    merged = edited(article)
    assert (merged["headline"], merged["lead"]) == ("By <both>", "Our lead")
    assert merged["body"].replace("\n", "") == (
        '<p>One of mine.</p><p>Two, <a href="https://example.org/x">say</a> both.</p>'
        "<p>Three.</p><p>Four.</p>"
    )
    assert article.versions.first().why == Why.MERGED


def test_what_is_edited_by_hand_is_not_lost_where_it_cannot_be_taken(ida, zoe):
    """W20: another text is chosen, it is too long or missing, or somebody saved again."""
    article = an_article(body=BASE, published=None)
    url = collide(ida, zoe, article, {"headline": "By Ida"}, {"headline": "By Zoë"})
    for choice, typed, words in (
        ("theirs", "By hand", "and chose another text"),
        ("hand", "", "Please write a headline."),
        ("hand", "x" * 201, "200 characters fit in"),
    ):
        answer = decide(ida, url, **{"headline-0": choice, "headline-0-text": typed})
        assert (answer.status_code, words in answer.text) == (200, True), words
        form = forms_in(answer.text)[-1].fields
        assert (form["headline-0-text"], form["headline-0"]) == (typed, choice)
        assert edited(article)["headline"] == "By Zoë"
    sent = forms_in(ida.get(url).text)[-1].fields | {"headline-0-text": "By hand"}
    save(zoe, article, form_at(zoe, article), headline="By Zoë again")
    answer = ida.post(url, sent)
    assert "saved it again in the meantime" in answer.text
    form = forms_in(answer.text)[-1].fields
    assert (form["headline-0-text"], form["headline-0"]) == ("By hand", "hand")
    ida.post(url, form)
    assert edited(article)["headline"] == "By hand"


def test_what_is_published_or_unpublished_meanwhile_stays_what_readers_have(ida):
    """W20: the form was opened before, and saves what is typed, for readers only if it was."""
    article = an_article(published=None, lead="Before.")
    form = form_at(ida, article)
    article.publish()
    assert save(ida, article, form, lead="Typed.").status_code == 302
    assert (Article.objects.get().lead, edited(article)["lead"]) == ("Before.", "Typed.")
    form = form_at(ida, article)
    Article.objects.get().unpublish()
    assert save(ida, article, form, lead="Typed again.").status_code == 302
    stored = Article.objects.get()
    assert (stored.state, stored.lead, stored.changes) == ("unpublished", "Typed again.", None)


def test_topics_of_both_are_taken_and_a_third_save_is_shown_first(ida, zoe):
    """W20"""
    harbour, courts, music = (a_topic(name) for name in ("harbour", "courts", "music"))
    article = an_article(about=["harbour"], body=BASE, published=None)
    url = collide(
        ida,
        zoe,
        article,
        {"topics": [harbour.pk, courts.pk]},
        {"topics": [music.pk], "lead": "Theirs"},
    )
    page = ida.get(url)
    assert "You changed different places: both are in." in page.text
    sent = forms_in(page.text)[-1].fields
    save(zoe, article, form_at(zoe, article), lead="Theirs again")
    assert "saved it again in the meantime" in ida.post(url, sent).text
    assert edited(article)["lead"] == "Theirs again"
    decide(ida, url)
    assert {row["name"] for row in edited(article)["topics"]} == {"Courts", "Music"}
    assert edited(article)["lead"] == "Theirs again"


def test_what_is_also_wrong_comes_back_in_the_form_first(ida, zoe):
    article = an_article(body=BASE, published=None)
    form = form_at(ida, article)
    save(zoe, article, form_at(zoe, article), lead="Theirs")
    answer = save(ida, article, form, headline="", body=MINE)
    assert answer.status_code == 200
    assert forms_in(answer.text)[-1].fields["body"].strip() == MINE
    assert "/merge/" in save(ida, article, forms_in(answer.text)[-1], headline="Now").url


def test_without_the_version_that_both_began_with_all_that_differs_is_asked(ida, zoe):
    article = an_article(body=BASE, published=None)
    url = collide(ida, zoe, article, {"body": MINE}, {"body": THEIRS}).partition("?")[0]
    decide(ida, url, **{"body-0": "both"})
    for words in ("One of mine.", "Two, says Ida.", "Two, says Zoë.", "Three.", "Four."):
        assert words in edited(article)["body"]
    for wrong in ("?base=x", "?base=99", "?base=" + "9" * 30):
        assert ida.get(url + wrong).status_code == 200
    assert ida.get(url.replace("/merge/", "/merge/9")).status_code == 404


def test_all_paragraphs_that_are_the_same_are_counted():
    version = {"body": BASE}
    assert Merge(version, {"body": MINE}, version).same == 1
    assert Merge(version, version, version).same == 3
