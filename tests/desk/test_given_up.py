"""What was given up of e-mails and other work is on the desk's first page, with a way to it."""

import re

import pytest
from django.utils import timezone

from comments.models import ModeratorScope, Notification
from newsroom.models import Job
from tests.cast import PASSWORD, a_topic

LISTS = {
    kind: f"/admin/{kind._meta.app_label}/{kind._meta.model_name}/" for kind in (Job, Notification)
}
GIVEN_UP = {kind: f"{address}?state=given_up" for kind, address in LISTS.items()}
STATES = {
    "waits": {},
    "at-it": {"tries": 1, "lease": 1},
    "hopeless": {"given_up_at": timezone.now(), "tries": 6, "error": "OSError"},
    "over": {"next_try_at": None},
}


def put(kind, word, **state):
    if kind is Job:
        return Job.objects.create(fact=word, **state)
    return Notification.objects.create(kind="proof", key=word, to=f"{word}@example.org", **state)


@pytest.fixture
def one_of_each(db):
    for kind in LISTS:
        for word, state in STATES.items():
            put(kind, word, **state)
    Job.objects.filter(fact="over").delete()  # as when it is done


def desk_of(client, who):
    client.login(username=who, password=PASSWORD)
    return lambda address: client.get(address).content.decode()


def listed(page):
    """The words that stand in the rows; the filters beside them name facts as well."""
    return set(re.findall(r'class="field-(?:to|fact)">(?:<a [^>]*>)?([a-z-]+)', page))


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        *((kind, "given_up", {"hopeless"}) for kind in LISTS),
        *((kind, "due", {"waits", "at-it"}) for kind in LISTS),
        (Notification, "done", {"over"}),
    ],
)
def test_a_list_shows_what_is_in_one_state(client, boss, one_of_each, kind, state, words):
    """K1d"""
    page = desk_of(client, "boss")(f"{LISTS[kind]}?state={state}")
    assert listed(page) == words


def test_a_state_that_there_is_not_shows_nothing(client, boss, one_of_each):
    """K14j"""
    page = desk_of(client, "boss")(f"{LISTS[Notification]}?state=nonsense")
    assert listed(page) == set()
    assert "nothing that this filter could show" in page


def links(page):
    return dict(re.findall(r'<a href="(/admin/[^"]*\?state=given_up)">[^<]*: (\d+)</a>', page))


def test_the_first_page_counts_what_was_given_up_and_leads_there(client, boss, one_of_each):
    """K1d"""
    put(Notification, "as-hopeless", **STATES["hopeless"])
    ask = desk_of(client, "boss")
    found = links(ask("/admin/"))
    assert found == {
        f"{LISTS[Job]}?state=given_up": "1",
        f"{LISTS[Notification]}?state=given_up": "2",
    }
    for address in found:
        assert "hopeless" in listed(ask(address))


def test_nothing_is_said_of_it_where_nothing_was_given_up(client, boss):
    put(Job, "waits")
    page = desk_of(client, "boss")("/admin/")
    assert links(page) == {}
    assert "Fix the cause" not in page


def test_each_is_told_only_what_they_may_look_at(client, ida, mo, one_of_each):
    assert links(desk_of(client, "ida")("/admin/")) == {}
    assert links(desk_of(client, "mo")("/admin/")) == {GIVEN_UP[Notification]: "1"}
    scope = ModeratorScope.objects.create(moderator=mo)
    scope.topics.add(a_topic("harbour"))
    assert links(desk_of(client, "mo")("/admin/")) == {}
