"""The tabs above the queue: saved filters, with counts of those that need work."""

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.utils.translation import gettext_lazy as _

from comments.admin.queue_counts import alike_waiting, number_waiting
from comments.models import Comment, Status
from comments.models.comment_queryset import CommentQuerySet

ALL = "all"
EDITED = "edited"
REPORTED = "reported"
APPEALED = "appealed"
DECIDED = "decided"
UNREAD = "unread"
SUSPECTED = "suspected"

# Tabs without a status of their own.
OF_SOME = {
    EDITED: CommentQuerySet.edited,
    REPORTED: CommentQuerySet.reported,
    APPEALED: CommentQuerySet.appealed,
    SUSPECTED: CommentQuerySet.suspected,
    UNREAD: CommentQuerySet.unread,
}


# Tabs in which nobody has to decide.
LESSER = (*[status for status in Status if status != Status.PENDING], ALL)


def numbers(request) -> dict[str, int]:
    """Return the number of comments in each tab that has work."""
    mine = Comment.objects.in_scope_of(request.user)
    of_some = {tab: some(mine).count() for tab, some in OF_SOME.items()}
    return {Status.PENDING.value: number_waiting(request), **of_some}


def shown(request) -> str:
    """Return the name of the tab that is shown; a search is in all of them."""
    if request.GET.get(SEARCH_VAR, "").strip():
        return ALL
    return request.GET.get(StateFilter.parameter_name) or Status.PENDING


class StateFilter(admin.SimpleListFilter):
    """A list filter shown as tabs; the default is waiting comments."""

    title = _("state")
    parameter_name = "state"
    template = "admin/comments/comment/tabs.html"

    def __init__(self, request, params, model, model_admin):
        self.request = request
        self.numbers = numbers(request)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        pending, *others = Status.choices
        asked = [
            (EDITED, _("edited")),
            (REPORTED, _("reported")),
            (APPEALED, _("appeals")),
            (SUSPECTED, _("suspected spam")),
        ]
        if self.numbers[UNREAD] or request.GET.get(self.parameter_name) == UNREAD:
            asked.append((UNREAD, _("published, not reviewed")))
        return [pending, *asked, (DECIDED, _("recent decisions")), *others, (ALL, _("all"))]

    def chosen(self):
        return shown(self.request)

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "name": value,
                "selected": value == self.chosen(),
                "query_string": changelist.get_query_string(
                    {self.parameter_name: value}, ["p", SEARCH_VAR]
                ),
                "display": label,
                "number": self.numbers.get(value),
                "is_lesser": value in LESSER,
            }

    def queryset(self, request, comments):
        state = self.chosen()
        if state == ALL:
            return comments.order_by("-created_at", "-id")
        if state == Status.PENDING:
            shown_with_another = [
                comment.pk for others in alike_waiting(request).values() for comment in others
            ]
            return comments.waiting().exclude(pk__in=shown_with_another).oldest_first()
        if state == DECIDED:
            return comments.lately_decided()
        if some := OF_SOME.get(state):
            return some(comments).oldest_first()
        return comments.filter(status=state).order_by("-created_at", "-id")
