from articles.models import Article
from articles.related import keywords, lists
from newsroom import turns


def relate(pks):
    """Find the related articles of those that were moved in (by primary key).

    The stories of this house that they now stand beside find theirs anew; what was moved
    in together has its own turn.
    """
    moved_in = Article.objects.filter(pk__in=pks)
    beside = Article.objects.filter(source=None, related_from__article__in=pks)
    for step, articles in (
        (keywords.learn, moved_in),
        (lists.refresh, moved_in),
        (lists.refresh, beside.distinct()),
    ):
        turns.one_by_one(articles.order_by("pk"), step)
