from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse

from articles.feeds.formats import FORMATS
from newsroom.models import Masthead
from newsroom.page_cache import public

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class PaperFeed(Feed):
    """A feed of the paper, or of a topic or author (`place`); `form` is "atom", "rss" or "json"."""

    def __init__(self, form):
        self.feed_type = FORMATS[form]
        self.masthead = Masthead.current()
        self.language = self.masthead.language

    def title(self, place):
        return self.masthead.title(str(place)) if place else self.masthead.name

    def subtitle(self, place):
        return self.masthead.tagline

    description = subtitle

    def link(self, place):
        return place.get_absolute_url() if place else reverse("front")

    def feed_extra_kwargs(self, place):
        return {"since": getattr(place, "published_at", LONG_AGO), "hub": self.masthead.hub}

    def item_guid(self, item):
        return None  # its address

    @classmethod
    def as_view(cls):
        """Return a view with one feed object per request, which caches the masthead."""

        def answer(request, form="atom", **place):
            feed = cls(form)
            response = feed(request, **place)
            if feed.masthead.hub:  # discovery, W3C WebSub 4
                itself = request.build_absolute_uri(request.path)
                response["Link"] = f'<{feed.masthead.hub}>; rel="hub", <{itself}>; rel="self"'
            return response

        return public(answer)
