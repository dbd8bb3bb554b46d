"""Deleting a picture says where it is used, and is undone for thirty days."""

import pytest
import time_machine
from django.db.models import ProtectedError

from articles.models import Article, Author, Autosave, Picture
from articles.models.version import content_of
from newsroom.work.jobs import HANDLERS, Job
from tests.cast import a_picture, an_article, from_now
from tests.page_forms import forms_in

ADMIN = "/admin/articles/picture/"
LIST = f"{ADMIN}?trash=yes"


@pytest.fixture
def desk(client, ida):
    client.force_login(ida)
    return client


def shown(desk, address):
    return desk.get(address).content.decode()


def delete(desk, picture):
    """Press the button of the page that asks."""
    address = f"{ADMIN}{picture.pk}/delete/"
    return desk.post(address, forms_in(shown(desk, address))[-1].fields)


def select(desk, action, picture, address=ADMIN):
    fields = {"action": action, "_selected_action": picture.pk, "post": "yes"}
    return desk.post(address, fields, follow=True).content.decode()


def test_deleting_names_the_pages_and_changes_none_of_them(desk, reader):
    """K14b"""
    picture = a_picture(ready=True, alt="A seal")
    above = an_article(headline="The ship", picture=picture)
    body = f'<p>A</p><img src="{picture.file.url}" alt="B">'
    inside = an_article(headline="The eel", body=body)
    Author.objects.create(name="Ilse", picture=picture)
    page = shown(desk, f"{ADMIN}{picture.pk}/delete/")
    for name in ("Articles: 2", "The ship", "The eel", f"/article/{inside.pk}/change/", "Ilse"):
        assert name in page
    assert "can be restored for 30 days" in page
    assert "undone" not in page
    assert delete(desk, picture).status_code == 302
    assert "A seal" not in shown(desk, ADMIN).split("messagelist")[-1].split("results")[-1]
    assert "A seal" in shown(desk, LIST)
    for story in (above, inside):
        assert picture.stem in reader.get(story.get_absolute_url()).text
    assert picture.file.storage.exists(picture.file.name)
    page = shown(desk, f"{ADMIN}{picture.pk}/change/")
    assert "In the trash until" in page
    desk.post(f"{ADMIN}{picture.pk}/delete/", {"post": "yes"})  # a double click
    assert Picture.objects.get().trashed_by.username == "ida"
    told = select(desk, "untrash_selected", picture, LIST)
    assert "1 picture restored." in told
    assert Picture.objects.in_library().exists()


def test_the_trash_is_emptied_after_thirty_days_and_not_of_what_was_restored(
    desk, django_capture_on_commit_callbacks
):
    kept, gone = a_picture(), a_picture()
    story = an_article(body=f'<p>A</p><figure><img data-picture="{gone.pk}"></figure>')
    for picture in (kept, gone):
        select(desk, "delete_selected", picture)
    jobs = Job.objects.filter(fact="picture_trashed")
    assert jobs.count() == 2
    kept.untrash()
    work = HANDLERS["picture_trashed"]
    with time_machine.travel(from_now(days=29)):
        work(gone.pk)
        kept.trash()
    assert Picture.objects.count() == 2
    with time_machine.travel(from_now(days=31)), django_capture_on_commit_callbacks(execute=True):
        for job in jobs.order_by("pk"):
            work(*job.arguments)
    assert list(Picture.objects.all()) == [kept]
    assert not gone.file.storage.exists(gone.file.name)
    assert Article.objects.get(pk=story.pk).body == "<p>A</p>"


def test_what_is_in_the_trash_can_be_deleted_at_once(desk):
    picture = a_picture()
    story = an_article(body=f'<p>A</p><figure><img data-picture="{picture.pk}"></figure>')
    delete(desk, picture)
    page = shown(desk, f"{ADMIN}{picture.pk}/delete/")
    assert "deleted permanently" in page
    assert "undone" in page
    delete(desk, picture)
    assert not Picture.objects.exists()
    assert Article.objects.get(pk=story.pk).body == "<p>A</p>"


def test_nobody_is_offered_what_is_in_the_trash(desk):
    a_picture(alt="A seal").trash()
    where = {"app_label": "articles", "model_name": "article", "field_name": "picture"}
    assert desk.get("/admin/autocomplete/", where | {"term": "seal"}).json()["results"] == []
    assert "A seal" not in shown(desk, "/admin/articles/article/add/")


def test_a_picture_in_a_text_is_not_deleted_behind_the_back_of_the_text(db):
    """K14b"""
    picture = a_picture()
    story = an_article(body=f'<p>A</p><img src="{picture.file.url}" alt="B">')
    for everything in (picture.delete, Picture.objects.all().delete):
        with pytest.raises(ProtectedError):
            everything()
    story.body = "<p>A</p>"
    story.save()
    picture.delete()
    assert not Picture.objects.exists()


def test_the_library_has_a_line_for_who_writes_without_script(desk):
    picture = a_picture(ready=True)
    for address in (ADMIN, f"{ADMIN}{picture.pk}/change/"):
        line = f"&lt;figure&gt;&lt;img data-picture=&quot;{picture.pk}&quot;&gt;&lt;/figure&gt;"
        page = shown(desk, address)
        assert line in page
        assert "0 articles" in page


def uses():
    return {each.pk: each.uses for each in Picture.objects.with_uses()}


@pytest.mark.both_databases
def test_deleting_names_what_readers_do_not_see_yet(desk, ida):
    """K14b: a picture of changes not public, and of a text that somebody is writing."""
    picture, above, other = a_picture(), a_picture(), a_picture()
    body = f'<p>A</p><figure><img data-picture="{picture.pk}"></figure>'
    story = an_article(headline="The eel", body="<p>A</p>")
    content = {**content_of(story), "body": body, "picture": {"id": above.pk, "name": "B"}}
    story.save_content(content, by=ida)
    both = {"article": story, "page": "1", "after": "", "typed_at": 1}
    Autosave.keep(ida, draft="1", fields={"body": body, "picture": f"{other.pk + 1}"}, **both)
    Autosave.keep(ida, draft="2", fields={"picture": f"{above.pk}"}, **both)
    for one in (picture, above):
        page = shown(desk, f"{ADMIN}{one.pk}/delete/")
        assert "Changes not public: 1" in page
        assert "The eel" in page
        assert "Texts that are not saved yet: 1" in page
    page = shown(desk, f"{ADMIN}{other.pk}/delete/")
    assert "Changes not public" not in page
    assert "not saved yet" not in page
    counted = {picture.pk: 1, above.pk: 1, other.pk: 0}
    assert uses() == counted
    story.publish_changes(by=ida)
    assert uses() == counted
    story.save_content({**content_of(story), "headline": "The eels"}, by=ida)
    assert uses() == counted
    story.save_content({**content_of(story), "social_picture": {"id": other.pk, "name": "C"}})
    assert uses() == {**counted, other.pk: 1}
