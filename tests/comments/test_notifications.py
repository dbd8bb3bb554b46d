"""Letters: after the decision, once, to those who proved their address, and easy to stop."""

import re
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from benchmarks.notifications import written
from comments import notifications
from comments.models import (
    Comment,
    Commenter,
    Following,
    Notice,
    Notification,
    Revision,
    Status,
)
from comments.moderation import Because
from comments.tokens import receipts
from newsroom.models import Job, Masthead, Pause
from newsroom.site.modes import Mode
from newsroom.work.due import Lost
from tests.cast import PASSWORD, a_comment, ago, an_article, from_now
from tests.site import ROOT


@pytest.fixture
def ravi(db):
    return Commenter.objects.create(email="ravi@example.org")


@pytest.fixture
def zoe(db):
    return Commenter.objects.create(email="zoe@example.org")


def about(messages):
    return [
        (message.to[0].split("@")[0], message.subject.partition(":")[0]) for message in messages
    ]


def test_a_writer_hears_what_became_of_it_when_it_cannot_be_undone_any_more(
    article, ravi, mo, work
):
    comment = a_comment(article, Status.PENDING, commenter=ravi)
    comment.approve(by=mo)
    assert work(0) == []
    [notification] = work(1)
    assert about([notification]) == [("ravi", "Your comment has been published")]
    assert comment.text in notification.body
    comment.reject(by=mo, reason=Because("house_rule", "Please leave her mother out of it."))
    [notification] = work(1)
    assert about([notification]) == [("ravi", "Your comment was rejected")]
    assert "Please leave her mother out of it." in notification.body


def test_the_letter_leads_to_the_private_page_that_the_form_led_to(article, ravi, mo, work):
    comment = a_comment(article, Status.PENDING, commenter=ravi, form_key="0" * 32)
    comment.approve(by=mo)
    [notification] = work()
    assert f"/receipt/{receipts.token(comment.form_key)}/" in notification.body
    assert f"/receipt/{receipts.token(comment.form_key)}/" in notification.alternatives[0].content
    elsewhere = a_comment(article, Status.PENDING, commenter=ravi)
    elsewhere.approve(by=mo)
    [notification] = work()
    assert "/receipt/" not in notification.body


def test_a_decision_that_was_undone_is_told_to_nobody(article, ravi, mo, work):
    comment = a_comment(article, Status.PENDING, commenter=ravi)
    comment.reject(by=mo)
    comment.approve(by=mo)
    assert about(work()) == [("ravi", "Your comment has been published")]
    comment.reject(by=mo)
    comment.approve(by=mo)
    assert work() == []  # approved once more: that was said


def test_no_letter_goes_to_an_address_that_was_only_typed(article, mo, work):
    """A68"""
    comment = a_comment(article, Status.PENDING, email="ravi@example.org")
    comment.approve(by=mo)
    assert about(work()) == [("ravi", "Please confirm your e-mail address")]


def test_a_reply_is_told_after_its_approval_and_not_to_oneself(article, ravi, zoe, mo, work):
    first = a_comment(article, commenter=ravi)
    work()
    answer = a_comment(article, Status.PENDING, parent=first, commenter=zoe, text="I saw it too.")
    assert work() == []
    answer.approve(by=mo)
    messages = work()
    assert about(messages) == [
        ("zoe", "Your comment has been published"), ("ravi", "Reply to your comment"),
    ]  # fmt: skip
    assert "I saw it too." in messages[1].body
    assert answer.get_absolute_url() in messages[1].body
    a_comment(article, parent=first, commenter=ravi)
    assert "Reply to your comment" not in str(about(work()))


