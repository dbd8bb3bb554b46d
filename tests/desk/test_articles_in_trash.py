"""Deleting an article at the desk is undone for thirty days, whole; until then nobody reads it."""

import json

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.admin.bulk import Publish
from articles.models import Article, Autosave, OldAddress, Picture, PreviewLink, SearchText, Why
from articles.models.version import content_of
from comments.models import Comment, Commenter, Status
from newsroom.models import Job, Masthead
from newsroom.work.jobs import HANDLERS
from tests.cast import PASSWORD, a_comment, a_picture, a_topic, ago, an_article, from_now, staff
from tests.desk.test_article_list import asked, confirm, found
from tests.newsroom.test_every_form import receipt_of
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"
TRASH = f"{LIST}?state=trashed"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def form_of(page, name):
    (form,) = [each for each in forms_in(page.text) if name in each.fields]
    return form.fields


def delete(desk, article):
    """Press the button of the page that asks."""
    address = f"{LIST}{article.pk}/delete/"
    return desk.post(address, form_of(desk.get(address), "post"), follow=True)


def restore(desk, article):
    """Press the button of the page of what is in the trash, and then that of the page that asks."""
    page = desk.get(f"{LIST}{article.pk}/change/")
    page = desk.post(TRASH, form_of(page, "action"))
    return desk.post(TRASH, form_of(page, "confirmed"), follow=True)


def form_as_opened(desk, article):
    page = desk.get(f"{LIST}{article.pk}/change/")
    return next(each for each in forms_in(page.text) if "headline" in each.fields).fields


def stored(article):
    return Article.objects.get(pk=article.pk)


@pytest.mark.both_databases
def test_a_deleted_article_is_gone_for_readers_and_comes_back_whole(desk, reader, ida):
    """K14b"""
    picture = a_picture()
    body = f'<p>Boats.</p><figure><img data-picture="{picture.pk}"></figure>'
    article = an_article(about=["harbour"], by=["Ilse"], headline="Harbour fire", body=body)
    other = an_article(about=["harbour"], headline="The other")
    other.related_choices.create(other=article)
    address, before = article.get_absolute_url(), content_of(article)
    OldAddress.objects.remember(["/old/fire.html"], article)
    comment = a_comment(article)
    a_comment(article, Status.PENDING)
    Commenter.objects.create(email="ravi@example.org").follow(article, "each")
    reader.get(address)
    page = delete(desk, article)
    assert "can be restored for 30 days" in page.text
    for gone in (address, "/old/fire.html", f"{address}comments/"):
        assert reader.get(gone).status == 410, gone
    assert "Harbour fire" not in reader.get(other.get_absolute_url()).text
    assert not SearchText.objects.filter(article=article).exists()
    assert found(desk) == {"The other"}
    assert found(desk, state="trashed") == {"Harbour fire"}
    row = desk.get(TRASH).text
    assert "<bdi>Ida</bdi>" in row
    assert "30 days left" in row
    page = desk.get(f"{LIST}{article.pk}/change/").text
    assert "Deleted by Ida" in page
    assert "readers see it again at once" in page
    assert 'name="_save"' not in page
    restored = restore(desk, article)
    assert restored.redirect_chain
    assert content_of(stored(article)) == before
    assert reader.get(address).status == 200
    assert comment.text in reader.get(address).text
    assert reader.get("/old/fire.html").status == 301
    assert Comment.objects.filter(article=article).waiting().count() == 1
    assert Commenter.objects.get().rhythm_of(article) == "each"
    assert Picture.objects.with_uses().get().uses == 1
    assert SearchText.objects.filter(article=article).exists()
    assert [other.related_choices.get().other_id] == [article.pk]
    whys = [(each.why, each.saved_by) for each in stored(article).versions.all()]
    assert whys[:2] == [(Why.UNTRASHED, ida), (Why.TRASHED, ida)]
    assert {each.action_flag for each in LogEntry.objects.all()} == {2, 3}


STATES = {
    "draft": {"published_at": None, "unpublished_at": None},
    "scheduled": {"published_at": from_now(days=3), "unpublished_at": None},
    "public": {"published_at": ago(days=3), "unpublished_at": None},
    "public for a while": {"published_at": ago(days=3), "unpublished_at": from_now(days=9)},
    "unpublished": {"published_at": ago(days=3), "unpublished_at": ago(days=2)},
}


