"""The queryset of articles: all lists filter and sort with its methods."""

from datetime import date, datetime, time

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.cursor import Cursor
from articles.dates import EARLIEST, LATEST
from articles.models.old_address import KeepsAddressQuerySet
from articles.models.teaser_queryset import TeaserQuerySet
from articles.models.trash import TrashQuerySet
from articles.pictures import storing
from newsroom import freshness, statements
from newsroom.html import figures
from newsroom.models import Masthead
from newsroom.planner import NotByIndex

PICTURES = ("picture", "social_picture")  # columns
FEW = 1000  # articles of a label that are sorted at once


class Kind(models.TextChoices):
    STORY = "story", _("story")
    PAGE = "page", _("page (outside the front page and the feeds)")


def is_public(path=""):
    """Return the Q of public articles, by two clocks and the trash: the only definition.

    `path` leads from the queried rows to the article ("article__").
    """
    is_kept = Q((f"{path}trashed_at", None))
    has_come = LessThanOrEqual(NotByIndex(f"{path}published_at"), timezone.now())
    is_possible = GreaterThanOrEqual(NotByIndex(f"{path}published_at"), EARLIEST)
    return Q(is_possible, has_come) & ~_is_unpublished(path) & is_kept


def _is_unpublished(path=""):
    moment = f"{path}unpublished_at"
    return Q((f"{moment}__isnull", False), (f"{moment}__lte", timezone.now()))


def _number_in_changes(name):
    """Return the expression for the primary key of a picture in the changes of an article."""
    number = KeyTextTransform("id", KeyTransform(name, "changes__content"))
    return Cast(number, models.CharField())


class ArticleQuerySet(TeaserQuerySet, TrashQuerySet, KeepsAddressQuerySet):
    @transaction.atomic
    def delete(self):
        self.let_go()
        return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]

    @transaction.atomic(savepoint=False)
    def add_to_comment_count(self, article, change):
        """Change the column of `article`, a primary key; only pages that show it grow stale."""
        freshness.discussion_changed(article)
        statements.add(self.model, "comment_count", article, change)

    @transaction.atomic(savepoint=False)
    def set_comment_count(self, article, number):
        """Set the column of `article`, a primary key; only pages that show it grow stale."""
        freshness.discussion_changed(article)
        return models.QuerySet.update(self.filter(pk=article), comment_count=number)

    @transaction.atomic(savepoint=False)
    def set_social_card(self, article, file):
        """Set the column of `article`, a primary key; only pages with its discussion grow stale.

        Its own page is one of them, and no other shows the card.
        """
        freshness.discussion_changed(article)
        return models.QuerySet.update(self.filter(pk=article), social_card=file)

    def let_go(self):
        """Lock what is to be deleted, and delete what must not only cascade.

        Comments are locked before articles, as decisions do; one sent meanwhile waits, and then
        finds its article gone.
        """
        freshness.lock()
        comments = self._mine("comments")
        for rows in (comments, self):
            list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        comments.let_go()
        cards = self.exclude(social_card="").order_by().values_list("social_card", flat=True)
        storing.discard_after_commit(default_storage, cards)
        for text in self._mine("search_text"):
            text.forget(text.article_id)

    def _mine(self, relation):
        return self.things_of(relation, self.order_by().values("pk"))

    def with_pictures_in_text(self, pictures):
        """Return those whose text shows one of `pictures`, in whatever size."""
        texts = self.model.pictures_in_text.through.objects.filter(picture__in=pictures)
        return self.filter(pk__in=texts.values("article"))

    def with_cards_of(self, pictures):
        """Return those whose card for social networks was drawn with one of `pictures`."""
        shown = Q(picture__in=pictures) | Q(social_picture__in=pictures)
        return self.filter(shown).exclude(social_card="")

    def with_changes_that_show(self, picture):
        """Return those whose changes not public show a picture, by its primary key."""
        number = Cast(picture, models.CharField())
        mark = Concat(Value(f'{figures.NUMBER}="'), number, Value('"'))
        changed = self.filter(changes__isnull=False).annotate(
            changed_body=Cast(KeyTextTransform("body", "changes__content"), models.TextField()),
            **{f"changed_{name}": _number_in_changes(name) for name in PICTURES},
        )
        is_chosen = Q(*((f"changed_{name}", number) for name in PICTURES), _connector=Q.OR)
        return changed.filter(is_chosen | Q(changed_body__contains=mark))

    # Every article is in exactly one of these four, or in the trash.

    def published(self):
        return self.filter(is_public())

    def scheduled(self):
        to_come = Q(published_at__gt=timezone.now(), published_at__lt=LATEST)
        return self.out_of_trash().filter(to_come & ~_is_unpublished())

    def unpublished(self):
        return self.out_of_trash().filter(_is_unpublished())

    def drafts(self):
        """Return those without a date, or with an impossible one."""
        impossible = (
            Q(published_at=None) | Q(published_at__lt=EARLIEST) | Q(published_at__gte=LATEST)
        )
        return self.out_of_trash().filter(impossible & ~_is_unpublished())

    def public_or_scheduled(self):
        return self.out_of_trash().dated().exclude(_is_unpublished())

    def dated(self):
        """Return those with a possible date, unpublished or not."""
        moment = NotByIndex("published_at")
        return self.filter(GreaterThanOrEqual(moment, EARLIEST), LessThan(moment, LATEST))

    def stories(self):
        return self.filter(Exact(NotByIndex("kind"), Kind.STORY))

    def of(self, label, has_many=None):
        """Return those of a topic or an author; `has_many` is what `measured` says of it."""
        if has_many is None:
            has_many = getattr(label, "has_many", None)
        return self.found_by(_links(type(label), label), has_many)

    def measured(self, labels):
        """Have `of` know of `labels`, topics or authors, without another query if they have many.

        The rows are counted no further than needed.
        """
        rows = _links(labels.model, OuterRef("pk"))
        return labels.annotate(has_many=Exists(rows[FEW : FEW + 1]))

    def found_by(self, rows, are_many=None):
        """Return those that `rows` of another table refer to as their `article`.

        The database begins with the rows if they are few, and else with its own order: among the
        newest there are enough of them. So neither costs more in an older paper.
        """
        if are_many is None:
            are_many = rows.order_by()[FEW : FEW + 1].exists()
        if are_many:
            return self.filter(Exists(rows.filter(article=OuterRef("pk"))))
        return self.filter(pk__in=rows.values("article"))

    def for_front(self):
        """Return the stories that no editor keeps off the front page."""
        return self.stories().filter(never_on_front=False)

    def pages(self):
        return self.filter(kind=Kind.PAGE)

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def filed_under(self, year, month):
        try:
            return self.filter(filed=date(int(year), int(month), 1))
        except ValueError:
            return self.none()

    def between(self, first, end):
        """Return those published from the day `first` until before `end`, by the paper's clock."""
        return self.from_until(midnight(first), midnight(end))

    def from_until(self, begin, end):
        return self.filter(published_at__gte=begin, published_at__lt=end)

    def before(self, place: Cursor):
        return self.filter(published_at__lte=place.moment).exclude(
            published_at=place.moment, id__gte=place.id
        )


def _links(model, label):
    """Return the rows that link `label`, of the model Topic or Author, with articles."""
    link = model._meta.get_field("articles")
    return link.through.objects.filter(**{link.field.m2m_reverse_field_name(): label})


def midnight(day):
    """Return the moment at which `day` begins by the paper's clock."""
    return datetime.combine(day, time.min, Masthead.current().zone)