def test_what_a_rule_decides_is_told_to_those_it_concerns(article, ravi, zoe, work):
    """Published at once: to followers and to whom it answers. Rejected: to its writer."""
    Masthead.objects.update(moderation=Mode.LATER, words_to_refuse="casino")

    def hear(text, **fields):
        name = "Zoe" if fields.get("commenter") == zoe else "Jo"
        Comment(article=article, name=name, text=text, **fields).submit()
        return about(work())

    assert hear("The tide is out.", commenter=zoe, email=zoe.email) == []
    first = Comment.objects.get()
    assert hear("So it is.", parent=first) == [("zoe", "Reply to your comment")]
    assert hear("I mean it.", parent=first, commenter=zoe, email=zoe.email) == []
    assert hear("The casino is open.", commenter=ravi, email=ravi.email) == [
        ("ravi", "Your comment was rejected"),
    ]  # fmt: skip
    assert hear("The casino is closed.") == []
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    assert hear("The tide is in.") == [("ravi", "New comment")]


def test_of_a_comment_that_concerns_nobody_no_work_is_planned(article):
    Masthead.objects.update(moderation=Mode.LATER)
    Comment(article=article, name="Jo", text="The tide is out.").submit()
    assert Comment.objects.get().is_public
    assert not Job.objects.filter(fact="comment_decided").exists()


def test_a_reply_that_is_deleted_in_time_is_not_told(article, ravi, mo, work):
    first = a_comment(article, commenter=ravi)
    work()
    a_comment(article, parent=first).delete_by_writer()
    assert work() == []


def test_who_was_told_that_it_is_public_is_told_when_it_is_not_any_more(article, ravi, mo, work):
    comment = a_comment(article, Status.PENDING, commenter=ravi)
    told = []
    for decide in (comment.reject, comment.approve, comment.remove):
        decide(by=mo)
        told += [message.subject.partition(":")[0] for message in work()]
    assert told == [
        "Your comment was rejected",
        "Your comment has been published",
        "Your comment was removed",
    ]


@pytest.mark.both_databases
def test_a_letter_waits_for_the_decision_that_holds(article, ravi, mo, work):
    comment = a_comment(article, Status.PENDING, commenter=ravi)
    first = comment.approve(by=mo)
    first.undo(by=mo)
    with time_machine.travel(from_now(seconds=25), tick=False):
        comment.approve(by=mo)
    with time_machine.travel(from_now(seconds=35), tick=False):
        assert work(0) == []
    assert about(work(1)) == [("ravi", "Your comment has been published")]


@pytest.mark.both_databases
def test_followers_hear_of_each_comment_of_this_article_once(article, ravi, zoe, mo, work):
    """A68"""
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    a_comment(an_article())
    assert work() == []
    comment = a_comment(article, commenter=zoe, text="The tide is out.")
    assert ("ravi", "New comment") in about(work())
    comment.reject(by=mo)
    comment.approve(by=mo)
    assert work() == []
    a_comment(article, commenter=ravi)
    assert ("ravi", "New comment") not in about(work())


@pytest.mark.both_databases
def test_forty_followers_are_written_to_as_quickly_as_four(article, mo, queries):
    """K1a: a worker that is killed again and again would never come to the last of them."""

    def number(followers, rhythm):
        for each in range(followers):
            reader = Commenter.objects.create(email=f"{rhythm}{followers}.{each}@example.org")
            reader.follow(article, rhythm)
        before = Notification.objects.count()
        comment = a_comment(article, by=mo)
        number = queries(lambda: notifications.tell(comment.decisions.get()))
        assert Notification.objects.count() - before == article.followers.count()
        Following.objects.all().delete()
        return number

    for rhythm in Following.Rhythm.values:
        assert number(40, rhythm) == number(4, rhythm)


@pytest.mark.both_databases
def test_the_days_comments_come_in_one_letter_in_the_morning(ravi, work):
    with time_machine.travel("2026-03-02 09:00Z", tick=False) as clock:
        article = an_article()
        ravi.follow(article, Following.Rhythm.DAILY)
        for number in range(3):
            clock.shift(timedelta(minutes=10))
            a_comment(article, text=f"Boat number {number}.")
        assert work(60) == []
        a_comment(article, commenter=ravi, text="My own.")
        work()  # that it is public
        [notification] = work(23 * 60)
        assert notification.subject.startswith("Daily digest:")
        assert "3 new comments on" in notification.body
        assert all(f"Boat number {number}." in notification.body for number in range(3))
        clock.move_to("2026-03-03 12:00Z")
        a_comment(article, text="A late one.")
        work(1)
        [notification] = work(23 * 60)
        assert "1 new comment on" in notification.body
        assert "Boat" not in notification.body


