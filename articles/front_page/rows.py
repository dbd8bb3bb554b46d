"""The queries of the front page."""

from dataclasses import dataclass
from datetime import timedelta

from articles import on_every_page
from articles.front_page.layout import A_PAGE, A_STRIP, DISCUSSED, RELATED, STRIPS
from articles.models import Article, FrontPlace, Related, RelatedChoice, Topic
from articles.models.front_place import LEAD
from articles.models.teaser_queryset import counted, give, give_labels, labels, numbers
from articles.related import lists
from newsroom import together
from newsroom.models import Masthead

LOOKED_AT = 100  # of the newest stories, for the most discussed
YEAR, AROUND = timedelta(days=365), timedelta(days=45)
HEADLINES = ("kind", "headline", "slug", "filed", "published_at")


@dataclass(frozen=True)
class FirstPage:
    placed: dict[int, Article]  # by the numbers of their places
    newest: list[Article]  # of all others
    discussed: list[Article]
    topics: list[Topic]


@dataclass(frozen=True)
class Around:
    """All that stands around the stories of a first page, more of each than is shown."""

    related: list[Article]  # to the lead
    past: list[Article]  # about a year before the newest, the latest first
    of_topics: list[tuple[Topic, list[Article]]]


def stories():
    """Return what may stand on the front page, and on its older pages."""
    return Article.objects.published().for_front()


def unplaced():
    """Return the stories that stand in none of the places that editors have filled."""
    return stories().exclude(pk__in=_articles_placed())


def first_page() -> FirstPage:
    """Return what is known without the layout; one query. The stories have no labels yet."""
    late = on_every_page.of(Masthead.current(), on_every_page.topics_of_late)
    used = [topic.pk for topic in late[:STRIPS]]
    found = together.ask(_of_first_page, topics=set(used))
    places, placed, newest, most_discussed, topics = map(list, found)
    by_article = {place.article_id: place for place in places}
    for story in placed:
        story.place = by_article[story.pk]
    by_key = {topic.pk: topic for topic in topics}
    return FirstPage(
        {story.place.number: story for story in placed},
        newest,
        most_discussed,
        [by_key[pk] for pk in used if pk in by_key],
    )


def _of_first_page(topics):
    return [
        FrontPlace.objects.in_force(),
        stories().filter(pk__in=_articles_placed()).with_teasers(),
        unplaced().newest_first().with_teasers()[: A_PAGE + 1],
        discussed(),
        Article.objects.measured(Topic.objects.filter(pk__in=topics)),
    ]


def _articles_placed():
    """Return the keys of stories with a place, for a condition of public ones.

    Places in force have the condition once more, and SQLite would read the archive for it.
    """
    return FrontPlace.objects.lasting().order_by().values("article")


def discussed():
    """Return those of the newest stories with the most comments."""
    newest = stories().newest_first().values("pk")[:LOOKED_AT]
    found = Article.objects.filter(pk__in=newest, comment_count__gt=0)
    order = ("-comment_count", "-published_at", "-id")
    return found.order_by(*order).only(*HEADLINES, "comment_count")[:DISCUSSED]


def counted_now(shown) -> tuple[list[Article], list[Article]]:
    """Return copies of `shown` with the present numbers of comments, and the most discussed."""
    numbers, most_discussed = together.ask(_about_comments, pks={story.pk for story in shown})
    return counted(shown, numbers), list(most_discussed)


def _about_comments(pks):
    return [*numbers(Article, pks), discussed()]


def around(lead, shown, topics) -> Around:
    """Return what stands around the stories `shown`, and give these their labels; one query."""
    pks = {story.pk for story in shown}
    # Counted from a story, not from now: a stored page would not learn of another second.
    then = max(story.published_at for story in shown) - YEAR
    found = together.ask(
        _around_them,
        tuple(topic.has_many for topic in topics),
        shown=pks,
        lead=lead.pk,
        topics=tuple(topic.pk for topic in topics),
        begin=then - AROUND,
        end=then,
    )
    strips = [list(rows) for rows in found[LABELS + LABELS + 1 + RELATED_ROWS :]]
    give_labels(shown, *found[:LABELS])
    past = give_labels(*found[LABELS : LABELS + 1 + LABELS])
    related = _related_to(lead, found[LABELS + 1 + LABELS :][:RELATED_ROWS])
    return Around(related, list(past), list(zip(topics, strips, strict=True)))


LABELS, RELATED_ROWS = 2, 4  # querysets


def _around_them(have_many, shown, lead, topics, begin, end):
    # Of each, as many as could stand elsewhere on the page.
    past = stories().filter(published_at__range=(begin, end), picture__isnull=False)
    past = past.exclude(pk__in=shown).newest_first().with_teasers()[: RELATED + 1]
    strips = [
        _headlines()
        .of(Topic(pk=topic), has_many)
        .exclude(pk__in=shown)
        .newest_first()[: A_STRIP * number + RELATED + 1]
        for number, (topic, has_many) in enumerate(zip(topics, have_many, strict=True), 1)
    ]
    return [
        *labels(Article, shown),
        past,
        *labels(Article, past.values("pk")),
        *_related_rows(lead),
        *strips,
    ]


def under_the_lead() -> list[Article]:
    """Return the related stories on the first page; two queries."""
    places, newest = map(list, together.ask(_of_lead))
    placed = {place.number: place.article_id for place in places}
    lead = Article(pk=placed[LEAD]) if LEAD in placed else next(iter(newest), None)
    if not lead:
        return []
    related = _related_to(lead, together.ask(_related_rows, lead=lead.pk))
    elsewhere = set(placed.values())
    return [story for story in related if story.pk not in elsewhere][:RELATED]


def _of_lead():
    return [FrontPlace.objects.in_force(), unplaced().newest_first().only("pk")[:1]]


def _related_rows(lead):
    """Return what says which stories are related to `lead`, a primary key, and these."""
    links, choices = (
        Related.objects.filter(article=lead),
        RelatedChoice.objects.filter(article=lead),
    )
    linked, pinned = links.order_by(), choices.order_by().filter(is_pinned=True)
    public = (_headlines().filter(pk__in=rows.values("other")) for rows in (linked, pinned))
    return [links, choices, *public]


def _related_to(lead, rows) -> list[Article]:
    links, choices, *found = map(list, rows)
    give(lead, "relations", links)
    give(lead, "related_choices", choices)
    public = {story.pk: story for stories in found for story in stories}
    return [public[pk] for pk in lists.keys(lead) if pk in public]


def _headlines():
    return stories().only(*HEADLINES)
