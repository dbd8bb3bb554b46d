from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from comments.desk.acts import ACTS, EDITS, UNDO, carry_out
from comments.desk.inputs import ButtonInput, until_after
from comments.desk.outcomes import Result
from comments.models import Comment, ModeratorScope, Status
from newsroom import html, rights, turns
from newsroom.text import characters

SEEN_WHOLE = [name for name, act in ACTS.items() if act not in (*EDITS, UNDO)]
WORDS = 100  # characters of each comment in the list


class Command(BaseCommand):
    help = (
        "Decide about comments as moderators do: `moderate list`, `moderate approve 17 --by mo`, "
        "`moderate reject 19 --by mo --reason illegal --words '§ 185 StGB'`, "
        "`moderate undo 17 --by mo`, `moderate ban 19 --by mo --days 7 --words 'Insults.'`, "
        "`moderate accept_edit 23 --by mo`."
    )

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["list", *ACTS])
        parser.add_argument("numbers", nargs="*", type=int, help="of comments, as the list says")
        parser.add_argument("--by", help="the moderator's login; the log says who decided")
        parser.add_argument("--reason", default="", help="of a refusal, as its writer will read it")
        parser.add_argument(
            "--words", default="", help="an answer, a note, a legal ground, or why a rule"
        )
        parser.add_argument("--days", default="", help="how long a rule lasts; without: for good")
        parser.add_argument("--state", choices=Status.values, default=Status.PENDING)

    def handle(self, act, numbers, by, state, **options):
        if act == "list":
            self.list(state, self.moderator(by) if by else None)
            return
        if not numbers:
            raise CommandError("Say which comments: their numbers, as `moderate list` has them.")
        moderator = self.moderator(by)
        if ACTS[act].is_about_writer and ModeratorScope.of(moderator):
            raise CommandError("A rule for a person holds in the whole paper: ask its moderators.")
        given = self.given(**options)
        missing = [
            number for number in numbers if not self.act(ACTS[act], number, moderator, given)
        ]
        if missing:
            raise CommandError(f"Not changed: {', '.join(map(str, missing))}")

    def list(self, state, moderator):
        comments = Comment.objects.filter(status=state).oldest_first()
        if moderator:
            comments = comments.in_scope_of(moderator)
        # Whoever reads the list page by page holds no lock while they do.
        turns.one_by_one(comments.select_related("article"), self.list_one)

    def list_one(self, comment):
        words = html.cut(html.plain(comment.body), WORDS)
        self.stdout.write(
            f"{comment.pk:8} {comment.created_at:%Y-%m-%d %H:%M} {comment.name}: {words}"
            f"  [{comment.article.headline}]"
        )

    def moderator(self, login):
        user = get_user_model().objects.filter(username=login).first()
        if user is None or not rights.may_moderate(user):
            raise CommandError(f"--by needs the login of somebody who may moderate, not {login!r}.")
        return user

    def given(self, reason, words, days, **options) -> ButtonInput:
        try:
            until_after(days)
        except ValidationError as error:
            raise CommandError(f"--days: {' '.join(error.messages)}") from None
        return ButtonInput(characters.line(reason), characters.text(words), days)

    def act(self, act, number, moderator, given) -> bool:
        """Carry out the act, logged like one of the admin; return False if it failed."""
        comment = Comment.objects.in_scope_of(moderator).filter(pk=number).first()
        if comment is None:
            return False
        was = comment.status
        outcome = turns.again_if_busy(
            lambda: carry_out(act, comment, moderator, seen=self.seen(act, comment), given=given)
        )
        self.tell(was, number, outcome)
        return outcome.result == Result.DONE

    @staticmethod
    def seen(act, comment):
        """Return the seen token of the comment as read here; the last edit's or undo's key."""
        return comment.seen_token if act.name in SEEN_WHOLE else None

    def tell(self, was, number, outcome):
        now = outcome.comment.status if outcome.comment else was
        moved = f"{was} → {now}  " if was != now else ""
        self.stdout.write(f"{number:8} {moved}{outcome.message}")
