"""The moderation queue, in which comments are decided."""

import re

from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.admin.queue import filters, surroundings
from comments.admin.queue.commenter_records import records, rules_in_force
from comments.admin.queue.extra_pages import ExtraPages
from comments.admin.queue.listing import BoundedPaginator, Queue, in_hand
from comments.admin.queue.tabs import StateFilter, numbers, shown
from comments.admin.queue_counts import number_waiting
from comments.desk import acts, appeals, buttons, edits
from comments.desk.inputs import ButtonInput, reasons
from comments.desk.outcomes import Result, together, undo_tag
from comments.models import Comment, Decision, ModeratorScope, Note, Notice, SenderBlock, Status
from comments.models.commenter import canonical
from newsroom.admin_site import OnlyListedLookups, ReadOnlyAdmin
from newsroom.careful_lists import newest
from newsroom.text import characters
from newsroom.text_given_back import give_back

OPEN_NOTICES = Prefetch("notices", Notice.objects.open(), to_attr="open_notices")
LOG = Prefetch(
    "decisions",
    Decision.objects.select_related("by").prefetch_related("settled_notices"),
    to_attr="log_of_decisions",
)
NOTES = Prefetch("notes", Note.objects.select_related("by"), to_attr="all_notes")
READ = 50_000  # comments in which a search looks for letters, the newest
# Alone, behind a #, or in the address of a comment: …/comments/12/, …/#c12.
NUMBER = re.compile(r"(?:^|#c?|/comments?/(?:comment/)?)([0-9]{1,18})(?:$|/)", re.ASCII)
MOST_FOUND = 1_000  # comments, the newest
LEVELS = {Result.DONE: messages.SUCCESS}


def has_words(request) -> bool:
    """Return True if anything was typed beside a button, in whatever row."""
    beside = (value for name, value in request.POST.items() if name.partition("-")[0] == "words")
    return any(value.strip() for value in beside)


def reason_pressed(request) -> list[str]:
    """Return act, number and reason of the button of a reason; three empty ones without."""
    parts = request.POST.get("because", "").split(":", 2)
    return parts if len(parts) == 3 else ["", "", ""]


def _keys(comments) -> list[tuple]:
    """Return moment and key of the newest of `comments`, one more than are shown."""
    newest_first = comments.order_by("-created_at", "-id").values_list("created_at", "pk")
    return list(newest_first[: MOST_FOUND + 1])


class Marked(ActionForm):
    """Actions on the selected rows, never across pages, which the user has not seen."""

    def clean_select_across(self):
        return False


