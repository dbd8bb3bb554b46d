"""What the two groups have; who may open what stands in matrix/table.txt."""

from django.contrib.auth.models import Group, Permission

from newsroom import rights
from newsroom.models import Masthead
from tests.cast import PASSWORD, an_article


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