@pytest.mark.both_databases
def test_each_state_comes_back_as_it_was_and_nothing_comes_out_in_the_trash(desk, reader):
    Masthead.objects.update(hub="https://hub.example.org/")
    for name, clocks in STATES.items():
        article = an_article(published=clocks["published_at"])
        Article.objects.filter(pk=article.pk).update(**clocks)
        article.refresh_from_db()
        state = article.state
        article.trash()
        article.refresh_from_db()
        assert (article.is_public, article.is_scheduled) == (False, False), name
        for kind in ("published", "scheduled", "unpublished", "drafts", "public_or_scheduled"):
            assert not getattr(Article.objects, kind)().filter(pk=article.pk).exists(), name
        article.untrash()
        assert (stored(article).state, stored(article).published_at) == (
            state,
            clocks["published_at"],
        ), name
        assert stored(article).unpublished_at == clocks["unpublished_at"], name
    article = an_article(published=from_now(days=3))
    Job.objects.all().delete()
    article.trash()
    assert not Job.objects.filter(fact="news_published").exists()
    with time_machine.travel(from_now(days=4)):
        assert reader.get(article.get_absolute_url()).status == 404
        assert not stored(article).known_addresses
        desk.login(username="ida", password=PASSWORD)
        assert "its time" in desk.get(f"{LIST}{article.pk}/change/").text
        restore(desk, article)
        assert stored(article).state == "unpublished"
        assert not stored(article).was_public
        assert reader.get(article.get_absolute_url()).status == 404


@pytest.mark.both_databases
def test_the_trash_is_emptied_after_thirty_days_or_by_a_press_of_its_own(desk, reader):
    kept, late, now = (an_article(headline=name) for name in ("Kept", "Late", "Now"))
    a_comment(late)
    asked_of_all = {"action": "delete_selected", "_selected_action": [late.pk, now.pk, kept.pk]}
    desk.post(LIST, asked_of_all | {"post": "yes"})
    assert Article.objects.in_trash().count() == 3
    desk.post(LIST, asked_of_all | {"post": "yes"})  # twice: they are not even listed there
    desk.post(f"{LIST}{now.pk}/delete/", {"post": "yes"})  # a double click
    assert Article.objects.in_trash().count() == 3
    page = desk.get(f"{LIST}{now.pk}/delete/")
    assert "can't be undone" in page.text
    delete(desk, now)
    assert not Article.objects.filter(pk=now.pk).exists()
    assert reader.get(now.get_absolute_url()).status == 410
    work, jobs = HANDLERS["article_trashed"], Job.objects.filter(fact="article_trashed")
    assert jobs.count() == 3
    kept.untrash()
    with time_machine.travel(from_now(days=29)):
        work(late.pk)
        kept.trash()
    assert Article.objects.count() == 2
    with time_machine.travel(from_now(days=31)):
        for job in jobs:
            work(*job.arguments)
    assert list(Article.objects.all()) == [kept]
    assert reader.get(late.get_absolute_url()).status == 410


def test_what_somebody_restored_meanwhile_is_not_deleted(desk):
    one, other = an_article(headline="One"), an_article(headline="Other")
    one.trash()
    other.trash()
    sent = form_of(desk.get(f"{LIST}{one.pk}/delete/"), "post")
    one.untrash()
    page = desk.post(f"{LIST}{one.pk}/delete/", sent, follow=True).text
    assert "restored this in the meantime" in page
    assert "deleted successfully" not in page
    chosen = {"action": "delete_selected", "_selected_action": [other.pk]}
    sent = form_of(desk.post(TRASH, chosen), "post")
    assert "permanently" in sent
    desk.post(TRASH, sent | {"_selected_action": [other.pk]})
    assert list(Article.objects.all()) == [one]


