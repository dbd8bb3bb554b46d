"""The page of a commenter: who they are here, what was decided about them, and all they wrote."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment, Commenter, ModeratorScope, Note, Notice, PersonalRule, Status
from comments.models.personal_rule import Kind
from tests.cast import PASSWORD, a_comment, a_topic, ago, an_article, moved_in, staff

QUEUE = "/admin/comments/comment/"
ENTRY = re.compile(r'<li class="desk-log__entry">(.*?)\n</li>', re.DOTALL)


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


@pytest.fixture
def zoe(db):
    return Commenter.objects.create(email="zoe@example.org")


def page_of(person):
    return f"{QUEUE}commenters/{person.pk}/"


def shown(desk, person):
    return desk.get(page_of(person)).content.decode()


def entries(page):
    """The entries of the time line as they are read, without markup."""
    return [" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in ENTRY.findall(page)]


def pressed(page, act):
    """The button of this act, as the page has it."""
    return re.search(rf'name="decide" value="({act}:[^"]*)"', page)[1]


def test_it_tells_comments_decisions_and_bans_in_the_order_of_their_time(desk, article, mo, zoe):
    with time_machine.travel(ago(days=9)):
        first = a_comment(article, Status.PENDING, text="Gulls.", commenter=zoe, name="Zoe")
        first.reject(by=mo)
    with time_machine.travel(ago(days=8)):
        PersonalRule.lay_down(zoe, Kind.HOLD, by=mo, note="Insults again.")
    with time_machine.travel(ago(days=7)):
        a_comment(article, text="Quay.", commenter=zoe, name="Zoe of the quay")
    a_comment(article, text="Somebody else's.", email=zoe.email, name="Zoe")
    page = shown(desk, zoe)
    later, watched, earlier = entries(page)
    assert "Quay." in later
    assert "Mo · watched: comments always wait Insults again." in watched
    assert "Gulls." in earlier
    assert "Mo · waiting → to rejected" in earlier
    assert "Zoe and Zoe of the quay" in page
    assert "Somebody else" not in page
    record = dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>([^<]*)", page))
    assert (record["approved"], record["rejected or removed"], record["reported"]) == (
        "1",
        "1",
        "0",
    )


def test_without_a_comment_it_says_so(desk, zoe):
    page = shown(desk, zoe)
    assert "No comments." in page
    assert 'name="decide"' not in page
    assert desk.get(f"{QUEUE}commenters/999/").status_code == 404


@pytest.mark.both_databases
def test_notes_bans_and_undo_are_a_press_and_lead_back(desk, article, mo, zoe):
    removed = a_comment(article, commenter=zoe)
    removed.remove(by=mo)
    there = page_of(zoe)
    note = {"decide": pressed(shown(desk, zoe), "note"), "words": "Was sorry in March."}
    assert desk.post(there, note)["Location"] == there
    assert "Was sorry in March." in shown(desk, zoe)
    ban = {"decide": pressed(shown(desk, zoe), "ban"), "words": "Insults.", "days": "7"}
    assert desk.post(there, ban)["Location"] == there
    rule = zoe.rule_in_force()
    assert (rule.kind, rule.note) == (Kind.BAN, "Insults.")
    assert "Banned: comments are rejected" in shown(desk, zoe)
    desk.post(there, {"decide": pressed(shown(desk, zoe), "lift")})
    assert zoe.rule_in_force() is None
    desk.post(there, {"decide": pressed(shown(desk, zoe), "undo")})
    removed.refresh_from_db()
    assert removed.status == Status.APPROVED


def test_a_moderator_of_some_topics_sees_what_is_in_these_and_makes_no_ban(desk, mo, ida, zoe):
    tess = staff("Tess", "Moderators")
    ModeratorScope.objects.create(moderator=tess).topics.add(a_topic("harbour"))
    harbour, courts = (an_article(about=[topic]) for topic in ("harbour", "courts"))
    a_comment(harbour, text="Quay words", commenter=zoe, name="Zoe")
    other = a_comment(courts, text="Court words", commenter=zoe, name="Justitia")
    Note.objects.create(comment=other, by=mo, text="Lies in court.")
    PersonalRule.lay_down(zoe, Kind.TRUST, by=mo, note="A judge.")
    liz = Commenter.objects.create(email="liz@example.org")
    a_comment(courts, text="Hers.", commenter=liz)
    desk.force_login(tess)
    page = shown(desk, zoe)
    assert "Quay words" in page
    for hidden in ("Court words", "Justitia", "Lies in court.", "A judge.", courts.headline):
        assert hidden not in page
    assert 'value="ban:' not in page
    assert 'value="note:' in page
    assert desk.get(page_of(liz)).status_code == 404
    ban = {"decide": f"ban:{other.pk}:{other.seen_token}"}
    assert desk.post(page_of(zoe), ban).status_code == 403
    desk.force_login(ida)
    assert desk.get(page_of(zoe)).status_code == 403


@pytest.mark.both_databases
def test_all_their_comments_are_read_page_by_page_with_as_many_queries(desk, mo, zoe, queries):
    article, now = an_article(), timezone.now()

    def written(number, **what):
        for comment in moved_in(article, number, commenter=zoe, **what):
            comment.reject(by=mo)
            Note.objects.create(comment=comment, by=mo, text="Again.")
            Notice(comment=comment, kind="abuse").submit()

    written(5)
    shown(desk, zoe)
    few = queries(lambda: shown(desk, zoe))
    written(60)
    for day, comment in enumerate(Comment.objects.order_by("-pk")):
        Comment.objects.filter(pk=comment.pk).update(created_at=now - timedelta(days=day // 2))
    for days in (1, 20, 31):
        with time_machine.travel(now - timedelta(days=days, minutes=1)):
            PersonalRule.lay_down(zoe, Kind.HOLD, by=mo)
    assert queries(lambda: shown(desk, zoe)) == few
    seen, bans, address = [], 0, page_of(zoe)
    while address:
        page = desk.get(address).content.decode()
        found = entries(page)
        seen.append(sum("watched" not in each for each in found))
        bans += sum("watched" in each for each in found)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following and page_of(zoe) + following[1].replace("&amp;", "&")
    assert (seen, bans) == ([30, 30, 5], 3)
    assert desk.get(page_of(zoe), {"before": "x"}).status_code == 404


def test_name_pane_and_list_of_decisions_lead_to_it(desk, article, mo, zoe):
    comment = a_comment(article, Status.PENDING, commenter=zoe)
    link = f'href="{page_of(zoe)}"'
    assert f'class="desk-card__name" {link}' in desk.get(QUEUE).content.decode()
    assert link in desk.get(f"{QUEUE}around/?comment={comment.pk}").content.decode()
    comment.reject(by=mo)
    assert link in desk.get(f"{QUEUE}decisions/").content.decode()
    nobody = a_comment(article, Status.PENDING, email="ravi@example.org")
    page = desk.get(QUEUE).content.decode()
    assert f'class="desk-card__name" href="{QUEUE}{nobody.pk}/change/"' in page
