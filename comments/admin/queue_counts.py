"""Counts of waiting comments, and groups of near duplicates."""

from comments.desk import near_duplicates
from comments.desk.near_duplicates import DuplicateCandidate
from comments.models import Comment

ALONE = ("topic", "language", "age", "reason", "article", "commenter")  # as queue/filters.py
MOST_COMPARED = 1000  # comments, those that have waited longest


def number_waiting(request) -> int:
    if not hasattr(request, "_number_waiting"):
        mine = Comment.objects.in_scope_of(request.user)
        request._number_waiting = mine.waiting().count()
    return request._number_waiting


def alike_waiting(request) -> dict[int, list[DuplicateCandidate]]:
    """Return, for the first of each group of near duplicates, the others.

    It is empty in searches and filtered lists, which look for each comment by itself.
    """
    if any(request.GET.get(name) for name in ("q", *ALONE)):
        return {}
    if not hasattr(request, "_alike_waiting"):
        oldest = Comment.objects.in_scope_of(request.user).waiting().oldest_first()
        rows = oldest.values_list("pk", "name", "text", "article__headline")[:MOST_COMPARED]
        groups = near_duplicates.groups(DuplicateCandidate(*row) for row in rows)
        request._alike_waiting = {first.pk: others for first, *others in groups if others}
    return request._alike_waiting
