"""Whoever sent a comment is blocked without an address being known: K14c."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments.models import (
    Comment,
    Commenter,
    PersonalRule,
    Sender,
    SenderBlock,
    Status,
)
from comments.moderation import Reason, Submission
from comments.tokens import action_links
from newsroom.network import DayKey
from tests.cast import about, from_now

QUEUE = "/admin/comments/comment/"
HERS, HIS = Submission(network="192.0.2.7"), Submission(network="198.51.100.1")


def sent(article, submission=HERS, **what):
    comment = Comment(article=article, **{"name": "Mallory", "text": "Watches!", **what})
    comment.submit(submission)
    return comment


def in_the_list(comment, client, **fields):
    return client.post(QUEUE, about("block", comment) | {f"days-{comment.pk}": "7"} | fields)


def by_command(comment, client, **fields):
    call_command("moderate", "block", str(comment.pk), by="mo", days="7", words="Watches.")


def by_link(comment, client, **fields):
    from django.contrib.auth import get_user_model

    link = action_links.address(comment, "spam", get_user_model().objects.get(username="mo"))
    assert 'name="days"' in client.get(link).content.decode()
    answer = client.post(link, {"days": "7"}, follow=True)
    assert "Whoever sent this is blocked until" in answer.content.decode()


@pytest.mark.parametrize("way", [in_the_list, by_command, by_link])
def test_whoever_sent_it_is_blocked_whatever_name_and_address_they_use(article, mo, client, way):
    """K14c: an unconfirmed pest is stopped, by every way."""
    client.force_login(mo)
    pest = sent(article)
    way(pest, client)
    ravi = Commenter.objects.create(email="ravi@example.org")
    again = sent(article, text="More watches!", name="Somebody", email="a@example.org")
    confirmed = sent(article, text="Still more!", commenter=ravi)
    other = sent(article, HIS, text="Where is the bridge?")
    for comment in (again, confirmed):
        assert (comment.status, comment.reason_code) == (Status.REJECTED, Reason.NETWORK)
        assert Comment.objects.get(pk=comment.pk).text == comment.text
    assert other.status == Status.PENDING
    block = SenderBlock.objects.get()
    assert block.by == mo
    assert timedelta(days=6) < block.until - timezone.now() <= timedelta(days=7)


def test_the_block_outlives_the_day_and_ends(article, mo):
    """K14c"""
    pest = sent(article)
    SenderBlock.of(pest, mo, from_now(days=7))
    with time_machine.travel(from_now(days=2)):
        DayKey.forget_past_days()
        assert not Sender.objects.exists()
        assert sent(article, text="Good morning").status == Status.REJECTED
    with time_machine.travel(from_now(days=8)):
        assert sent(article, text="Good evening").status == Status.PENDING
        call_command("purge")
        assert not SenderBlock.objects.exists()


def test_a_block_tells_nothing_of_the_other_hashes_of_the_day(article, mo):
    """K14c: what it keeps is neither the day's secret nor a way to it."""
    block = SenderBlock.of(sent(article), mo, from_now(days=1))
    key = DayKey.of_today()
    assert key.secret not in (block.key, block.network)
    assert block.network != key.hash_of(HERS.network)
    assert "192.0.2.7" not in repr(vars(block))


def test_it_is_offered_on_the_same_day_only(article, mo, client):
    """K14c"""
    client.force_login(mo)
    pest, unknown = sent(article), sent(article, Submission(), text="By import.")
    page = client.get(QUEUE).content.decode()
    assert f"block:{pest.pk}" in page
    assert f"block:{unknown.pk}" not in page
    answer = client.post(QUEUE, about("block", unknown), headers={"accept": "application/json"})
    assert answer.json()["outcomes"][0]["result"] == "impossible"
    with time_machine.travel(from_now(days=1)):
        client.force_login(mo)
        assert f"block:{pest.pk}" not in client.get(QUEUE).content.decode()


def test_a_ban_blocks_its_sender_for_a_day_and_takes_the_block_back(article, mo, client):
    """K14c: a banned person posts on without the address."""
    ravi = Commenter.objects.create(email="ravi@example.org")
    banned = sent(article, commenter=ravi)
    call_command("moderate", "ban", str(banned.pk), by="mo")
    assert sent(article, text="Me again.").status == Status.REJECTED
    assert SenderBlock.objects.get().until <= from_now(days=1)
    PersonalRule.objects.get().lift(mo)
    assert sent(article, text="And again.").status == Status.PENDING


def test_unblocking_and_the_list(article, mo, client):
    """K14c: the list says until when, by whom and why; a block is lifted there or in the queue."""
    client.force_login(mo)
    pest = sent(article)
    fields = {f"words-{pest.pk}": "He sells watches."}
    in_the_list(pest, client, **fields)
    listed = client.get("/admin/comments/senderblock/").content.decode()
    assert "He sells watches." in listed
    assert "Mallory" in listed
    page = client.get(QUEUE).content.decode()
    assert "Whoever sent this is blocked until" in page
    assert f"unblock:{pest.pk}" in page
    client.post(QUEUE, about("unblock", pest))
    assert sent(article, text="Hello").status == Status.PENDING
    in_the_list(pest, client)
    row = SenderBlock.objects.in_force().get()
    chosen = {"action": "lift", "_selected_action": [row.pk]}
    assert client.post("/admin/comments/senderblock/", chosen).status_code == 302
    assert not SenderBlock.objects.in_force().exists()


def test_it_always_ends_and_is_for_the_whole_papers_moderators(article, mo, client):
    """K14c"""
    pest = sent(article)
    for days in ("365", "-1", "x"):
        with pytest.raises(CommandError):
            call_command("moderate", "block", str(pest.pk), by="mo", days=days)
    assert SenderBlock.of(pest, mo, from_now(days=365)).until <= from_now(days=30)


def test_what_its_writer_deletes_is_nobodys_any_more(article, mo):
    """K14c"""
    pest = sent(article)
    pest.delete_by_writer()
    assert not Sender.objects.exists()
