"""What a deletion takes along is said before, in words and counts; afterwards nothing is broken."""

from django.apps import apps
from django.contrib import admin
from django.db.models.deletion import get_candidate_relations_to_delete

from articles.models import Article, Author, SearchText, Term, Topic
from comments.models import (
    Comment,
    Commenter,
    Decision,
    ModeratorScope,
    Notice,
    Notification,
    PersonalRule,
    Status,
)
from tests.cast import a_comment, a_picture, a_topic, an_article, moved_in

ARTICLES = "/admin/articles/article/"


def asked(client, model, row, user):
    """The page that asks whether `row` is to be deleted."""
    client.force_login(user)
    return client.get(address(model, row)).content.decode()


def address(model, row):
    return f"/admin/{model}/{row.pk}/delete/"


def pressed(client, model, row):
    return client.post(address(model, row), {"post": "yes"})


def test_an_article_with_comments_is_deleted_by_who_may_delete_articles(client, ida, mo, queries):
    """K14b."""
    article = an_article(about=["harbour"], by=["Ilse"], headline="Harbour fire")
    comments = moved_in(article, 60)
    Notice.objects.create(comment=comments[0], kind="spam")
    comments[1].reject(by=mo)
    page = asked(client, "articles/article", article, ida)
    assert "Comments: 60" in page
    assert "Reports: 1" in page
    assert "unpublish it instead" in page
    assert "object (" not in page
    assert page.count("<li>") < 25
    few = queries(lambda: client.get(address("articles/article", article)))
    moved_in(article, 60)
    assert queries(lambda: client.get(address("articles/article", article))) == few
    assert pressed(client, "articles/article", article).status_code == 302
    assert Comment.objects.count() == 120
    assert Article.objects.get().purge()
    assert not Comment.objects.exists()
    assert Decision.objects.filter(by=mo).get().comment is None


def test_who_may_not_delete_articles_deletes_none(client, mo, article):
    """K14b."""
    client.force_login(mo)
    assert client.get(address("articles/article", article)).status_code == 403
    assert pressed(client, "articles/article", article).status_code == 403
    assert Article.objects.exists()


def test_many_are_deleted_as_one_is(client, ida):
    """K14b."""
    articles = [an_article(headline=f"Fire {number}") for number in range(2)]
    a_comment(articles[0])
    chosen = {"action": "delete_selected", "_selected_action": [each.pk for each in articles]}
    client.force_login(ida)
    page = client.post(ARTICLES, chosen).content.decode()
    assert "Fire 0" in page
    assert "Comments: 1" in page
    client.post(ARTICLES, chosen | {"post": "yes"})
    assert Article.objects.in_trash().count() == 2


def test_no_count_and_no_word_of_its_writers_stays(article, mo):
    """K14b."""
    kept = an_article(headline="The mill")
    a_comment(kept, Status.PENDING, email="both@example.org")
    for email in ("Ravi@example.org", "both@example.org"):
        comment = a_comment(article, Status.PENDING, email=email)
        Notification.write("confirm", key=email, to=email.lower())
        comment.reject(by=mo)
    article.delete()
    assert Comment.objects.get().article == kept
    assert not Decision.objects.filter(comment=None).exclude(text_hash="").exists()
    assert [email.to for email in Notification.confirmations()] == ["both@example.org"]
    assert Term.numbers([])[""] == SearchText.objects.count() == 1


def test_a_new_file_takes_the_place_of_the_old_one_in_texts(db):
    """K14b."""
    picture, other = a_picture(ready=True), a_picture()
    small = picture.file.url.replace(".jpg", ".320.webp")
    text = f'<p>A</p><img src="{small}" alt="B"><img src="{other.file.url}" alt="C">'
    story = an_article(body=text)
    picture.file = a_picture().file.name
    picture.save()
    story.refresh_from_db()
    assert picture.file.url in story.body
    assert other.file.url in story.body
    assert small not in story.body


def test_the_page_says_who_loses_what(client, boss, ida, mo, article):
    """K14b: topics, authors, users, groups, scopes of moderators."""
    story = an_article(about=["harbour"], by=["Ilse"], headline="The ship")
    scope = ModeratorScope.objects.create(moderator=mo)
    scope.topics.add(a_topic("harbour"))
    page = asked(client, "articles/topic", Topic.objects.get(), boss)
    assert "Articles: 1" in page
    assert "The ship" in page
    assert "Moderators' topics: 1" in page.replace("&#x27;", "'")
    page = asked(client, "articles/author", Author.objects.get(), boss)
    assert "The ship" in page
    assert 'name="post"' not in page
    a_comment(story, Status.PENDING).reject(by=mo)
    ravi = Commenter.objects.create(email="ravi@example.org")
    PersonalRule.lay_down(ravi, "ban", by=mo)
    page = asked(client, "auth/user", mo, boss)
    assert "Decisions: 1" in page
    assert "Bans and watches: 1" in page
    assert "“Active”" in page
    assert "Users: 1" in asked(client, "auth/group", mo.groups.get(), boss)
    assert "whole paper" in asked(client, "comments/moderatorscope", scope, boss)
    assert pressed(client, "auth/user", mo).status_code == 302
    assert client.get("/admin/comments/comment/?state=all").status_code == 200
    assert pressed(client, "articles/topic", Topic.objects.get()).status_code == 302
    assert client.get(ARTICLES).status_code == 200


def test_whatever_a_deletion_reaches_has_a_name_for_people():
    """K14b."""
    reached, new = set(), set(admin.site._registry)
    while new:
        model = new.pop()
        if model in reached or getattr(model, "is_bookkeeping", False) or model._meta.auto_created:
            continue
        reached.add(model)
        new |= {each.related_model for each in get_candidate_relations_to_delete(model._meta)}
    ours = {model for model in reached if model._meta.app_config in map(apps.get_app_config, APPS)}
    assert len(ours) > 15
    for model in ours:
        assert "verbose_name_plural" in model._meta.original_attrs, model


APPS = ("articles", "comments", "newsroom")
