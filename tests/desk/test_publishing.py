"""Saving saves words. Publishing is a press of its own, that says what it will do."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import Article
from newsroom.models import Masthead
from tests.cast import PASSWORD, an_article, from_now
from tests.desk.test_saving import nothing_can_be_written
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"
JULY = datetime(2026, 7, 14, 9, 30, 12, 345678, tzinfo=UTC)
AUGUST = datetime(2026, 8, 1, 6, 0, tzinfo=UTC)
TO_COME = from_now(days=9).replace(minute=0, second=0, microsecond=0)
STATES = {
    "draft": {"published_at": None},
    "scheduled": {"published_at": TO_COME},
    "public": {"published_at": JULY},
    "unpublished": {"published_at": JULY, "unpublished_at": AUGUST},
    "never came out": {"published_at": TO_COME, "unpublished_at": AUGUST},
    "absurd date": {"published_at": datetime(226, 11, 26, tzinfo=UTC)},
}
NOW = object()
# state, the date that is typed or None, the beginning of the label -> published_at, is public
PRESSES = [
    ("draft", None, "Publish now", NOW, True),
    ("draft", AUGUST, "Publish now, dated", AUGUST, True),
    ("draft", TO_COME, "Publish it on", TO_COME, False),
    ("scheduled", None, "Publish now", NOW, True),
    ("scheduled", None, "Cancel the scheduled", TO_COME, False),
    ("scheduled", AUGUST, "Publish now, dated", AUGUST, True),
    ("public", None, "Unpublish", JULY, False),
    ("public", AUGUST, "Change the date to", AUGUST, True),
    ("public", TO_COME, "Hide it from readers until", TO_COME, False),
    ("unpublished", None, "Publish again, dated", JULY, True),
    ("unpublished", AUGUST, "Publish now, dated", AUGUST, True),
    ("unpublished", TO_COME, "Publish it on", TO_COME, False),
    ("never came out", None, "Publish now", NOW, True),
    ("never came out", None, "Publish it on", TO_COME, False),
    ("absurd date", None, "Publish now", NOW, True),
    ("absurd date", AUGUST, "Publish now, dated", AUGUST, True),
]


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def in_state(state):
    article = an_article(published=JULY, headline="As it was", about=["harbour"])
    Article.objects.filter(pk=article.pk).update(**{"unpublished_at": None, **STATES[state]})
    return Article.objects.get(pk=article.pk)


def form_of(desk, article):
    page = desk.get(f"{LIST}{article.pk}/change/")
    assert page.status_code == 200
    return forms_in(page.text)[-1]


def at(moment):
    local = timezone.localtime(moment)
    return {"at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M:%S}"}


def presses(desk, article, typed=None):
    """The buttons that publish or unpublish, by what they say, with the forms they stand in."""
    page = desk.get(f"{LIST}{article.pk}/publishing/", at(typed) if typed else {})
    assert page.status_code == 200
    return {
        label: form
        for form in forms_in(page.text)
        for label in form.buttons
        if "seen" in form.fields
    }


def seen_by_readers(reader, article):
    page = reader.get(article.get_absolute_url())
    return page.status, "Typed anew" in page


@pytest.mark.parametrize("button", ["Save", "_publish"])
@pytest.mark.parametrize("state", STATES)
def test_no_button_of_the_form_moves_a_date(desk, reader, state, button):
    """K7a, K7b"""
    article = in_state(state)
    is_public = article.is_public
    form = form_of(desk, article)
    assert form.enter() is None
    if button == "_publish":
        (label,) = [name for name, adds in form.buttons.items() if "_publish" in adds]
        sent = form.pressed(label)
    else:
        sent = form.pressed(button)
    before = seen_by_readers(reader, article)
    answer = desk.post(f"{LIST}{article.pk}/change/", sent | {"headline": "Typed anew"})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/publishing/") == (button == "_publish")
    now = Article.objects.get(pk=article.pk)
    assert now.edited_content["headline"] == "Typed anew"
    assert (now.headline, now.state) == ("As it was" if is_public else "Typed anew", article.state)
    assert (now.published_at, now.unpublished_at) == (article.published_at, article.unpublished_at)
    status = 410 if now.known_addresses else 404
    assert seen_by_readers(reader, now) == before == (200 if is_public else status, False)


@pytest.mark.parametrize(("state", "typed", "label", "date", "is_public"), PRESSES)
def test_publishing_does_what_stands_on_the_button(
    desk, reader, state, typed, label, date, is_public
):
    """K7a, K7b, K3c"""
    article = in_state(state)
    ((said, form),) = [
        pair for pair in presses(desk, article, typed).items() if pair[0].startswith(label)
    ]
    answer = desk.post(form.action, form.pressed(said))
    assert answer.headers["Location"] == f"{LIST}{article.pk}/change/"
    now = Article.objects.get(pk=article.pk)
    if date is NOW:
        assert (timezone.now() - now.published_at).total_seconds() < 60
    else:
        assert now.published_at == date
    assert now.is_public == is_public
    status = 410 if now.known_addresses else 404
    assert reader.get(now.get_absolute_url()).status == (200 if is_public else status)
    assert LogEntry.objects.get().object_id == str(article.pk)


@pytest.mark.parametrize("state", STATES)
def test_all_buttons_of_the_page_are_in_the_table(desk, state):
    """K7b"""
    article = in_state(state)
    for typed in (None, AUGUST, TO_COME):
        found = presses(desk, article, typed)
        tried = [label for one, moment, label, *_ in PRESSES if (one, moment) == (state, typed)]
        assert all(any(said.startswith(label) for label in tried) for said in found) or typed
        assert len(found) == (len(tried) if typed is None else 1)


def test_enter_in_the_date_publishes_nothing_and_names_the_moment(desk, reader):
    """K7a"""
    Masthead.objects.update(time_zone="Europe/Riga")
    article = in_state("draft")
    page = desk.get(f"{LIST}{article.pk}/publishing/", {"at_0": "2026-08-01", "at_1": "09:00"})
    assert "Aug. 1, 2026, 9 a.m." in page.text
    assert "Europe/Riga" in page.text
    assert Article.objects.get(pk=article.pk).published_at is None
    (form,) = [one for one in forms_in(page.text) if "seen" in one.fields]
    desk.post(form.action, form.enter())
    assert Article.objects.get(pk=article.pk).published_at == AUGUST


@pytest.mark.parametrize("year", ["0001", "0226", "1599", "2200", "9999"])
def test_a_date_that_cannot_be_right_is_a_form_error(desk, year):
    """K8a, K8b"""
    article = in_state("draft")
    typed = {"at_0": f"{year}-12-31", "at_1": "23:59"}
    page = desk.get(f"{LIST}{article.pk}/publishing/", typed)
    assert "between the years 1600 and 2199" in page.text
    assert f"{year}-12-31" in page.text
    (form,) = [one for one in forms_in(page.text) if "seen" in one.fields]
    assert list(form.buttons) == ["Publish now"]
    forged = form.pressed("Publish now") | {"at": f"{year}-12-31T23:59:00+00:00"}
    desk.post(form.action, forged)
    assert Article.objects.get(pk=article.pk).published_at is None


def test_a_stored_date_that_cannot_be_right_can_be_mended_in_every_time_zone(desk):
    """K8a"""
    for year, zone in ((1, "America/Los_Angeles"), (226, "UTC"), (9999, "Pacific/Auckland")):
        Masthead.objects.update(time_zone=zone)
        article = in_state("draft")
        moment = datetime(year, 1, 1, 1, tzinfo=UTC).replace(month=12 if year == 9999 else 1)
        moment = moment.replace(day=31, hour=23) if year == 9999 else moment
        Article.objects.filter(pk=article.pk).update(published_at=moment)
        assert f"{year:04} (not a valid date)" in desk.get(LIST).text
        form_of(desk, article)
        found = presses(desk, article, AUGUST)
        (said,) = found
        desk.post(found[said].action, found[said].pressed(said))
        article.refresh_from_db()
        assert (article.is_public, article.published_at.year) == (True, 2026)
        article.delete()


def test_what_was_changed_meanwhile_is_looked_at_again_before_it_is_published(desk, reader):
    """K3b"""
    article = in_state("draft")
    form = presses(desk, article)["Publish now"]
    Article.objects.get(pk=article.pk).save()
    page = desk.post(form.action, form.pressed("Publish now"), follow=True)
    assert "Somebody else changed the article" in page.text
    assert Article.objects.get(pk=article.pk).published_at is None
    (form,) = [one for one in forms_in(page.text) if "seen" in one.fields]
    desk.post(form.action, form.pressed("Publish now"))
    assert Article.objects.get(pk=article.pk).is_public


@pytest.mark.parametrize(
    "address", ["articles/topic/add/", "articles/author/add/", "articles/article/add/?_popup=1",
                "articles/article/add/", "articles/picture/add/"],
)  # fmt: skip
def test_enter_saves_in_every_form_of_an_editor_but_that_of_an_article(desk, address):
    """K7a. There it goes on to the next field, and without a script does nothing."""
    form = forms_in(desk.get(f"/admin/{address}").text)[-1]
    sent = form.enter()
    assert (sent is None) if "article/add" in address else (sent.keys() - form.fields == {"_save"})
    if "_popup" in address:
        assert not any("_publish" in adds for adds in form.buttons.values())


def test_publishing_that_fails_says_so(desk):
    """K17b"""
    article = an_article(published=None)
    address = f"/admin/articles/article/{article.pk}/publishing/"
    form = next(one for one in forms_in(desk.get(address).text) if "Publish now" in one.buttons)
    with nothing_can_be_written():
        answer = desk.post(address, form.pressed("Publish now"))
    assert answer.status_code == 302
    assert "went wrong at our end" in desk.get(address).text
    assert not Article.objects.get().published_at
