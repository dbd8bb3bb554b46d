from django.core.exceptions import PermissionDenied
from django.http import Http404


class OneArticle:
    """For the ModelAdmin of articles: the article that one of its pages is about."""

    def article_to_view(self, request, pk):
        return self._article(request, pk, self.has_view_permission)

    def article_to_change(self, request, pk):
        return self._article(request, pk, self.has_change_permission)

    def _article(self, request, pk, is_allowed):
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not is_allowed(request, article):
            raise PermissionDenied
        return article
