"""Follow-ups of facts about articles; see newsroom/work."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models import F

from articles import hub
from articles.models import Article, Picture, Related
from articles.pictures import storing
from articles.related import keywords, lists
from articles.search import indexing
from newsroom import turns
from newsroom.models import MOST_DAYS, Masthead
from newsroom.work.jobs import Job, does

NEWEST_DRAWN = 100  # articles


@does("card_outdated")
def draw_card(article_id):
    turns.one_by_one(Article.objects.filter(pk=article_id), Article.draw_card)


@does("cards_outdated")
def draw_all_cards():
    """Draw again what was drawn of another paper or otherwise, and the newest that have none.

    Of an old paper only these: what is shared is what is new, and each card is a file.
    """
    newest = Article.objects.published().stories().newest_first()[:NEWEST_DRAWN]
    numbers = list(newest.values_list("pk", flat=True))
    for articles in (
        Article.objects.filter(pk__in=numbers).newest_first(),
        Article.objects.exclude(social_card=""),
    ):
        turns.one_by_one(articles, Article.draw_card)


@does("files_left_over")
def delete_files(*names):
    storing.delete_left_over(default_storage, names)


@does("article_changed")
def relate(article_id):
    draw_card(article_id)  # first: whoever links to a new article looks for it at once
    for step in (keywords.learn, lists.refresh):
        turns.one_by_one(Article.objects.filter(pk=article_id), step)
    turns.one_by_one(Article.objects.filter(pk__in=_neighbours(article_id)), lists.refresh)


def _neighbours(article_id):
    """Return the query for those that its list names, and those whose lists name it.

    Not one condition with OR, for which SQLite reads all articles; nor numbers, for a story may
    be named by more lists than a statement takes parameters.
    """
    named = Related.objects.filter(article=article_id).order_by().values("other")
    return named.union(Related.objects.filter(other=article_id).order_by().values("article"))


@does("related_lists_outdated")
def relate_all():
    """Update all related posts: first all keywords, then the lists."""
    articles = Article.objects.public_or_scheduled()
    for step in (keywords.learn, lists.refresh):
        turns.one_by_one(articles.order_by("pk"), step)


@does("language_changed")
@does("index_outdated")
def index_all():
    indexing.index_all()
    Job.plan("related_lists_outdated")


@does("closing_rule_changed")
def set_closing_times():
    """Set the closing time of every discussion after a change of the masthead's rule."""
    days = min(Masthead.current().comments_close_after, MOST_DAYS)
    closes = F("published_at") + timedelta(days=days) if days else None
    turns.by_lots(Article.objects.dated(), lambda some: some.update(comments_close_at=closes))


@does("news_published")
def tell_the_hub(_article_id=None):
    if address := Masthead.current().hub:
        hub.tell(address)


@does("picture_stored")
def make_renditions(picture_id):
    pictures = Picture.objects.filter(pk=picture_id)
    turns.one_by_one(pictures, lambda picture: picture.make_renditions())
    turns.one_by_one(Article.objects.with_pictures_in_text(pictures), Article.change_text)
    turns.one_by_one(Article.objects.with_cards_of(pictures), Article.draw_card)


@does("picture_trashed")
def purge_picture(picture_id):
    _purge(Picture, picture_id)


@does("article_trashed")
def purge_article(article_id):
    _purge(Article, article_id)


def _purge(model, pk):
    """Delete it, unless it was restored; one that was trashed again later has its own day."""
    for row in model.objects.filter(pk=pk):
        if row.is_due:
            row.purge()


@does("pictures_in_texts")
def expand_pictures():
    """Expand the pictures of all texts again, after a change of how pages show them."""
    turns.one_by_one(Article.objects.exclude(pictures_in_text=None), Article.change_text)
