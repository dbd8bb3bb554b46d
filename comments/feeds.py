"""The newest comments: of the whole paper, and of one article."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.feeds.base import PaperFeed
from articles.models import Article
from comments.models import Comment
from newsroom import prose

LENGTH = 50  # comments


class CommentsFeed(PaperFeed):
    def title(self, place):
        return _("Comments: %(where)s") % {"where": super().title(place)}

    def comments(self, place):
        return Comment.objects.filter(article__in=Article.objects.published())

    def items(self, place):
        newest = self.comments(place).approved().order_by("-created_at", "-id")
        return newest.select_related("article").defer("article__body")[:LENGTH]

    def item_title(self, comment):
        words = {"name": comment.name, "headline": comment.article.headline}
        return _("%(name)s on “%(headline)s”") % words

    def item_description(self, comment):
        return prose.cut(prose.plain(comment.body), 200)

    def item_extra_kwargs(self, comment):
        return {"content": comment.body}

    def item_author_name(self, comment):
        return comment.name

    def item_pubdate(self, comment):
        return comment.created_at

    item_updateddate = item_pubdate


class ArticleCommentsFeed(CommentsFeed):
    def get_object(self, request, year, month, slug):
        return get_object_or_404(Article.objects.published().filed_under(year, month), slug=slug)

    def comments(self, article):
        return article.comments.all()


everywhere, of_article = CommentsFeed.as_view(), ArticleCommentsFeed.as_view()
