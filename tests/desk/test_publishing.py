"""Saving saves words. Publishing is a press of its own, that says what it will do."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Why
from articles.models.publication import Embargoed
from articles.models.version import content_of
from newsroom.models import Job, Masthead
from tests.cast import PASSWORD, a_picture, an_article, from_now, staff
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


def at(moment, name="at"):
    local = timezone.localtime(moment)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def steps(desk, article):
    """The forms of the page, by what they are about."""
    page = desk.get(f"{LIST}{article.pk}/publishing/")
    assert page.status_code == 200
    return {form.fields["step"]: form for form in forms_in(page.text) if "step" in form.fields}


def press(desk, article, step, **chosen):
    form = steps(desk, article)[step]
    assert form.enter() is None
    return desk.post(f"{LIST}{article.pk}/publishing/", form.fields | chosen)


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


PAST, NOW, FUTURE = AUGUST, "now", TO_COME
NOT_CHOSEN = dict.fromkeys((PAST, NOW, FUTURE), "chose something")
NO_CHOICE = (None, PAST, NOW, FUTURE)
# Step and choice, the typed date: what comes of it in each state that offers the step.
# "old" and "new" are what readers see, "gone" is nothing; the rest is an answer in the page.
TABLE = {
    "draft": {
        ("publish", "now"): {None: "new"} | NOT_CHOSEN,
        ("publish", "at"): {None: "enter a date", PAST: "passed", NOW: "passed", FUTURE: "gone"},
        ("publish", "later"): {None: "gone"} | NOT_CHOSEN,
        ("publish", ""): dict.fromkeys(NO_CHOICE, "choose when"),
    },
    "scheduled": {
        # The date that it has already is no other one.
        ("publish", "now"): {None: "new"} | NOT_CHOSEN | {FUTURE: "new"},
        ("publish", "at"): {None: "gone", PAST: "passed", NOW: "passed", FUTURE: "gone"},
        ("publish", "later"): {None: "gone"} | NOT_CHOSEN | {FUTURE: "gone"},
        ("publish", ""): dict.fromkeys(NO_CHOICE, "choose when"),
        ("cancel", ""): {None: "gone"},
    },
    "unpublished": {
        ("publish", "now"): {None: "new"} | NOT_CHOSEN,
        ("publish", "at"): {None: "enter a date", PAST: "passed", NOW: "passed", FUTURE: "gone"},
        ("publish", "later"): {None: "gone"} | NOT_CHOSEN,
        ("publish", ""): dict.fromkeys(NO_CHOICE, "choose when"),
    },
    "public": {
        ("public", "unpublish"): {None: "gone"} | NOT_CHOSEN,
        ("public", "until"): {None: "enter a date", PAST: "passed", NOW: "passed", FUTURE: "new"},
        ("public", "date"): {None: "new", PAST: "new", NOW: "new", FUTURE: "is to come"},
        ("public", ""): dict.fromkeys(NO_CHOICE, "choose what"),
    },
    "public with changes": {
        ("changes", "fix"): {None: "new"},
        ("changes", "update"): {None: "new"},
        ("changes", "correction"): {None: "write the correction"},
        ("changes", ""): {None: "choose how"},
        ("discard", ""): {None: "old"},
        ("public", "unpublish"): {None: "gone"} | NOT_CHOSEN,
        ("public", "until"): {None: "enter a date", PAST: "passed", NOW: "passed", FUTURE: "old"},
        ("public", "date"): {None: "old", PAST: "old", NOW: "old", FUTURE: "is to come"},
        ("public", ""): dict.fromkeys(NO_CHOICE, "choose what"),
    },
}
FIELD = {"publish": "when", "public": "act", "changes": "how_told"}


def world_in(state):
    """An article whose readers see other words than editors write, where it is public."""
    if state == "public with changes":
        article = in_state("public")
        article.save_content(content_of(article) | {"headline": "New words"})
    else:
        article = in_state(state)
        Article.objects.filter(pk=article.pk).update(headline="New words")
    return article


@pytest.mark.parametrize("state", TABLE)
def test_every_button_in_every_state_with_every_date(desk, reader, state):
    """K7a, K7b, E6, E7: what readers see before and after."""
    article = None
    for (step, choice), dates in TABLE[state].items():
        for date, outcome in dates.items():
            article = article or world_in(state)
            forms = steps(desk, article)
            assert set(forms) == {name for name, _choice in TABLE[state]}
            assert {form.enter() for form in forms.values()} == {None}
            before = seen(reader, article)
            chosen = {FIELD[step]: choice} if choice else {}
            if date:
                moment = timezone.now() if date == NOW else date
                chosen |= at(moment, "until" if choice == "until" else "at")
            answer = desk.post(f"{LIST}{article.pk}/publishing/", forms[step].fields | chosen)
            case = (step, choice, date)
            if outcome in ("old", "new", "gone"):
                assert answer.status_code == 302, (case, errors_of(answer))
                assert seen(reader, article) == outcome, case
                article = article.delete() and None
            else:
                assert (answer.status_code, outcome in errors_of(answer)) == (422, True), case
                assert seen(reader, article) == before, case
                for field, typed in chosen.items():
                    assert typed in answer.text, (case, field)  # nothing typed is lost


def seen(reader, article):
    page = reader.get(Article.objects.get(pk=article.pk).get_absolute_url() or "/nowhere/")
    if page.status != 200:
        return "gone"
    return "new" if "New words" in page else "old"


def errors_of(answer):
    pages = [answer.context] if answer.context else []
    return unescape(" ".join(str(step.errors) for page in pages for step in page["steps"].values()))


def test_a_date_in_the_past_is_asked_about_once_more_and_then_taken(desk, reader):
    """K7b: the question names the moment; another moment is another question."""
    Masthead.objects.update(time_zone="Europe/Riga")
    article = in_state("draft")
    address = f"{LIST}{article.pk}/publishing/"
    page = press(desk, article, "publish", when="at", at_0="2026-08-01", at_1="09:00")
    assert "Aug. 1, 2026, 9 a.m. has passed" in page.text
    assert "Europe/Riga" in page.text
    assert Article.objects.get(pk=article.pk).published_at is None
    (form,) = [form for form in forms_in(page.text) if form.fields.get("step") == "publish"]
    other = form.fields | {"is_meant": "on", "at_1": "08:00"}
    assert "8 a.m. has passed" in desk.post(address, other).text
    assert desk.post(address, form.fields | {"is_meant": "on"}).status_code == 302
    assert Article.objects.get(pk=article.pk).published_at == AUGUST
    # A date to come of what is public hides it, so that is asked about as well.
    page = press(desk, article, "public", act="date", **at(TO_COME))
    (form,) = [form for form in forms_in(page.text) if form.fields.get("step") == "public"]
    desk.post(address, form.fields | {"is_meant": "on"})
    assert seen_by_readers(reader, Article.objects.get(pk=article.pk))[0] == 404


def test_it_goes_and_comes_by_the_clock_alone(desk, reader):
    """E6, E7, W21: no visit, no job; stored pages know the moments as well."""
    article, end = in_state("draft"), TO_COME + timedelta(hours=1)
    press(desk, article, "publish", when="at", **at(TO_COME), **at(end, "until"))
    article = Article.objects.get(pk=article.pk)
    address = article.get_absolute_url()
    assert (article.published_at, article.unpublished_at) == (TO_COME, end)
    Job.objects.all().delete()
    for moment, shown in ((-1, False), (1, True), (3599, True), (3601, False)):
        with time_machine.travel(TO_COME + timedelta(seconds=moment), tick=False):
            for page in ("/", "/feed.atom"):
                assert ("As it was" in reader.get(page)) is shown, (moment, page)
            assert (reader.get(address).status == 200) is shown, moment


def test_an_embargo_is_passed_by_nobody_but_by_removing_it(desk, reader):
    """E19"""
    article = in_state("draft")
    embargo = at(TO_COME, "embargo")
    assert press(desk, article, "publish", when="later", **embargo).status_code == 302
    article.refresh_from_db()
    assert (article.embargo_until, article.state) == (TO_COME, "draft")
    for chosen in ({"when": "now"}, {"when": "at", **at(TO_COME - timedelta(minutes=1))}):
        answer = press(desk, article, "publish", **chosen)
        assert "under embargo until" in errors_of(answer)
    for passing in (
        article.publish,
        lambda: article.publish(AUGUST),
        lambda: an_article(embargo_until=TO_COME),
    ):
        with pytest.raises(Embargoed), transaction.atomic():
            passing()
    assert Article.objects.get().state == "draft"
    press(desk, article, "publish", when="at", **at(TO_COME))
    assert Article.objects.get().published_at == TO_COME
    # It is made longer together with the date, and not without it.
    later = TO_COME + timedelta(days=1)
    answer = press(desk, article, "publish", when="later", **at(later, "embargo"))
    assert answer.status_code == 422
    press(desk, article, "publish", when="at", **at(later), **at(later, "embargo"))
    assert Article.objects.get().embargo_until == later
    nothing = dict.fromkeys(("embargo_0", "embargo_1", "at_0", "at_1"), "")
    press(desk, article, "publish", when="now", **nothing)
    assert Article.objects.get().is_public
    with pytest.raises(Embargoed), transaction.atomic():
        Article.objects.get().set_embargo(TO_COME)  # what is public has none


@pytest.mark.parametrize("year", ["0001", "0226", "1599", "2200", "9999"])
def test_a_date_that_cannot_be_right_is_a_form_error(desk, year):
    """K8a, K8b"""
    article = in_state("draft")
    page = press(desk, article, "publish", when="at", at_0=f"{year}-12-31", at_1="23:59")
    assert "between the years 1600 and 2199" in page.text
    assert f"{year}-12-31" in page.text
    assert Article.objects.get(pk=article.pk).published_at is None


def test_a_stored_date_that_cannot_be_right_can_be_mended_in_every_time_zone(desk):
    """K8a"""
    for year, zone in ((1, "America/Los_Angeles"), (226, "UTC"), (9999, "Pacific/Auckland")):
        Masthead.objects.update(time_zone=zone)
        article = in_state("draft")
        moment = datetime(year, 1, 1, 1, tzinfo=UTC).replace(month=12 if year == 9999 else 1)
        moment = moment.replace(day=31, hour=23) if year == 9999 else moment
        Article.objects.filter(pk=article.pk).update(published_at=moment)
        assert desk.get(LIST).status_code == 200
        page = desk.get(f"{LIST}{article.pk}/publishing/")
        assert f"{year:04} (not a valid date)" in page.text
        form_of(desk, article)
        assert press(desk, article, "publish", when="now").status_code == 302
        article.refresh_from_db()
        assert (article.is_public, article.published_at.year) == (True, timezone.now().year)
        article.delete()


def test_what_was_changed_meanwhile_is_looked_at_again_before_it_is_published(desk, reader):
    """K3b"""
    article = in_state("draft")
    form = steps(desk, article)["publish"]
    Article.objects.get(pk=article.pk).save()
    address = f"{LIST}{article.pk}/publishing/"
    page = desk.post(address, form.fields | {"when": "now"})
    assert (page.status_code, "Somebody else changed the article" in page.text) == (409, True)
    assert Article.objects.get(pk=article.pk).published_at is None
    (form,) = [one for one in forms_in(page.text) if one.fields.get("step") == "publish"]
    assert form.fields["when"] == "now"  # what was chosen is still there
    desk.post(address, form.fields)
    assert Article.objects.get(pk=article.pk).is_public


# The steps with what each makes: the words of the versions, the oldest first.
ONCE = {
    "draft": [
        ("publish", {"when": "now"}, ["published"]),
        ("publish", {"when": "at", **at(TO_COME)}, ["scheduled"]),
        ("publish", {"when": "later", **at(TO_COME, "embargo")}, ["embargo set"]),
        ("publish", {"when": "now", **at(TO_COME, "until")}, ["published", "to be unpublished"]),
    ],
    "scheduled": [("cancel", {}, ["unpublished"])],
    "public": [
        ("public", {"act": "until", **at(TO_COME, "until")}, ["to be unpublished"]),
        ("public", {"act": "unpublish"}, ["unpublished"]),
    ],
    "public with changes": [
        ("changes", {"how_told": "correction", "text": "It was nine."}, ["changes published"]),
        ("discard", {}, ["changes discarded"]),
    ],
}


@pytest.mark.both_databases
def test_a_page_of_publishing_is_carried_out_once_whoever_sends_it_again(desk, ida, boss):
    """K7a: a double click, a reload, Back and the button; a minute later, or a day."""
    for state, (step, chosen, made) in [(name, act) for name in ONCE for act in ONCE[name]]:
        desk.force_login(ida)
        article = world_in(state)
        address = f"{LIST}{article.pk}/publishing/"
        sent = steps(desk, article)[step].fields | chosen
        earlier = set(article.versions.all())
        done = desk.post(address, sent)
        assert done.headers["Location"] == f"{LIST}{article.pk}/change/", (state, chosen)
        as_done = stored(article)
        versions = [each for each in article.versions.all() if each not in earlier]
        words = [each.get_why_display() for each in reversed(versions) if each.form_key]
        assert words == made, (state, chosen)
        for later in ({}, {"seconds": 1}, {"days": 1}):
            with time_machine.travel(from_now(**later), tick=False):
                if later == {"days": 1}:
                    desk.force_login(boss)
                again = desk.post(address, sent, follow=True)
            assert again.redirect_chain[-1][0] == done.headers["Location"], (state, chosen)
            said = " ".join(map(str, again.context["messages"]))
            assert f"{', '.join(made)}. Nothing was done twice." in said, (state, chosen)
            assert stored(article) == as_done, (state, chosen)
        assert len(set(article.versions.all()) - earlier) == len(versions)
        article.delete()


def stored(article):
    corrections = list(article.corrections.values())
    return Article.objects.filter(pk=article.pk).values().get(), corrections


def test_a_page_without_its_key_is_carried_out_and_no_other_passes_for_it(desk):
    article = in_state("draft")
    address = f"{LIST}{article.pk}/publishing/"
    sent = steps(desk, article)["publish"].fields | {"form_key": "", "when": "now"}
    desk.post(address, sent)
    desk.post(address, steps(desk, article)["public"].fields | {"form_key": "", "act": "unpublish"})
    article.refresh_from_db()
    assert article.state == "unpublished"
    pages = [steps(desk, article)["publish"] for _ in range(2)]
    assert pages[0].fields["form_key"] != pages[1].fields["form_key"]


def test_the_history_says_who_planned_its_end_and_its_embargo_and_who_cancelled_them(desk, ida):
    """E7, E19"""
    article = in_state("draft")
    later = TO_COME + timedelta(days=1)
    nothing = {"embargo_0": "", "embargo_1": ""}
    press(desk, article, "publish", when="later", **at(TO_COME, "embargo"))
    press(desk, article, "publish", when="later", **at(later, "embargo"))
    press(desk, article, "publish", when="now", **nothing, **at(TO_COME, "until"))
    press(desk, article, "public", act="until", **at(later, "until"))
    press(desk, article, "public", act="until", until_0="", until_1="")
    versions = list(article.versions.order_by("number"))
    assert [(each.why, each.moment) for each in versions] == [
        (Why.EMBARGO, TO_COME),
        (Why.EMBARGO, later),
        (Why.FREED, None),
        (Why.PUBLISHED, article.versions.get(why=Why.PUBLISHED).moment),
        (Why.ENDING, TO_COME),
        (Why.ENDING, later),
        (Why.ENDLESS, None),
    ]
    assert {each.saved_by for each in versions} == {ida}
    assert Article.objects.get(pk=article.pk).is_public
    page = desk.get(f"{LIST}{article.pk}/history/").text
    for words in ("embargo set (", "embargo removed", "to be unpublished (", "no longer to be"):
        assert words in page
    with time_machine.travel(from_now(days=365), tick=False):  # and these are kept for good
        assert not article.versions.overdue().exists()


def test_changes_are_shown_word_by_word_and_readers_are_told_as_chosen(desk, reader):
    """E23, K14"""
    for chosen, time, note in (
        ("fix", False, ""),
        ("update", True, ""),
        ("correction", False, "x"),
    ):
        article = in_state("public")
        old = {"body": "<p>The crane is of 2008, they say.</p>", "lead": "Same."}
        Article.objects.filter(pk=article.pk).update(**old)
        article = Article.objects.get(pk=article.pk)
        new = {"body": "<p>The crane is of <b>2009</b>, they say.</p>"}
        article.save_content(content_of(article) | new)
        page = desk.get(f"{LIST}{article.pk}/publishing/").text
        assert re.search(r"crane is of <del><span[^>]*>deleted: </span>2008</del><ins>", page)
        assert "Same." not in page.partition("What changes")[2].partition("</form>")[0]
        assert press(desk, article, "changes", how_told=chosen, text=note).status_code == 302
        article.refresh_from_db()
        assert "2009" in article.body
        assert bool(article.updated_at) is time
        assert [each.text for each in article.corrections.all()] == list(note)
        article.delete()


def test_an_article_that_was_unpublished_with_changes_comes_back_with_them(desk, reader):
    """K7b: what the desk shows is what is published."""
    article = in_state("public")
    article.save_content(content_of(article) | {"headline": "New words"})
    press(desk, article, "public", act="unpublish")
    assert "New words" in desk.get(f"{LIST}{article.pk}/publishing/").text
    press(desk, article, "publish", when="now")
    article.refresh_from_db()
    assert (article.headline, article.changes, article.published_at) == ("New words", None, JULY)
    assert Why.FOUND in [version.why for version in article.versions.all()]


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


def test_publishing_that_fails_says_so_and_keeps_what_was_typed(desk):
    """K17b"""
    article = in_state("public")
    article.save_content(content_of(article) | {"headline": "New words"})
    form = steps(desk, article)["changes"]
    typed = form.fields | {"how_told": "correction", "text": "It was nine."}
    with nothing_can_be_written():
        answer = desk.post(f"{LIST}{article.pk}/publishing/", typed)
    assert answer.status_code == 503
    assert "went wrong at our end" in answer.text
    assert "It was nine." in answer.text
    assert Article.objects.get().headline == "As it was"


# -- proofreading


def remarked(bare, lead):
    """A draft with an undescribed picture in the text and above it, and a word to come."""
    body = f'<h2>Boats</h2><p>It cost TK.</p><figure><img data-picture="{bare.pk}"></figure>'
    return an_article(published=None, headline="As it was", body=body, picture=lead, lead="Boats.")


def test_a_description_is_typed_where_it_is_missing_and_published_with_the_article(desk, ida):
    """E12"""
    bare, lead = a_picture(alt=""), a_picture(alt="")
    article = remarked(bare, lead)
    form = steps(desk, article)["publish"]
    assert form.enter() is None
    typed = {f"alt_{bare.pk}": 'A "crane" <b>', f"alt_{lead.pk}": "Boats at dusk"}
    why = {"why_tk_left": "The region answers on Friday."}
    assert press(desk, article, "publish", when="now", **typed, **why).status_code == 302
    article = Article.objects.get(pk=article.pk)
    lead.refresh_from_db()
    bare.refresh_from_db()
    assert 'alt="A &quot;crane&quot; &lt;b&gt;"' in article.body
    assert (lead.alt, bare.alt) == ("Boats at dusk", "")
    last = article.versions.get(why=Why.PUBLISHED)
    assert last.remarks["tk_left"] == "The region answers on Friday."
    assert last.remarks["no_topic"] == ""
    assert not {"picture_without_description", "lead_picture_without_description"} & {*last.remarks}
    page = desk.get(f"{LIST}{article.pk}/history/").text
    assert "“The region answers on Friday.”" in page
    assert "There is no topic." in page
    assert {version.saved_by for version in article.versions.exclude(why=Why.FOUND)} == {ida}


def test_a_picture_is_marked_as_decorative_or_described_but_not_both(desk):
    """E12"""
    bare = a_picture(alt="")
    article = remarked(bare, None)
    typed = {f"alt_{bare.pk}": "A crane", f"decorative_{bare.pk}": "on"}
    answer = press(desk, article, "publish", when="later", **typed)
    assert (answer.status_code, "choose one or the other" in answer.text) == (422, True)
    assert "A crane" in answer.text
    del typed[f"alt_{bare.pk}"]
    assert press(desk, article, "publish", when="later", **typed).status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert 'alt=""' in article.body
    assert 'role="presentation"' in article.body
    assert article.state == "draft"
    assert f"alt_{bare.pk}" not in steps(desk, article)["publish"].fields


def test_what_was_typed_into_a_remark_is_kept_when_it_cannot_be_published(desk):
    """K17b, K3b"""
    bare = a_picture(alt="")
    article = remarked(bare, None)
    typed = {f"alt_{bare.pk}": "A crane", "why_tk_left": "Friday"}
    address = f"{LIST}{article.pk}/publishing/"
    sent = steps(desk, article)["publish"].fields | typed
    with nothing_can_be_written():
        answers = [desk.post(address, sent | {"when": "now"})]
    answers.append(desk.post(address, sent))  # nothing is chosen
    Article.objects.get(pk=article.pk).save()
    answers.append(desk.post(address, sent | {"when": "now"}))  # somebody else was quicker
    for answer, status in zip(answers, (503, 422, 409), strict=True):
        assert answer.status_code == status
        (form,) = [each for each in forms_in(answer.text) if each.fields.get("step") == "publish"]
        assert form.fields | typed == form.fields, status
    assert Article.objects.get(pk=article.pk).state == "draft"


def test_remarks_are_about_what_comes_out_next_and_lead_to_their_place_in_the_form(desk):
    article = in_state("public")
    page = desk.get(f"{LIST}{article.pk}/publishing/").text
    assert "to look at" not in page  # nothing comes out by unpublishing or another date
    assert "to look at" not in desk.get(f"{LIST}{article.pk}/change/").text
    article.save_content(content_of(article) | {"lead": "It cost TK."})
    page = desk.get(f"{LIST}{article.pk}/publishing/").text
    assert "There is still a “TK”" in page
    form = desk.get(f"{LIST}{article.pk}/change/").text
    for place in re.findall(rf"{LIST}{article.pk}/change/#(at-[a-z]+)", page):
        assert f'id="{place}"' in form
    number = re.search(r"(\d+) things to check", page)[1]
    assert f"{number} things to check" in form
    press(desk, article, "changes", how_told="fix")
    assert "tk_left" in article.versions.get(why=Why.CHANGES).remarks


def test_who_may_not_describe_pictures_of_the_library_is_not_asked_to(client, db):
    lead = a_picture(alt="")
    article = remarked(a_picture(), lead)
    una = staff("Una")
    una.user_permissions.add(Permission.objects.get(codename="change_article"))
    client.force_login(una)
    form = steps(client, article)["publish"]
    assert f"alt_{lead.pk}" not in form.fields
    sent = {f"alt_{lead.pk}": "Mine", "when": "now"}
    assert press(client, article, "publish", **sent).status_code == 302
    lead.refresh_from_db()
    assert lead.alt == ""
