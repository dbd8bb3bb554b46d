"""The queryset of comments: all lists filter and sort with its methods."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from comments.models.moderator_scope import ModeratorScope
from comments.moderation.reasons import Reason
from comments.status import HIDDEN, Status

LATELY = timedelta(days=3)
UNCONFIRMED_FOR = timedelta(days=30)  # then the address is forgotten (comments/retention.py)
MOST_DECIDED = 1000  # decisions
OF_FILTERS = (Reason.FILTER, Reason.AKISMET)
# Of what counts against a writer: the only definition.
UNWANTED = models.Q(status__in=HIDDEN, deleted_at=None)


class CommentQuerySet(models.QuerySet):
    def approved(self):
        """Return public comments: the only definition."""
        return self.filter(status=Status.APPROVED)

    def on_public_articles(self):
        """Look each one's article up, instead of reading which are public."""
        public = self.model._meta.get_field("article").related_model.objects.published()
        return self.filter(models.Exists(public.filter(pk=models.OuterRef("article"))))

    def waiting(self):
        return self.filter(status=Status.PENDING)

    def unwanted(self):
        """Return those that were rejected or removed, but not by their writers."""
        return self.filter(UNWANTED)

    def reviewed(self):
        """Return public ones, but for those that nobody here has read yet."""
        return self.approved().exclude(reason_code=Reason.READ_LATER)

    def unconfirmed(self, email):
        """Return those with this address, which its owner has not confirmed yet."""
        return self._unconfirmed().filter(email__iexact=email)

    def _unconfirmed(self):
        lately = timezone.now() - UNCONFIRMED_FOR  # for the index
        typed = self.filter(commenter=None, created_at__gte=lately).exclude(email="")
        return typed.exclude(status=Status.SPAM)

    def let_go(self):
        """Delete what is about these comments and would outlive them.

        Decisions stay for the yearly report, without the hash of a text; an address stays in no
        confirmation e-mail that asked about them alone.
        """
        mine = self.order_by().values("pk")
        self._related("decisions").filter(comment__in=mine).update(text_hash="")
        asked, others = _addresses(self), self.model.objects.exclude(pk__in=mine)._unconfirmed()
        questions = self.model._meta.get_field("notifications").related_model.confirmations()
        for email in asked - _addresses(others):
            questions.filter(to=email).delete()

    def _related(self, name):
        return self.model._meta.get_field(name).related_model.objects

    def in_scope_of(self, user):
        return ModeratorScope.narrow(self, user, "article")

    def in_threads(self):
        """Order by thread: each reply after its parent, the oldest first."""
        return self.order_by("path")

    def with_thread(self):
        """Return first comments of threads with a public comment in it."""
        return self.filter(thread_size__gt=0)

    def picked(self):
        return self.approved().filter(featured_at__isnull=False).order_by("-featured_at", "-id")

    def by_newsroom(self):
        """Return those that bear its badge and are no picks, the latest first."""
        by_staff = {"author__isnull": False, "author__is_staff": True, "author__is_active": True}
        rows = self.approved().filter(featured_at=None, **by_staff)
        return rows.order_by("-created_at", "-id")

    def edited(self):
        return self.filter(revisions__status=Status.PENDING)

    def reported(self):
        return self._with_open(lambda notices: notices.reports())

    def appealed(self):
        return self._with_open(lambda notices: notices.appeals())

    def suspected(self):
        """Those that wait because a filter takes them for spam."""
        return self.waiting().filter(reason_code__in=OF_FILTERS)

    def unread(self):
        """Published at once, and not yet read by anybody here."""
        return self.approved().filter(reason_code=Reason.READ_LATER)

    def _with_open(self, some):
        notices = self._related("notices")
        return self.filter(pk__in=some(notices.open()).values("comment"))

    def lately_decided(self):
        """Return comments decided by a person in the last days, the latest first.

        At most a thousand; the cost does not grow with the log.
        """
        by_people = self._related("decisions").by_people().order_by("-at", "-id")
        lately = by_people.filter(at__gt=timezone.now() - LATELY)[:MOST_DECIDED]
        last = by_people.filter(comment=models.OuterRef("pk"))
        decided = self.filter(pk__in=set(lately.values_list("comment", flat=True)))
        return decided.annotate(
            decided_at=models.Subquery(last.values("at")[:1]),
            decided_as=models.Subquery(last.values("pk")[:1]),
        ).order_by("-decided_at", "-decided_as")

    def before(self, moment_and_number=None):
        rows = self.order_by("-created_at", "-id")
        if moment_and_number is None:
            return rows
        moment, number = moment_and_number
        earlier = models.Q(created_at__lt=moment) | models.Q(created_at=moment, id__lt=number)
        return rows.filter(earlier, created_at__lte=moment)  # the second is for the index

    def oldest_first(self):
        return self.order_by("created_at", "id")


def _addresses(comments) -> set[str]:
    """Return the addresses that were typed with them and not confirmed, in one spelling."""
    typed = comments.filter(commenter=None).exclude(email="").order_by()
    return {email.strip().lower() for email in typed.values_list("email", flat=True)}
