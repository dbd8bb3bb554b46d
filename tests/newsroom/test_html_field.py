"""Nothing is stored as prose that was not sanitised, whatever the way in."""

import json

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from articles.models import Article
from comments.models import Comment, Revision
from newsroom import html
from tests.cast import a_comment, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

RAW = "<p>Boats.</p><script>alert(1)</script>"
CLEAN = "<p>Boats.</p>"


def stored(article):
    """The column as it lies in the table."""
    plain = Cast("body", TextField())
    return Article.objects.annotate(text=plain).values_list("text", flat=True).get(pk=article.pk)


def by_save(article):
    article.body = RAW
    article.save()


def by_a_save_of_one_column(article):
    article.body = RAW
    article.save(update_fields=["body"])


def by_update(article):
    Article.objects.filter(pk=article.pk).update(body=RAW)


def by_bulk_update(article):
    article.body = RAW
    Article.objects.bulk_update([article, an_article()], ["body"])


def by_update_or_create(article):
    Article.objects.update_or_create(pk=article.pk, defaults={"body": RAW})


def by_a_value_of_its_own_kind(article):
    kind = Article._meta.get_field("body")
    Article.objects.filter(pk=article.pk).update(body=Value(RAW, output_field=kind))


def by_bulk_create(article):
    article.body, pk = RAW, article.pk
    Article.objects.filter(pk=pk).delete()
    Article.objects.bulk_create([article])


def by_bulk_create_over_what_is_there(article):
    article.body = RAW
    options = {"update_conflicts": True, "update_fields": ["body"], "unique_fields": ["id"]}
    Article.objects.bulk_create([article], **options)


def by_a_fixture(article):
    rows = json.loads(serializers.serialize("json", [article]))
    rows[0]["fields"]["body"] = RAW
    for row in serializers.deserialize("json", json.dumps(rows)):
        row.save()


WAYS_IN = [
    by_save,
    by_a_save_of_one_column,
    by_update,
    by_bulk_update,
    by_update_or_create,
    by_a_value_of_its_own_kind,
    by_bulk_create,
    by_bulk_create_over_what_is_there,
    by_a_fixture,
]


@pytest.mark.parametrize("write", WAYS_IN)
def test_html_is_sanitised_whatever_the_way_in(article, write):
    """K13g"""
    write(article)
    assert stored(article) == CLEAN


def test_comments_have_their_own_rules_whatever_the_way_in(article):
    """K13g"""
    comment = a_comment(article)
    for body in ("<h2>Boats</h2><b>now</b>", html.article("<h2>Boats</h2><b>now</b>")):
        Comment.objects.update(body=body)
        assert Comment.objects.get(pk=comment.pk).body == "Boats<b>now</b>"


@pytest.mark.parametrize("write", [by_save, by_a_save_of_one_column, by_bulk_create])
def test_what_is_in_memory_is_what_was_stored(article, write):
    write(article)
    assert (article.body, type(article.body)) == (CLEAN, html.ArticleHTML)


@pytest.mark.parametrize("write", [by_save, by_update, by_bulk_create])
def test_it_is_sanitised_once(article, write, monkeypatch):
    times, sanitise = [], html.sanitising.article
    monkeypatch.setattr(
        "newsroom.html.sanitising.article", lambda raw: times.append(raw) or sanitise(raw)
    )
    write(article)
    assert times == [RAW]


def test_what_was_sanitised_may_be_moved_by_the_database(article):
    other = an_article(body="<p>Ships.</p>")
    Article.objects.update(body=F("body"))
    assert stored(article) == "<p>Nobody had expected the boats.</p>"
    chosen = Case(
        When(pk=article.pk, then=Value(RAW, other._meta.get_field("body"))), default="body"
    )
    Article.objects.update(body=chosen)
    assert (stored(article), stored(other)) == (CLEAN, "<p>Ships.</p>")


BODY = Article._meta.get_field("body")
MADE_BY_THE_DATABASE = [
    F("lead"),
    Value(RAW),
    Concat(F("body"), Value(RAW, BODY), output_field=BODY),
    Substr("body", 4),
    Cast(F("lead"), BODY),
    Case(When(pk=0, then=F("body")), default=F("lead"), output_field=BODY),
    Case(When(pk=0, then=F("lead")), default=F("body"), output_field=BODY),
    Cast(F("body"), TextField()),
]


@pytest.mark.parametrize("expression", MADE_BY_THE_DATABASE, ids=str)
def test_html_that_the_database_would_make_is_refused(article, expression):
    """K13g"""
    article.lead = RAW
    article.save()
    with pytest.raises(FieldError, match="body takes no HTML"):
        Article.objects.update(body=expression)
    article.body = expression
    with pytest.raises(TypeError, match="is no text"):
        article.save()
    with pytest.raises(TypeError, match="is no text"):
        Article.objects.bulk_create([Article(headline="Boats", body=expression)])
    assert stored(article) == "<p>Nobody had expected the boats.</p>"


def test_html_of_the_other_kind_is_refused(article):
    """K13g: what articles may hold is more than what comments may."""
    a_comment(article).edit("Other words.")
    html = Article._meta.get_field("body")
    with pytest.raises(FieldError, match="body takes no HTML"):
        Revision.objects.update(body=Value("<h2>x</h2>", html))


def test_text_that_the_database_makes_is_never_taken_for_html(article):
    """K13g: such a text takes the kind of its parts, or the kind that it is said to have."""
    Article.objects.update(lead=RAW)
    made = Article.objects.annotate(
        own=F("body"),
        first=Coalesce("lead", "body", output_field=BODY),
        lower=Coalesce(None, "lead", output_field=BODY),
        joined=Concat(F("lead"), F("body"), output_field=BODY),
        part=Substr("body", 4, output_field=BODY),
    ).get(pk=article.pk)
    assert type(made.body) is type(made.own) is html.ArticleHTML
    for text in (made.first, made.lower, made.joined, made.part):
        assert not hasattr(text, "__html__"), text
