from django_tasks import task

from articles import related


@task()
def refresh_neighbours(article_id):
    """Make the related lists of the neighbours of an article anew."""
    from articles.models import Article

    for neighbour in Article.objects.filter(related_from__article=article_id):
        related.refresh(neighbour)
