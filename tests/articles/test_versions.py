"""What editors save is kept whole: readers see it when it is published, and it can be had again."""

import pytest

from articles.models import Article, Why
from articles.models.version import content_of
from tests.cast import PASSWORD, a_picture, a_topic, an_article, an_author
from tests.desk.forms import held
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def form_of(desk, article):
    return forms_in(desk.get(f"{LIST}{article.pk}/change/").text)[-1]


def save(desk, article, **typed):
    fields = held(desk.get(f"{LIST}{article.pk}/change/").text)
    answer = desk.post(f"{LIST}{article.pk}/change/", fields | typed | {"_save": "1"}, follow=True)
    assert answer.status_code == 200
    return answer


def history(article):
    return [version.why for version in article.versions.all()]


@pytest.mark.both_databases
def test_saving_a_public_article_changes_nothing_for_readers(desk, reader, ida):
    """K7b: neither words nor topics, authors, picture, related posts or the address."""
    article = an_article(about=["harbour"], by=["Ilse"], picture=a_picture(), slug="as-it-was")
    other, jo = an_article(headline="Another"), an_author("Jo")
    before = reader.get(article.get_absolute_url()).text
    typed = {
        "headline": "Typed anew",
        "slug": "typed-anew",
        "topics": [a_topic("courts").pk],
        "bylines_0": jo.pk,
        "picture": "",
        "pinned_0": other.pk,
        "kind": "page",
    }
    page = save(desk, article, **typed).text
    assert reader.get(article.get_absolute_url()).text == before
    now = Article.objects.get(pk=article.pk)
    assert content_of(now) == content_of(article)
    assert (now.changes.saved_by, now.changes.why) == (ida, Why.SAVED)
    assert "Changes not public" in page
    # The form goes on from them, for everybody.
    fields = held(desk.get(f"{LIST}{article.pk}/change/").text)
    assert fields["headline"] == ["Typed anew"]
    assert fields["topics"] == [str(a_topic("courts").pk)]
    assert fields["bylines_0"] == [str(jo.pk)]
    assert fields["pinned_0"] == [str(other.pk)]
    assert not any(fields["picture"])
    article.publish_changes()
    now = Article.objects.get(pk=article.pk)
    assert (now.changes, now.headline, now.kind) == (None, "Typed anew", "page")
    assert [byline.author for byline in now.bylines.all()] == [jo]
    assert (now.picture, now.slug) == (None, "typed-anew")
    assert "Typed anew" in reader.get(now.get_absolute_url())
    assert history(article) == [Why.CHANGES, Why.SAVED, Why.FOUND]


def test_who_saves_over_changes_that_are_not_public_has_seen_them(desk):
    """K3b, E5"""
    article = an_article()
    early, late = form_of(desk, article), form_of(desk, article)
    address = f"{LIST}{article.pk}/change/"
    assert desk.post(address, early.pressed("Save") | {"lead": "Theirs."}).status_code == 302
    mine = late.pressed("Save") | {"lead": "Mine.", "bylines_new": "Jo"}
    answer = desk.post(address, mine, follow=True)
    assert "Theirs" in answer.text
    assert Article.objects.get(pk=article.pk).changes.content["lead"] == "Theirs."
    kept = article.versions.get(why=Why.BESIDE).content
    assert (kept["lead"], [row["name"] for row in kept["bylines"]]) == ("Mine.", ["Jo"])


def test_a_draft_is_saved_in_its_row_and_as_a_version(desk, ida):
    article = an_article(published=None, headline="First words")
    save(desk, article, headline="Second words")
    save(desk, article)  # nothing was changed
    article.refresh_from_db()
    assert (article.headline, article.changes) == ("Second words", None)
    assert history(article) == [Why.SAVED, Why.FOUND]
    first = article.versions.last()
    assert (first.content["headline"], first.saved_by) == ("First words", None)


def test_what_is_typed_back_is_no_change(desk):
    article = an_article(lead="As it was.")
    save(desk, article, lead="Otherwise.")
    save(desk, article, lead="As it was.")
    article.refresh_from_db()
    assert article.changes is None
    assert len(history(article)) == 3


def test_changes_are_discarded_and_had_again(desk, ida):
    article = an_article(lead="As it was.")
    save(desk, article, lead="Otherwise.", bylines_new="Jo\nIlse")
    version = Article.objects.get(pk=article.pk).changes
    article.discard_changes(by=ida)
    assert held(desk.get(f"{LIST}{article.pk}/change/").text)["lead"] == ["As it was."]
    article.restore(version, by=ida)
    article.refresh_from_db()
    assert article.lead == "As it was."
    assert article.changes.content["lead"] == "Otherwise."
    assert [row["name"] for row in article.changes.content["bylines"]] == ["Jo", "Ilse"]
    assert history(article) == [Why.RESTORED, Why.DISCARDED, Why.SAVED, Why.FOUND]


@pytest.mark.both_databases
def test_a_version_is_restored_whole_but_for_what_was_deleted(ida):
    article = an_article(published=None, about=["harbour", "gone"], by=["Ilse"])
    other = an_article()
    article.related_choices.create(other=other, is_pinned=False)
    first = article.record(Why.SAVED)
    a_topic("gone").delete()
    article.save_content(first.content | {"topics": [], "bylines": [], "hidden": [], "lead": ""})
    assert not article.bylines.exists()
    assert article.restore(first, by=ida) == ["Gone"]
    assert [topic.name for topic in article.topics.all()] == ["Harbour"]
    assert [byline.author.name for byline in article.bylines.all()] == ["Ilse"]
    assert article.related_choices.get().other == other


def test_a_new_article_is_by_who_is_signed_in(desk, ida):
    author = an_author("Ida")
    author.account = ida
    author.save()
    fields = held(desk.get(f"{LIST}add/").text)
    assert fields["bylines_0"] == [str(author.pk)]
    desk.post(f"{LIST}add/", fields | {"headline": "Hers", "_save": "1", "bylines_new": "Guest"})
    article = Article.objects.get()
    assert [byline.author.name for byline in article.bylines.all()] == ["Ida", "Guest"]
    assert history(article) == [Why.SAVED]


@pytest.mark.parametrize("typed", ["x" * 121, "Jo"])
def test_a_name_that_is_no_author_is_answered(desk, typed):
    for slug in ("jo", "jo-2"):
        author = an_author(slug)
        type(author).objects.filter(pk=author.pk).update(name="Jo")
    article = an_article(published=None)
    answer = save(desk, article, bylines_new=typed)
    assert 'class="errorlist"' in answer.text
    assert typed in answer.text
    assert not article.bylines.exists()


@pytest.mark.both_databases
@pytest.mark.parametrize("key", ["", "a\0b", "k" * 25, "ключ"])
def test_a_key_that_no_form_of_ours_has_is_none(db, key):
    """PostgreSQL refuses a null character, which SQLite stores."""
    article = an_article()
    with article.made_by(key) as made:
        article.record(Why.SAVED)
    assert [version.form_key for version in made] == [None]
    assert not article.versions.made_with(key).exists()
    with article.made_by("of-ours_1") as made:
        article.record(Why.SAVED)
    assert list(article.versions.made_with("of-ours_1")) == list(made)
