"""Who comes second is told, and nothing is decided about words that nobody saw."""

import json

import pytest

from tests.site import Site

pytestmark = [pytest.mark.site, pytest.mark.both_databases]
RUN = """
import json
from tests.comments import races
print(json.dumps(races.{race}({rounds})))
"""


@pytest.fixture
def raced(tmp_path, migrated):
    """Run a race of tests/comments/races.py on a database of its own; returns its counts."""
    with Site(tmp_path, like=migrated) as site:
        yield lambda race, rounds: json.loads(site.python(RUN.format(race=race, rounds=rounds)))


def test_no_words_are_approved_unseen(raced):
    """A28"""
    came = raced("approving_while_it_is_edited", 40)
    print(came)
    assert came.keys() == {"before", "after"}
    assert sum(came.values()) == 40


def test_fifty_who_report_the_same_at_once_are_one_notice_that_counts_them(raced):
    """A70"""
    assert raced("reporting", 50) == {"notices": 1, "times": 50}


def test_no_two_changes_wait_for_each_other(raced):
    assert raced("in_each_others_way", 15) == {}


def test_an_article_is_deleted_while_its_comments_are_decided_about(raced):
    """K12c"""
    came = raced("deleting_while_it_is_decided", 8)
    came.pop("DoesNotExist", None)  # told to whoever comes when it is gone
    assert came == {"left": 0}


def test_an_editor_saves_while_moderators_and_writers_decide(raced):
    """K3a, K12c: editor and moderator, deletion and moderator; ten rounds, no deadlock."""
    came = raced("saving_while_it_is_decided", 10)
    print(came)
    assert came == {"lost words": 0, "not deleted": 0, "wrong count": 0}


def test_comments_move_in_while_others_are_decided_about(raced):
    """K3a, K12c: import and moderator; ten rounds, no deadlock."""
    came = raced("importing_while_it_is_decided", 10)
    print(came)
    assert came == {"wrong count": 0}


def test_of_two_moderators_one_wins_and_the_other_is_told(raced):
    came = raced("two_moderators", 20)
    assert came == {"changed done 1": 20, "wrong count": 0}


def test_of_twenty_emails_to_one_mailbox_at_once_one_goes_and_the_day_has_one_key(raced):
    """K17d, K4b: the databases decide, not a question asked before."""
    assert raced("writing_to_one_mailbox", 20) == {"True": 1, "False": 19, "keys": 1, "again": 1}
