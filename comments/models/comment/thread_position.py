"""The position of a comment in its thread, and the counts of threads."""

from collections import Counter

from django.db import connection, transaction

from articles.models import Article
from newsroom import freshness, statements
from newsroom.models import Masthead

DEEPEST = 10  # levels of a thread that an owner can choose at most
STEP = 8  # hexadecimal digits of an id in a path
A_BATCH = 500  # rows; SQLite takes a thousand parameters


@transaction.atomic
def recount(article):
    """Set the comment counts of `article` and its threads from their public comments."""
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
    Article.objects.set_comment_count(article.pk, sizes.total())


def lock_in_order(comments):
    """Lock rows by primary key, as each decision locks its two (see `ThreadPosition.locked`)."""
    list(comments.order_by("pk").select_for_update(no_key=True).values_list("pk"))


# The path of the row that is being inserted below the path %s. Its id is known to the database
# only: SQLite has the last one in a table of its own, as nothing else writes meanwhile, and
# PostgreSQL has taken it, as it fills columns in their order.
LAST = "COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'comments_comment'), 0)"
TAKEN = "currval(pg_get_serial_sequence('comments_comment', 'id'))"
PATH_OF_NEW_ROW = {
    "sqlite": f"%s || printf('%%0{STEP}x', 1 + {LAST})",
    "postgresql": f"%s || LPAD(TO_HEX({TAKEN}), {STEP}, '0')",
}


class ThreadPosition:
    """The position in a thread: `path` has the ids from the top comment down to itself."""

    @property
    def thread(self):
        return int(self.path[:STEP], 16)

    @property
    def depth(self):
        """Return the level in the thread: 0 for a comment on the article itself."""
        return len(self.path) // STEP - 1

    @property
    def place(self):
        """Return the address where readers find it; of a hidden one, that of what it answers."""
        shown = self if self.is_public else self.parent
        if shown and shown.is_public:
            return shown.get_absolute_url()
        return f"{self.article.get_absolute_url()}#comments"

    def locked(self):
        """Return the stored comment, locked until the transaction ends.

        Every change locks it together with its thread's first comment, by primary key, and updates
        the article's count after that, so that two changes never deadlock. FOR NO KEY UPDATE lets
        new replies refer to it.
        """
        rows = type(self).objects.filter(pk__in={self.pk, self.thread}).order_by("pk")
        rows_by_pk = {row.pk: row for row in rows.select_for_update(no_key=True)}
        if self.pk not in rows_by_pk:
            raise type(self).DoesNotExist
        return rows_by_pk[self.pk]

    def take_place(self):
        """Insert it below its parent; on the deepest level, beside it."""
        deepest = Masthead.current().thread_depth
        above = self.parent.path[: STEP * (deepest - 1)] if self.parent else ""
        self.thread_size = int(self.is_public and not above)
        self.path = above
        statements.insert(self, path=PATH_OF_NEW_ROW[connection.vendor])
        self.path = f"{above}{self.pk:0{STEP}x}"
