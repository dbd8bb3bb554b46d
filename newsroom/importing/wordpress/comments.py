"""The comments of an item."""

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from comments.models import Status
from newsroom.importing import import_text, report_words
from newsroom.importing.records import CommentRecord, LeftOut
from newsroom.importing.wordpress.blog import Blog
from newsroom.importing.wordpress.item import Item
from newsroom.importing.xml import children, text_of

# Any other status is not clearly approved, so it waits for a moderator.
STATES = {"1": Status.APPROVED, "approve": Status.APPROVED, "spam": Status.SPAM}
BINNED = {"trash", "post-trashed"}
WRITTEN_BY_READERS = {"", "comment"}
WRITTEN_BY_MACHINES = {"pingback", "trackback"}


def records(part: Element, item: Item, blog: Blog) -> Iterator[CommentRecord | LeftOut]:
    for place, element in enumerate(children(part, "wp:comment")):
        kind = text_of(element, "wp:comment_type")
        state = text_of(element, "wp:comment_approved")
        if kind in WRITTEN_BY_MACHINES:
            yield LeftOut(report_words.PINGS, _("they say only that another page links here"))
        elif kind not in WRITTEN_BY_READERS:
            yield LeftOut(report_words.COMMENTS, _("not a reader's: of the type “%s”") % kind)
        elif state in BINNED:
            yield LeftOut(report_words.COMMENTS, _("it was in the bin"))
        else:
            yield _record(element, item, blog, STATES.get(state, Status.PENDING), place)


def _record(element: Element, item: Item, blog: Blog, status: Status, place: int) -> CommentRecord:
    number = text_of(element, "wp:comment_id")
    parent = text_of(element, "wp:comment_parent")
    own_key = item.source.rpartition(":")[2]
    return CommentRecord(
        source=blog.source("comment", number or f"{own_key}-{place}"),
        article=item.source,
        parent=blog.source("comment", parent) if parent.strip("0") else "",
        name=import_text.line(text_of(element, "wp:comment_author")),
        email=text_of(element, "wp:comment_author_email"),
        text=text_of(element, "wp:comment_content"),
        status=status,
        created_at=_moment(element, blog),
    )


def _moment(element: Element, blog: Blog) -> datetime | None:
    utc, local = text_of(element, "wp:comment_date_gmt"), text_of(element, "wp:comment_date")
    return blog.moment(utc, local)
