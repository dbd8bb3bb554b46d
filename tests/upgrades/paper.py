"""The paper of the dumps: small and made up, with something in each state there is."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.contrib.auth import get_user_model
from django.db.migrations.recorder import MigrationRecorder

from articles.models import Article, Correction, OldAddress, Picture, RelatedChoice
from comments.models import (
    Commenter,
    Following,
    ModeratorScope,
    ModeratorSubscription,
    NetworkBlock,
    Notice,
    Notification,
    PersonalRule,
    Status,
)
from comments.models.personal_rule import Kind
from comments.moderation import Because, Reason
from newsroom import hourly_counts
from newsroom.models import DayKey, Job, Masthead
from newsroom.work import loop
from tests import cast

DAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
LATER = timedelta(minutes=1)


def make():
    with time_machine.travel(DAY, tick=False) as clock:
        Masthead.objects.update(
            name="The Harbour Post", short_name="THP", comment_rules="Be kind.\nStay on topic."
        )
        DayKey.objects.create(day=DAY.date(), secret="0" * 64)
        people = {
            "ida": cast.staff("Ida", "Editors"),
            "mo": cast.staff("Mo", "Moderators"),
            "tess": cast.staff("Tess", "Moderators"),
        }
        get_user_model().objects.update(password="!")  # else it is random, and nobody's
        MigrationRecorder.Migration.objects.update(applied=DAY)
        ferry = articles()
        do_what_is_due()
        discuss(ferry, clock, **people)
        moderate(ferry, **people)
        clock.shift(LATER)
        do_what_is_due()
        leave_work(ferry)


def do_what_is_due():
    while loop.take_one([Job]):
        pass


def articles() -> Article:
    ferry = cast.an_article(
        about=["harbour"],
        by=["Ilse"],
        headline="The ferry sails again",
        lead="After three weeks in the dock, with a new engine.",
        body="<p>The <em>Kestrel</em> left at dawn, and the pilot waved.</p>",
        picture=a_picture(),
    )
    seal = cast.an_article(
        about=["harbour"],
        by=["Ilse"],
        headline="The seal is not lost",
        body="<p>The pilot of the ferry saw it near the dock.</p>",
    )
    cast.an_article(published=None, headline="What the mayor did not say", slug="mayor")
    cast.an_article(published=cast.from_now(days=2), headline="Snow closes the hill road")
    cast.an_article(headline="A story that was wrong").unpublish()
    cast.an_article(kind="page", headline="About us", slug="about")
    RelatedChoice.objects.create(article=seal, other=ferry)
    Correction.objects.create(article=ferry, text="The engine is new, not old.")
    ferry.slug = "ferry-sails"
    ferry.save(update_fields=["slug"])
    OldAddress.objects.create(path="/?p=12", article=seal)
    return ferry


def a_picture() -> Picture:
    """A picture with a name that is not random; its file is not in the dump."""
    picture = cast.a_picture(alt="The ferry at the quay")
    Picture.objects.update(file="pictures/ferry.jpg")
    Job.objects.all().delete()
    return picture


def discuss(ferry, clock, ida, mo, **_others):
    ravi = Commenter.objects.create(email="ravi@example.org")
    ravi.follow(ferry, Following.Rhythm.AT_ONCE)
    of_ravi = {"commenter": ravi, "email": ravi.email}
    first = cast.a_comment(ferry, by=mo, text="I was on board, and it was loud.", **of_ravi)
    clock.shift(LATER)
    cast.a_comment(ferry, author=ida, name="Ida", parent=first, text="Loud, but on time.")
    clock.shift(LATER)
    edited = cast.a_comment(ferry, by=mo, parent=first, name="Nils", text="The bell was new.")
    edited.edit("The bell was new, and the horn.")
    cast.a_comment(ferry, Status.PENDING, text="Who paid for it?", email="ilse@example.org")
    refused = cast.a_comment(ferry, Status.PENDING, text="You are all fools.", **of_ravi)
    refused.reject(by=mo, reason=Because(Reason.ABUSE))
    Notice(comment=refused, kind=Notice.Kind.APPEAL, words="I meant the seals.").submit()
    cast.a_comment(ferry, Status.SPAM, by=mo, name="Mallory", text="Cheap watches, all day.")
    cast.a_comment(ferry, Status.REMOVED, by=mo, name="Nils", text="His street is Quay 4.")
    cast.a_comment(ferry, by=mo, name="Olga", text="Never mind.").delete_by_writer()
    Notice(comment=first, kind=Notice.Kind.OFF_TOPIC, words="That is no news.").submit()
    first.notes.create(by=mo, text="Ravi writes in each week.")


def moderate(ferry, mo, tess, **_others):
    ravi = Commenter.objects.get()
    scope = ModeratorScope.objects.create(moderator=tess)
    scope.topics.set(ferry.topics.all())
    ModeratorSubscription.choose(tess, ModeratorSubscription.Rhythm.DAILY)
    PersonalRule.lay_down(ravi, Kind.HOLD, by=mo, note="For a week.", until=cast.from_now(days=7))
    NetworkBlock.objects.create(network="198.51.100.0/24", until=cast.from_now(days=7), by=mo)
    hourly_counts.take("192.0.2.1", 20, "comments")


def leave_work(ferry):
    """Leave e-mails that are due, one that was given up, and a job."""
    Notification.objects.create(
        kind="approved", key="approved:given up", to="nobody@example.org", tries=6,
        given_up_at=DAY, error="SMTPRecipientsRefused 550",
    )  # fmt: skip
    ferry.relate()
