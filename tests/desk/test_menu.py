"""The menu: topics that editors choose and order, else those that are used most."""

import re

from django.contrib.admin.models import LogEntry

from articles.models import Topic
from newsroom.models import Masthead
from tests.cast import a_topic, an_article

MENU = "/admin/menu/"


def shown(reader):
    menu = reader.get("/").text.partition('<nav class="topics"')[2].partition("</nav>")[0]
    return re.findall(r'href="/topics/([^/]+)/"', menu)


def sent(*names, seen=None):
    before = ",".join(map(str, Masthead.objects.get().menu)) if seen is None else seen
    return {"seen": before} | {f"topic_{place}": name for place, name in enumerate(names)}


def test_the_menu_has_what_an_editor_chose_in_that_order(client, reader, ida, queries):
    an_article(about=["courts", "sport"])
    a_topic("harbour")
    assert shown(reader) == ["courts", "sport"]
    before = queries(lambda: reader.get("/search/"))
    client.force_login(ida)
    assert MENU in client.get("/admin/paper/").content.decode()
    assert client.post(MENU, sent(" harbour", "", "Sport")).status_code == 302
    assert shown(reader) == ["harbour", "sport"]
    assert queries(lambda: reader.get("/search/")) == before
    page = client.get(MENU).content.decode()
    assert re.findall(r'name="topic_[01]" value="([^"]*)"', page) == ["Harbour", "Sport"]
    assert LogEntry.objects.get().user == ida
    Topic.objects.filter(slug="sport").delete()
    assert shown(reader) == ["harbour"]
    client.post(MENU, sent())
    assert shown(reader) == ["courts"]


def test_the_later_of_two_editors_is_told_and_loses_nothing(client, ida):
    a_topic("harbour")
    a_topic("sport")
    client.force_login(ida)
    opened = client.get(MENU).context["seen"]
    client.post(MENU, sent("Sport", seen=opened))
    answer = client.post(MENU, sent("Harbour", seen=opened))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ida has changed the menu in the meantime" in page
    assert re.findall(r'name="topic_0" value="([^"]*)"', page) == ["Harbour"]
    assert "In the menu now: Sport" in page
    assert Masthead.objects.get().menu == [Topic.objects.get(slug="sport").pk]
    client.post(MENU, sent("Harbour", seen=answer.context["seen"]))
    assert Masthead.objects.get().menu == [Topic.objects.get(slug="harbour").pk]


def test_a_name_that_no_topic_has_and_one_twice_are_given_back(client, ida):
    a_topic("harbour")
    client.force_login(ida)
    for names, error in (
        (["Harbor"], "There is no topic with this name."),
        (["Harbour", "harbour"], "This topic is in the menu already."),
    ):
        answer = client.post(MENU, sent(*names))
        assert answer.status_code == 422
        assert error in answer.content.decode()
        assert f'value="{names[-1]}"' in answer.content.decode()
    assert Masthead.current().menu == []


def test_who_may_not_change_the_papers_settings_is_kept_out(client, mo):
    client.force_login(mo)
    assert client.get(MENU).status_code == client.post(MENU, sent("x")).status_code == 403
    assert MENU not in client.get("/admin/paper/").content.decode()
