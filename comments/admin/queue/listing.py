"""The rows of the queue, with everything that a decision needs."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as __

from comments.admin.queue.commenter_records import records, rules_in_force
from comments.admin.queue.surroundings import mark_notes
from comments.admin.queue.tabs import shown
from comments.admin.queue_counts import alike_waiting
from comments.desk import appeals
from comments.desk.inputs import reasons
from comments.models import Claim, ModeratorScope, Status
from newsroom.careful_lists import CarefulChangeList

MOST_COUNTED = 10_000  # rows of a list, on two hundred pages


class BoundedPaginator(Paginator):
    """Pages of the first rows of a list: nobody turns more, and to count all would read all."""

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST_COUNTED)

    @cached_property
    def counted(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[: MOST_COUNTED + 1].count()

    @property
    def has_more(self) -> bool:
        return self.counted > MOST_COUNTED


class Queue(CarefulChangeList):
    """The change list of the queue, whose rows have their near duplicates and reasons."""

    def get_results(self, request):
        super().get_results(request)
        groups, refusals = self.groups(request), reasons()
        known, claims = records(self.result_list), Claim.of_others(request.user)
        rules = rules_in_force(self.result_list)
        mark_notes(self.result_list, request.user)
        for comment in self.result_list:
            comment.record = known.get(comment.commenter_id)
            comment.alike = groups.get(comment.pk, [])
            comment.refusals = refusals
            comment.rule = rules.get(comment.commenter_id)
            appeals.mark(comment, request.user)
            comment.held_by = claims.get(comment.pk)
            comment.for_all = ModeratorScope.of(request.user) is None

    def groups(self, request):
        """Return the near duplicates of each row of the waiting tab."""
        return alike_waiting(request) if shown(request) == Status.PENDING else {}


def in_hand(user) -> str:
    """Return the note that `user` has claimed it, as others read it."""
    return __("%(who)s is looking at this.") % {"who": user.get_full_name() or user.username}
