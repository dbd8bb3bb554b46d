from django_tasks import task

from articles import related
from articles.models import Article


@task()
def relate(keys):
    """Find the related articles of those that were moved in (by primary key).

    The stories of this house that they now stand beside find theirs anew; what was moved
    in together has its own turn.
    """
    for article in Article.objects.defer("body").filter(pk__in=keys):
        related.refresh(article)
    beside = Article.objects.defer("body").filter(source=None, related_from__article__in=keys)
    for article in beside.distinct():
        related.refresh(article)
