"""Editors write, moderators decide; neither can do the other's work."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from comments.models import Status
from newsroom import rights
from newsroom.models import Masthead
from tests.cast import PASSWORD, a_comment, about, an_article

# What each may open: (model, page) → who gets in. "boss" gets into everything that exists.
MAY_LOOK = {
    "article": {"ida"},
    "author": {"ida"},
    "topic": {"ida"},
    "picture": {"ida"},
    "oldaddress": {"ida"},
    "masthead": {"ida"},
    "comment": {"mo"},
    "letter": {"mo"},
    "networkblock": {"mo"},
    "personalrule": {"mo"},
    "remit": set(),
    "user": set(),
    "group": set(),
    "dbtaskresult": set(),
}
MAY_ADD = {"article", "author", "topic", "picture", "networkblock"}


def test_every_model_on_the_desk_has_a_line_here():
    assert {model._meta.model_name for model in admin.site._registry} == set(MAY_LOOK)


@pytest.mark.parametrize("who", ["ida", "mo"])
@pytest.mark.parametrize("model", sorted(MAY_LOOK))
def test_each_sees_their_own_work_only(client, db, request, who, model):
    request.getfixturevalue(who)
    client.login(username=who, password=PASSWORD)
    found = next(m for m in admin.site._registry if m._meta.model_name == model)._meta
    listed = client.get(reverse(f"admin:{found.app_label}_{model}_changelist"))
    allowed = who in MAY_LOOK[model]
    assert listed.status_code == ((302 if model == "masthead" else 200) if allowed else 403)
    added = client.get(reverse(f"admin:{found.app_label}_{model}_add"))
    assert added.status_code == (200 if allowed and model in MAY_ADD else 403)


@pytest.mark.parametrize("address", ["", "articles/article/", "comments/comment/", "auth/user/"])
def test_strangers_are_asked_who_they_are(client, db, address):
    answer = client.get(f"/admin/{address}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_a_moderator_cannot_edit_an_article(client, mo, article):
    client.login(username="mo", password=PASSWORD)
    for page in ("change", "delete", "history", "preview"):
        address = f"/admin/articles/article/{article.pk}/{page}/"
        assert client.get(address).status_code == 403, page
        assert client.post(address, {"headline": "Mine"}).status_code == 403, page
    article.refresh_from_db()
    assert article.headline != "Mine"


def test_an_editor_cannot_decide_about_comments(client, ida, article):
    comment = a_comment(article, status=Status.PENDING)
    client.login(username="ida", password=PASSWORD)
    decide = about("approve", comment)
    assert client.post("/admin/comments/comment/", decide).status_code == 403
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_there_is_one_masthead_and_it_stays(client, boss):
    client.login(username="boss", password=PASSWORD)
    pk = Masthead.current().pk
    assert client.get("/admin/newsroom/masthead/").headers["Location"].endswith(f"/{pk}/change/")
    assert client.get("/admin/newsroom/masthead/add/").status_code == 403
    assert client.post(f"/admin/newsroom/masthead/{pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_groups_have_exactly_what_the_table_says(db):
    Group.objects.get(name="Moderators").permissions.set(Permission.objects.all())
    rights.grant()
    for name, wanted in rights.RIGHTS.items():
        held = Group.objects.get(name=name).permissions.select_related("content_type")
        assert {f"{one.content_type.app_label}.{one.codename}" for one in held} == set(wanted)


def test_a_draft_is_previewed_by_those_who_write_only(client, ida):
    draft = an_article(headline="Not yet", published=None)
    client.login(username="ida", password=PASSWORD)
    answer = client.get(f"/admin/articles/article/{draft.pk}/preview/")
    assert "Not yet" in answer.content.decode()
    assert (
        "no-cache" in answer.headers["Cache-Control"]
        or "no-store" in answer.headers["Cache-Control"]
    )
    assert answer.headers["X-Robots-Tag"] == "noindex"
