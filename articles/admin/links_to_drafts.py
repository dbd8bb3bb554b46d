"""Secret links to an article that is not public, for people without a login."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.article_trash import out_of_trash
from articles.models import PreviewLink
from articles.models.preview_link import DAYS, USUALLY, is_offered
from newsroom.numbers import row_number


class PreviewLinkPage:
    """For the ModelAdmin of articles: the page on which links are made and withdrawn."""

    @out_of_trash
    def preview_link(self, request, pk):
        article = self.article_to_change(request, pk)
        if request.method == "POST" and "withdraw" in request.POST:
            key = row_number(request.POST["withdraw"])
            article.preview_links.filter(pk=key).delete()
            messages.success(request, _("The link no longer works."))
            return HttpResponseRedirect(request.path)
        address = ""
        if request.method == "POST" and is_offered(article):
            # Shown in this answer alone: a message would be stored.
            token = PreviewLink.issue(article, by=request.user, days=days_of(request))
            address = f"{settings.SITE_URL}{reverse('preview_link', args=[token])}"
        context = {
            **self.admin_site.each_context(request),
            "title": _("Link for others"),
            "opts": self.opts,
            "article": article,
            "is_offered": is_offered(article),
            "address": address,
            "days": DAYS,
            "usually": USUALLY,
            "links": article.preview_links.working().select_related("made_by"),
        }
        return render(request, "admin/articles/article/preview_link.html", context)


def days_of(request) -> int:
    """Return the days that were chosen; the usual number for anything that is not offered."""
    days = row_number(request.POST.get("days", ""))
    return days if days in DAYS else USUALLY
