"""The trash of articles: what is in it is looked at, restored, or deleted for good."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.publishing_forms import moment_in_words
from articles.admin.trash_admin import HasTrashAdmin
from articles.models import Article, Why
from newsroom.numbers import row_number

RESTORE_FIRST = _("This article is in the trash. To go on with it, restore it first.")
KEPT = _("This article is in the trash. Your text is kept in its history.")
OUTCOMES = {
    "draft": _("becomes a draft again"),
    "scheduled": _("is published as scheduled: %(moment)s"),
    "public": _("readers see it again at once, with its comments"),
    "unpublished": _("stays unpublished"),
}
MISSED = _("comes back unpublished: its time, %(moment)s, has passed")


def outcome_of_restoring(article) -> str:
    moment = moment_in_words(article.published_at)
    sentence = MISSED if article.missed_its_time else OUTCOMES[article.as_restored().state]
    return sentence % {"moment": moment}


def out_of_trash(view):
    """Decorator for a page of one article: one in the trash has to be restored first."""

    @wraps(view)
    def answer(self, request, pk, *args, **kwargs):
        rows = Article.objects.in_trash().filter(pk=pk)
        if self.has_change_permission(request) and rows.exists():
            self.message_user(request, RESTORE_FIRST, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        return view(self, request, pk, *args, **kwargs)

    return answer


class ArticleTrash(HasTrashAdmin):
    """For the ModelAdmin of articles."""

    trash_filter = ("state", "trashed")
    deletion_note = _(
        "It goes to the trash and can be restored for 30 days: whole, as it was, with its comments "
        "and addresses. If readers could see it, its address says at once that it has been "
        "removed. To take it off the site and keep it, unpublish it instead."
    )
    purge_note = _(
        "What is already in the trash is deleted permanently now. If readers could see "
        "it, its address will still say that it has been removed."
    )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show what is in the trash to look at; a form that was open before is still taken."""
        if object_id and request.method != "POST":
            pk = row_number(unquote(object_id))
            request.only_looks = Article.objects.in_trash().filter(pk=pk).exists()
        return super().changeform_view(request, object_id, form_url, extra_context)

    def has_change_permission(self, request, obj=None):
        only_looks = obj is not None and getattr(request, "only_looks", False)
        return not only_looks and super().has_change_permission(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        if article and article.trashed_at:
            context["outcome"] = outcome_of_restoring(article)
            context["may_restore"] = super().has_change_permission(request, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def keep_of_trashed(self, request, article, form):
        article.record(Why.BESIDE, by=request.user, content=form.content())
        self.message_user(request, KEPT, messages.WARNING)
