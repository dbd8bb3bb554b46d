"""All topics and all authors from A to Z, and all months, of the published stories."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import BooleanField, Case, Count, Q, QuerySet, When
from django.utils import timezone

from articles.models import Article, Kind
from articles.models.article_queryset import is_public
from newsroom import together
from newsroom.intervals import place_among
from newsroom.text.words import fold, spelled, words

MOST = 1_000  # names on a page; an imported blog may have many more labels, most of them used once
OF_THEIR_OWN = "йїў"  # in Cyrillic alphabets, though they look like others with an accent
OTHERS = "#"  # where names go that begin with neither a letter nor a digit


@dataclass(frozen=True)
class Letter:
    initial: str
    labels: list


@dataclass(frozen=True)
class Year:
    first: date
    months: list[tuple[date, int]]  # the first day, and how many stories

    @property
    def number(self) -> int:
        return sum(number for _month, number in self.months)


def used(labels: QuerySet, most: int) -> list:
    """Return the `most` used topics or authors of published stories, with `number`.

    All links are counted by their index, and those of the few articles that are not public
    stories are taken off, which spares looking up the article of each link.
    """
    link = labels.model._meta.get_field("articles")
    links = link.through.objects.order_by()
    hidden = links.filter(article__in=_hidden().values("pk"))
    columns = ["id", "name", "slug"]
    numbers, taken_off, rows = together.read(
        _numbers(links, link), _numbers(hidden, link), labels.order_by().values_list(*columns)
    )
    counted = Counter(dict(numbers))
    counted.subtract(dict(taken_off))
    inuse = (row for row in rows if counted[row[0]] > 0)
    listed = sorted(inuse, key=lambda row: (-counted[row[0]], row[1], row[0]))[:most]
    found = [labels.model.from_db(labels.db, columns, row) for row in listed]
    for label in found:
        label.number = counted[label.pk]
    return found


def _numbers(links: QuerySet, link) -> QuerySet:
    """Return pairs of a label's primary key and how many links it has."""
    counted = links.values_list(link.field.m2m_reverse_field_name())
    return counted.annotate(number=Count("pk"))


def _hidden() -> QuerySet:
    """Return articles that are no published stories, told by an index alone."""
    is_shown = Case(
        When(is_public() & Q(kind=Kind.STORY), then=True),
        default=False,
        output_field=BooleanField(),
    )
    return Article.objects.order_by().alias(is_shown=is_shown).filter(is_shown=False)


def from_a_to_z(labels) -> list[Letter]:
    """Group by the first letter, whatever its accents and capitals."""
    inorder = sorted(labels, key=lambda label: (initial(label.name), words(label.name), label.pk))
    grouped = groupby(inorder, key=lambda label: initial(label.name))
    return [Letter(letter, list(group)) for letter, group in grouped]


def initial(name: str) -> str:
    first = next(iter("".join(spelled(name))), OTHERS)
    if first.isdecimal():
        return "0–9"
    return (first if first in OF_THEIR_OWN else fold(first)).upper()


def years() -> list[Year]:
    """Return the years and months with stories, newest first, by the paper's clock."""
    stories = Article.objects.published().stories()
    oldest = stories.order_by("published_at").values_list("published_at", flat=True).first()
    if oldest is None:
        return []
    months = _months_since(oldest)
    midnights = [timezone.make_aware(datetime.combine(month, time.min)) for month in months[1:]]
    places = stories.annotate(month=place_among("published_at", midnights)).values_list("month")
    counted = places.annotate(number=Count("pk")).order_by("-month")
    firsts = [(months[place], number) for place, number in counted]
    grouped = groupby(firsts, key=lambda month: month[0].year)
    return [Year(date(year, 1, 1), list(months)) for year, months in grouped]


def _months_since(moment) -> list[date]:
    """Return the first day of each month from that of `moment` until this one."""
    first, last = timezone.localdate(moment), timezone.localdate()
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
