"""An article that is not public yet, for whoever has its secret address.

It stands in no page and no log; these pages send no referrer to other sites.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article, PreviewLink
from articles.models.preview_link import is_offered


@never_cache
@require_safe
def preview_link(request, token):
    link = get_object_or_404(PreviewLink.objects.with_token(token))
    article = Article.objects.whole(is_public=False, pk=link.article_id)
    if article.is_public:
        return redirect(article)
    if not is_offered(article):
        raise Http404
    context = {"article": article, "link": link}
    response = render(request, "articles/preview_link.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