@pytest.mark.parametrize(
    ("kind", "status", "change"),
    [
        ("approved", Status.APPROVED, lambda comment, ravi, mo: comment.reject(by=mo)),
        ("rejected", Status.REJECTED, lambda comment, ravi, mo: comment.approve(by=mo)),
        ("rejected", Status.REMOVED, lambda comment, ravi, mo: comment.delete_by_writer()),
        ("reply", Status.APPROVED, lambda comment, ravi, mo: comment.reject(by=mo)),
        ("followed", Status.APPROVED, lambda comment, ravi, mo: comment.reject(by=mo)),
        ("followed", Status.APPROVED, lambda comment, ravi, mo: ravi.unfollow(comment.article)),
        ("digest", Status.APPROVED, lambda comment, ravi, mo: comment.reject(by=mo)),
        ("confirm", Status.PENDING, lambda comment, ravi, mo: comment.disown()),
        ("access", Status.PENDING, lambda comment, ravi, mo: ravi.delete()),
        ("reply", Status.APPROVED, lambda comment, ravi, mo: ravi.stop_mail()),
        ("reply", Status.APPROVED, lambda comment, ravi, mo: comment.parent.disown()),
    ],
)
def test_a_letter_says_nothing_that_is_true_no_more(article, ravi, mo, kind, status, change):
    """K16"""
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    first = a_comment(article, commenter=ravi)
    comment = a_comment(article, status, by=mo, email=ravi.email, parent=first)
    about = {"comment": comment, "commenter": ravi, "following": ravi.following.get()}
    notification = Notification.objects.create(kind=kind, key="1", to=ravi.email, **about)
    assert notification.mailer.compose(notification)[1]
    change(comment, ravi, mo)
    assert notification.mailer.compose(notification) == (None, None)


def test_the_writer_is_told_what_became_of_an_edit_once(article, ravi, mo, work):
    """C8."""
    comment = a_comment(article, commenter=ravi, text="The first of May.")
    unconfirmed = a_comment(article, email="zoe@example.org")
    work()
    for text, decide, subject in (
        ("The second of May.", "accept", "Your edit has been published"),
        ("The third of May.", "reject", "Your edit was rejected"),
    ):
        for each in (comment, unconfirmed):
            Comment.objects.get(pk=each.pk).edit(text)
            if edit := each.open_edit:
                getattr(edit, decide)(by=mo)
        [notification] = work()
        assert about([notification]) == [("ravi", subject)]
        assert text in notification.body
        assert "/unsubscribe/" in notification.body
        Revision.objects.latest("pk").comment.log(Because(""), by=mo, way="desk")
        notifications.tell_about_an_edit(comment.revisions.latest("pk"))
        assert work() == []
    Comment.objects.get(pk=comment.pk).edit("The fourth of May.")
    comment.open_edit.accept(by=mo)
    comment.reject(by=mo)
    assert about(work()) == [("ravi", "Your comment was rejected")]


def test_an_edit_that_no_person_decided_is_told_to_nobody(article, ravi, mo, work):
    """C8."""
    comment = a_comment(article, commenter=ravi, author=mo)
    work()
    comment.edit("By the rules.")
    assert comment.revisions.get().status == Status.APPROVED
    assert work() == []


