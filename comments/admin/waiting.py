from comments.models import Comment


def number_waiting(request) -> int:
    """How many comments wait; asked for in several places of a page, counted once."""
    if not hasattr(request, "_number_waiting"):
        request._number_waiting = Comment.objects.waiting().count()
    return request._number_waiting
