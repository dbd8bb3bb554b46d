from articles.models import Article
from articles.related import keywords, lists
from newsroom import turns


def relate(pks):
    """Find the related posts of imported articles, by primary key.

    Older articles that now are related to them are updated too.
    """
    moved_in = Article.objects.filter(pk__in=pks)
    older = Article.objects.filter(source=None, related_from__article__in=pks)
    for step, articles in (
        (keywords.learn, moved_in),
        (lists.refresh, moved_in),
        (lists.refresh, older.distinct()),
    ):
        turns.one_by_one(articles.order_by("pk"), step)
