"""Every save and every publication is kept, can be compared word by word, and had again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from articles.comparison import text_of
from articles.models import Article, Version, Why
from articles.models.version import FOR_GOOD, KEPT_FOR, content_of
from comments import retention
from tests.cast import PASSWORD, a_picture, a_topic, ago, an_article, an_author

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def test_the_history_names_who_when_why_and_what_readers_see(desk, ida, mo):
    """E4"""
    article = an_article(published=None, headline="First")
    article.save_content(content_of(article) | {"headline": "Second"}, by=ida)
    article.publish(by=ida)
    article.save_content(content_of(article) | {"headline": "Third"}, by=mo)
    page = re.sub(r"(<[^>]+>|\s)+", " ", desk.get(f"{LIST}{article.pk}/history/").text)
    rows = [row.strip() for row in page.split("older newer")[1:]]
    assert [row[0] for row in rows] == ["4", "3", "2", "1"]
    for row, words in zip(
        rows,
        [
            ("saved", "Changes not public", "mo", "form"),
            ("published", "readers see this", "ida", "form"),
            ("saved", "ida"),
            ("as it was", "command", "–"),
        ],
        strict=True,
    ):
        assert all(word in row for word in words), (row, words)


def test_any_two_are_compared_in_the_text_as_readers_see_it(desk):
    """E4: by words, with words for who cannot see the colours."""
    article = an_article(published=None, body="<p>It was <b>2008</b>.</p><p>Same.</p>", by=["Jo"])
    jo, ilse = an_author("Jo"), an_author("Ilse")
    new = [{"id": each.pk, "name": each.name} for each in (ilse, jo)]
    body = "<p>It was 2009 &amp; more.</p><p>Same.</p>"
    article.save_content(content_of(article) | {"body": body, "bylines": new})
    page = desk.get(f"{LIST}{article.pk}/compare/?old=2&new=1").text
    assert "Restore version 1" in page
    assert "Restore version 2" not in page, "the newest is what the form shows"
    deleted, inserted = (
        re.findall(rf"<{tag}><span class=\"visually-hidden\">\w+: </span>(.*?)</{tag}>", page)
        for tag in ("del", "ins")
    )
    assert (deleted, inserted) == (["2008"], ["2009 &amp; more", "Ilse, "])
    assert "1 paragraph is the same" in page
    for wrong in ("", "?old=1&new=1", "?old=1&new=99", "?old=x&new=9999999999999999999999"):
        answer = desk.get(f"{LIST}{article.pk}/compare/{wrong}", follow=True)
        assert "Please choose two versions." in answer.text


def test_a_version_is_restored_whole_as_a_new_one(desk, ida, reader):
    """E4: with topics, authors, picture and related posts; readers see nothing of it."""
    picture, other = a_picture(), an_article()
    article = an_article(headline="First", about=["harbour"], by=["Ilse"], picture=picture)
    article.related_choices.create(other=other)
    first = article.record(Why.PUBLISHED)
    article.save_content(
        content_of(article)
        | {"headline": "Second", "topics": [], "bylines": [], "picture": None, "pinned": []}
    )
    article.publish_changes()
    before = reader.get(article.get_absolute_url()).text
    restore = f"{LIST}{article.pk}/restore/"
    a_topic("harbour").delete()
    answer = desk.post(restore, {"number": first.number}, follow=True)
    assert "is restored, as a new version" in answer.text
    assert "left out: Harbour" in answer.text
    assert reader.get(article.get_absolute_url()).text == before
    article.publish_changes(by=ida)
    article = Article.objects.get(pk=article.pk)
    assert (article.headline, article.picture) == ("First", picture)
    assert [byline.author.name for byline in article.bylines.all()] == ["Ilse"]
    assert article.related_choices.get().other == other
    assert [version.why for version in article.versions.all()][:2] == [Why.CHANGES, Why.RESTORED]
    assert desk.get(restore).status_code == 405
    assert desk.post(restore, {"number": "x"}).status_code == 404


def test_a_picture_that_is_gone_is_not_put_back_into_a_text(ida):
    picture = a_picture()
    body = f'<p>a</p><figure><img data-picture="{picture.pk}"></figure>'
    article = an_article(published=None, body=body)
    version = article.record(Why.SAVED)
    article.save_content(content_of(article) | {"body": "<p>b</p>"})
    picture.delete()
    article.restore(version, by=ida)
    article.refresh_from_db()
    assert article.body == "<p>a</p>"


@pytest.mark.both_databases
def test_what_readers_saw_is_kept_and_other_versions_for_ninety_days(ida):
    """Retention, in the night's work: the newest and the changes not public stay as well."""
    draft, public = an_article(published=None), an_article(published=ago(days=200))
    with time_machine.travel(timezone.now() - KEPT_FOR - timedelta(days=1)):
        for number in range(3):
            draft.save_content(content_of(draft) | {"lead": f"Lead {number}"}, by=ida)
        public.save_content(content_of(public) | {"lead": "New"}, by=ida)
        public.publish_changes(by=ida)
        public.save_content(content_of(public) | {"lead": "Newer"}, by=ida)
        public.save_content(content_of(public) | {"lead": "Newest"}, by=ida)
    list(retention.tidy())
    assert [version.why for version in draft.versions.all()] == [Why.SAVED, Why.FOUND]
    assert draft.versions.first().content["lead"] == "Lead 2"
    kept = list(public.versions.all())
    assert [version.why for version in kept] == [Why.SAVED, Why.CHANGES, Why.FOUND]
    assert Article.objects.get(pk=public.pk).changes == kept[0]
    draft.delete()
    assert Version.objects.filter(article__isnull=False).count() == 3


