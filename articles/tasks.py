from django.apps import apps
from django_tasks import task

from articles import hub, related
from articles.search import indexing
from newsroom.models import Masthead


@task()
def refresh_neighbours(article_id):
    """Make the related lists of the neighbours of an article anew."""
    articles = apps.get_model("articles.Article").objects
    for neighbour in articles.filter(related_from__article=article_id):
        related.refresh(neighbour)


@task()
def develop_picture(picture_id):
    """Make the renditions of a picture, if it is still there."""
    for picture in apps.get_model("articles.Picture").objects.filter(pk=picture_id):
        picture.develop()


@task()
def index_all():
    """Make every article findable anew: the language has changed, or there was no index."""
    indexing.index_all()


@task()
def tell_the_hub():
    """Have readers' programs told of what is new."""
    if address := Masthead.current().hub:
        hub.tell(address)
