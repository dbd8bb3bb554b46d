"""What every page of the paper needs to say about itself and about its articles."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from articles import schema_org, sharing
from articles.models import Article, Author, Kind, Topic
from articles.related import lists
from newsroom import html
from newsroom.typeface import parts

register = template.Library()
register.simple_tag(schema_org.absolute)
register.simple_tag(schema_org.social_card)

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
            data = schema_org.article(thing, masthead)
        case Author():
            data = schema_org.profile_page(thing, masthead)
        case _:
            data = schema_org.website(masthead)
    return html.json_ld_script(data)


@register.simple_tag
def search_address(text, topic=None, year=None, page=None):
    """The address of a search for `text`, within a topic or a year."""
    asked = {"q": text, "topic": topic and topic.slug, "year": year, "page": page}
    given = {name: value for name, value in asked.items() if value}
    return f"{reverse('search')}?{urlencode(given)}"


@register.simple_tag
def typeface():
    """The parts of the headlines' typeface that nearly every page in this language needs."""
    return parts(get_language())


@register.filter
def comment_count(number):
    """ "No comments", "1 comment", "2 comments", in the plural forms of the paper's language."""
    if not number:
        return gettext("No comments")
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


@register.inclusion_tag("articles/_topics.html")
def topics_of_late():
    """Where one can go from everywhere: what most of the newest stories are about, by name.

    Not all topics: a blog that was moved in may bring hundreds.
    """
    most_used = Topic.objects.of_late()[:MOST_TOPICS]
    return {"topics": sorted(most_used, key=lambda topic: topic.name)}


@register.inclusion_tag("articles/_pages.html", takes_context=True)
def all_pages(context):
    """The pages outside the front page: about us, imprint and the like."""
    pages = Article.objects.published().filter(kind=Kind.PAGE).order_by("headline")
    pages = pages.only("headline", "slug", "filed")
    return {"pages": pages, "masthead": context["masthead"]}


@register.inclusion_tag("articles/_share.html")
def share(article):
    """Plain links to pass `article` on."""
    address = schema_org.absolute(article.get_absolute_url())
    return {"ways": sharing.ways(article.headline, address)}


@register.inclusion_tag("articles/_beside.html")
def beside(article):
    """The way to the stories before and after `article` in its first topic."""
    older, newer = article.beside()
    return {"older": older, "newer": newer, "topic": next(iter(article.topics.all()), "")}


@register.inclusion_tag("articles/_related.html")
def related_posts(article):
    """What to read after `article`, each with the reason why."""
    own = {topic.pk for topic in article.topics.all()}
    stories = lists.shown(article)
    for story in stories:
        story.shared_topics = [topic for topic in story.topics.all() if topic.pk in own]
    return {"stories": stories}
