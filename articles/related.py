"""What to read next: articles that share topics, the most first; then the newest.

Each article's list is stored. Publishing or changing an article makes its own list anew in the
same transaction, and stores a task there that does the same for those it now stands beside;
taking it down removes it from every list at once.
"""

from django.db import transaction
from django.db.models import Count

SHOWN = 3
KEPT = 12  # more than shown: some of them may be scheduled, or be taken down


@transaction.atomic
def refresh(article):
    """Store which articles `article` is related to, with score (topics shared) and reason."""
    article.relations.all().delete()
    article.relations.bulk_create(
        article.relations.model(
            article=article, other=other, score=len(shared), reason=", ".join(shared)[:300]
        )
        for other, shared in _neighbours(article)
    )


@transaction.atomic
def forget(article):
    """Take `article` out of every list, its own among them."""
    article.relations.all().delete()
    article.related_from.all().delete()


def shown(article, most=SHOWN):
    """At most `most` public stories to read after `article`; its relations, then the newest."""
    stories = _others(article).published().with_teasers()
    found = list(
        stories.filter(related_from__article=article).order_by(
            "-related_from__score", "-published_at", "-id"
        )[:most]
    )
    if len(found) < most:
        rest = stories.exclude(pk__in=[other.pk for other in found]).newest_first()
        found += rest[: most - len(found)]
    return found


def _neighbours(article):
    """The KEPT dated stories that share most topics with it, each with those topics' names."""
    topics = dict(article.topics.values_list("pk", "name"))
    candidates = (
        _others(article)
        .exclude(published_at=None)
        .filter(topics__in=list(topics))
        .annotate(shared=Count("topics"))
        .order_by("-shared", "-published_at", "-id")
        .prefetch_related("topics")
        .only("pk", "published_at")[:KEPT]
    )
    for other in candidates:
        yield other, [topic.name for topic in other.topics.all() if topic.pk in topics]


def _others(article):
    return type(article).objects.stories().exclude(pk=article.pk)
