"""The list of decisions: who, when, what and why, of all comments; one press undoes one."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment, Commenter, Decision, ModeratorScope, Notice, Status
from comments.moderation import Because
from newsroom.models import Masthead
from tests.cast import PASSWORD, a_comment, a_topic, an_article, moved_in, staff

DECISIONS = "/admin/comments/comment/decisions/"
ENTRY = re.compile(r'<li class="desk-log__entry">(.*?)</li>', re.DOTALL)


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


def entries(desk, **asked):
    """The entries as they are read, without markup."""
    page = desk.get(DECISIONS, asked).content.decode()
    return [" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in ENTRY.findall(page)]


def a_public_one(article, **what):
    """A comment about which nobody has decided, as an import brings it."""
    (comment,) = moved_in(article, 1, **what)
    return comment


def shown(desk):
    return desk.get(DECISIONS).content.decode()


def offered(desk, **asked):
    page = desk.get(DECISIONS, asked).content.decode()
    return {int(pk) for pk in re.findall(r'value="undo:(\d+)"', page)}


def test_it_says_who_decided_what_and_why_the_latest_first(desk, article, mo):
    first, second = (a_comment(article, Status.PENDING, text=text) for text in ("Gulls.", "Quay."))
    first.reject(by=mo, reason=Because("abuse"))
    second.approve(by=mo)
    later, earlier = entries(desk)
    assert "Mo · waiting → to approved" in later
    assert "Quay." in later
    assert "Mo · waiting → to rejected · Insults or threatens somebody." in earlier
    assert article.headline in earlier


def test_without_a_decision_it_says_so(desk, article):
    Comment(article=article, name="Ravi", text="Gulls.").submit()
    assert entries(desk) == []
    assert "No decisions." in desk.get(DECISIONS).content.decode()


def test_those_of_rules_and_writers_are_told_from_those_of_people(desk, article, mo):
    comment = Comment(article=article, name="Ravi", text="Gulls.")
    comment.submit()
    comment.approve(by=mo)
    comment.delete_by_writer()
    by_rule, by_writer = entries(desk, by="rule"), entries(desk, by="writer")
    assert [each for each in by_rule if "House rule ·" not in each] == []
    assert "Commenter ·" in by_writer[0]
    assert len(entries(desk)) == 1
    assert len(entries(desk, by="all")) == Decision.objects.count()


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ({"kind": "approved"}, ["Gulls."]),
        ({"kind": "picked"}, ["Gulls."]),
        ({"reason": "abuse"}, ["Quay."]),
        ({"by": "mo"}, ["Gulls.", "Gulls.", "Quay."]),
        ({"by": "boss"}, ["Old."]),
        ({"since": "today"}, ["Gulls.", "Gulls.", "Quay."]),
        ({"until": "yesterday"}, ["Old."]),
        ({"article": "first"}, ["Gulls.", "Gulls."]),
        ({"commenter": "zoe"}, ["Quay."]),
        ({"kind": "nothing"}, []),
        ({"since": "31/12/2020"}, []),
        ({"article": "x"}, []),
    ],
)
def test_it_is_narrowed_by_who_what_why_when_and_about_what(desk, mo, boss, asked, texts):
    today = timezone.localdate()
    zoe = Commenter.objects.create(email="zoe@example.org")
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        a_comment(an_article(), Status.REMOVED, by=boss, text="Old.")
    first, second = an_article(), an_article()
    insult = a_comment(second, Status.PENDING, text="Quay.", commenter=zoe)
    insult.reject(by=mo, reason=Because("abuse"))
    praised = a_comment(first, Status.PENDING, text="Gulls.")
    praised.approve(by=mo)
    praised.feature(by=mo)
    known = {
        "mo": mo.pk, "boss": boss.pk, "first": first.pk, "zoe": zoe.pk,
        "today": today, "yesterday": today - timedelta(days=1),
    }  # fmt: skip
    asked = {name: str(known.get(value, value)) for name, value in asked.items()}
    found = entries(desk, **asked)
    assert len(found) == len(texts)
    assert all(text in each for text, each in zip(texts, found, strict=True))


def test_a_press_undoes_a_decision_and_leads_back_to_the_same_place(desk, article, mo):
    comment = a_public_one(article)
    removed = comment.remove(by=mo)
    there = f"{DECISIONS}?by={mo.pk}&kind=removed"
    assert offered(desk) == {removed.pk}
    answer = desk.post(there, {"decide": f"undo:{removed.pk}"})
    assert answer["Location"] == there
    page = desk.get(there).content.decode()
    assert "Undone: Ravi" in page
    assert "Undone by Mo" in page
    comment.refresh_from_db()
    assert comment.status == Status.APPROVED
    assert offered(desk, by="all") == set()
    desk.post(there, {"decide": f"undo:{removed.pk}"})
    assert "The comment was edited or decided on in the meantime." in shown(desk)


@pytest.mark.both_databases
def test_undo_is_offered_where_it_is_possible_and_nowhere_else(desk, article, mo, boss):
    replaced = a_public_one(article)
    for decide in (Comment.remove, Comment.approve, Comment.remove):
        decide(replaced, by=boss)
    stays = [replaced.approve(by=mo)]
    picked = a_comment(article, Status.PENDING)
    stays += [picked.approve(by=mo), picked.feature(by=mo)]
    edits = [a_public_one(article, text=f"Gulls, {each}.") for each in ("a", "b", "c")]
    for comment in edits:
        comment.edit(f"{comment.text} Many.")
    accepted, rejected, again = (Comment.objects.get(pk=comment.pk) for comment in edits)
    stays += [accepted.open_edit.accept(by=mo), rejected.open_edit.reject(by=mo)]
    again.open_edit.reject(by=mo)
    again.edit("Another text.")
    deleted = a_public_one(article)
    deleted.remove(by=mo)
    deleted.delete_by_writer()
    appealed = a_comment(article, Status.PENDING)
    appealed.reject(by=mo)
    Notice(comment=appealed, kind=Notice.Kind.APPEAL, words="It was no insult.").submit()
    answered = appealed.approve(by=boss)
    gone = a_public_one(article)
    gone.remove(by=mo)
    gone.delete()
    assert offered(desk) == {decision.pk for decision in stays}
    all_of_them = Decision.objects.by_people()
    possible = {each.pk for each in all_of_them if each.may_be_undone}
    assert possible == {*offered(desk), answered.pk}
    desk.force_login(boss)
    assert answered.pk in offered(desk)


def test_who_may_not_decide_sees_none_and_a_moderator_of_some_topics_theirs(desk, ida, mo):
    tess = staff("Tess", "Moderators")
    ModeratorScope.objects.create(moderator=tess).topics.add(a_topic("harbour"))
    zoe = Commenter.objects.create(email="zoe@example.org")
    harbour, courts = (an_article(about=[topic]) for topic in ("harbour", "courts"))
    hers = a_public_one(harbour, text="Quay words").remove(by=mo)
    other = a_public_one(courts, text="Court words", commenter=zoe).remove(by=mo)
    a_public_one(courts, text="Gone").remove(by=mo)
    Comment.objects.filter(text="Gone").delete()
    assert len(entries(desk)) == 3
    desk.force_login(tess)
    assert [each for each in entries(desk, by="all") if "Quay words" not in each] == []
    assert offered(desk) == {hers.pk}
    for asked in ({"commenter": zoe.pk}, {"article": courts.pk}, {"comment": other.comment_id}):
        page = desk.get(DECISIONS, asked).content.decode()
        assert "zoe@" not in page
        assert courts.headline not in page
        assert "Court words" not in page
    assert desk.post(DECISIONS, {"decide": f"undo:{other.pk}"}).status_code == 403
    desk.force_login(ida)
    assert desk.get(DECISIONS).status_code == 403
    assert desk.post(DECISIONS, {"decide": f"undo:{hers.pk}"}).status_code == 403


def test_what_a_deleted_account_decided_stays_without_its_name(desk, article):
    former = staff("Zed", "Moderators")
    a_public_one(article).remove(by=former)
    former.delete()
    (entry,) = entries(desk)
    assert "Deleted account · approved" in entry


def test_who_lost_the_right_can_still_be_asked_for(desk, article):
    former = staff("Zed", "Moderators")
    a_public_one(article).remove(by=former)
    former.groups.clear()
    assert len(entries(desk, by=former.pk)) == 1


@pytest.mark.both_databases
def test_it_is_read_page_by_page_with_as_many_queries_for_a_thousand(desk, mo, queries):
    comments = moved_in(an_article(), 30)

    def decided(number):
        rows = [
            Decision(
                comment=comments[each % len(comments)], by=mo, way="desk",
                from_status="approved", to_status="approved", reason_code="picked",
            )
            for each in range(number)
        ]  # fmt: skip
        Decision.objects.bulk_create(rows)

    decided(10)
    desk.get(DECISIONS)
    few = queries(lambda: desk.get(DECISIONS))
    decided(110)
    Decision.objects.update(at=timezone.now())  # at one moment: their numbers tell them apart
    assert queries(lambda: desk.get(DECISIONS)) == few
    seen, address = [], DECISIONS
    while address:
        page = desk.get(address).content.decode()
        seen.append(len(ENTRY.findall(page)))
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following and DECISIONS + following[1].replace("&amp;", "&")
    assert seen == [50, 50, 20]
    assert desk.get(DECISIONS, {"before": "x"}).status_code == 404


def test_days_are_those_of_the_paper(desk, article, mo):
    masthead = Masthead.current()
    masthead.time_zone = "Asia/Tokyo"
    masthead.save()
    with time_machine.travel("2026-03-01T16:30:00Z"):
        a_public_one(article).remove(by=mo)
    page = desk.get(DECISIONS, {"since": "2026-03-02", "until": "2026-03-02"}).content.decode()
    assert "March 2, 2026" in page
    assert "1:30 a.m." in page
