"""Feeds of the newest comments: of the whole paper, and of one article.

The JSON feed is the interface for programs: `next_url` leads to the fifty before them, and
everything else that readers see is in `_discussion` and, of each comment, in `_comment`.
"""

import re
from datetime import UTC, datetime, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.feeds.base import PaperFeed
from articles.models import Article
from comments.models import Comment
from newsroom import html

LENGTH = 50  # comments
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,18})")  # microseconds since the epoch, and a number


def cursor(comment) -> str:
    return f"{(comment.created_at - EPOCH) // timedelta(microseconds=1)}-{comment.pk}"


def read(cursor: str) -> tuple[datetime, int] | None:
    """Return the time (UTC) and primary key of a cursor; None for an empty one.

    Raise Http404 if it is invalid.
    """
    if not cursor:
        return None
    if not (match := CURSOR.fullmatch(cursor)):
        raise Http404
    try:
        return EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    except OverflowError as error:
        raise Http404 from error


class CommentsFeed(PaperFeed):
    def title(self, place):
        return _("Comments: %(where)s") % {"where": super().title(place)}

    def discussed(self, place):
        return None

    def comments(self, place):
        return Comment.objects.on_public_articles()

    def get_feed(self, place, request):
        newest = self.comments(place).approved().before(read(request.GET.get("before", "")))
        newest = newest.select_related("article", "author").defer("article__body", "text")
        self.newest = list(newest[: LENGTH + 1])
        return super().get_feed(place, request)

    def items(self, place):
        return self.newest[:LENGTH]

    def feed_extra_kwargs(self, place):
        more = len(self.newest) > LENGTH and cursor(self.newest[LENGTH - 1])
        return super().feed_extra_kwargs(place) | {"before": more}

    def item_title(self, comment):
        words = {"name": comment.name, "headline": comment.article.headline}
        return _("%(name)s on “%(headline)s”") % words

    def item_description(self, comment):
        return html.cut(html.plain(comment.body), 200)

    def item_guid(self, comment):
        """Return an id that never changes: that of its article, and its number."""
        return f"{comment.article.id_in_feeds}#c{comment.pk}"

    def item_extra_kwargs(self, comment):
        return {
            "content": comment.body,
            "authors": [{"name": comment.name}],
            "picture": None,
            "_comment": {
                "number": comment.pk,
                "answers": comment.parent_id,
                "is_of_the_newsroom": comment.is_by_newsroom,
                "is_editors_pick": comment.featured_at is not None,
                "is_edited": comment.edited_at is not None,
            },
        }

    def item_pubdate(self, comment):
        return comment.created_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.created_at


class ArticleCommentsFeed(CommentsFeed):
    def get_object(self, request, year, month, slug):
        return get_object_or_404(Article.objects.published().filed_under(year, month), slug=slug)

    def discussed(self, article):
        return [article]

    def comments(self, article):
        return article.comments.all()

    def feed_extra_kwargs(self, article):
        discussion = {"comments": article.comment_count, "is_open": article.is_open_for_comments}
        return super().feed_extra_kwargs(article) | {"_discussion": discussion}


everywhere, of_article = CommentsFeed.as_view(), ArticleCommentsFeed.as_view()