def test_a_reply_quotes_what_it_answers_and_its_link_survives_a_new_slug(
    reader, article, ravi, mo, work
):
    """C12."""
    first = a_comment(article, commenter=ravi, text="When does the ferry go?")
    work()
    answer = a_comment(article, parent=first, text="At nine.")
    [notification] = work()
    parts = (notification.body, notification.alternatives[0].content)
    for part in parts:
        assert part.index("When does the ferry go?") < part.index("At nine.")
        assert part.index("You wrote") < part.index("When does the ferry go?")
    article.slug = "another-slug"
    article.save()
    link = re.search(r"(/\d{4}/\d{2}/\S+/comments/\d+/)", notification.body)[1]
    answer_of = reader.get(link)
    assert answer_of.status == 301
    answer_of = reader.get(answer_of.headers["Location"])
    assert answer_of.headers["Location"].endswith(f"{article.get_absolute_url()}#c{answer.pk}")
    later = a_comment(article, parent=first, text="At ten.")
    Comment.objects.get(pk=first.pk).remove(by=mo)
    notification = next(mail for mail in work() if "Reply" in mail.subject)
    assert later.text in notification.body
    assert first.text not in notification.body


ABOUT_AN_ARTICLE = ["approved", "rejected", "edit", "reply", "followed", "digest", "report"]


@pytest.mark.parametrize("kind", ABOUT_AN_ARTICLE)
def test_no_email_names_an_article_that_is_not_public(article, ravi, mo, work, kind):
    """C8: it waits for the article, for three days."""
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    first = a_comment(article, commenter=ravi)
    status = Status.REJECTED if kind == "rejected" else Status.APPROVED
    comment = a_comment(article, status, by=mo, parent=first, commenter=ravi)
    edit = comment.revisions.create(text="Edited.", status=Status.APPROVED)
    notice = Notice.objects.create(
        comment=comment, email=ravi.email, closed_at=ago(hours=1), form_key="n"
    )
    Job.objects.all().delete()
    article.unpublish()
    key = {"edit": f"edit:{edit.pk}:{ravi.pk}"}.get(kind, f"{kind}:1")
    about = {"comment": comment, "commenter": ravi}
    if kind == "digest":
        a_comment(article)
        about = {"commenter": ravi, "following": ravi.following.get()}
    if kind == "report":
        about = {"notice": notice}
    Job.objects.all().delete()
    assert set(Notification.Kind) - {*ABOUT_AN_ARTICLE} == {"confirm", "access", "waiting"}
    for returns in (False, True):
        Notification.objects.all().delete()
        email = Notification.objects.create(kind=kind, key=key, to=ravi.email, **about)
        assert work(90) == []
        assert Notification.objects.get(pk=email.pk).tries == 0
        if returns:
            article.publish()
        assert len(work(60 * 24 * 4)) == returns
    assert Notification.objects.get(pk=email.pk).sent_at


def test_following_starts_and_ends_on_the_receipt(reader, article, ravi):

    comment = a_comment(article, commenter=ravi, form_key="f" * 32)
    token = receipts.token("f" * 32)
    Comment.objects.filter(pk=comment.pk).update(receipt=receipts.hashed(token))
    address = f"/receipt/{token}/"
    assert "Follow this discussion by e-mail:" in reader.get(address)
    for rhythm, known in (
        ("daily", "daily"),
        ("at_once", "at_once"),
        ("x", "at_once"),
        ("never", ""),
    ):
        assert reader.post(f"{address}follow/", {"rhythm": rhythm}).status == 303
        assert ravi.rhythm_of(article) == known
    reader.post(f"{address}follow/", {"rhythm": "daily"}, origin="https://evil.example.com")
    assert ravi.rhythm_of(article) == ""
    Comment.objects.filter(pk=comment.pk).update(commenter=None)
    reader.post(f"{address}follow/", {"rhythm": "daily"})
    assert not Following.objects.exists()


def test_every_letter_has_the_headers_of_its_kind(article, ravi, work, settings):
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    a_comment(article)
    [notification] = work()
    headers = notification.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://\S+/unsubscribe/\S+/>", headers["List-Unsubscribe"])
    written = Notification.objects.get()
    assert written.mailer.compose(written)[1].message()["Message-ID"] == headers["Message-ID"]
    assert headers["From"].endswith(f"<noreply@{settings.SITE.hostname}>")


