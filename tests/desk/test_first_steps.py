"""A new paper: its desk lists what is left to do, and its readers are not left with nothing."""

from newsroom.mail.trial import SMTP
from newsroom.models import Masthead
from tests.cast import an_article
from tests.desk.forms import held

HIDE = "/admin/first-steps/hide/"


def done(client):
    steps = client.get("/admin/").context["steps"]
    return [step.is_done for step in steps]


def test_each_step_is_ticked_once_it_is_done(client, boss, settings):
    client.force_login(boss)
    assert done(client) == [False] * 5
    Masthead.objects.update(name="The Kestrel Sound", time_zone="Europe/Riga")
    assert done(client) == [True, True, False, False, False]
    an_article(by=["Ilse"], published=None)
    assert done(client) == [True, True, True, True, False]
    assert "4 of 5 done" in client.get("/admin/").content.decode()
    settings.EMAIL_BACKEND = SMTP
    assert "First steps" not in client.get("/admin/").content.decode()


def test_they_are_no_more_shown_when_the_paper_has_some_articles(client, ida):
    client.force_login(ida)
    assert "First steps" in client.get("/admin/").content.decode()
    for _number in range(5):
        an_article()
    assert "First steps" not in client.get("/admin/").content.decode()


def test_they_can_be_hidden_for_all_of_the_desk_and_brought_back(client, ida, boss):
    client.force_login(ida)
    assert client.get(HIDE).status_code == 405
    assert "The first steps are hidden." in client.post(HIDE, follow=True).content.decode()
    client.force_login(boss)
    assert "First steps" not in client.get("/admin/").content.decode()
    settings_page = f"/admin/newsroom/masthead/{Masthead.objects.get().pk}/change/"
    form = held(client.get(settings_page).content.decode())
    assert client.post(settings_page, form | {"first_steps": "on"}).status_code == 302
    assert "First steps" in client.get("/admin/").content.decode()


def test_they_are_for_those_who_may_do_them(client, mo):
    client.force_login(mo)
    assert "First steps" not in client.get("/admin/").content.decode()
    assert client.post(HIDE).status_code == 403
    assert Masthead.objects.get().first_steps


def test_readers_of_an_empty_paper_are_told_where_stories_will_be(reader, db):
    assert "The first stories will appear on this page." in reader.get("/")
    an_article()
    assert "The first stories" not in reader.get("/")
