"""What every page of the paper needs to say about itself and about its articles."""

from django import template
from django.db.models import Count
from django.utils.translation import gettext, ngettext

from articles import structured
from articles.models import Article, Author, Kind, Topic
from newsroom import prose

register = template.Library()
register.simple_tag(structured.absolute)

NEWEST = 60  # stories that are looked at for the topics of late
MOST_TOPICS = 9


@register.simple_tag(takes_context=True)
def browser_title(context, headline):
    """The title in the browser, by the masthead's pattern: "TKS: Headline"."""
    return context["masthead"].title(str(headline))


@register.simple_tag(takes_context=True)
def structured_data(context, thing=None):
    """What the page is about, for machines: of an article, an author, or of the site."""
    masthead = context["masthead"]
    match thing:
        case Article():
            data = structured.article(thing, masthead)
        case Author():
            data = {"@context": "https://schema.org"} | structured.person(thing)
        case _:
            data = structured.website(masthead)
    return prose.data_block(data)


@register.filter
def comment_count(number):
    """ "No comments", "1 comment", "2 comments", in the plural forms of the paper's language."""
    if not number:
        return gettext("No comments")
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


@register.inclusion_tag("articles/_topics.html")
def topics_of_late():
    """Where one can go from everywhere: what most of the newest stories are about, by name.

    Not all topics: a blog that was moved in may bring hundreds. Counted over the newest
    stories only, so that it costs the same however many there are.
    """
    newest = Article.objects.published().stories().newest_first().values("pk")[:NEWEST]
    most_used = (
        Topic.objects.filter(articles__in=newest)
        .annotate(used=Count("articles"))
        .order_by("-used", "name")[:MOST_TOPICS]
    )
    return {"topics": sorted(most_used, key=lambda topic: topic.name)}


@register.inclusion_tag("articles/_pages.html")
def all_pages():
    """The pages outside the front page: about us, imprint and the like."""
    pages = Article.objects.published().filter(kind=Kind.PAGE).order_by("headline")
    return {"pages": pages.only("headline", "slug", "filed")}


@register.inclusion_tag("articles/_related.html")
def related_posts(article):
    """What to read after `article`."""
    return {"stories": article.related()}