def test_a_long_history_is_purged_by_the_rule_at_any_time_and_in_small_lots(db):
    """E4: published kept for good, others for 90 days, the newest always."""
    kinds = [Why.SAVED, Why.PUBLISHED, Why.TAKEN, Why.SAVED, Why.CHANGES, Why.SAVED, Why.MERGED]
    start, articles = timezone.now(), [an_article(), an_article(published=None)]
    for article in articles:
        Version.objects.bulk_create(
            Version(
                article=article,
                number=number + 1,
                content={},
                digest=str(number),
                why=kinds[number % len(kinds)],
                saved_at=start - timedelta(days=200 - number),
            )
            for number in range(200)
        )

    def is_kept(number, after):
        is_young = 200 - number + after <= KEPT_FOR.days  # by a second
        return is_young or kinds[number % len(kinds)] in FOR_GOOD or number == 199

    for after in (0, 60, 400):
        deleted = []

        def watch(execute, sql, parameters, *query, deleted=deleted):
            if sql.startswith('DELETE FROM "articles_version"'):
                deleted.append(len(parameters))
            return execute(sql, parameters, *query)

        with (
            time_machine.travel(start + timedelta(days=after, seconds=-1), tick=False),
            connection.execute_wrapper(watch),
        ):
            list(retention.tidy())
        assert 0 < max(deleted) <= 100
        for article in articles:
            numbers = set(article.versions.values_list("number", flat=True))
            assert numbers == {n + 1 for n in range(200) if is_kept(n, after)}, after


def test_a_list_is_paragraphs_and_a_picture_is_its_description():
    assert text_of('<ul><li>a</li><li>b<img alt="A boat"></li></ul>') == ["a", "b [A boat]"]


def test_no_page_about_an_article_that_is_gone_says_that_it_is_forbidden(desk):
    for page in (
        *("history", "compare", "corrections", "preview", "preview/link", "publishing"),
        "merge/1",
    ):
        assert desk.get(f"/admin/articles/article/17/{page}/").status_code == 404, page


def test_a_list_is_called_like_what_is_in_it(client, boss):
    client.force_login(boss)
    names = {"article": "Articles", "picture": "Pictures", "topic": "Topics", "author": "Authors"}
    for model, name in names.items():
        assert f"<h1>{name}</h1>" in client.get(f"/admin/articles/{model}/").text