def test_who_has_it_open_loses_no_word(desk, ida):
    """W20: it is deleted while somebody writes."""
    article = an_article(headline="Open", published=None)
    typed = form_as_opened(desk, article) | {"body": "<p>Typed meanwhile.</p>"}
    draft = {"user": ida.pk, "article": article.pk, "draft": "1x1", "page": "1x2", "at": 1}
    mo = staff("Mona", "Editors")
    article.trash(by=mo)
    answer = desk.post(
        f"{LIST}autosave/",
        json.dumps(draft | {"fields": {"body": "<p>Typed meanwhile.</p>"}}),
        content_type="application/json",
    )
    assert answer.status_code == 200
    assert "Mona moved this article to the trash" in answer.json()["newer"]
    assert Autosave.objects.exists()
    page = desk.post(f"{LIST}{article.pk}/change/", typed, follow=True)
    assert "kept in its history" in page.text
    assert "Typed meanwhile" not in stored(article).body
    version = article.versions.first()
    assert (version.why, version.content["body"]) == (Why.BESIDE, "<p>Typed meanwhile.</p>")


def test_no_page_and_no_act_goes_on_with_what_is_in_the_trash(desk, reader):
    article = an_article(headline="Away", published=None)
    secret = reverse("preview_link", args=[PreviewLink.issue(article)])
    assert reader.get(secret).status == 200
    article.keep_row()
    article.trash()
    assert not PreviewLink.objects.exists()
    assert reader.get(secret).status == 404
    asked_first = [
        ("publishing/", {"step": "publish", "when": "now"}),
        ("corrections/", {}),
        ("preview/link/", {"make": "1"}),
        ("merge/1/", {}),
        ("restore/", {"number": "1"}),
    ]
    for name, fields in asked_first:
        page = desk.post(f"{LIST}{article.pk}/{name}", fields, follow=True)
        assert "restore it first" in page.text, name
    for name in ("preview/", "history/", "compare/?old=1&new=2"):
        assert desk.get(f"{LIST}{article.pk}/{name}").status_code == 200, name
    assert "Restore version" not in desk.get(f"{LIST}{article.pk}/history/").text
    for action in ("publish_many", "unpublish_many", "add_topic_to_many"):
        page = desk.post(TRASH, {"action": action, "_selected_action": [article.pk]}, follow=True)
        assert "confirmed" not in page.text, action
    assert not PreviewLink.objects.exists()
    assert stored(article).state == "trashed"
    where = {"app_label": "articles", "model_name": "relatedchoice", "field_name": "other"}
    found_there = desk.get("/admin/autocomplete/", where | {"term": "Away"}).json()["results"]
    assert found_there == []


def test_a_page_that_asked_before_it_was_deleted_does_nothing_to_it(desk):
    article = an_article(headline="Asked", published=None)
    page = asked(desk, "publish_many", article)
    article.trash()
    assert "confirmed" not in confirm(desk, page).text
    assert stored(article).published_at is None
    assert not Publish().applies_to(stored(article))  # which is asked again with the row locked


@pytest.mark.both_databases
def test_its_address_is_kept_for_it(db):
    article = an_article(slug="twice")
    article.trash()
    other = an_article(slug="twice", published=None)
    other.publish(article.published_at)
    article.untrash()
    assert (stored(article).slug, stored(other).slug) == ("twice", "twice-2")


def test_a_stale_instance_brings_nothing_back(db):
    """W19"""
    article = an_article()
    stale = stored(article)
    article.trash()
    stale.headline = "Later"
    stale.save()
    assert stored(article).state == "trashed"


def test_waiting_comments_are_named_in_the_queue(client, boss, article):
    a_comment(article, Status.PENDING)
    article.trash()
    client.force_login(boss)
    assert "article in the trash" in client.get("/admin/comments/comment/").text


def test_who_may_not_delete_or_restore_does_neither(client, mo, article):
    article.trash()
    client.force_login(mo)
    assert client.get(f"{LIST}{article.pk}/change/").status_code == 403
    assert client.post(TRASH, {"action": "untrash_selected"}).status_code == 403
    assert stored(article).trashed_at


def test_a_topic_counts_it_no_more(db):
    article = an_article(about=["harbour"])
    article.trash()
    assert a_topic("harbour").articles.published().count() == 0


def test_who_commented_has_the_private_page_and_may_delete_the_comment(reader, article):
    comment = a_comment(article, email="ravi@example.org")
    page = receipt_of(comment)
    article.trash()
    answer = reader.get(page)
    assert (answer.status, "not public at the moment" in answer) == (200, True)
    form = next(each for each in forms_in(answer.text) if each.action.endswith("/delete/"))
    assert reader.post(form.action, form.fields).status == 303
    assert Comment.objects.get().is_deleted
    article.purge()
    assert reader.get(page).status in (404, 410)
