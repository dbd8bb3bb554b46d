"""Template tags about the paper and its articles."""

from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

from articles import on_every_page, schema_org, sharing, teasers
from articles.models import Article, Author
from articles.related import lists
from newsroom import html, kept, timestamps
from newsroom.templatetags.language_tags import isolated
from newsroom.text.series import in_series
from newsroom.typeface import parts

register = template.Library()
register.simple_tag(schema_org.absolute)
register.simple_tag(schema_org.social_card)
register.simple_tag(schema_org.drawn_card)
register.simple_tag(teasers.as_html, name="teaser")

WEEK = 7  # days
# Letters; as in static/desk/drawer.js.
HEADLINE_STEPS = (40, 90, 140)
SHORT_HEADLINES = {"letter": 3, "word": 12}
LONG_WORD = 18


@register.simple_tag(takes_context=True)
def browser_title(context, headline):
    """Return the browser's title by the masthead's pattern: "TKS: Headline"."""
    return context["masthead"].title(str(headline))


def headline_step(headline: str) -> int:
    """Return how many steps smaller than others it is set.

    One with a long word is a step smaller, so that fewer of them have to be divided.
    """
    step = sum(len(headline) > letters for letters in HEADLINE_STEPS)
    has_long_word = any(len(word) > LONG_WORD for word in headline.split())
    return min(step + has_long_word, len(HEADLINE_STEPS))


@register.filter
def headline_size(headline) -> str:
    """Return the class of a long or short headline, for behind another: long ones are smaller."""
    headline = str(headline)
    shorts = (name for name, most in SHORT_HEADLINES.items() if len(headline) <= most)
    name = headline_step(headline) or next(shorts, "")
    return f" headline-{name}" if name else ""


@register.simple_tag(takes_context=True)
def structured_data(context, thing=None):
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
def search_url(text, topic=None, year=None, page=None):
    asked = {"q": text, "topic": topic and topic.slug, "year": year, "page": page}
    given = {name: value for name, value in asked.items() if value}
    return f"{reverse('search')}?{urlencode(given)}"


@register.simple_tag
def typeface():
    return parts(get_language())


@register.filter(expects_localtime=True)
def timestamp(moment):
    """Return a time for machines: `<time datetime="{{ moment|timestamp }}">`."""
    return timestamps.timestamp(moment) if moment else ""


@register.filter(expects_localtime=True)
def briefly(moment):
    """Return the time of today, the weekday of this week, else the date, in few letters."""
    days = (timezone.localdate() - moment.date()).days
    if days == 0:
        return date_format(moment, "TIME_FORMAT")
    if 0 < days < WEEK:
        return date_format(moment, "l")
    if moment.year == timezone.localdate().year:
        return date_format(moment, get_format("MONTH_DAY_FORMAT").replace("F", "M"))
    return date_format(moment, "SHORT_DATE_FORMAT")


@register.filter
def comment_count(number):
    """Return "No comments", "1 comment", "2 comments", in the plural forms of the language."""
    if not number:
        return gettext("No comments")
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


@register.simple_tag
def byline(article):
    """Return "By Ilse, Jo and Kai", each with the address of their page."""
    authors = (each.author for each in article.bylines.all())
    link = '<a href="{}" rel="author">{}</a>'
    links = [format_html(link, each.get_absolute_url(), isolated(each.name)) for each in authors]
    return format_html(gettext("By {authors}"), authors=in_series(links))


@register.filter
def series(items):
    """Return the names of `items` in one text, as the language lists them."""
    return in_series([isolated(str(item)) for item in items])


@register.inclusion_tag("articles/_topics.html", takes_context=True)
def menu(context, about=()):
    """Return the menu for a page, or for that of an article about the topics `about`."""
    topics = on_every_page.menu(context["masthead"])
    return {
        "topics": topics,
        "here": context["request"].path,
        "within": next((topic for topic in about if topic in topics), None),
    }


@register.inclusion_tag("articles/_pages.html", takes_context=True)
def all_pages(context):
    request = context["request"]
    match = request.resolver_match
    is_dated = match and match.url_name in ("year", "month")  # of the archive, by another address
    return {
        "pages": on_every_page.of(context["masthead"], on_every_page.pages),
        "masthead": context["masthead"],
        "here": f"{reverse('years')}{request.path}" if is_dated else request.path,
    }


@register.simple_tag
def current(here, address):
    """Return the attribute for the link to the page `here`, or to one within which that lies."""
    if not here.startswith(address):
        return ""
    return format_html(' aria-current="{}"', "page" if here == address else "true")


@register.inclusion_tag("articles/_share.html")
def share(article):
    address = schema_org.absolute(article.get_absolute_url())
    return {
        "links": sharing.share_links(article.headline, address),
        "address": address,
        "has_comments": bool(article.comment_count),
    }


@register.simple_tag(takes_context=True)
def related_posts(context, article):
    if not context.get("is_as_stored"):  # a preview, of other topics perhaps
        return _related_posts(article)
    return kept.for_edition(("related posts", article.pk), lambda: _related_posts(article))


def _related_posts(article):
    own = {topic.pk for topic in article.topics.all()}
    stories = lists.shown(article)
    for story in stories:
        story.shared_topics = [topic for topic in story.topics.all() if topic.pk in own]
    return render_to_string("articles/_related.html", {"stories": stories})
