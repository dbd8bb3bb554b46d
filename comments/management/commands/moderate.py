from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from comments.desk import edits
from comments.desk.decide import DECISIONS, KEPT, MOVES, carry_out, standing
from comments.desk.other_acts import FURTHER, Said, until_after
from comments.desk.outcomes import UNDO, Result
from comments.models import Comment, ModeratorScope, Status
from newsroom import html, rights, turns
from newsroom.text import characters

# What has another name on the buttons of the queue.
BUTTONS = {"feature": "pick", "unfeature": "unpick"}
ACTS = [*DECISIONS, *BUTTONS, KEPT, *edits.DECISIONS, UNDO, *FURTHER]
WORDS = 100  # characters of each comment in the list


class Command(BaseCommand):
    help = (
        "Decide about comments as moderators do: `moderate list`, `moderate approve 17 --by mo`, "
        "`moderate reject 19 --by mo --reason illegal --words '§ 185 StGB'`, "
        "`moderate undo 17 --by mo`, `moderate ban 19 --by mo --days 7 --words 'Insults.'`, "
        "`moderate accept 23 --by mo` (its edit)."
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
        if act in FURTHER and FURTHER[act][2] and ModeratorScope.of(moderator):
            raise CommandError("A rule for a person holds in the whole paper: ask its moderators.")
        fields = self.fields(**options)
        missing = [number for number in numbers if not self.act(act, number, moderator, fields)]
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

    def fields(self, reason, words, days, **options) -> Said:
        try:
            until_after(days)
        except ValidationError as error:
            raise CommandError(f"--days: {' '.join(error.messages)}") from None
        return Said(characters.line(reason), characters.text(words), days)

    def act(self, act, number, moderator, fields) -> bool:
        """Carry out the act, logged like one of the admin; return False if it failed."""
        comments = Comment.objects.in_scope_of(moderator).prefetch_related(MOVES)
        comment = comments.filter(pk=number).first()
        button = comment and button_for(act, comment)
        if not button:
            return False
        [outcome] = turns.again_if_busy(lambda: carry_out(button, moderator, fields))
        self.tell(comment, outcome)
        return outcome.result == Result.DONE

    def tell(self, comment, outcome):
        was, now = comment.status, outcome.comment.status if outcome.comment else comment.status
        moved = f"{was} → {now}  " if was != now else ""
        self.stdout.write(f"{comment.pk:8} {moved}{outcome.said}")


def button_for(act, comment) -> str:
    if act in edits.DECISIONS:
        return f"{act}:{comment.open_edit.pk}" if comment.open_edit else ""
    if act == UNDO:
        last = standing(comment)
        return f"{UNDO}:{last.pk}" if last else ""
    return f"{BUTTONS.get(act, act)}:{comment.pk}:{comment.seen_token}"
