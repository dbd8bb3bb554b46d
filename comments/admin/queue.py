"""The queue: what moderators see first, and where they decide."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.admin import edits
from comments.admin.waiting import number_waiting
from comments.models import Changed, Comment, Notice, Revision, Status
from comments.models.comment_queryset import CommentQuerySet
from newsroom import characters, prose
from newsroom.desk import OnlyLooking

ALL = "all"
EDITED = "edited"
REPORTED = "reported"
APPEALED = "appealed"
LET_STAND = "stand"

# Each decision: what its button says, what it does, and the state in which it would do nothing.
DECISIONS = {
    "approve": (_("Approve"), Comment.approve, Status.APPROVED),
    "refuse": (_("Refuse"), Comment.refuse, Status.REJECTED),
    "spam": (_("Spam"), Comment.mark_as_spam, Status.SPAM),
}
# Of public ones: whether it is an editors' pick, and what can be done about it.
PICKING = {
    False: ("pick", _("Editors' pick")),
    True: ("unpick", _("No editors' pick")),
}
PICKS = {"pick": Comment.feature, "unpick": Comment.unfeature}


# Tabs that are no state of a comment.
OF_SOME = {
    EDITED: CommentQuerySet.edited,
    REPORTED: CommentQuerySet.reported,
    APPEALED: CommentQuerySet.appealed,
}
OPEN_NOTICES = Prefetch("notices", Notice.objects.open(), to_attr="open_notices")


def read(button) -> tuple[str, str, str]:
    """What a button says: the decision, the number of what it is about, and the version seen."""
    name, _colon, about = button.partition(":")
    number, _colon, seen = about.partition(":")
    return name, number, seen


class StateFilter(admin.SimpleListFilter):
    """Shown as tabs; without a choice, what waits."""

    title = _("state")
    parameter_name = "state"
    template = "admin/comments/comment/tabs.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.numbers = {
            Status.PENDING: number_waiting(request),
            EDITED: edits.number_edited(),
            REPORTED: Comment.objects.reported().count(),
            APPEALED: Comment.objects.appealed().count(),
        }

    def lookups(self, request, model_admin):
        pending, *others = Status.choices
        asked = [(EDITED, _("edited")), (REPORTED, _("reported")), (APPEALED, _("appeals"))]
        return [pending, *asked, *others, (ALL, _("all"))]

    def chosen(self):
        return self.value() or Status.PENDING

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": value == self.chosen(),
                "query_string": changelist.get_query_string({self.parameter_name: value}, ["p"]),
                "display": label,
                "number": self.numbers.get(value, 0),
            }

    def queryset(self, request, comments):
        state = self.chosen()
        if state == ALL:
            return comments.order_by("-created_at", "-id")
        if state == Status.PENDING:
            return comments.waiting().oldest_first()
        if some := OF_SOME.get(state):
            return some(comments).oldest_first()
        return comments.filter(status=state).order_by("-created_at", "-id")


@admin.register(Comment)
class CommentAdmin(OnlyLooking, admin.ModelAdmin):
    """Comments can be decided about, and nothing else: nobody changes another person's words."""

    list_display = ["card", "writer", "place", "standing", "acts"]
    list_display_links = None
    list_filter = [StateFilter]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name", "email", "text"]
    search_help_text = _("Name, e-mail address or words")
    sortable_by: list[str] = []
    actions = ["approve", "refuse", "spam"]

    def get_queryset(self, request):
        comments = super().get_queryset(request).select_related("article", "parent", "author")
        return comments.defer("article__body").prefetch_related(edits.OPEN_EDITS, OPEN_NOTICES)

    # -- rights

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    # -- the list

    @admin.display(description=_("comment"))
    def card(self, comment):
        context = {"comment": comment, "changes": self.changes(comment)}
        return render_to_string("admin/comments/comment/_card.html", context)

    @staticmethod
    def changes(comment):
        """What an open edit would change; nothing if there is none."""
        return edits.changes(comment.open_edits[0]) if comment.open_edits else []

    @admin.display(description=_("by"))
    def writer(self, comment):
        return render_to_string("admin/comments/comment/_writer.html", {"comment": comment})

    @admin.display(description=_("article"))
    def place(self, comment):
        return render_to_string("admin/comments/comment/_place.html", {"comment": comment})

    @admin.display(description=_("state"))
    def standing(self, comment):
        return render_to_string("admin/comments/comment/_standing.html", {"comment": comment})

    @admin.display(description=_("decide"))
    def acts(self, comment) -> SafeString:
        context = {"decisions": self.possible(comment), "comment": comment}
        return render_to_string("admin/comments/comment/_acts.html", context)

    @staticmethod
    def possible(comment):
        """The decisions that would change anything, as (what, label).

        What is the name and the number of what is decided about: the very words of the comment, or
        the very edit, that are seen here.
        """
        if comment.is_withdrawn:
            return []
        about_edits = [
            (name, edit.pk, label)
            for edit in comment.open_edits
            for name, (label, _decide) in edits.DECISIONS.items()
        ]
        about_comment = [
            (name, f"{comment.pk}:{comment.version}", label)
            for name, (label, _decide, state) in DECISIONS.items()
            if state != comment.status
        ]
        if comment.open_notices:
            about_comment.append((LET_STAND, comment.pk, _("Let it stand")))
        if comment.is_public:
            name, label = PICKING[bool(comment.featured_at)]
            about_comment.append((name, comment.pk, label))
        return [
            {"name": name, "value": f"{name}:{number}", "label": label}
            for name, number, label in about_edits + about_comment
        ]

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and "decide" in request.POST:
            return self.decide_in_row(request)
        waiting = __("(%(number)d) Waiting") % {"number": number_waiting(request)}
        title = __("Comments") if request.GET.get("state") else waiting
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def decide_in_row(self, request):
        name, number, seen = read(request.POST["decide"])
        self.decide(request, name, number, seen)
        return HttpResponseRedirect(request.get_full_path())

    # -- decisions

    def decide(self, request, name, number, seen, reason=""):
        """Have the user of `request` decide about comment `number`, of whose words the version
        `seen` was before them; say what came of it."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        if name in edits.DECISIONS and number.isdecimal():
            self.decide_about_edit(request, name, number)
            return
        if name not in (*DECISIONS, *PICKS, LET_STAND) or not number.isdecimal():
            raise PermissionDenied
        comment = get_object_or_404(Comment, pk=number)
        if comment.must_be_decided_by_another_than(request.user):
            said = __("The appeal is against your own decision: another moderator has to decide.")
            self.message_user(request, said, messages.WARNING)
            return
        if name == LET_STAND:
            decision = comment.let_stand(by=request.user)
        elif name in PICKS:
            decision = PICKS[name](comment, by=request.user)
        else:
            _label, decide, _state = DECISIONS[name]
            try:
                decision = decide(comment, by=request.user, reason=reason, seen=seen)
            except Changed:
                self.say_that_it_changed(request)
                return
        self.say(request, comment, decision)

    def say_that_it_changed(self, request):
        said = __("It was changed or decided since you looked. Here is how it is now.")
        self.message_user(request, said, messages.WARNING)

    def say(self, request, comment, decision):
        about_pick = decision and decision.to_status == decision.from_status
        state = decision.reason_in_words if about_pick else comment.get_status_display()
        what = {
            "decision": state.rstrip("."),
            "name": comment.name,
            "words": prose.cut(prose.plain(comment.body), 60),
        }
        if decision:
            said = __("%(decision)s: %(name)s, “%(words)s”") % what
            self.message_user(request, said, messages.SUCCESS)
        else:
            said = __("Somebody was faster; it is so already: %(name)s, “%(words)s”") % what
            self.message_user(request, said, messages.WARNING)

    def decide_about_edit(self, request, name, number):
        """Take or refuse the very edit that was seen; one that came later is not touched."""
        edit = Revision.objects.filter(pk=number).select_related("comment").first()
        _label, decide = edits.DECISIONS[name]
        if edit and decide(edit, by=request.user):
            said = __("Decided about the edit of %(name)s.") % {"name": edit.comment.name}
            self.message_user(request, said, messages.SUCCESS)
        else:
            self.say_that_it_changed(request)

    def decide_many(self, request, comments, name):
        label, decide, _state = DECISIONS[name]
        seen = dict(one.partition(":")[::2] for one in request.POST.getlist("seen"))
        done = unseen = 0
        for comment in comments:
            if comment.must_be_decided_by_another_than(request.user):
                continue
            try:
                version = seen.get(str(comment.pk), "")
                done += decide(comment, by=request.user, seen=version) is not None
            except Changed:
                unseen += 1
        if unseen:
            self.say_that_it_changed(request)
        said = ngettext(
            "%(number)d comment: %(decision)s.", "%(number)d comments: %(decision)s.", done
        )
        self.message_user(request, said % {"number": done, "decision": label}, messages.SUCCESS)

    @admin.action(description=_("Approve the marked ones"), permissions=["moderate"])
    def approve(self, request, comments):
        self.decide_many(request, comments, "approve")

    @admin.action(description=_("Refuse the marked ones"), permissions=["moderate"])
    def refuse(self, request, comments):
        self.decide_many(request, comments, "refuse")

    @admin.action(description=_("Mark the marked ones as spam"), permissions=["moderate"])
    def spam(self, request, comments):
        self.decide_many(request, comments, "spam")

    # -- one comment

    def get_urls(self):
        decide = path(
            "<int:pk>/decide/",
            self.admin_site.admin_view(require_POST(self.decide_one)),
            name="comments_comment_decide",
        )
        return [decide, *super().get_urls()]

    def decide_one(self, request, pk):
        reason = characters.line(request.POST.get("reason", ""))[:200]
        name, number, seen = read(request.POST.get("decide", ""))
        self.decide(request, name, number or str(pk), seen, reason)
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        comment = self.get_object(request, object_id)
        context = {
            "comment": comment,
            "changes": comment and self.changes(comment),
            "decisions": comment and self.possible(comment),
            "may_decide": self.has_moderate_permission(request),
            "log": comment and comment.decisions.select_related("by"),
            "title": __("Comment"),
            "subtitle": None,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))