def test_hostile_words_stay_words(article, ravi, work, settings):
    """A66, A67"""
    first = a_comment(article, commenter=ravi)
    work()
    text = '<img src="https://evil.example.com/x.png"><a href="https://evil.example.com">free</a>'
    a_comment(article, parent=first, name="<b>Mallory</b>, a@b.example", text=text)
    [notification] = work()
    assert notification.to == ["ravi@example.org"]
    assert text in notification.body
    html = notification.alternatives[0].content
    assert "<img" not in html
    assert "<b>" not in html
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {settings.SITE_URL}
    # In tags; as text they are quoted with the comment.
    assert "evil" not in "".join(re.findall(r'<\w[^>]*\b(?:href|src)="[^"]*"', html))
    assert "Mallory" not in str(dict(notification.message().items()))


def test_an_email_wears_the_papers_dress_and_loads_nothing(article, ravi, mo, work):
    """One column, its colours in both schemes, buttons for a thumb, the words as they are read."""
    first = a_comment(article, commenter=ravi)
    work()
    text = "*Soon*.\n\n> When?\n\nSee https://evil.example.com/x"
    reply = a_comment(article, parent=first, text=text, commenter=ravi)
    reply.reject(by=mo, reason=Because("offtopic"))
    [notification] = work()
    page = notification.alternatives[0].content
    for part in ("<em>Soon</em>", "<blockquote>", "See https://evil", ">Appeal this decision</a>"):
        assert part in page
    assert notification.subject == f"Your comment was rejected: {article.headline}"
    style = re.search(r"(?s)<style>(.*)</style>", page)[1]
    tokens = (ROOT / "static/css/tokens.css").read_text()
    assert [each for each in re.findall(r"#\w{6}", style) if each not in tokens] == []
    assert "prefers-color-scheme: dark" in style
    assert not re.search(r"url\(|@import|<link|<img|<script| src=", page)
    padding, line = re.search(r"\.button .*?padding: (\d+)px.*?/(\d+)px", style).groups()
    assert 2 * int(padding) + int(line) >= 44


def test_every_email_says_why_somebody_gets_it(db):
    """Those that anybody may ask for say it first: "Somebody used this e-mail address"."""
    messages = list(written())
    assert len(messages) == len(Notification.Kind)
    for message in messages:
        html = message.alternatives[0].content
        if "confirm" in message.subject or "data" in message.subject:
            assert "If it was" in message.body
            continue
        [reason] = re.findall("^You get this e-mail because .+$", message.body, re.M)
        assert html.index(reason) < html.rindex("</p>")
        if "List-Unsubscribe" in message.extra_headers:
            assert message.body.index(reason) < message.body.index("Unsubscribe:")
    assert "Your edit has been published" in [
        message.subject.partition(":")[0] for message in messages
    ]


@pytest.mark.parametrize("follows", [True, False])
def test_letters_are_stopped_by_a_post_without_cookie_or_page_and_never_by_a_get(
    reader, article, ravi, work, follows
):
    """A71"""
    if follows:
        ravi.follow(article, Following.Rhythm.AT_ONCE)
        a_comment(article)
    else:
        a_comment(article, parent=a_comment(article, commenter=ravi))
    notification = work()[-1]
    stop = re.search(r"(/unsubscribe/\S+/)", notification.body)[1]
    for _ in range(3):
        assert "Unsubscribe" in reader.get(stop)
    ravi.refresh_from_db()
    assert ravi.takes_mail
    assert ravi.following.count() == follows
    for _ in range(2):
        answer = reader.post(stop, {"List-Unsubscribe": "One-Click"}, origin=None)
        assert answer.status == 200
    ravi.refresh_from_db()
    assert ravi.takes_mail == follows
    assert not ravi.following.exists()
    a_comment(article, parent=article.comments.first())
    assert work() == []
    assert reader.get(stop[:-3] + "xx/").status == 404
    assert reader.post(stop[:-3] + "xx/", {}, origin=None).status == 404


