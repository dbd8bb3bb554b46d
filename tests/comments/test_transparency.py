"""The figures of a year are those of the log, in that year alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from comments import transparency
from comments.models import Comment, Notice, Status
from comments.moderation import Because, Submission
from tests.cast import a_comment, an_article

IN_2025 = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def a_year(db, mo):
    """In 2025: three comments, one refused by a rule, reports and an appeal; more in 2026."""
    with time_machine.travel(IN_2025, tick=False) as clock:
        article = an_article()
        hidden, stands = a_comment(article), a_comment(article)
        Comment(article=article, name="M", text="Watches").submit(Submission(took=timedelta(0)))
        notices = [
            Notice(comment=hidden, kind="abuse").submit(),
            Notice(comment=stands, kind="illegal", email="a@example.org").submit(),
        ]
        clock.shift(timedelta(hours=4))
        hidden.reject(by=mo, reason=Because("abuse"))
        clock.shift(timedelta(hours=2))
        stands.keep(by=mo)
        notices.append(Notice(comment=hidden, kind="appeal", words="Why?").submit())
    with time_machine.travel(IN_2025 + timedelta(days=365), tick=False):
        Notice(comment=stands, kind="spam").submit()
        a_comment(article, Status.SPAM, by=mo)
    return article


@pytest.mark.both_databases
def test_it_counts_one_year(a_year):
    found = {title: dict(lines) for title, lines in transparency.yearly_report(2025)}
    assert found["Comments"] == {"written": 3, "public today": 1}
    assert found["Reports"] == {
        "Insults or threats": 1,
        "Illegal content": 1,
        "all": 2,
        "decision changed": 1,
        "decision upheld": 1,
        "still open": 0,
        "median hours to the decision": 5.0,
    }
    people = found["Decisions by moderators"]
    assert (people["hidden"], people["  Insults or threatens somebody."]) == (1, 1)
    programs = found["Automated decisions"]
    assert (programs["hidden"], programs["published"]) == (1, 0)
    assert found["Appeals"]["still open"] == 1
    assert found["Appeals"]["median hours to the decision"] is None


@pytest.mark.both_databases
def test_what_was_taken_back_is_no_decision(a_year, mo):
    with time_machine.travel(IN_2025 + timedelta(hours=12), tick=False):
        a_comment(a_year, Status.PENDING).remove(by=mo).undo(by=mo)
    people = dict(dict(transparency.yearly_report(2025))["Decisions by moderators"])
    assert (people["hidden"], people["published"]) == (1, 2)  # the two that a_year begins with


@pytest.mark.both_databases
def test_what_is_hidden_already_is_not_hidden_again(a_year, mo):
    with time_machine.travel(IN_2025 + timedelta(hours=12), tick=False):
        a_comment(a_year, Status.REJECTED, by=mo).mark_as_spam(by=mo)
    people = dict(dict(transparency.yearly_report(2025))["Decisions by moderators"])
    assert people["hidden"] == 2  # with the one that a_year begins with


def test_it_is_printed(a_year, capsys):
    call_command("transparency", "--year", "2026")
    printed = capsys.readouterr().out
    assert "Newsroom, 2026" in printed
    assert "         1  Advertising" in printed
    assert "         –  median hours to the decision" in printed
