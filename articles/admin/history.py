"""The history of an article: its versions, two of them compared, and an earlier one again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.article_trash import out_of_trash
from articles.comparison import differences
from articles.models.version import content_of, digest_of
from articles.proofreading.proofreader import sentence_of
from newsroom.numbers import row_number

ON_A_PAGE = 50


class HistoryPage:
    """For the ModelAdmin of articles: in the place of Django's list of what was logged."""

    def history_view(self, request, object_id, extra_context=None):
        article = self.article_to_view(request, object_id)
        versions = article.versions.defer("content").select_related("saved_by")
        page = Paginator(versions, ON_A_PAGE).get_page(request.GET.get("p"))
        for version in page:
            version.unsettled = [
                (sentence_of(name), why) for name, why in (version.remarks or {}).items()
            ]
        context = {
            **self.page_of_history(request, article, _("History")),
            "page": page,
            "of_readers": digest_of(content_of(article)) if article.is_public else "",
        }
        return render(request, "admin/articles/article/history.html", context)

    def compare(self, request, pk):
        """Show what differs between the versions `old` and `new`, numbers in the query."""
        article = self.article_to_view(request, pk)
        numbers = {row_number(request.GET.get(name, "")) for name in ("old", "new")}
        versions = article.versions.filter(number__in=numbers - {None}).order_by("number")
        if len(versions) != 2:
            messages.warning(request, _("Please choose two versions."))
            return HttpResponseRedirect(reverse("admin:articles_article_history", args=[pk]))
        old, new = versions.select_related("saved_by")
        words = {"old": old.number, "new": new.number}
        context = {
            **self.page_of_history(
                request, article, _("Version %(old)s and version %(new)s") % words
            ),
            "versions": [old, new],
            "newest": article.versions.values_list("number", flat=True).first(),
            "differences": differences(old.content, new.content),
        }
        return render(request, "admin/articles/article/compare.html", context)

    @method_decorator(require_POST)
    @out_of_trash
    def restore(self, request, pk):
        """Save an earlier version as a new one: of a public article as changes not public."""
        article = self.article_to_change(request, pk)
        number = row_number(request.POST.get("number", ""))
        version = get_object_or_404(article.versions, number=number)
        gone = article.restore(version, by=request.user)
        message = _("Version %(number)s is restored, as a new version.") % {"number": number}
        self.log_change(request, article, message)
        messages.success(request, message)
        if gone:
            words = _("Deleted in the meantime and left out: %(names)s.")
            messages.warning(request, words % {"names": ", ".join(gone)})
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def page_of_history(self, request, article, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "article": article,
            "may_restore": self.has_change_permission(request, article) and not article.trashed_at,
        }
