"""Where an article's page meets its comments."""

from django import template

from comments import public_rules, statistics, threads
from newsroom import html

PICKS = 3  # shown above the threads

register = template.Library()


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context, article):
    """The first page of an article's comments, in threads, and where to add one."""
    sort = threads.Sort(context["masthead"].comment_order)
    return {"article": article, "page": threads.page(article, sort), "is_first": True}


@register.inclusion_tag("comments/_picks.html")
def picks(article):
    """The editors' picks among the comments of an article, the latest first."""
    return {"picks": article.comments.picked().defer("text")[:PICKS]}


@register.inclusion_tag("comments/_thread.html")
def thread(article, nodes):
    """The threads that `nodes` make, each comment with what may be done with it."""
    accounts = {byline.author.account_id for byline in article.bylines.all()} - {None}
    # Asked once: whether it is open is more than a column of the article.
    is_open = article.is_open_for_comments
    return {"article": article, "nodes": nodes, "accounts": accounts, "is_open": is_open}


@register.filter
def words(body, length):
    """The words of a comment's body, cut to `length` characters."""
    return html.cut(html.plain(body), length)


@register.simple_tag(takes_context=True)
def before_it_appears(context, article):
    """Who reads a comment under `article` before everybody does."""
    return public_rules.before_it_appears(context["masthead"], article.mode)


@register.simple_tag
def usual_wait():
    """How long a decision usually takes; empty if there is nothing to tell it from."""
    wait = statistics.usual_wait()
    return statistics.in_words(wait) if wait is not None else ""


@register.simple_tag
def will_be_read():
    """Who reads a comment that waits, and how soon."""
    return statistics.will_be_read()


@register.simple_tag
def sorts():
    """The orders that a reader can choose."""
    return threads.Sort.choices
