"""The ranking of search results.

A text's relevance (bm25 on SQLite, cover density on PostgreSQL; the headline counts most) is raised
by up to a half for new articles: relevance × (1 + ½ / (1 + age in years)). Among very many matches
only the newest `RANKED` are scored, so a common word costs as much as a rare one.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import F
from django.utils import timezone

from articles.models import Article, Topic
from articles.search import postgresql, sqlite
from articles.search.query import Query
from articles.search.snippet import Piece, snippet
from newsroom.models import Masthead

RANKED = 1000  # articles
A_PAGE = 20  # articles
DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
A_YEAR = 365.25 * 24 * 3600  # seconds
MOST_TOPICS = 12


@dataclass(frozen=True)
class Hit:
    article: Article
    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Results:
    """One page of results, their total `number`, and the topics and years to filter by."""

    hits: list[Hit] = field(default_factory=list)
    number: int = 0
    is_many: bool = False  # there may be more than `number`
    has_all_words: bool = True
    topics: list[tuple[Topic, int]] = field(default_factory=list)
    years: list[tuple[int, int]] = field(default_factory=list)
    next_page: int = 0  # 0: this is the last


def find(query: Query, topic: Topic | None = None, year: int | None = None, page=1) -> Results:
    """Return the `page`-th page (from 1) of results, within a topic or a year.

    If no article has all words, those with some of them are returned.
    """
    if not query:
        return Results()
    among = _among(topic, year)
    scores, has_all_words = _scores(query, "AND", among), True
    if not scores and len(query.wanted) > 1:
        scores, has_all_words = _scores(query, "OR", among), False
    ranked = _ranked(scores)
    first = (page - 1) * A_PAGE
    shown = ranked[first : first + A_PAGE]
    return Results(
        hits=_hits(shown, query),
        number=len(ranked),
        is_many=len(scores) >= RANKED,
        has_all_words=has_all_words,
        topics=_topics(ranked),
        years=_years(ranked),
        next_page=page + 1 if len(ranked) > first + A_PAGE else 0,
    )


def keys(query: Query) -> list[int]:
    """Return the keys of the newest articles of the index, public or not, that have all words."""
    return list(_scores(query, "AND", Article.objects.all()))


def _among(topic, year):
    articles = Article.objects.published()
    if topic:
        articles = articles.filter(topics=topic)
    if year:
        articles = articles.between(date(year, 1, 1), date(year + 1, 1, 1))
    return articles


def _scores(query, join, among) -> dict[int, float]:
    database = DATABASES[connection.vendor]
    selected, chosen = among.order_by().values("id").query.sql_with_params()
    words = database.expression(query, join)
    with connection.cursor() as cursor:
        cursor.execute(database.statement(selected), database.parameters(words, chosen, RANKED))
        return dict(cursor.fetchall())


def _ranked(scores) -> list[tuple]:
    """Return (id, published_at) of scored articles, the best first, then by date and id."""
    now = timezone.now()

    def worth(row):
        years = max((now - row[1]).total_seconds(), 0) / A_YEAR
        return scores[row[0]] * (1 + 0.5 / (1 + years)), row[1], row[0]

    rows = Article.objects.filter(pk__in=scores).values_list("pk", "published_at")
    return sorted(rows, key=worth, reverse=True)


def _hits(rows, query) -> list[Hit]:
    found = Article.objects.published().filter(pk__in=[pk for pk, _moment in rows])
    public = {story.pk: story for story in found.select_related("picture")}
    Article.objects.read_labels(public.values())
    return [Hit(public[pk], snippet(public[pk], query)) for pk, _moment in rows if pk in public]


def _topics(rows):
    through = Article.topics.through.objects.filter(article__in=[pk for pk, _moment in rows])
    counted = Counter(through.values_list("topic", flat=True))
    topics = Topic.objects.order_by(F("name"), "pk").in_bulk(
        [pk for pk, _number in counted.most_common(MOST_TOPICS)]
    )
    return sorted(
        ((topic, counted[pk]) for pk, topic in topics.items()),
        key=lambda pair: (-pair[1], pair[0].name),
    )


def _years(rows):
    zone = Masthead.current().zone
    counted = Counter(timezone.localtime(moment, zone).year for _pk, moment in rows)
    return sorted(counted.items(), reverse=True)
