"""Feeds of the newest stories in full: of the paper, a topic, an author."""

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from articles import schema_org
from articles.feeds.base import PaperFeed
from articles.feeds.corrections import CorrectionsFeed
from articles.models import Article, Author, Topic
from newsroom import html, together

LENGTH = 20  # articles


def whole_text(article) -> str:
    """Return the HTML of an article for readers who see nothing else of it."""
    lead = f"<p><strong>{article.lead_as_html}</strong></p>" if article.lead else ""
    picture = render_to_string("articles/_feed_picture.html", {"picture": article.picture})
    return f"{picture.strip()}{lead}{html.collapsed(article.body)}"


class FrontFeed(PaperFeed):
    def items(self, place):
        label = (type(place), place.has_many) if place else ()
        values = {"label": place.pk} if place else {}
        newest = list(together.ask(_newest, *label, **values)[0])
        Article.objects.read_labels(newest)
        return newest

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        return article.teaser

    def item_guid(self, article):
        return article.id_in_feeds

    def item_extra_kwargs(self, article):
        address = schema_org.absolute(article.get_absolute_url())
        picture = article.picture and article.picture.as_media()
        return {
            "content": html.with_absolute_urls(whole_text(article), address),
            "authors": [
                {"name": author.name, "url": schema_org.absolute(author.get_absolute_url())}
                for author in (byline.author for byline in article.bylines.all())
            ]
            or [self.publisher],
            "picture": picture and picture | {"url": schema_org.absolute(picture["url"])},
        }

    def item_categories(self, article):
        return [topic.name for topic in article.topics.all()]

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.changed_at


def _newest(model=None, has_many=False, label=None):
    stories = Article.objects.published().stories()
    if model:
        stories = stories.of(model(pk=label), has_many)
    return [stories.newest_first().select_related("picture")[:LENGTH]]


class TopicFeed(FrontFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Article.objects.measured(Topic.objects), slug=slug)


class AuthorFeed(FrontFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Article.objects.measured(Author.objects), slug=slug)


front, topic, author = FrontFeed.as_view(), TopicFeed.as_view(), AuthorFeed.as_view()
corrections = CorrectionsFeed.as_view()