@admin.register(Comment)
class CommentAdmin(ExtraPages, OnlyListedLookups, ReadOnlyAdmin, admin.ModelAdmin):
    """The admin of comments: they can be decided about, but their text cannot be changed."""

    list_display = ["card", "acts"]
    list_display_links = None
    list_filter = [StateFilter, *filters.FILTERS]
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ["name", "email", "text"]
    search_help_text = _("Name, e-mail address, text, or the number or address of a comment")
    sortable_by: list[str] = []
    actions_on_top, actions_on_bottom = False, True  # the comments come first
    actions = ["approve", "reject", "spam", "remove"]
    action_form = Marked

    def get_changelist(self, request, **options):
        return Queue

    def get_queryset(self, request):
        mine = super().get_queryset(request).in_scope_of(request.user)
        comments = mine.select_related("article", "parent", "author", "sender__key")
        # Made anew each time, for it asks the clock.
        blocks = Prefetch("sender_blocks", SenderBlock.objects.in_force(), to_attr="blocks")
        return comments.defer("article__body").prefetch_related(
            edits.OPEN_EDITS, OPEN_NOTICES, LOG, NOTES, blocks
        )

    def get_search_results(self, request, comments, words):
        """Find letters in the newest comments, and any by its number, address or commenter.

        Each way finds its keys once, by an index of its own: in one condition they would be looked
        for in every comment, first to count them and then to show them.
        """
        if not words.strip():
            return comments, False
        say = __("Comments since %(date)s were searched; an e-mail address finds older ones, too.")
        read = newest(request, comments, "created_at", READ, say)
        found = _keys(super().get_search_results(request, read, words)[0])
        if "@" in words:
            found += _keys(comments.filter(commenter__email=canonical(words)))
        if len(found) > MOST_FOUND:
            say = __("More comments were found: only the newest %(number)s are shown.")
            number = number_format(MOST_FOUND, force_grouping=True)
            messages.info(request, say % {"number": number})
        shown = sorted(set(found), reverse=True)[:MOST_FOUND]
        if match := NUMBER.search(words.strip()):
            shown.append((timezone.now(), int(match[1])))
        return comments.filter(pk__in=[key for _moment, key in shown]), False

    # -- rights

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    # -- the list

    @admin.display(description=_("comment"))
    def card(self, comment):
        context = {
            "comment": comment,
            "changes": self.changes(comment),
            "alike": getattr(comment, "alike", ()),
            "in_hand": in_hand(comment.held_by) if getattr(comment, "held_by", None) else "",
        }
        return render_to_string("admin/comments/comment/_card.html", context)

    @staticmethod
    def changes(comment):
        """Return the changes of an open edit, or None."""
        return edits.changes(comment.open_edits[0]) if comment.open_edits else []

    @admin.display(description=_("decision"))
    def acts(self, comment) -> SafeString:
        decisions = buttons.possible(comment, comment.alike)
        context = {
            "slots": buttons.slots(decisions),
            "seen": self.seen(decisions),
            "about": True,
            "comment": comment,
            "reasons": comment.refusals,
            "others": buttons.others(comment, comment.for_all),
        }
        return render_to_string("admin/comments/comment/_acts.html", context)

    @staticmethod
    def seen(decisions) -> str:
        """Return the value of a card's checkbox: comments and versions of its buttons."""
        names = [act.name for act in acts.DECISIONS]
        about = (each["value"].partition(":")[2] for each in decisions if each["name"] in names)
        return next(about, "")

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and request.POST.keys() & {"decide", "because"}:
            return self.decide_in_row(request)
        waiting = __("Waiting (%(number)d)") % {"number": number_waiting(request)}
        title = waiting if shown(request) == Status.PENDING else __("Comments")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def decide_in_row(self, request):
        pressed = request.POST.getlist("decide") or [self.with_reason(request)]
        outcomes = [together(self.decide(request, button)) for button in pressed]
        if request.accepts("text/html"):
            return self.respond(request, outcomes, request.get_full_path())
        told = [outcome._asdict() for outcome in outcomes]
        return JsonResponse({"outcomes": told, "numbers": numbers(request)})

    # -- decisions

    def decide(self, request, button, **about):
        """Carry out a button for the user of `request`; return an Outcome for each comment."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        return buttons.press(button, request.user, self.given(request, button), **about)

    @staticmethod
    def with_reason(request) -> str:
        """Return the button of a reason that was pressed: `reject:17:abuse` for what was seen."""
        name, number, _reason = reason_pressed(request)
        seen = (each for each in request.POST.getlist("seen") if each.startswith(f"{number}:"))
        return f"{name}:{next(seen, number)}"

    @staticmethod
    def given(request, button) -> ButtonInput:
        """Read the fields beside a button, in its own row or in the form of the comment.

        Without a script the inputs of all rows are submitted; only those of this row are read.
        """
        number = button.partition(":")[2].partition(":")[0]
        reason, words, days = (
            request.POST.get(field) or request.POST.get(f"{field}-{number}", "")
            for field in ("reason", "words", "days")
        )
        reason = reason_pressed(request)[2] or reason
        return ButtonInput(characters.line(reason), characters.text(words).strip(), days.strip())

    def respond(self, request, outcomes, there):
        """Redirect to `there` with messages about the outcomes; give back text that was not taken.

        It can be sent again as it is only where the text itself was unfit.
        """
        failed = [each for each in outcomes if each.result not in (Result.DONE, Result.ALREADY)]
        if failed and has_words(request):
            unfit = failed[0].result == Result.NEEDS_WORDS
            status = 422 if unfit else 409
            return give_back(request, failed[0].message, status=status, again=unfit)
        self.say(request, outcomes)
        return HttpResponseRedirect(there)

    def say(self, request, outcomes):
        """Tell what came of it; a message whose act can be undone has a button for that."""
        for outcome in outcomes:
            level = LEVELS.get(outcome.result, messages.WARNING)
            tag = undo_tag(getattr(outcome, "undo", ""))
            self.message_user(request, outcome.message, level, extra_tags=tag)

    def decide_many(self, request, comments, name):
        cards = {seen.partition(":")[0]: seen for seen in request.POST.getlist("seen")}
        marked = [cards.get(str(comment.pk), comment.pk) for comment in comments]
        outcomes = [
            outcome for seen in marked for outcome in buttons.press(f"{name}:{seen}", request.user)
        ]
        done = sum(outcome.result == Result.DONE for outcome in outcomes)
        message = ngettext(
            "%(number)d comment: %(decision)s.", "%(number)d comments: %(decision)s.", done
        )
        words = {"number": done, "decision": acts.ACTS[name].label}
        tag = undo_tag(together(outcomes).undo) if outcomes else ""
        self.message_user(request, message % words, messages.SUCCESS, extra_tags=tag)
        not_done = (Result.CHANGED, Result.IMPOSSIBLE, Result.NOT_YOURS)
        self.say(request, [each for each in outcomes if each.result in not_done][:1])

    @admin.action(description=_("Approve selected"), permissions=["moderate"])
    def approve(self, request, comments):
        self.decide_many(request, comments, "approve")

    @admin.action(description=_("Reject selected"), permissions=["moderate"])
    def reject(self, request, comments):
        self.decide_many(request, comments, "reject")

    @admin.action(description=_("Mark selected as spam"), permissions=["moderate"])
    def spam(self, request, comments):
        self.decide_many(request, comments, "spam")

    @admin.action(description=_("Remove selected"), permissions=["moderate"])
    def remove(self, request, comments):
        self.decide_many(request, comments, "remove")

    # -- one comment

    def get_urls(self):
        decide = path(
            "<row:pk>/decide/",
            self.admin_site.admin_view(require_POST(self.decide_one)),
            name="comments_comment_decide",
        )
        return [decide, *super().get_urls()]

    def decide_one(self, request, pk):
        button = request.POST.get("decide") or self.with_reason(request)
        outcomes = self.decide(request, button, number=str(pk))
        there = reverse("admin:comments_comment_change", args=[pk])
        return self.respond(request, [together(outcomes)], there)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        comment = self.get_object(request, object_id)
        if comment:
            appeals.mark(comment, request.user)
            comment.record = records([comment]).get(comment.commenter_id)
            comment.rule = rules_in_force([comment]).get(comment.commenter_id)
            surroundings.mark_notes([comment], request.user)
        decisions = buttons.possible(comment) if comment else []
        context = {
            "comment": comment,
            "changes": comment and self.changes(comment),
            "slots": buttons.slots(decisions),
            "seen": self.seen(decisions),
            "reasons": reasons(),
            "others": comment and buttons.others(comment, ModeratorScope.of(request.user) is None),
            "may_decide": self.has_moderate_permission(request),
            "thread": comment and surroundings.thread(comment, request.user),
            "newest": comment and surroundings.newest_by(comment, request.user),
            "log": comment and comment.decisions.select_related("by"),
            "title": __("Comment"),
            "subtitle": None,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))
