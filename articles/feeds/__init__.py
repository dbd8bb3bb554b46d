"""Feeds of the newest stories in full: of the paper, a topic, an author."""

from django.shortcuts import get_object_or_404

from articles.feeds.base import PaperFeed
from articles.models import Article, Author, Topic
from newsroom import html

LENGTH = 20  # articles


class FrontFeed(PaperFeed):
    def stories(self, place):
        return Article.objects.all()

    def items(self, place):
        stories = self.stories(place).published().stories().newest_first()
        return stories.prefetch_related("bylines__author", "topics")[:LENGTH]

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        return article.teaser

    def item_extra_kwargs(self, article):
        lead = f"<p><strong>{article.lead_as_html}</strong></p>" if article.lead else ""
        return {"content": html.with_absolute_urls(f"{lead}{article.body}")}

    def item_author_name(self, article):
        return ", ".join(byline.author.name for byline in article.bylines.all()) or None

    def item_categories(self, article):
        return [topic.name for topic in article.topics.all()]

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.updated_at or article.published_at


class TopicFeed(FrontFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Topic, slug=slug)

    def stories(self, topic):
        return topic.articles.all()


class AuthorFeed(FrontFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Author, slug=slug)

    def stories(self, author):
        return author.articles.all()


front, topic, author = FrontFeed.as_view(), TopicFeed.as_view(), AuthorFeed.as_view()
