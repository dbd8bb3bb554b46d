"""Moderators of some topics: what is not theirs they neither see nor decide, by any way."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comments import notifications
from comments.models import (
    Comment,
    Commenter,
    Decision,
    ModeratorScope,
    ModeratorSubscription,
    Note,
    Notice,
    Notification,
    PersonalRule,
    Status,
)
from comments.notifications.moderator_digest import waiting
from comments.tokens import action_links
from comments.tokens.action_links import LinkState
from tests.cast import PASSWORD, a_comment, a_topic, about, an_article, staff

QUEUE = "/admin/comments/comment/"


@pytest.fixture
def tess(db):
    """She moderates what is said about the harbour."""
    tess = staff("Tess", "Moderators")
    ModeratorScope.objects.create(moderator=tess).topics.add(a_topic("harbour"))
    return tess


@pytest.fixture
def hers(db):
    return a_comment(an_article(about=["harbour", "courts"]), Status.PENDING, text="Quay words")


@pytest.fixture
def not_hers(db):
    return a_comment(an_article(about=["courts"]), Status.PENDING, text="Court words")


@pytest.fixture
def desk(client, tess):
    client.login(username="tess", password=PASSWORD)
    return client


@pytest.mark.both_databases
def test_she_sees_and_counts_what_is_hers(desk, hers, not_hers):
    for address in (QUEUE, f"{QUEUE}?state=all", f"{QUEUE}?q=words", f"{QUEUE}?age=1"):
        page = desk.get(address).content.decode()
        assert "Court words" not in page, address
        assert ("Quay words" in page) == ("age" not in address), address
    assert "Waiting (1)" in desk.get(QUEUE).content.decode()
    first = desk.get("/admin/").content.decode()
    assert re.search(r"1\s+comment waiting", first)
    assert desk.get(f"{QUEUE}{hers.pk}/change/").status_code == 200
    assert desk.get(f"{QUEUE}{not_hers.pk}/change/").status_code == 302
    assert desk.get(f"{QUEUE}around/?comment={hers.pk}").status_code == 200
    assert desk.get(f"{QUEUE}around/?comment={not_hers.pk}").status_code == 404
    tried = desk.get(f"{QUEUE}words/?words=words").content.decode()
    assert "Quay words" in tried
    assert "Court words" not in tried


@pytest.mark.parametrize("act", ["approve", "reject", "spam", "note", "answer", "keep", "pick"])
def test_a_button_about_another_topic_does_nothing(desk, not_hers, act):
    said = {**about(act, not_hers), "words": "Mine now."}
    assert desk.post(QUEUE, said).status_code == 403
    assert desk.post(f"{QUEUE}{not_hers.pk}/decide/", said).status_code == 403
    not_hers.refresh_from_db()
    assert not_hers.status == Status.PENDING
    assert not Decision.objects.exists()
    assert not not_hers.notes.exists()
    assert Comment.objects.count() == 1


def test_nor_does_an_undo_or_a_word_about_an_edit(desk, mo):
    comment = a_comment(an_article(about=["courts"]), by=mo)
    decision = comment.decisions.by_people().get()
    assert desk.post(QUEUE, {"decide": f"undo:{decision.pk}"}).status_code == 403
    comment.edit("Other court words")
    edit = comment.revisions.get()
    assert desk.post(QUEUE, {"decide": f"accept_edit:{edit.pk}"}).status_code == 403
    comment.refresh_from_db()
    assert comment.status == Status.APPROVED
    assert comment.text != "Other court words"


@pytest.mark.both_databases
def test_an_action_and_a_claim_pass_over_what_is_not_hers(desk, hers, not_hers):
    marked = {"action": "approve", "_selected_action": [hers.pk, not_hers.pk]}
    desk.post(QUEUE, {**marked, "seen": f"{hers.pk}:{hers.seen_token}"})
    desk.post(f"{QUEUE}claim/", {"comment": not_hers.pk})
    hers.refresh_from_db()
    not_hers.refresh_from_db()
    assert (hers.status, not_hers.status) == (Status.APPROVED, Status.PENDING)
    assert not hasattr(not_hers, "claim")


def test_no_address_tells_her_a_headline_or_a_name_that_is_not_hers(desk, mo, hers, not_hers):
    draft = an_article(about=["harbour"], published=None, headline="The mayor resigns")
    court = not_hers.article
    people = [Commenter.objects.create(email=f"{name}@example.org") for name in ("ravi", "zoe")]
    for comment, person in zip((hers, not_hers), people, strict=True):
        Comment.objects.filter(pk=comment.pk).update(commenter=person)

    def narrowed(**to):
        return desk.get(QUEUE, to).content.decode()

    for page in (narrowed(article=draft.pk), narrowed(article=court.pk)):
        assert draft.headline not in page
        assert court.headline not in page
        assert "Quay words" not in page
    assert "zoe@example.org" not in narrowed(commenter=people[1].pk)
    assert "ravi@example.org" in narrowed(commenter=people[0].pk)
    assert narrowed(article=hers.article_id).count(hers.article.headline) == 4
    Comment.objects.update(commenter=people[0])
    Note.objects.create(comment=not_hers, by=mo, text="Lies in court.")
    for address in (QUEUE, f"{QUEUE}{hers.pk}/change/"):
        page = desk.get(address).content.decode()
        assert "Quay words" in page
        assert "Court words" not in page
        assert "Lies in court." not in page
    desk.force_login(mo)
    assert draft.headline not in narrowed(article=draft.pk)
    assert narrowed(article=court.pk).count(court.headline) == 4


def test_what_is_about_the_whole_paper_is_not_hers(desk, hers):
    ravi = Commenter.objects.create(email="ravi@example.org")
    Comment.objects.filter(pk=hers.pk).update(commenter=ravi)
    page = desk.get(QUEUE).content.decode()
    assert "desk-act--answer" in page
    assert "desk-act--ban" not in page
    assert desk.post(QUEUE, about("ban", hers)).status_code == 403
    assert not PersonalRule.objects.exists()
    for address in ("networkblock/", "networkblock/add/", "personalrule/", "notification/"):
        assert desk.get(f"/admin/comments/{address}").status_code == 403, address
    assert desk.get("/admin/comments/notification/mine/").status_code == 200


def test_the_command_line_keeps_to_it(tess, hers, not_hers):
    call_command("moderate", "approve", hers.pk, by="tess", stdout=StringIO())
    with pytest.raises(CommandError, match="Not changed"):
        call_command("moderate", "approve", not_hers.pk, by="tess", stdout=StringIO())
    with pytest.raises(CommandError, match="whole paper"):
        call_command("moderate", "ban", hers.pk, by="tess", stdout=StringIO())
    not_hers.refresh_from_db()
    assert not_hers.status == Status.PENDING


@pytest.mark.parametrize(
    "rhythm", [ModeratorSubscription.Rhythm.DAILY, ModeratorSubscription.Rhythm.AT_ONCE]
)
def test_letters_tell_her_of_hers_only(tess, hers, not_hers, rhythm):
    ModeratorSubscription.objects.create(moderator=tess, rhythm=rhythm)
    for comment in (hers, not_hers):
        notifications.tell_moderators(comment)
    said = [waiting(notification) for notification in Notification.objects.all()]
    assert [[entry.text for entry in one.entries] for one in said] == [["Quay words"]]
    assert said[0].more == ""


def test_a_link_of_a_letter_ends_with_the_remit(tess, hers):
    link = action_links.read(
        action_links.address(hers, "approve", tess).rstrip("/").rpartition("/")[2]
    )
    assert link.result().state == LinkState.OPEN
    tess.moderator_scope.topics.set([a_topic("schools")])
    assert link.result().state == LinkState.NO_RIGHTS
    link.carry_out()
    hers.refresh_from_db()
    assert hers.status == Status.PENDING


@pytest.mark.both_databases
def test_an_appeal_stays_with_who_decided_if_the_other_has_other_topics(tess, mo):
    about_courts = a_comment(an_article(about=["courts"]), Status.REJECTED, by=mo)
    about_boats = a_comment(an_article(about=["harbour"]), Status.REJECTED, by=mo)
    for comment in (about_courts, about_boats):
        Notice(comment=comment, kind=Notice.Kind.APPEAL, words="Why?").submit()
    assert not about_courts.must_be_decided_by_another_than(mo)
    assert about_boats.must_be_decided_by_another_than(mo)


@pytest.mark.both_databases
def test_a_topic_that_goes_takes_its_comments_from_her_and_gives_her_none(desk, hers, not_hers):
    a_topic("harbour").delete()
    page = desk.get(QUEUE).content.decode()
    assert "Quay words" not in page
    assert "Court words" not in page


def test_the_boss_decides_about_everything_whatever_topics_they_were_given(client, boss, not_hers):
    ModeratorScope.objects.create(moderator=boss).topics.add(a_topic("harbour"))
    client.force_login(boss)
    assert "Court words" in client.get(QUEUE).content.decode()


def test_the_boss_gives_topics_in_a_form_and_nobody_else_can(client, boss, mo, tess):
    client.login(username="boss", password=PASSWORD)
    courts = a_topic("courts")
    given = {"moderator": mo.pk, "topics": [courts.pk]}
    assert client.post("/admin/comments/moderatorscope/add/", given).status_code == 302
    assert list(ModeratorScope.objects.get(moderator=mo).topics.all()) == [courts]
    for name in ("mo", "tess"):
        client.login(username=name, password=PASSWORD)
        assert client.get("/admin/comments/moderatorscope/").status_code == 403
        assert client.post("/admin/comments/moderatorscope/add/", given).status_code == 403
