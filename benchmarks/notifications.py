"""Every e-mail of the paper, printed and photographed into shots/: `make letters`.

A paper is created in memory, and each e-mail is composed as by the worker. The text is printed; the
HTML is photographed in two widths and two schemes.
"""

import os
import sys
import tempfile

from benchmarks.shots import browsers
from comments.moderation import Because
from tests.site import ROOT


def composed(email):
    _content, message = email.mailer.compose(email)
    return message


def written():
    """Yield kind and message of every e-mail."""
    from django.utils import timezone

    from comments.models import Following, ModeratorSubscription, Notice, Notification, Status
    from comments.models.decision import UNDO_TIME
    from newsroom.models import Masthead
    from tests import cast

    Masthead.objects.update(name="The Kestrel Sound", short_name="Kestrel")
    mo = cast.staff("Mo", "Moderators")
    article = cast.an_article(headline="The last crane leaves the north quay")
    words = "It was the last of four.\n\n> Nobody had asked it.\n\n*Somebody* should have."
    ours = cast.a_comment(article, Status.PENDING, email="ravi@example.org", text=words)
    ours.form_key = "0" * 32
    ours.save()
    about = {"to": "ravi@example.org", "comment": ours}
    yield composed(Notification(pk=1, kind="confirm", key="proof", to=about["to"]))
    ravi = ours.confirm_email()
    yield composed(Notification(kind="access", key="access", to=about["to"]))
    ours.approve(by=mo)
    yield composed(Notification(kind="approved", key="approved", commenter=ravi, **about))
    ours.edit(f"{words}\n\nAnd nobody will.")
    revision = ours.revisions.get()
    revision.accept(by=mo)
    key = f"edit:{revision.pk}:{ravi.pk}"
    yield composed(Notification(kind="edit", key=key, commenter=ravi, **about))
    ravi.follow(article, Following.Rhythm.DAILY)
    reply = cast.a_comment(article, name="Zoë <b>", parent=ours, text="I asked. <i>Twice.</i>")
    about["comment"] = reply
    for kind in ("reply", "followed"):
        yield composed(Notification(kind=kind, key=kind, commenter=ravi, **about))
    daily = ravi.following.get()
    daily.told_until = timezone.now() - timezone.timedelta(days=1)
    yield composed(
        Notification(kind="digest", key="digest", to=ravi.email, commenter=ravi, following=daily)
    )
    notice = Notice(comment=reply, kind="abuse", email="ines@example.org", form_key="1" * 32)
    notice.submit()
    reply.reject(by=mo, reason=Because("house_rule", "Please leave the mayor's mother out of it."))
    Notice.objects.update(closed_at=timezone.now() - UNDO_TIME)  # earlier it is told to nobody
    notice.refresh_from_db()
    answer = Notification.objects.create(
        kind="report", key="answer", to=notice.email, notice=notice
    )
    yield composed(answer)
    ours.reject(by=mo, reason=Because("house_rule", "Please leave the mayor's mother out of it."))
    about["comment"] = ours
    yield composed(Notification(kind="rejected", key="rejected", commenter=ravi, **about))
    for number in range(3):
        words = f"The crane was there before the houses were, part {number}. " * 20
        cast.a_comment(article, Status.PENDING, name="Ines", parent=ours, text=words)
    ModeratorSubscription.choose(mo, ModeratorSubscription.Rhythm.DAILY)
    yield composed(Notification(kind="waiting", key="waiting", to=mo.email, moderator=mo))


def as_text(message) -> str:
    """Return the e-mail as sent, headers first, with its text decoded."""
    headers = "\n".join(f"{name}: {value}" for name, value in message.message().items())
    return f"{headers}\n\n{message.body}"


def photograph(messages):
    from playwright.sync_api import sync_playwright

    folder = ROOT / "shots"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        for width, scheme, context in browsers(playwright):
            page = context.new_page()
            for number, message in enumerate(messages, 1):
                page.set_content(message.alternatives[0].content)
                name = f"letter-{number}-{width}-{scheme}.png"
                page.screenshot(path=folder / name, full_page=True)
            context.close()


def main():
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"NEWSROOM_DATA": data, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        messages = list(written())
    for message in messages:
        print("=" * 78, as_text(message), sep="\n")
    print(f"{len(messages)} letters")
    photograph(messages)


if __name__ == "__main__":
    sys.exit(main())
