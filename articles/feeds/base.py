from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Stylesheet
from django.views.decorators.http import require_safe

from articles.feeds.formats import FORMATS
from newsroom.headers import for_other_sites
from newsroom.models import Masthead
from newsroom.page_cache import public, shows_discussions

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class PaperFeed(Feed):
    """A feed of the paper, or of a topic or author (`place`); `form` is "atom", "rss" or "json".

    What an item has beside Django's fields is in its `item_extra_kwargs`: `content` (HTML),
    `authors` (names and addresses, as in a JSON Feed) and `picture` (of the article, or None).
    """

    item_guid_is_permalink = False

    def __init__(self, form, address):
        self.feed_type = FORMATS[form]
        self.masthead = Masthead.current()
        self.language = self.masthead.language
        # Its own address: each feed has an id of its own, whatever page it belongs to.
        self.feed_guid = address
        self.stylesheets = [Stylesheet(static("feed.css"), mimetype="text/css")]

    def discussed(self, place):
        """Return the articles whose comments it holds; None for all."""
        return ()

    def get_feed(self, place, request):
        discussed = self.discussed(place)
        if discussed is not None:
            shows_discussions(request, discussed)
        return super().get_feed(place, request)

    def title(self, place):
        return self.masthead.title(str(place)) if place else self.masthead.name

    def subtitle(self, place):
        return self.masthead.tagline or None

    def description(self, place):
        return self.masthead.tagline or self.masthead.name

    def link(self, place):
        return place.get_absolute_url() if place else reverse("front")

    def author_name(self, place):
        return self.masthead.name

    def author_link(self, place):
        return self.publisher["url"]

    @property
    def publisher(self) -> dict[str, str]:
        return {"name": self.masthead.name, "url": f"{settings.SITE_URL}{reverse('front')}"}

    def feed_extra_kwargs(self, place):
        return {
            "since": getattr(place, "published_at", LONG_AGO),
            "hub": self.masthead.hub,
            "icon": f"{settings.SITE_URL}{static('icon-192.png')}",
        }

    @classmethod
    def as_view(cls):
        """Return a view with one feed object per request, which caches the masthead."""

        def answer(request, form="atom", **place):
            itself = request.build_absolute_uri(request.path)
            feed = cls(form, itself)
            response = feed(request, **place)
            if feed.masthead.hub:  # discovery, W3C WebSub 4
                response["Link"] = f'<{feed.masthead.hub}>; rel="hub", <{itself}>; rel="self"'
            return response

        return public(for_other_sites(require_safe(answer)))
