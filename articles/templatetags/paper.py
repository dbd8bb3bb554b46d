"""What every page of the paper needs to say about itself and about its articles."""

from django import template
from django.conf import settings
from django.utils.translation import gettext, ngettext

from articles.models import Article, Kind, Topic

register = template.Library()


@register.simple_tag(takes_context=True)
def browser_title(context, headline):
    """The title in the browser, by the masthead's pattern: "TKS: Headline"."""
    return context["masthead"].title(str(headline))


@register.simple_tag
def absolute(address):
    """`address` with the name of the site in front, as other programs need it."""
    return f"{settings.SITE_URL}{address}"


@register.filter
def comment_count(number):
    """ "No comments", "1 comment", "2 comments", in the plural forms of the paper's language."""
    if not number:
        return gettext("No comments")
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


@register.inclusion_tag("articles/_topics.html")
def all_topics():
    """Where one can go from everywhere: the topics."""
    return {"topics": Topic.objects.all()}


@register.inclusion_tag("articles/_pages.html")
def all_pages():
    """The pages outside the front page: about us, imprint and the like."""
    pages = Article.objects.published().filter(kind=Kind.PAGE).order_by("headline")
    return {"pages": pages.only("headline", "slug", "filed")}


@register.inclusion_tag("articles/_related.html")
def related_posts(article):
    """What to read after `article`."""
    return {"stories": article.related()}
