"""The text of an article as its page shows it."""

from django import template
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.translation import gettext

from newsroom import html

register = template.Library()


@register.filter
def for_readers(article):
    """Return the body with its dateline, and with boxes for what is scrolled."""
    names = {"table": escape(gettext("Table")), "pre": escape(gettext("Code"))}
    body = html.with_scrollers(article.body, names)
    if not article.dateline:
        return body
    line = format_html('<bdi class="dateline">{}</bdi> ', article.dateline)
    return html.with_beginning(body, line)


@register.filter
def reading_time(article):
    """Return "4 min read"; "" for a text without words."""
    minutes = html.minutes(article.body)
    return minutes and gettext("{number} min read").format(number=number_format(minutes))


@register.filter
def introduced(bylines):
    """Return the authors about whom there is something to read or to see."""
    authors = [each.author for each in bylines]
    return [author for author in authors if author.bio or author.picture]
