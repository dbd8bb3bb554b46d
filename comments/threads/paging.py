"""Pages of threads.

A page has at most 50 threads and 200 comments, and ends between two threads; only a thread longer
than a page continues at an address of its own. The cost of a page depends on its comments, never on
all those of the article.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from comments.models.comment import STEP, Comment
from comments.threads.nodes import Node, nodes
from comments.threads.sort import Sort
from newsroom import together

MOST_THREADS = 50
MOST_COMMENTS = 200
PATH = re.compile(r"(?:[0-9a-f]{8})+")
ROOT_CURSOR = re.compile(r"[0-9a-f]{8}")
REPLIED_CURSOR = re.compile(r"([0-9]{1,9})-([0-9a-f]{8})")
BEHIND = "g"  # sorts behind every hexadecimal digit, in any collation


class Unknown(Exception):
    """The address is of no page of comments."""


@dataclass
class Page:
    nodes: list[Node]
    sort: Sort
    after: str = ""  # where the next page of threads starts; empty at the end
    thread: str = ""  # the thread that goes on at an address of its own, and …
    thread_after: str = ""  # … the path behind which it does

    is_whole: bool = False  # it has all comments of the article

    @property
    def comments(self) -> list:
        return [node.comment for node in self.nodes if node.comment]

    def shows(self, comment) -> bool:
        return any(node.comment == comment for node in self.nodes)


def none(sort=Sort.OLDEST) -> Page:
    """Return the page of a discussion without comments, which need not be asked for."""
    return Page([], sort, is_whole=True)


def page(article, sort=Sort.OLDEST, after="") -> Page:
    """Return the page of threads after the cursor `after`, in the order `sort`.

    At most two queries, however many comments there are. Raise Unknown for an invalid cursor.
    """
    comments = _few(article) if not after else None
    if comments is not None:
        roots = shown = _in_order(comments, sort)
    else:
        rows = _behind(_ordered(article, sort), sort, after)
        roots = list(rows.values_list("path", "thread_size")[: MOST_THREADS + 1])
        shown = _that_fit(roots)
        comments = _comments_of(article, [path for path, _size in shown])
    result = Page(nodes(_by_thread(comments, shown)), sort)
    if len(roots) > len(shown):
        result.after = _cursor(sort, *shown[-1])
    if shown and shown[0][1] > MOST_COMMENTS:
        result.thread, result.thread_after = shown[0][0], comments[-1].path
    result.is_whole = not (after or result.after or result.thread)
    return result


def of_thread(article, thread, after="") -> Page:
    """Return the comments of one thread (the path of its first comment) after the path `after`.

    If the page begins inside the thread, the parent of its first comment is shown again. Raise
    Unknown for a path outside the thread.
    """
    if not ROOT_CURSOR.fullmatch(thread) or (after and not _is_in(thread, after)):
        raise Unknown
    public = _shown(article.comments)
    comments = list(
        public.filter(path__gt=after, **_span(thread)).in_threads()[: MOST_COMMENTS + 1]
    )
    more = comments[MOST_COMMENTS - 1].path if len(comments) > MOST_COMMENTS else ""
    comments = comments[:MOST_COMMENTS]
    if after and comments:
        first = comments[0].path
        above = [first[:end] for end in range(STEP, len(first), STEP)]
        comments = [*public.filter(path__in=above).in_threads(), *comments]
    return Page(nodes(comments), Sort.OLDEST, thread=more and thread, thread_after=more)


def address_of(comment) -> str:
    thread = comment.path[:STEP]
    mates = comment.article.comments.approved().filter(**_span(thread))
    before = mates.filter(path__lt=comment.path).order_by("-path").values_list("path", flat=True)
    if before[:MOST_COMMENTS].count() < MOST_COMMENTS:
        return f"thread={thread}"
    return f"after={before[0]}&thread={thread}"


def _few(article) -> list | None:
    """Return all comments of a small discussion, which has one page in every order, else None."""
    most = min(MOST_THREADS, MOST_COMMENTS)
    if article.comment_count > most:
        return None
    comments = list(together.ask(_first, most + 1, article=article.pk)[0])
    for comment in comments:
        comment.article = article
    return comments if len(comments) <= most else None


def _first(number, article):
    return [_shown(Comment.objects.filter(article=article)).in_threads()[:number]]


def _in_order(comments, sort) -> list[tuple[str, int]]:
    """Return the threads of all `comments` of an article, as the query returns them."""
    threads = Counter(comment.path[:STEP] for comment in comments).items()
    if sort == Sort.REPLIED:
        return sorted(threads, key=lambda thread: (thread[1], thread[0]), reverse=True)
    return sorted(threads, reverse=sort == Sort.NEWEST)


def _ordered(article, sort):
    rows = article.comments.with_thread()
    if sort == Sort.REPLIED:
        return rows.order_by("-thread_size", "-path")
    return rows.order_by("-path" if sort == Sort.NEWEST else "path")


def _behind(rows, sort, after):
    if not after:
        return rows
    if sort == Sort.REPLIED:
        if not (cursor := REPLIED_CURSOR.fullmatch(after)):
            raise Unknown
        size, path = int(cursor[1]), cursor[2]
        return rows.filter(Q(thread_size__lt=size) | Q(thread_size=size, path__lt=path))
    if not ROOT_CURSOR.fullmatch(after):
        raise Unknown
    return rows.filter(**{"path__lt" if sort == Sort.NEWEST else "path__gt": after})


def _cursor(sort, path, size) -> str:
    return f"{size}-{path}" if sort == Sort.REPLIED else path


def _that_fit(roots):
    """Return the first of `roots` that fit on a page, at least one."""
    shown, comments = [], 0
    for path, size in roots[:MOST_THREADS]:
        comments += size
        if shown and comments > MOST_COMMENTS:
            break
        shown.append((path, size))
    return shown


def _shown(comments):
    public = comments.approved().select_related("author", "parent")
    return public.defer("text", "parent__text", "parent__body")


def _comments_of(article, threads):
    if not threads:
        return []
    spans = reduce(or_, (Q(**_span(thread)) for thread in threads))
    # Redundant, as one range: with it the database stops after the last thread.
    among = Q(path__gte=min(threads), path__lt=f"{max(threads)}{BEHIND}")
    return list(_shown(article.comments).filter(among, spans).in_threads()[:MOST_COMMENTS])


def _by_thread(comments, shown):
    place = {path: number for number, (path, _size) in enumerate(shown)}
    return sorted(comments, key=lambda comment: place[comment.path[:STEP]])


def _span(thread) -> dict:
    """Return the filter for all paths of a thread."""
    return {"path__gte": thread, "path__lt": f"{thread}{BEHIND}"}


def _is_in(thread, path) -> bool:
    return bool(PATH.fullmatch(path)) and path.startswith(thread)
