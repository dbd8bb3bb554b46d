"""Where a comment stands in its discussion, and how many stand there with it."""

from collections import Counter

from django.db import transaction

from articles.models import Article
from comments.status import Status
from newsroom import freshness
from newsroom.models import Masthead

DEEPEST = 10  # levels of a thread that an owner can choose at most
STEP = 8  # hexadecimal digits of an id in a path
A_BATCH = 500  # rows; SQLite takes a thousand parameters


@transaction.atomic
def recount(article):
    """Set the counts under `article`, its own and its threads', to what readers can count."""
    freshness.lock()  # whoever counts under several holds the first ones meanwhile
    lock_in_order(article.comments.filter(parent=None))
    paths = article.comments.approved().values_list("path", flat=True)
    sizes = Counter(int(path[:STEP], 16) for path in paths)
    article.comments.with_thread().update(thread_size=0)
    for size in set(sizes.values()):
        roots = [thread for thread, number in sizes.items() if number == size]
        for start in range(0, len(roots), A_BATCH):
            some = roots[start : start + A_BATCH]
            article.comments.filter(pk__in=some).update(thread_size=size)
    Article.objects.filter(pk=article.pk).update(comment_count=sizes.total())


def lock_in_order(comments):
    """Lock many by their numbers, as each decision locks its two (see `ThreadPosition.locked`)."""
    list(comments.order_by("pk").select_for_update(no_key=True).values_list("pk"))


class ThreadPosition:
    """The place of a comment: `path` has the ids from the top of its thread down to itself."""

    @property
    def thread(self):
        """The number of the comment that its thread began with."""
        return int(self.path[:STEP], 16)

    @property
    def depth(self):
        """Levels below the top of its thread: 0 for a comment on the article itself."""
        return len(self.path) // STEP - 1

    def locked(self):
        """This comment as it is stored, locked until the transaction ends.

        Whatever changes a comment locks it first, together with the first one of its thread and
        by their numbers, and counts under the article after that: then no two changes wait for
        each other. Keys stay free, for a reply that comes just now points at one.
        """
        rows = type(self).objects.filter(pk__in={self.pk, self.thread}).order_by("pk")
        found = {row.pk: row for row in rows.select_for_update(no_key=True)}
        if self.pk not in found:
            raise type(self).DoesNotExist
        return found[self.pk]

    def take_place(self):
        """Store it for the first time, behind what it answers; the deepest level is the last."""
        self.status = Status.PENDING
        self.save()
        deepest = Masthead.current().thread_depth
        above = self.parent.path[: STEP * (deepest - 1)] if self.parent else ""
        self.path = f"{above}{self.pk:0{STEP}x}"
        self.save(update_fields=["path"])
