from django import template

from articles.models import Article

register = template.Library()
SHOWN = 8


@register.inclusion_tag("admin/articles/_unpublished.html", takes_context=True)
def unpublished_articles(context):
    if not context["request"].user.has_perm("articles.change_article"):
        return {"may_write": False}
    articles = Article.objects.defer("body")
    return {
        "may_write": True,
        "drafts": articles.drafts().order_by("-saved_at")[:SHOWN],
        "scheduled": articles.scheduled().order_by("published_at")[:SHOWN],
    }
