"""The old addresses of an article, on a page of their own: listed, added, removed."""

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from articles.admin.article_trash import out_of_trash
from articles.admin.old_address_form import OldAddressForm
from articles.models import Article, OldAddress
from newsroom import freshness
from newsroom.numbers import row_number

NAME = "old address"  # in the log, as Django writes what was changed
LATEST = 20  # entries of the log


class OldAddressesPage:
    """For the ModelAdmin of articles."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.old_addresses)
        return [
            path("<row:pk>/addresses/", view, name="articles_article_addresses"),
            *super().get_urls(),
        ]

    @out_of_trash
    def old_addresses(self, request, pk):
        if request.method != "POST":
            article = self.article_to_view(request, pk)
            return self.old_addresses_page(request, article, OldAddressForm(article))
        article = self.article_to_change(request, pk)
        if "remove" in request.POST:
            return self.remove_old_address(request, article)
        return self.add_old_address(request, article)

    def old_addresses_page(self, request, article, form, status=200):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Old addresses"),
            "opts": self.opts,
            "article": article,
            "form": form,
            "addresses": article.old_addresses.all(),
            "entries": _entries(article),
            "may_change": self.has_change_permission(request, article),
        }
        page = "admin/articles/article/old_addresses.html"
        return render(request, page, context, status=status)

    @transaction.atomic
    def add_old_address(self, request, article):
        freshness.lock()  # nobody takes it between the look and the row
        form = OldAddressForm(article, request.POST)
        if not form.is_valid():
            return self.old_addresses_page(request, article, form, status=422)
        address = form.cleaned_data["address"]
        OldAddress.objects.replace([OldAddress(path=address, article=article)])
        self.log_change(request, article, [{"added": {"name": NAME, "object": address}}])
        messages.success(request, _("“%(address)s” leads here now.") % {"address": address})
        return HttpResponseRedirect(request.path)

    @transaction.atomic
    def remove_old_address(self, request, article):
        row = article.old_addresses.filter(pk=row_number(request.POST["remove"])).first()
        if row:
            OldAddress.objects.filter(pk=row.pk).delete()
            self.log_change(request, article, [{"deleted": {"name": NAME, "object": row.path}}])
            messages.success(request, _("“%(address)s” is removed.") % {"address": row.path})
        return HttpResponseRedirect(request.path)


def _entries(article):
    """Return who added and removed old addresses of `article`, the latest first."""
    kind = ContentType.objects.get_for_model(Article)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(article.pk))
    of_addresses = entries.filter(change_message__contains=f'"name": "{NAME}"')
    return of_addresses.select_related("user")[:LATEST]
