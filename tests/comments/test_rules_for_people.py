"""Bans, watched and trusted people, blocked networks; and who was often refused."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from comments.models import Comment, Commenter, NetworkBlock, PersonalRule, Status
from comments.models.network_block import is_network
from comments.moderation import Reason, Submission
from comments.status import HIDDEN
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import PASSWORD, a_comment, from_now
from tests.order import on_both


@pytest.fixture
def ravi(db):
    return Commenter.objects.create(email="ravi@example.org")


def judged(article, commenter=None, network="", **what):
    comment = Comment(
        article=article, commenter=commenter, **{"name": "Ravi", "text": "Good morning.", **what}
    )
    comment.submit(Submission(timedelta(minutes=1), network=network))
    return comment.status, comment.reason_code


@pytest.mark.parametrize(
    ("kind", "mode", "outcome"),
    [
        ("ban", Mode.LATER, (Status.REJECTED, Reason.BANNED)),
        ("hold", Mode.LATER, (Status.PENDING, Reason.WATCHED)),
        ("trust", Mode.HOLD, (Status.APPROVED, Reason.VOUCHED_FOR)),
    ],
)
def test_what_is_laid_down_for_one_person_counts_for_them_alone(
    article, ravi, mo, kind, mode, outcome
):
    Masthead.objects.update(moderation=mode)
    PersonalRule.lay_down(ravi, kind, by=mo)
    assert judged(article, ravi) == outcome
    zoe = Commenter.objects.create(email="zoe@example.org")
    usual = Reason.READ_LATER if mode == Mode.LATER else Reason.UNREAD
    assert judged(article, zoe, name="Zoe")[1] == usual
    assert judged(article, name="Who typed it", email="ravi@example.org")[1] == usual


def test_trust_gets_nobody_past_the_rules_that_hold(article, ravi, mo):
    PersonalRule.lay_down(ravi, "trust", by=mo)
    links = " ".join(f"https://example.org/{n}" for n in range(9))
    assert judged(article, ravi, text=links) == (Status.PENDING, Reason.LINKS)


@pytest.mark.both_databases
def test_a_rule_ends_with_its_time_or_is_lifted_and_its_history_stays(article, ravi, mo, boss):
    PersonalRule.lay_down(ravi, "hold", by=mo, note="Insults.")
    ban = PersonalRule.lay_down(ravi, "ban", by=boss, until=from_now(days=7), note="Again.")
    assert judged(article, ravi)[1] == Reason.BANNED
    with time_machine.travel(from_now(days=8)):
        assert judged(article, ravi)[1] == Reason.UNREAD
    assert ban.lift(mo)
    assert not ban.lift(mo)
    assert judged(article, ravi, text="Good evening.")[1] == Reason.UNREAD
    history = ravi.personal_rules.values_list("kind", "note", "by", "lifted_by")
    assert list(history) == [
        ("ban", "Again.", boss.pk, mo.pk),
        ("hold", "Insults.", mo.pk, boss.pk),
    ]


@pytest.mark.both_databases
def test_somebody_often_refused_waits_where_others_do_not(article, ravi, mo):
    Masthead.objects.update(moderation=Mode.LATER)
    for number in range(2):
        a_comment(article, Status.REJECTED, by=mo, commenter=ravi, text=f"Bah {number}!")
    assert judged(article, ravi)[1] == Reason.READ_LATER
    a_comment(article, Status.SPAM, by=mo, commenter=ravi, text="Bah 3!")
    assert judged(article, ravi, text="Hello.") == (Status.PENDING, Reason.OFTEN_REJECTED)
    a_comment(article, Status.APPROVED, by=mo, commenter=ravi, text="Fine.")
    assert judged(article, ravi, text="Hello again.")[1] == Reason.OFTEN_REJECTED  # half of six
    assert judged(article, ravi, text="Hello you.")[1] == Reason.READ_LATER


@pytest.mark.both_databases
@pytest.mark.parametrize("mode", [Mode.NEWCOMERS, Mode.LATER])
@pytest.mark.parametrize("end", [*HIDDEN, "deleted by its writer"])
def test_what_is_hidden_counts_against_its_writer_and_what_they_delete_does_not(
    article, ravi, mo, mode, end
):
    """K5a"""
    a_comment(article, Status.APPROVED, by=mo, commenter=ravi, text="Fine.")
    Masthead.objects.update(moderation=mode)
    for number in range(4):
        comment = a_comment(article, Status.APPROVED, by=mo, commenter=ravi, text=f"Bah {number}!")
        if end in HIDDEN:
            comment.decide(end, by=mo)
        else:
            comment.delete_by_writer()
    last = Comment.objects.get(pk=comment.pk)
    assert last.is_unwanted == (end in HIDDEN)
    new = Comment(article=article, commenter=ravi, name="Ravi", text="Good morning.")
    new.submit()
    if end in HIDDEN:
        assert (new.status, new.reason_code) == (Status.PENDING, Reason.OFTEN_REJECTED)
        assert "writer rejected" in new.spam_signs
    else:
        assert new.is_public
        assert "writer published" in new.spam_signs


def test_what_nobody_has_read_makes_nobody_trusted(article, ravi, mo):
    """K5a"""
    Masthead.objects.update(moderation=Mode.LATER)
    assert judged(article, ravi)[1] == Reason.READ_LATER
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    assert judged(article, ravi, text="Hello.")[1] == Reason.UNREAD
    Comment.objects.get(text="Good morning.").keep(by=mo)
    assert judged(article, ravi, text="Hello again.")[1] == Reason.TRUSTED


@pytest.mark.parametrize(
    ("blocked", "network", "is_covered"),
    [
        ("192.0.2.0/24", "192.0.2.77", True),
        ("192.0.2.0/24", "192.0.3.77", False),
        ("192.0.2.7", "192.0.2.7", True),
        on_both("2001:db8::/48", "2001:db8:0:5::/64", True),
        ("2001:db8:0:5::1", "2001:db8:0:5::/64", True),
        ("2001:db8::/48", "2001:db9::/64", False),
        ("192.0.2.0/24", "2001:db8::/64", False),
        ("192.0.2.0/24", "unknown", False),
    ],
)
def test_a_blocked_network_is_refused_until_the_block_ends(article, blocked, network, is_covered):
    NetworkBlock.objects.create(network=blocked, until=from_now(days=1))
    refused = (Status.REJECTED, Reason.NETWORK)
    assert (judged(article, network=network) == refused) == is_covered
    with time_machine.travel(from_now(days=2)):
        assert judged(article, network=network, text="Later.")[1] == Reason.UNREAD


@pytest.mark.parametrize("said", ["", "harbour", "0.0.0.0/0", "10.0.0.0/7", "::/0", "192.0.2.7/24"])
def test_a_slip_blocks_nobody(said):
    with pytest.raises(ValidationError):
        is_network(said)
    is_network("10.0.0.0/8")


def test_the_form_says_where_it_came_from_and_nothing_keeps_it(reader, article, settings):
    settings.TRUSTED_PROXIES = 1
    NetworkBlock.objects.create(network="192.0.2.0/24", until=from_now(days=1))
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    with time_machine.travel(from_now(minutes=1)):
        words = {"name": "Ravi", "text": "Good morning.", "key": key}
        answer = reader.post(address, words, **{"X-Forwarded-For": "192.0.2.7"})
    refused = Comment.objects.get()
    assert refused.reason_code == Reason.NETWORK
    assert "192.0" not in str(Comment.objects.values().get())
    assert "Comments from this network are blocked" in reader.get(answer.headers["Location"])


def test_a_moderator_blocks_and_lifts_in_the_admin(client, mo, ravi):
    client.login(username="mo", password=PASSWORD)
    fields = {"network": "192.0.2.0/24", "until_0": "2099-01-01", "until_1": "00:00", "note": ""}
    client.post("/admin/comments/networkblock/add/", fields)
    assert NetworkBlock.objects.get().by == mo
    client.post("/admin/comments/networkblock/add/", fields | {"network": "0.0.0.0/0"})
    assert NetworkBlock.objects.count() == 1
    rule = PersonalRule.lay_down(ravi, "ban", by=mo)
    client.post("/admin/comments/personalrule/", {"action": "lift", "_selected_action": [rule.pk]})
    assert ravi.rule_in_force() is None
    assert "ravi@example.org" in client.get("/admin/comments/personalrule/").content.decode()
