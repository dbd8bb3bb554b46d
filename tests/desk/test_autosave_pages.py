"""What was typed and not saved is shown, compared, taken and left, without a script as well."""

import pytest
from django.test import Client

from articles.models import Article, Autosave, Why
from tests.cast import a_topic, an_article, an_author, staff
from tests.page_forms import forms_in

LIST = "/admin/articles/article/autosaves/"


@pytest.fixture
def desk(client, ida):
    client.force_login(ida)
    return client


def address(article):
    return f"/admin/articles/article/{article.pk}/change/"


def form_at(client, address):
    return forms_in(client.get(address).text)[-1]


def autosave(person, article, form=None, **fields):
    opened = form.fields if form else {}
    return Autosave.keep(
        *(person, article, "1x2"),
        page="1",
        after="",
        typed_at=1,
        version=opened.get("version", ""),
        base=opened.get("base", ""),
        fields=fields,
    )


def taken(client):
    return client.post(f"{LIST}1x2/", forms_in(client.get(f"{LIST}1x2/").text)[-1].pressed("Take"))


def test_it_is_compared_taken_and_saved_without_a_script(desk, ida):
    """E3, W19: what will come back is shown before, and taking it is a version."""
    article = an_article(
        about=["harbour"], by=["Ilse"], published=None, body="<p>We got chairs.</p><p>Same.</p>"
    )
    form = form_at(desk, address(article))
    autosave(
        ida,
        article,
        form,
        headline="Typed <b>&",
        body="<p>We got furniture.</p><p>Same.</p>",
        topics=[str(a_topic("courts").pk)],
        kind=["page", "page (outside the front page)"],
        bylines_1=[str(an_author("Jo").pk), "Jo"],
        no_field_of_ours="kept all the same",
    )
    page = desk.get(address(article)).text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "that are not in this version" in page
    assert f'href="{LIST}1x2/"' in page
    shown = desk.get(f"{LIST}1x2/").text
    for words in (
        "We got <del>chairs</del><ins>furniture</ins>.",
        "Typed &lt;b&gt;&amp;</ins>",
        "Courts",
        "Jo",
        "kept all the same",
    ):
        assert words in shown, words
    assert "Same." not in shown
    assert "Boats, mostly" not in shown
    assert Article.objects.get().headline != "Typed <b>&"  # looking saves nothing
    assert taken(desk).url == address(article)
    version = article.versions.first()
    assert version.why == Why.TAKEN
    content = version.content
    assert (content["headline"], content["kind"]) == ("Typed <b>&", "page")
    assert content["body"] == "<p>We got furniture.</p><p>Same.</p>"
    assert [row["name"] for row in content["topics"]] == ["Courts"]
    assert [row["name"] for row in content["bylines"]] == ["Ilse", "Jo"]
    assert "You have no unsaved text." in desk.get(LIST).text


@pytest.mark.parametrize("published", [True, False])
def test_taking_is_a_version_at_once_and_readers_see_none_of_it(desk, ida, published):
    """W19: of a public article as changes not public."""
    article = an_article(**({} if published else {"published": None}))
    autosave(ida, article, form_at(desk, address(article)), lead="Taken.")
    assert taken(desk).status_code == 302
    stored = Article.objects.get()
    assert stored.edited_content["lead"] == "Taken."
    assert (stored.lead == "Taken.") is not published
    assert [version.why for version in stored.versions.all()] == [Why.TAKEN, Why.FOUND]
    assert "taken from autosave" in desk.get(f"/admin/articles/article/{article.pk}/history/").text
    assert desk.get(f"{LIST}1x2/").status_code == 404


def test_what_cannot_be_saved_as_it_is_comes_into_the_form(desk, ida):
    article = an_article(published=None)
    autosave(ida, article, form_at(desk, address(article)), headline="", lead="Taken.")
    answer = taken(desk)
    assert (answer.status_code, "Please correct" in answer.text) == (200, True)
    filled = forms_in(answer.text)[-1]
    assert (filled.fields["lead"], filled.action) == ("Taken.", address(article))
    assert (
        desk.post(address(article), filled.pressed("Save") | {"headline": "H"}).status_code == 302
    )
    assert article.versions.first().why == Why.TAKEN
    assert "You have no unsaved text." in desk.get(LIST).text


def test_taking_it_up_writes_over_nothing_that_was_saved_since(desk, ida):
    """W19, W20"""
    article = an_article(published=None, body="<p>One.</p>")
    form = form_at(desk, address(article))
    zoe = Client()
    zoe.force_login(staff("Zoë", "Editors"))
    theirs = form_at(zoe, address(article)).pressed("Save") | {"body": "<p>Theirs.</p>"}
    assert zoe.post(address(article), theirs).status_code == 302
    autosave(ida, article, form, body="<p>Mine.</p>")
    answer = taken(desk)
    assert "/merge/" in answer.url
    assert "base=" in answer.url
    assert "<ins>Mine</ins>" in desk.get(answer.url).text
    assert Article.objects.get().edited_content["body"] == "<p>Theirs.</p>"


def test_what_is_left_is_kept_for_a_week_and_not_offered(desk, ida, article):
    autosave(ida, article, headline="Left")
    assert desk.post(f"{LIST}1x2/", {"act": "left"}).url == LIST
    assert "left, kept until" in desk.get(LIST).text
    assert "<noscript>" not in desk.get(address(article)).text.partition("desk-autosaves")[2]
    assert "<ins>Left" in desk.get(f"{LIST}1x2/").text.replace("</del>", "")


def test_a_new_article_is_taken_up_as_well(desk, ida):
    autosave(ida, None, headline="Of a new one")
    assert "A new article" in desk.get(LIST).text
    number = int(taken(desk).url.split("/")[-3])
    article = Article.objects.get()
    assert (article.pk, article.headline, article.state) == (number, "Of a new one", "draft")
    assert [version.why for version in article.versions.all()] == [Why.TAKEN]


def test_nobody_sees_or_leaves_those_of_others(desk, article):
    autosave(staff("Zoë", "Editors"), article, headline="Hers")
    assert "Hers" not in desk.get(LIST).text
    assert desk.get(f"{LIST}1x2/").status_code == 404
    assert desk.post(f"{LIST}1x2/", {"act": "left"}).status_code == 404
    assert desk.post(f"{LIST}1x2/", {"act": "take"}).status_code == 404