class Busy(EmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"ravi@example.org": (451, b"Later, ravi@example.org")})


class Closed(EmailBackend):
    def send_messages(self, messages):
        raise SMTPAuthenticationError(535, b"Who is ravi@example.org?")


@pytest.mark.both_databases
def test_what_a_mail_server_takes_later_is_tried_again_with_growing_pauses_then_given_up(
    article, ravi, work, settings, client, boss
):
    """K1c"""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Busy"
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    a_comment(article)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for tries, pause in ((1, 2), (2, 1.1), (3, 5.1), (4, 25.1), (5, 125.1), (6, 625.1)):
            clock.shift(timedelta(minutes=pause))
            work(0)
            notification = Notification.objects.get()
            assert notification.tries == tries
            work(0)
            assert Notification.objects.get().tries == tries  # not before its pause is over
        assert notification.given_up_at
        assert notification.error == "smtplib.SMTPRecipientsRefused (451)"
    settings.EMAIL_BACKEND = working
    assert work(10_000) == []
    client.login(username="boss", password=PASSWORD)
    page = client.get("/admin/comments/notification/?state=given_up").content.decode()
    assert "ravi@example.org" in page
    client.post(
        "/admin/comments/notification/", {"action": "again", "_selected_action": [notification.pk]}
    )
    assert about(work()) == [("ravi", "New comment")]


@pytest.mark.both_databases
def test_a_letter_is_sent_once_whoever_tries(article, ravi, work, mailoutbox):
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    a_comment(article)
    assert len(work()) == 1
    Notification.objects.update(sent_at=None, next_try_at=timezone.now())
    late = Notification.claim()
    assert Notification.claim() is None
    Notification.objects.update(next_try_at=timezone.now())  # its lease is over
    in_time = Notification.claim()
    in_time.carry_out()
    with pytest.raises(Lost):
        late.carry_out()
    assert Notification.objects.get().lease == in_time.lease


def test_a_mail_server_that_takes_nothing_holds_up_all_mail_and_counts_no_try(
    article, ravi, work, settings, client, boss
):
    """K17g"""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Closed"
    ravi.follow(article, Following.Rhythm.AT_ONCE)
    a_comment(article)
    for minutes in (2, 10, 60, 600):
        assert work(minutes) == []
        assert (Notification.objects.get().tries, Notification.objects.get().given_up_at) == (
            0,
            None,
        )
    client.login(username="boss", password=PASSWORD)
    Notification.objects.update(next_try_at=ago(minutes=1))
    page = client.get("/admin/comments/notification/").content.decode()
    assert "smtplib.SMTPAuthenticationError (535)" in page
    assert "ravi@example.org?" not in page
    Notification.objects.update(next_try_at=from_now(days=9))  # nothing waits for the mail server
    assert "No e-mail" not in client.get("/admin/comments/notification/").content.decode()
    Notification.objects.update(next_try_at=ago(minutes=1))
    settings.EMAIL_BACKEND = working
    assert about(work(700)) == [("ravi", "New comment")]
    assert not Pause.objects.exists()


def test_nothing_that_is_public_has_an_address_or_a_hash_of_one(reader, article, ravi):
    """A33"""
    import hashlib

    a_comment(article, commenter=ravi, email=ravi.email)
    address = article.get_absolute_url()
    for public in (address, f"{address}comments/", f"{address}comments.json", "/comments.atom"):
        page = reader.get(public).text
        assert "I walked past" in page
        for kind in ("md5", "sha1", "sha256"):
            assert hashlib.new(kind, ravi.email.encode()).hexdigest() not in page
        assert ravi.email not in page


def test_a_day_later_nothing_has_changed_for_a_stopped_commenter(article, ravi, work):
    ravi.stop_mail()
    with time_machine.travel(from_now(days=1)):
        a_comment(article, parent=a_comment(article, commenter=ravi))
    assert work(60 * 25) == []
