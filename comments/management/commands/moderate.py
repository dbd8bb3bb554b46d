from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from comments.models import Comment, Status, Way
from newsroom import prose

VERBS = {"approve": Comment.approve, "refuse": Comment.refuse, "spam": Comment.mark_as_spam}
WORDS = 100  # characters of each comment in the list


class Command(BaseCommand):
    help = (
        "Decide about comments as moderators do: `moderate list`, `moderate approve 17 --by mo`, "
        "`moderate refuse 19 --by mo --reason 'Off topic.'`, `moderate undo 17 --by mo`."
    )

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["list", *VERBS, "undo"])
        parser.add_argument("numbers", nargs="*", type=int, help="of comments, as the list says")
        parser.add_argument("--by", help="the moderator's login; the log says who decided")
        parser.add_argument("--reason", default="", help="of a refusal, as its writer will read it")
        parser.add_argument("--state", choices=Status.values, default=Status.PENDING)

    def handle(self, act, numbers, by, reason, state, **options):
        if act == "list":
            self.list(state)
            return
        if not numbers:
            raise CommandError("Say which comments: their numbers, as `moderate list` has them.")
        moderator = self.moderator(by)
        missing = [number for number in numbers if not self.decide(act, number, moderator, reason)]
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

    def decide(self, act, number, moderator, reason) -> bool:
        """Whether anything changed; the log has it like a decision at the desk."""
        comment = Comment.objects.select_related("article").filter(pk=number).first()
        if comment is None or comment.must_be_decided_by_another_than(moderator):
            return False
        if act == "undo":
            last = comment.decisions.filter(way=Way.DESK).first()
            decision = last and last.undo(by=moderator)
        else:
            decision = VERBS[act](comment, by=moderator, reason=reason)
        if decision:
            self.stdout.write(f"{number:8} {decision.from_status} → {decision.to_status}")
        return bool(decision)
