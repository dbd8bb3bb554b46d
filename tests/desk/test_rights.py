"""What the two groups have; who may open what stands in matrix/table.txt."""

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom import rights
from newsroom.models import Masthead
from tests.cast import PASSWORD, an_article


def test_there_is_one_masthead_and_it_stays(client, boss):
    client.login(username="boss", password=PASSWORD)
    pk = Masthead.current().pk
    assert client.get("/admin/newsroom/masthead/").headers["Location"].endswith(f"/{pk}/change/")
    assert client.get("/admin/newsroom/masthead/add/").status_code == 403
    assert client.post(f"/admin/newsroom/masthead/{pk}/delete/", {"post": "yes"}).status_code == 403


def held(name):
    permissions = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in permissions}


def test_the_groups_begin_with_what_the_table_says(db):
    assert {name: held(name) for name in rights.RIGHTS} == {
        name: set(wanted) for name, wanted in rights.RIGHTS.items()
    }


def test_migrating_again_keeps_what_the_owner_changed_and_grants_what_is_new(db, monkeypatch):
    """K3e"""
    editors, moderators = (Group.objects.get(name=name) for name in rights.RIGHTS)
    taken = Permission.objects.get(codename="delete_article")
    given = Permission.objects.get(codename="view_user")
    editors.permissions.remove(taken)
    editors.permissions.add(given)
    editors.name = "Redaktion"
    editors.save()
    moderators.delete()
    call_command("migrate", verbosity=0)
    wanted = set(rights.RIGHTS["Editors"]) - {"articles.delete_article"} | {"auth.view_user"}
    assert held("Redaktion") == wanted
    assert not Group.objects.exclude(pk=editors.pk).exists()
    new = {"Editors": [*rights.RIGHTS["Editors"], "auth.view_group"], "Clerks": ["auth.view_user"]}
    monkeypatch.setattr(rights, "RIGHTS", new)
    call_command("migrate", verbosity=0)
    assert held("Redaktion") == wanted | {"auth.view_group"}
    assert held("Clerks") == {"auth.view_user"}


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
