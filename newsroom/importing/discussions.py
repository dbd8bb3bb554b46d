"""Imported comments, stored below their article and their parent.

A reply may come before its parent and is held back until the end. If the parent is left out,
missing or below another article, the reply starts a thread of its own.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from articles import dates
from articles.models import Article
from comments.models import Comment, recount
from newsroom.importing import report_words
from newsroom.importing.address_book import AddressBook
from newsroom.importing.import_text import fitting, max_length_of
from newsroom.importing.ledger import Ledger
from newsroom.importing.records import CommentRecord
from newsroom.text import characters

LONGEST_EMAIL = max_length_of(Comment, "email")


class Discussions:
    def __init__(self, ledger: Ledger, places: AddressBook):
        self.ledger = ledger
        self.places = places
        self.known = dict(Comment.objects.exclude(source=None).values_list("source", "pk"))
        self.met: set[str] = set()
        self.answered: set[int] = set()  # articles
        self.waiting: dict[str, list[CommentRecord]] = defaultdict(list)  # by parent

    def add(self, record: CommentRecord):
        """Store the comment, or hold it back until its parent is stored."""
        if record.source in self.met:
            self.ledger.leave_out(report_words.COMMENTS, report_words.DOUBLED)
            return
        self.met.add(record.source)
        if record.source in self.known:
            self.ledger.count(report_words.COMMENTS, is_new=False)
        elif self.places.article_pk(record.article) is None:
            self.ledger.leave_out(report_words.COMMENTS, _("what it is about was left out"))
        elif record.parent and record.parent not in self.known:
            self.waiting[record.parent].append(record)
        else:
            self._store_with_replies(record)

    def store_orphans(self) -> Iterator[None]:
        """Store the replies whose parent never came, one by one."""
        while self.waiting:
            # Begin with a reply whose own parent is not held back; in a cycle, with any.
            coming = {record.source for group in self.waiting.values() for record in group}
            parents = [parent for parent in self.waiting if parent not in coming]
            for parent in parents or [next(iter(self.waiting))]:
                for record in self.waiting.pop(parent, []):
                    self._store_with_replies(record)
                    yield

    def recount(self):
        """Update the reply counts of threads changed since the last call."""
        for pk in self.answered:
            recount(Article(pk=pk))
        self.answered.clear()

    def _store_with_replies(self, record: CommentRecord):
        ready = [record]
        while ready:
            record = ready.pop()
            self.known[record.source] = self._store(record).pk
            ready += reversed(self.waiting.pop(record.source, []))

    def _store(self, record: CommentRecord) -> Comment:
        article = Article.objects.only("pk", "published_at").get(
            pk=self.places.article_pk(record.article)
        )
        comment = Comment(
            source=record.source,
            article=article,
            parent=self._parent(record, article),
            name=fitting(record.name or _("Anonymous"), Comment, "name", self.ledger),
            email=_valid(record.email),
            text=characters.text(record.text),
        )
        written_at = record.created_at if dates.is_possible(record.created_at) else None
        if written_at := written_at or article.published_at:
            comment.created_at = written_at
        comment.move_in(record.status)
        self.answered.add(article.pk)
        self.ledger.count(report_words.COMMENTS, is_new=True)
        return comment

    def _parent(self, record: CommentRecord, article: Article) -> Comment | None:
        if not record.parent:
            return None
        pk = self.known.get(record.parent)
        parent = Comment.objects.filter(pk=pk, article=article).first() if pk else None
        if parent is None:
            self.ledger.notes[_("A reply answers what is not here: it stands by itself.")] += 1
        return parent


def _valid(email: str) -> str:
    """Return the address, or "" if it is invalid."""
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= LONGEST_EMAIL else ""
