from datetime import timedelta

from django.apps import apps
from django.db.models import F, Q

from articles import hub
from articles.related import keywords, lists
from articles.search import indexing
from newsroom import turns
from newsroom.models import MOST_DAYS, Masthead
from newsroom.work import job


@job()
def relate(article_id):
    """Make the list of related stories of an article anew, and those of its neighbours."""
    articles = apps.get_model("articles.Article").objects
    for step in (keywords.learn, lists.refresh):
        turns.one_by_one(articles.filter(pk=article_id), step)
    beside = Q(related_from__article=article_id) | Q(relations__other=article_id)
    turns.one_by_one(articles.filter(beside).distinct(), lists.refresh)


@job()
def relate_all():
    """Make every list of related stories anew: first the keywords of all, then the lists."""
    articles = apps.get_model("articles.Article").objects.public_or_scheduled()
    for step in (keywords.learn, lists.refresh):
        turns.one_by_one(articles.order_by("pk"), step)


@job()
def index_all():
    """Make every article findable anew: the language has changed, or there was no index."""
    indexing.index_all()
    relate_all.plan()


@job()
def set_closing_times():
    """Have every discussion close when the masthead's rule, which was changed, now says."""
    days = min(Masthead.current().comments_close_after, MOST_DAYS)
    articles = apps.get_model("articles.Article").objects
    closes = F("published_at") + timedelta(days=days) if days else None
    turns.by_lots(articles.dated(), lambda some: some.update(comments_close_at=closes))


@job()
def tell_the_hub():
    """Have readers' programs told of what is new."""
    if address := Masthead.current().hub:
        hub.tell(address)


# Letters and lists go first: until these are made, readers see the picture itself.
@job(priority=-10)
def make_renditions(picture_id):
    """Make the sizes and formats of a picture that readers get, if it is still there."""
    pictures = apps.get_model("articles.Picture").objects
    turns.one_by_one(pictures.filter(pk=picture_id), lambda picture: picture.make_renditions())
