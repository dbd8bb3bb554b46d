"""Link cards of our own articles: the editor's script and the form ask for their words."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import JsonResponse
from django.urls import Resolver404, path, resolve
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET

from articles.forwarding import articles_at, pages_at, place_of
from articles.models import Article
from newsroom import html
from newsroom.html.figures import NUMBER


def article_at(address):
    """Return the article at an address, on any host: public, at the desk, or an old one of it."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    plain = unquote(path)
    found = None if "\0" in plain else _with_address(plain)
    return found or _with_old_address(path)


def _with_address(path):
    try:
        match = resolve(path if path.endswith("/") else f"{path}/")
    except Resolver404:
        return None
    names = match.kwargs
    match match.url_name:
        case "article":
            found = articles_at(**names)
        case "page":
            found = pages_at(**names)
        case "articles_article_change":
            found = Article.objects.defer("body").filter(pk=names["object_id"])
        case _:
            return None
    return found.out_of_trash().first()


def _with_old_address(path):
    place = place_of(path)
    is_whole = place and place.thing and not place.rest and not place.is_gone
    thing = place.thing if is_whole else None
    return thing if isinstance(thing, Article) and not thing.trashed_at else None


def article_linked(address):
    """Return the public article of this site at an address; a draft's headline is nobody's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc not in ("", urlsplit(settings.SITE_URL).netloc):
        return None
    article = article_at(address)
    return article if article and article.is_public else None


def own_card(address) -> str | None:
    """Return the card of an article of this site, with its headline and picture."""
    article = article_linked(address)
    if not article:
        return None
    number = article.picture_id
    image = f'<img {NUMBER}="{number}" alt="" role="presentation">' if number else ""
    return html.card(article.get_absolute_url(), article.headline, image=image)


class LinkCards:
    """For the ModelAdmin of articles: the answers that the script of cards needs."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.link_card)
        return [path("link-card/", view, name="articles_article_link_card"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context["site"] = html.site("/")
        return super().render_change_form(request, context, *args, **kwargs)

    @method_decorator(require_GET)
    def link_card(self, request):
        """Return the words of an own article at `address` as JSON, or nothing."""
        self.check_writes(request)
        article = article_linked(request.GET.get("address", ""))
        return JsonResponse(_words(article) if article else {})


def _words(article) -> dict:
    words = {"href": article.get_absolute_url(), "title": article.headline}
    if picture := article.picture:
        size = {"width": picture.width, "height": picture.height}
        words["picture"] = {"id": picture.pk, "src": picture.file.url, **size}
    return words
