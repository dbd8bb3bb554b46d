"""Every address of the desk, every role, GET and POST: as the table in matrix/ has it."""

import os

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import resolve

from tests import cast
from tests.desk import matrix
from tests.desk.matrix.world import World

LINES = matrix.lines()


def test_every_address_has_a_line_and_every_line_an_address():
    """A30"""
    told = {resolve(line.address.format_map(AnyNumber())).route for line in LINES}
    # Django leaves out the sign for the beginning in the one, and not in the other.
    assert told == {route.replace("^", "") for route in matrix.routes()}


class AnyNumber(dict):
    def __missing__(self, name):
        return "1"


@pytest.mark.parametrize("part", dict.fromkeys(line.part for line in LINES))
def test_each_may_do_what_the_table_says_and_nothing_else(db, part):
    """A30"""
    world = World()
    told = [line for line in LINES if line.part == part]
    found = [world.measured(line) for line in told]
    if os.environ.get("MATRIX") == "write":
        matrix.rewrite(found)
    assert [str(line) for line in found] == [str(line) for line in told]


def test_looking_writes_nothing_for_anybody():
    """A24"""
    assert [line for line in LINES if any("!" in cell.split("/")[0] for cell in line.cells)] == []


@pytest.mark.parametrize("role", ["stranger", "reader", "clerk"])
def test_who_has_no_work_at_the_desk_changes_nothing_there_but_their_own_login(role):
    place = matrix.ROLES.index(role)
    written = {line.address for line in LINES if "!" in line.cells[place]}
    assert written <= {"/admin/login/", "/admin/password_change/"}


ASKED_BY_A_SCRIPT = "/admin/links/{article}/"  # which a way to the login would not help


def test_strangers_are_sent_to_the_login_wherever_they_ask():
    for line in LINES:
        if line.address not in ("/admin/login/", "/admin/logout/", ASKED_BY_A_SCRIPT):
            assert line.cells[:2] == ["login/login", "login/login"], line


def test_nobody_is_led_to_a_draft_or_told_its_headline(client, db):
    draft = cast.an_article(published=None, headline="The mayor resigns")
    kind = ContentType.objects.get_for_model(draft).pk
    for name, groups in (("Clerk", ()), ("Mo", ("Moderators",))):
        client.force_login(cast.staff(name, *groups))
        answer = client.get(f"/admin/r/{kind}/{draft.pk}/")
        assert answer.status_code == 403
        assert "mayor" not in answer.content.decode() + str(answer.headers)


@pytest.mark.parametrize("address", ["/admin/r/x/1/", "/admin/r/0/1/", "/admin/r/99999/1/"])
def test_what_there_is_none_of_is_not_found(client, boss, address):
    client.force_login(boss)
    assert client.get(address).status_code == 404
