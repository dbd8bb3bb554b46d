"""Where an article's page meets its comments."""

from django import template

from comments import threads

register = template.Library()


@register.inclusion_tag("comments/_discussion.html")
def discussion(article):
    """The first page of an article's comments, in threads, and where to add one."""
    nodes, after = threads.page(article)
    return {"article": article, "nodes": nodes, "after": after}
