"""Template tags for comments on an article's page."""

from unicodedata import east_asian_width

from django import template
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from comments import public_rules, statistics, threads
from comments.threads import shown
from newsroom import html, together

PICKS = 3  # of each kind, shown above the threads
LINES, LETTERS_A_LINE = 12, 75  # a longer comment is clipped; static/css/discussion.css shows ten

register = template.Library()


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context, article):
    sort = threads.Sort(context["masthead"].comment_order)
    page = threads.page(article, sort) if article.comment_count else threads.none(sort)
    return {"article": article, "page": page, "is_first": True}


@register.inclusion_tag("comments/_ways_in.html")
def ways_in(article, page):
    """Show what the newsroom answered and picked, with links into this page where it has them."""

    answers, picks = _chosen_from(page.comments) if page.is_whole else _chosen_of(article)
    return {"answers": _linked(answers, page), "picks": _linked(picks, page)}


def _chosen_of(article):
    rows = article.comments.defer("text")
    return together.read(rows.by_newsroom()[:PICKS], rows.picked()[:PICKS])


def _chosen_from(comments):
    """Choose as the queries do, where all comments have been read anyway."""
    picks = [comment for comment in comments if comment.featured_at]
    answers = [comment for comment in comments if comment.is_by_newsroom and comment not in picks]
    picks.sort(key=lambda comment: (comment.featured_at, comment.pk), reverse=True)
    answers.sort(key=lambda comment: (comment.created_at, comment.pk), reverse=True)
    return answers[:PICKS], picks[:PICKS]


def _linked(comments, page):
    return [
        (each, f"#c{each.pk}" if page.shows(each) else each.get_absolute_url()) for each in comments
    ]


@register.inclusion_tag("comments/_thread.html")
def thread(article, nodes):
    accounts = {byline.author.account_id for byline in article.bylines.all()} - {None}
    # Computed once for all comments; "" if the article takes no more.
    is_open = article.is_open_for_comments
    form_address = reverse("post_comment", args=article.address) if is_open else ""
    # To make each address by its pattern took as long as all else of a comment that is kept.
    above = reverse("comment", args=[*article.address, 1]).removesuffix("1/")
    return {"nodes": nodes, "of_article": (accounts, form_address, above)}


@register.simple_tag
def in_thread(node, of_article):
    return shown.as_html(shown.Shown.of(node, *of_article))


@register.filter
def discussion_title(number):
    """Return "No comments:", "1 comment:", "2 comments:", in the plural forms of the language."""
    if not number:
        return gettext("No comments:")
    return ngettext("%(number)d comment:", "%(number)d comments:", number) % {"number": number}


@register.filter
def is_long(body) -> bool:
    """Return True for a comment of more than some LINES lines, which is shown clipped.

    The page is the same on all screens, so the lines are those of a wide one.
    """
    lines = str(body).count("<br") + 2 * str(body).count("</p>") - 1
    if lines > LINES:
        return True
    most = LINES * LETTERS_A_LINE
    return len(body) > most / 2 and _width(html.plain(body)) > most


def _width(text) -> int:
    """Return the width in letters; Chinese and Japanese have two (Unicode, annex 11)."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


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
