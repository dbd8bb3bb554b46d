from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from comments.admin.queue.further import FURTHER, Said
from comments.admin.queue.outcomes import Result
from comments.models import Comment, Remit, Status
from newsroom import prose

VERBS: dict[str, Any] = {
    "approve": Comment.approve,
    "refuse": Comment.refuse,
    "spam": Comment.mark_as_spam,
    "remove": Comment.remove,
    "feature": Comment.feature,
    "unfeature": Comment.unfeature,
    "stand": Comment.let_stand,
}
WITH_A_REASON = ("approve", "refuse", "spam", "remove")
WORDS = 100  # characters of each comment in the list


class Command(BaseCommand):
    help = (
        "Decide about comments as moderators do: `moderate list`, `moderate approve 17 --by mo`, "
        "`moderate refuse 19 --by mo --reason 'Off topic.'`, `moderate undo 17 --by mo`, "
        "`moderate ban 19 --by mo --days 7 --words 'Insults.'`."
    )

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["list", *VERBS, "undo", *FURTHER])
        parser.add_argument("numbers", nargs="*", type=int, help="of comments, as the list says")
        parser.add_argument("--by", help="the moderator's login; the log says who decided")
        parser.add_argument("--reason", default="", help="of a refusal, as its writer will read it")
        parser.add_argument("--words", default="", help="of an answer or a note, or why a rule")
        parser.add_argument("--days", default="", help="how long a rule lasts; without: for good")
        parser.add_argument("--state", choices=Status.values, default=Status.PENDING)

    def handle(self, act, numbers, by, reason, state, words, days, **options):
        if act == "list":
            self.list(state)
            return
        if not numbers:
            raise CommandError("Say which comments: their numbers, as `moderate list` has them.")
        moderator = self.moderator(by)
        said = Said(reason, words, days)
        missing = [number for number in numbers if not self.act(act, number, moderator, said)]
        if missing:
            raise CommandError(f"Not changed: {', '.join(map(str, missing))}")

    def list(self, state):
        comments = Comment.objects.filter(status=state).oldest_first()
        for comment in comments.select_related("article").iterator():
            words = prose.cut(prose.plain(comment.body), WORDS)
            self.stdout.write(
                f"{comment.pk:8} {comment.created_at:%Y-%m-%d %H:%M} {comment.name}: {words}"
                f"  [{comment.article.headline}]"
            )

    def moderator(self, login):
        user = get_user_model().objects.filter(username=login, is_active=True).first()
        if user is None or not user.has_perm("comments.moderate_comment"):
            raise CommandError(f"--by needs the login of somebody who may moderate, not {login!r}.")
        return user

    def act(self, act, number, moderator, said) -> bool:
        """Whether anything changed; the log has it like what was done at the desk."""
        comments = Comment.objects.in_remit_of(moderator).select_related("article", "commenter")
        comment = comments.filter(pk=number).first()
        about_person = act in FURTHER and FURTHER[act][2]
        if about_person and Remit.of(moderator):
            raise CommandError("A rule for a person holds in the whole paper: ask its moderators.")
        if comment is None or comment.must_be_decided_by_another_than(moderator):
            return False
        if act in FURTHER:
            outcome = FURTHER[act][1](comment, moderator, said, comment.sight)
            self.stdout.write(f"{number:8} {outcome.said}")
            return outcome.result == Result.DONE
        return self.decide(act, comment, moderator, said.reason)

    def decide(self, act, comment, moderator, reason) -> bool:
        if act == "undo":
            last = comment.decisions.by_people().first()
            decision = last and last.undo(by=moderator)
        else:
            how = {"reason": reason} if act in WITH_A_REASON else {}
            decision = VERBS[act](comment, by=moderator, **how)
        if decision:
            self.stdout.write(f"{comment.pk:8} {decision.from_status} → {decision.to_status}")
        return bool(decision)
