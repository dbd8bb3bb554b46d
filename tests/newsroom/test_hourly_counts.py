"""Searches, previews and wrong passwords: so many an hour for a network, and when to come again."""

import logging

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from articles.views import reading
from comments.models import Comment
from comments.views import posting
from newsroom import sign_in
from newsroom.models import HourlyCount
from tests.cast import PASSWORD, an_article, staff
from tests.page_forms import form_in

pytestmark = pytest.mark.django_db
WRONG = "not the password"
RAVIS, MALLORYS = "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def midday():
    now = timezone.now().replace(hour=12, minute=10, second=0, microsecond=0)
    with time_machine.travel(now, tick=False) as clock:
        yield clock


def test_a_network_searches_so_often_and_is_told_when_it_may_again(
    reader, settings, monkeypatch, midday
):
    """K17a: behind our proxy, where the network is known by its word."""
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr(reading, "SEARCHES_AN_HOUR", 3)
    an_article(headline="The crane has left")

    def search(network=RAVIS, address="/search/?q=crane"):
        return reader.get(address, **{"X-Forwarded-For": network})

    assert [search().status for _ in range(3)] == [200] * 3
    over = search()
    assert (over.status, over.headers["Retry-After"]) == (429, str(50 * 60))
    assert "in 51 minutes" in over
    assert 'value="crane"' in over
    assert "The crane has left" not in over
    assert search(MALLORYS).status == 200
    assert search(address="/search/").status == 200  # the form alone is no search
    assert HourlyCount.objects.count() == 2
    midday.shift(3600)
    assert search().status == 200


def test_who_searches_gets_an_answer_though_nothing_can_be_written(reader):
    """K17a"""
    an_article(headline="The crane has left")

    def read_only(execute, sql, *query):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *query)

    with connection.execute_wrapper(read_only):
        assert "The crane has left" in reader.get("/search/?q=crane")


def test_a_network_previews_so_often_and_can_still_send_its_comment(
    reader, article, monkeypatch, midday
):
    """K17a"""
    monkeypatch.setattr(posting, "PREVIEWS_AN_HOUR", 2)
    address = f"{article.get_absolute_url()}comment/"
    form = form_in(reader.get(address).text)
    midday.shift(30)
    fields = form.fields | {"name": "Ravi", "text": "It has *left*."}
    look = fields | {"preview": "Preview"}
    assert ["Preview: not sent yet" in reader.post(address, look) for _ in range(2)] == [True] * 2
    over = reader.post(address, look)
    assert (over.status, over.headers["Retry-After"]) == (429, str(49 * 60 + 30))
    assert "try the preview again in 50 minutes" in over
    assert "It has *left*.</textarea>" in over
    again = form_in(over.text).fields | {"name": "Ravi", "text": "It has *left*."}
    assert reader.post(address, again).status == 303
    assert Comment.objects.get().text == "It has *left*."


@pytest.fixture
def tried(client, settings, monkeypatch):
    """Signing in from a network: `tried("ida", WRONG)` is the status of the answer."""
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr(sign_in, "WRONG_FOR_AN_ACCOUNT", 3)
    monkeypatch.setattr(sign_in, "WRONG_IN_ALL", 5)
    staff("Ida", "Editors")
    staff("Mo", "Moderators")

    def trying(username, password, network=MALLORYS):
        fields = {"username": username, "password": password}
        trying.answer = client.post("/admin/login/", fields, HTTP_X_FORWARDED_FOR=network)
        client.logout()
        return trying.answer.status_code

    return trying


def test_a_network_is_wrong_about_an_account_so_often_and_shuts_out_only_itself(
    tried, caplog, midday
):
    """K17a"""
    caplog.set_level(logging.WARNING, "newsroom.sign_in")
    assert [tried("ida", WRONG) for _ in range(3)] == [200] * 3
    assert [tried("ida", WRONG), tried("IDA", WRONG), tried("ida", PASSWORD)] == [429] * 3
    assert tried.answer["Retry-After"] == str(50 * 60)
    assert "Please try again in 51 minutes." in tried.answer.text
    assert [tried("ida", PASSWORD, RAVIS), tried("mo", PASSWORD)] == [302, 302]
    lines = [record.getMessage() for record in caplog.records if record.name == "newsroom.sign_in"]
    assert len(lines) == 3
    assert "ida" not in "".join(lines).lower().replace("said", "")
    midday.shift(3600)
    assert tried("ida", PASSWORD) == 302


def test_a_network_cannot_go_from_account_to_account(tried):
    """K17a"""
    assert [tried(f"ida{number}", WRONG) for number in range(5)] == [200] * 5
    assert tried("ida", PASSWORD) == 429
    assert tried("ida", PASSWORD, RAVIS) == 302


def test_the_right_password_is_never_counted(tried):
    assert [tried("ida", PASSWORD) for _ in range(20)] == [302] * 20
    assert not HourlyCount.objects.filter(number__gt=0).exists()


def test_no_account_and_no_address_stands_in_a_count(tried):
    tried("ida", WRONG)
    counted = "".join(HourlyCount.objects.values_list("network", flat=True))
    assert len(counted) == 2 * 64
    assert "ida" not in counted
