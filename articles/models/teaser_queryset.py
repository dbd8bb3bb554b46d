"""Stories with what their own pages and teasers show of them, in a query or two."""

from copy import copy
from typing import Any

from newsroom import together


class TeaserQuerySet:
    filter: Any
    model: Any
    values: Any

    def with_teasers(self):
        """Read the picture too, and defer the body; labels are read by the methods below."""
        return self.defer("body").select_related("picture")

    def as_teasers(self) -> list:
        """Return the stories with all that teasers show; one query, which finds them thrice."""
        pks = self.values("pk")
        rows = self.with_teasers(), self.bylines_of(pks), self.topics_of(pks)
        return list(give_labels(*together.read(*rows)))

    def public_teasers(self, pks) -> list:
        """Return the public stories among `pks` with all that teasers show; one query."""
        return list(give_labels(*together.ask(_public_teasers, self.model, pks=set(pks))))

    def newest_teasers(self, most, but) -> list:
        """Return the newest public stories whose keys are not in `but`, in the same way."""
        return list(give_labels(*together.ask(_newest_teasers, self.model, most, but=set(but))))

    def read_labels(self, stories):
        """Read the authors and topics of `stories` with one query."""
        pks = {story.pk for story in stories}
        give_labels(stories, *together.ask(labels, self.model, pks=pks))

    def whole(self, is_public=True, **address):
        """Return the article at `address`, by columns, with all that its page shows; one query.

        Raise DoesNotExist if there is none.
        """
        rows, bylines, topics, *others = together.ask(_whole, self.model, is_public, **address)
        if not rows:
            raise self.model.DoesNotExist
        for article in give_labels(rows, bylines, topics):
            for name, each in zip(OF_ITS_PAGE, others, strict=True):
                give(article, name, list(each))
        return rows[0]

    def bylines_of(self, articles):
        return self.things_of("bylines", articles).select_related("author")

    def topics_of(self, articles):
        """Return the rows that say which topics `articles` have."""
        rows = self.model.topics.through.objects.filter(article__in=articles)
        return rows.select_related("topic").order_by("topic__name", "topic_id", "pk")

    def things_of(self, name, articles):
        """Return the rows of the relation `name` that belong to `articles`."""
        rows = self.model._meta.get_field(name).related_model.objects
        return rows.filter(article__in=articles)

    def as_now(self, article):
        """Return a copy of `article`, read before, with what moves no edition of the paper."""
        found = copy(article)
        for row in together.ask(_now, self.model, article=article.pk)[0]:
            found.comment_count, found.social_card = row
        return found

    def counted_now(self, stories) -> list:
        """Return copies of `stories`, read before, with the present numbers of comments."""
        pks = {story.pk for story in stories}
        return counted(stories, *together.ask(numbers, self.model, pks=pks))


OF_ITS_PAGE = ("corrections", "relations", "related_choices")


def _whole(model, is_public, **address):
    found = model.objects.filter(**address)
    pks = found.order_by().values("pk")
    rows = found.published() if is_public else found
    return [
        rows.select_related("picture", "social_picture"),
        model.objects.bylines_of(pks).select_related("author__picture"),
        model.objects.topics_of(pks),
        *(model.objects.things_of(name, pks) for name in OF_ITS_PAGE),
    ]


def _now(model, article):
    return [model.objects.filter(pk=article).values_list("comment_count", "social_card")]


def _public_teasers(model, pks):
    public = model.objects.published().stories().filter(pk__in=pks)
    return [public.with_teasers(), *labels(model, pks)]


def _newest_teasers(model, most, but):
    newest = model.objects.published().stories().exclude(pk__in=but).newest_first()[:most]
    return [newest.with_teasers(), *labels(model, newest.values("pk"))]


def labels(model, pks):
    return [model.objects.bylines_of(pks), model.objects.topics_of(pks)]


def numbers(model, pks):
    return [model.objects.filter(pk__in=pks).values_list("pk", "comment_count")]


def counted(stories, numbers) -> list:
    """Return copies of `stories` with the numbers of comments that were read."""
    found = dict(numbers)
    copies = [copy(story) for story in stories]
    for story in copies:
        story.comment_count = found.get(story.pk, 0)
    return copies


def give_labels(stories, bylines, topics):
    """Give each of `stories` its own of the rows read, as if it had been prefetched."""
    authors = _by_article(bylines, lambda byline: byline)
    labels = _by_article(topics, lambda row: row.topic)
    for story in stories:
        give(story, "bylines", authors.get(story.pk, []))
        give(story, "topics", labels.get(story.pk, []))
    return stories


def _by_article(rows, value) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(value(row))
    return found


def give(story, name, objects):
    """Have `story` answer with `objects` when it is asked for all of its `name`."""
    rows = getattr(story, name).get_queryset()
    rows._result_cache, rows._prefetch_done = objects, True
    story.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
