"""The preview of what search engines and social networks show of an article."""

from articles.admin.thumbnails import SMALL, address
from articles.models.article_text import TEASER_LENGTH
from articles.models.version import LATER, picture_of
from newsroom import html
from newsroom.models import Masthead


def elsewhere(article, content) -> dict:
    """Return what the template shows of a version's `content`."""
    content = {"headline": "", "lead": ""} | LATER | content
    masthead = Masthead.current()
    teaser = content["lead"] or html.plain(content.get("body", ""))
    picture = picture_of(content, "social_picture") or picture_of(content, "picture")
    title = content["social_title"] or content["headline"]
    return {
        "title": title,
        "browser_title": masthead.title(title),
        "pattern": masthead.title("{}"),
        "description": content["description"] or html.cut(teaser, TEASER_LENGTH),
        "picture": picture and address(picture, 2 * SMALL),
        "site": html.site("/"),
        "path": article.get_absolute_url(),
    }
