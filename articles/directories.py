"""All topics and all authors from A to Z, and all months, of the published stories."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from articles.models import Article
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


def used(labels: QuerySet) -> QuerySet:
    """Return the topics or authors of published stories, most used first, with `number`."""
    public = Article.objects.published().stories()
    found = labels.filter(articles__in=public.values("pk")).annotate(number=Count("articles"))
    return found.order_by("-number", "name", "id")


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
    months = stories.annotate(month=TruncMonth("published_at")).values_list("month")
    counted = months.annotate(number=Count("pk")).order_by("-month")
    firsts = [(month.date(), number) for month, number in counted]
    grouped = groupby(firsts, key=lambda month: month[0].year)
    return [Year(date(year, 1, 1), list(months)) for year, months in grouped]
