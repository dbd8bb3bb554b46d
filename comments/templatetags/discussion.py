"""Template tags for comments on an article's page."""

from django import template

from comments import public_rules, statistics, threads
from newsroom import html

PICKS = 3  # shown above the threads

register = template.Library()


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context, article):
    sort = threads.Sort(context["masthead"].comment_order)
    return {"article": article, "page": threads.page(article, sort), "is_first": True}


@register.inclusion_tag("comments/_picks.html")
def picks(article):
    return {"picks": article.comments.picked().defer("text")[:PICKS]}


@register.inclusion_tag("comments/_thread.html")
def thread(article, nodes):
    accounts = {byline.author.account_id for byline in article.bylines.all()} - {None}
    # Computed once, for it takes more than a column of the article.
    is_open = article.is_open_for_comments
    return {"article": article, "nodes": nodes, "accounts": accounts, "is_open": is_open}


@register.filter
def words(body, length):
    return html.cut(html.plain(body), length)


@register.simple_tag(takes_context=True)
def before_it_appears(context, article):
    return public_rules.before_it_appears(context["masthead"], article.mode)


@register.simple_tag
def usual_wait():
    """Return the usual wait in words; "" without data."""
    wait = statistics.usual_wait()
    return statistics.in_words(wait) if wait is not None else ""


@register.simple_tag
def will_be_read():
    return statistics.will_be_read()


@register.simple_tag
def sorts():
    return threads.Sort.choices
