"""A day at the moderators' desk, on top of the demo paper: rows for each tab, and statistics."""

import random
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Decision, ModeratorScope, Notice, Status
from comments.moderation import Because, Reason
from tests import cast

WAITING = [
    ("Ines", "The ward closed in May, and nobody told us where to go instead."),
    ("Tom", "Three sources for this: https://a.example/1 https://b.example/2 https://c.example/3"),
    ("Zoe", "Is there a plan for the crane's plinth? It would make a fine bench."),
    ("Ravi", "My grandfather worked that crane for thirty years. Thank you for writing this down."),
]
VARIANT = "I earn {} a week from home with one simple trick, and you can try it today as well"
REASONS = [
    *map(Because, ["offtopic", "abuse", "abuse", "advert", "private", ""]),
    Because("illegal", "§ 185 StGB"),
]


def furnish():
    chance, mo = random.Random(5), get_user_model().objects.get(username="mo")
    zoe = cast.staff("Zoe", "Moderators")
    articles = list(Article.objects.published().exclude(comment_policy="closed")[:4])
    _look_back(articles, [mo, zoe], chance)
    for place, (name, text) in enumerate(WAITING):
        written = timezone.now() - timedelta(minutes=20 + 400 * place)
        cast.a_comment(
            articles[0], Status.PENDING, name=name, text=text, created_at=written,
            email=f"{name.lower()}@example.org",
        )  # fmt: skip
    Comment.objects.get(name="Ravi", status=Status.PENDING).confirm_email()
    for number in range(12):
        cast.a_comment(articles[1], Status.PENDING, name="Mallory", text=VARIANT.format(number))
    Comment.objects.filter(name="Mallory").waiting().update(reason_code=Reason.FILTER)
    _ask(articles[2], mo)
    ModeratorScope.objects.create(moderator=cast.staff("Tess", "Moderators")).topics.add(
        articles[0].topics.first()
    )


def _look_back(articles, moderators, chance):
    """Create a month of decisions, most of which published a comment."""
    verbs = [Comment.approve] * 7 + [Comment.reject, Comment.mark_as_spam, Comment.remove]
    for number in range(160):
        at = timezone.now() - timedelta(hours=chance.uniform(2, 700))
        waited = timedelta(minutes=chance.expovariate(1 / 45))
        text = f"What I think of it, said for the {number}th time, and in other words."
        comment = cast.a_comment(
            chance.choice(articles), Status.PENDING, text=text, created_at=at - waited
        )
        verb, by = chance.choice(verbs), chance.choice(moderators)
        hides = verb in (Comment.reject, Comment.remove)
        because = {"reason": chance.choice(REASONS)} if hides else {}
        decision = verb(comment, by=by, **because)
        Decision.objects.filter(pk=decision.pk).update(at=at)


def _ask(article, mo):
    """Create an edit, a report and an appeal that wait for a moderator."""
    edited = cast.a_comment(article, name="Ines", text="The ferry leaves at nine, as ever.")
    edited.edit("The ferry leaves at ten, but for Sundays.")
    reported = cast.a_comment(article, name="Tom", text="The mayor's brother lives at 4 Quay Lane.")
    for words in ("That is a private address.", ""):
        Notice(comment=reported, kind=Notice.Kind.PRIVATE, words=words).submit()
    refused = cast.a_comment(article, Status.PENDING, name="Zoe", text="You never print this.")
    refused.reject(by=mo, reason=Because("offtopic"))
    words = "It is about the article: see its third paragraph."
    Notice(comment=refused, kind=Notice.Kind.APPEAL, words=words).submit()
