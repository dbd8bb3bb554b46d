"""One network sends so many comments an hour; the rest comes back, and nobody is noted down."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.utils import timezone

from comments import email_confirmation
from comments.models import Comment
from comments.moderation import Reason
from newsroom.models import HourlyCount, Masthead
from newsroom.site.modes import Mode
from tests.cast import PASSWORD, a_comment

MIDDAY = timezone.now().replace(hour=12, minute=10, second=0, microsecond=0)


def kept_proof(commenter):
    response = HttpResponse()
    email_confirmation.keep(response, commenter)
    return f"{email_confirmation.COOKIE}={response.cookies[email_confirmation.COOKIE].value}"


@pytest.fixture
def send(reader, article):
    """Post a comment as a stranger does, some seconds after asking for the form."""
    Masthead.objects.update(comments_per_hour=3, flood_after=0)
    address = f"{article.get_absolute_url()}comment/"

    def sending(text, at=MIDDAY, name="Ravi", **headers):
        with time_machine.travel(at, tick=False):
            key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
        with time_machine.travel(at + timedelta(seconds=30), tick=False):
            return reader.post(address, {"name": name, "text": text, "key": key}, **headers)

    return sending


@pytest.mark.both_databases
def test_what_is_over_the_limit_comes_back_with_its_text_and_a_time(send):
    """A50"""
    assert [send(f"Number {number}.").status for number in range(3)] == [303] * 3
    answer = send("Number 4, and a long thought.")
    assert answer.status == 429
    assert "Number 4, and a long thought." in answer
    assert "in 50 minutes" in answer
    assert int(answer.headers["Retry-After"]) == 49 * 60 + 30
    assert Comment.objects.count() == 3


@pytest.mark.both_databases
def test_the_next_hour_is_a_new_one(send):
    for number in range(4):
        send(f"Number {number}.")
    assert send("Later.", at=MIDDAY + timedelta(hours=1)).status == 303


def test_what_came_back_can_be_sent_again_as_it_is(send, reader, article):
    for number in range(3):
        send(f"Number {number}.")
    page = send("Number 4.")
    key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
    with time_machine.travel(MIDDAY + timedelta(hours=1), tick=False):
        words = {"name": "Ravi", "text": "Number 4.", "key": key}
        answer = reader.post(f"{article.get_absolute_url()}comment/", words)
    assert answer.status == 303


@pytest.mark.both_databases
def test_sending_one_form_twice_counts_once(send, reader, article):
    address = f"{article.get_absolute_url()}comment/"
    with time_machine.travel(MIDDAY, tick=False):
        key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    with time_machine.travel(MIDDAY + timedelta(seconds=30), tick=False):
        words = {"name": "Ravi", "text": "Once.", "key": key}
        assert [reader.post(address, words).status for _ in range(5)] == [303] * 5
    assert HourlyCount.objects.get().number == 1


def test_without_a_limit_none_is_counted(send):
    Masthead.objects.update(comments_per_hour=0)
    assert [send(f"Number {number}.").status for number in range(5)] == [303] * 5
    assert not HourlyCount.objects.exists()


def test_the_newsroom_is_not_limited(client, send, article, ida):
    for number in range(3):
        send(f"Number {number}.")
    client.login(username="ida", password=PASSWORD)
    address = f"{article.get_absolute_url()}comment/"
    with time_machine.travel(MIDDAY, tick=False):
        client.force_login(ida)
        key = client.get(address).context["form"].initial["key"]
    with time_machine.travel(MIDDAY + timedelta(seconds=30), tick=False):
        words = {"name": "Ida", "text": "From the desk.", "key": key}
        assert client.post(address, words, HTTP_ORIGIN="http://testserver").status_code == 303


def test_no_address_is_stored_and_the_key_changes_every_day(send):
    send("Today.")
    today = HourlyCount.objects.get().network
    send("Tomorrow.", at=MIDDAY + timedelta(days=1))
    tomorrow = HourlyCount.objects.get().network
    assert today != tomorrow
    assert "127.0.0.1" not in today + tomorrow


@pytest.mark.both_databases
def test_old_rows_go(send):
    send("Today.")
    send("In three days.", at=MIDDAY + timedelta(days=3))
    assert HourlyCount.objects.count() == 1


def test_behind_a_proxy_its_word_counts_and_the_readers_does_not(send, settings):
    settings.TRUSTED_PROXIES = 1
    forged = [f"10.0.0.{number}, 203.0.113.7" for number in range(4)]
    answers = [
        send(f"Number {place}.", **{"X-Forwarded-For": hops}).status
        for place, hops in enumerate(forged)
    ]
    assert answers == [303, 303, 303, 429]
    assert send("Another.", **{"X-Forwarded-For": "203.0.113.8"}).status == 303


def test_an_ipv6_network_is_one(send, settings):
    settings.TRUSTED_PROXIES = 1
    hops = [f"2001:db8:1:2::{number}" for number in range(4)]
    answers = [
        send(f"Number {place}.", **{"X-Forwarded-For": hop}).status
        for place, hop in enumerate(hops)
    ]
    assert answers == [303, 303, 303, 429]


@pytest.mark.both_databases
def test_in_a_flood_everything_waits_even_what_would_be_trusted(send, article):
    """A50: the number is taken from everybody together; nothing is lost."""
    Masthead.objects.update(comments_per_hour=0, flood_after=2, moderation=Mode.NEWCOMERS)
    cookie = kept_proof(a_comment(article, email="ravi@example.org").confirm_email())
    for number in range(2):
        send(f"Number {number}.", Cookie=cookie)
    send("Number 3.", Cookie=cookie)
    send("Number 4.", at=MIDDAY + timedelta(hours=1), Cookie=cookie)
    reasons = Comment.objects.order_by("pk").values_list("reason_code", flat=True)[1:]
    assert list(reasons) == [Reason.TRUSTED, Reason.TRUSTED, Reason.FLOOD, Reason.TRUSTED]


def test_a_proved_person_is_limited_on_whatever_network(send, article, settings):
    settings.TRUSTED_PROXIES = 1
    cookie = kept_proof(a_comment(article, email="ravi@example.org").confirm_email())
    answers = [
        send(f"{number}.", **{"X-Forwarded-For": f"203.0.113.{number}", "Cookie": cookie}).status
        for number in range(4)
    ]
    assert answers == [303, 303, 303, 429]
    assert send("Somebody else.", name="Zoë", **{"X-Forwarded-For": "203.0.113.9"}).status == 303


@pytest.mark.both_databases
def test_of_two_for_the_last_place_the_second_is_sent_back(send, monkeypatch):
    """Both found a place before the house rules worked."""
    for number in range(2):
        send(f"Number {number}.")
    judged = Comment.submit

    def while_another_comes(comment, submission, **options):
        HourlyCount.objects.update(number=3)
        judged(comment, submission, **options)

    monkeypatch.setattr(Comment, "submit", while_another_comes)
    answer = send("Number 3.")
    assert answer.status == 429
    assert "Number 3." in answer
    assert Comment.objects.count() == 2


def test_who_is_told_of_the_wording_has_sent_a_comment(send):
    Masthead.objects.update(words_to_hold="gannet")
    assert [send(f"{number} gannets.").status for number in range(4)] == [422, 422, 422, 429]
    assert not Comment.objects.exists()
