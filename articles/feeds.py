from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from articles.models import Article, Author, Topic
from newsroom.models import Masthead
from newsroom.pages import public

LENGTH = 20  # articles


class FrontFeed(Feed):
    """The newest stories in full (RFC 4287)."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.masthead = Masthead.current()
        return super().__call__(request, *args, **kwargs)

    def stories(self, place):
        return Article.objects.all()

    def items(self, place):
        stories = self.stories(place).published().stories().newest_first()
        return stories.prefetch_related("bylines__author", "topics")[:LENGTH]

    def title(self, place):
        return self.masthead.title(str(place)) if place else self.masthead.name

    def subtitle(self, place):
        return self.masthead.tagline

    def link(self, place):
        return place.get_absolute_url() if place else reverse("front")

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        lead = f"<p><strong>{article.lead_as_html}</strong></p>" if article.lead else ""
        return f"{lead}{article.body}"

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


# A feed keeps its masthead while it answers, so each answer gets a feed of its own.
def _fresh(feed):
    def answer(request, *args, **kwargs):
        return feed()(request, *args, **kwargs)

    return public(answer)


front, topic, author = _fresh(FrontFeed), _fresh(TopicFeed), _fresh(AuthorFeed)
