"""The preview of what search engines and social networks show of an article."""

from articles.admin.thumbnails import SMALL, address
from articles.models import Article
from articles.models.article_queryset import PICTURES
from articles.models.version import picture_of
from newsroom import html
from newsroom.models import Masthead

WORDS = ("headline", "lead", "body", "description", "social_title")


def elsewhere(article, content) -> dict:
    """Return what the template shows of a version's `content`."""
    shown = Article(**{name: content[name] for name in WORDS if name in content})
    for name in PICTURES:
        setattr(shown, name, picture_of(content, name))
    shown.teaser = shown.as_teaser()
    masthead, picture = Masthead.current(), shown.picture_elsewhere
    return {
        "title": shown.title_elsewhere,
        "browser_title": masthead.title(shown.title_elsewhere),
        "pattern": masthead.title("{}"),
        "description": shown.description_elsewhere,
        "picture": picture and address(picture, 2 * SMALL),
        "site": html.site("/"),
        "path": article.get_absolute_url(),
    }
