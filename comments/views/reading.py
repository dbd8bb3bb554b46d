"""What others wrote."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from comments import threads
from newsroom.pages import public


@public
@require_safe
def all_comments(request, year, month, slug):
    """All comments of an article, page by page, in the order of their threads."""
    article = get_object_or_404(Article.objects.published().filed_under(year, month), slug=slug)
    after = request.GET.get("after", "")
    if not threads.is_path(after):
        raise Http404
    nodes, after = threads.page(article, after)
    context = {"article": article, "nodes": nodes, "after": after}
    return render(request, "comments/all_comments.html", context)
