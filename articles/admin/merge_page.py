"""The page on which two versions become one: of who saved first, and of who saved second.

The second text is a version of its own before this page is shown, so nothing depends on it.
"""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from js_asset import Media

from articles.admin.article_trash import out_of_trash
from articles.admin.being_edited import clock, name_of
from articles.admin.merging_by_hand import Decision, decision
from articles.merging import BY_HAND, Merge
from articles.models import Why
from articles.models.version import digest_of
from newsroom import html
from newsroom.numbers import row_number

SAVED_AGAIN = gettext_lazy("Somebody has saved it again in the meantime. Please check once more.")
BASE = "base"  # the field of the form that says what it was opened with


class MergePage:
    """For the ModelAdmin of articles: saving over a newer version leads here."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge)
        return [
            path("<row:pk>/merge/<row:number>/", view, name="articles_article_merge"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        form, article = context["adminform"].form, context.get("original")
        if getattr(request, "is_outdated", False) and is_valid_otherwise(form):
            return self.keep_beside(request, article, form)
        if article:
            context["base"] = request.POST.get(BASE) or digest_of(article.edited_content)
        return super().render_change_form(request, context, *args, **kwargs)

    def keep_beside(self, request, article, form):
        """Keep the text as a version, although it is not saved over the newer one."""
        base = article.versions.filter(digest=request.POST.get(BASE, "")).first()
        version = article.record(Why.BESIDE, by=request.user, content=form.content())
        self.message_user(request, _("Your text is kept in the history."), messages.SUCCESS)
        self.end_autosave(request, article)
        address = reverse("admin:articles_article_merge", args=[article.pk, version.number])
        return HttpResponseRedirect(f"{address}?base={base.number}" if base else address)

    @out_of_trash
    def merge(self, request, pk, number):
        article = self.article_to_change(request, pk)
        version = get_object_or_404(article.versions.select_related("saved_by"), number=number)
        merge = self.merge_of(request, article, version)
        seen = digest_of(article.edited_content)
        decisions = [decision(request.POST, conflict) for conflict in merge.conflicts]
        is_seen = request.POST.get("seen") == seen
        if request.method == "POST" and is_seen and not any(each.error for each in decisions):
            return self.save_merged(request, article, merge, decisions)
        if request.method == "POST" and not is_seen:
            messages.warning(
                request, _("Somebody has saved it again in the meantime. Please check once more.")
            )
        theirs = latest(article, version)
        fields = self.get_form(request, article, change=True).base_fields
        editor = fields["body"].widget
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge two versions"),
            "opts": self.opts,
            "article": article,
            "merge": merge,
            "site": html.site("/"),  # of link cards
            "rows": [
                {"label": fields[made.conflict.name].label, **row(merge, made, editor)}
                for made in decisions
            ],
            "media": Media.from_media(
                forms.Media(css={"all": ["desk/editor.css", "desk/library.css"]})
                + editor.media
                + forms.Media(js=["desk/editor.js", "desk/merge.js"]),
                nonce=str(request.csp_nonce),
            ),
            "settled": sorted({str(fields[name].label) for name in merge.settled}),
            "theirs_name": merge.names[1],
            "theirs_time": clock(theirs.saved_at) if theirs else "",
            "seen": seen,
        }
        return render(request, "admin/articles/article/merge.html", context)

    def merge_of(self, request, article, version) -> Merge:
        base = row_number(request.GET.get("base", ""))
        known = article.versions.filter(number=base) if base else ()
        theirs = latest(article, version)
        names = [saved_by(each) for each in (version, theirs)]
        content = next((each.content for each in known), None)
        return Merge(content, version.content, article.edited_content, names)

    def save_merged(self, request, article, merge, decisions):
        choices = {made.conflict.key: made.choice for made in decisions if made.choice}
        typed = {made.conflict.key: made.text for made in decisions if made.choice == BY_HAND}
        article.save_content(merge.content(choices, typed), by=request.user, why=Why.MERGED)
        self.log_change(request, article, _("merged"))
        open_ones = len(merge.conflicts) - len(choices)
        sentence = ngettext(
            "Both versions are merged. %(number)d place is still open: look for TK.",
            "Both versions are merged. %(number)d places are still open: look for TK.",
            open_ones,
        )
        done = sentence % {"number": open_ones} if open_ones else _("Both versions are merged.")
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def is_valid_otherwise(form) -> bool:
    """Return True if nothing but the newer version keeps the form from being saved."""
    return len(form.errors) == 1 and len(form.non_field_errors()) == 1


def latest(article, version):
    """Return the version that was saved last, other than those kept beside it."""
    others = article.versions.exclude(why=Why.BESIDE).exclude(pk=version.pk)
    return others.select_related("saved_by").first()


def saved_by(version) -> str:
    return name_of(version.saved_by) if version and version.saved_by else ""


def row(merge, made: Decision, editor) -> dict:
    conflict = made.conflict
    mine, theirs = conflict.differences()
    choices = {"mine": _("Yours"), "theirs": merge.names[1] or _("Theirs")}
    if conflict.may_be_both:
        choices["both"] = _("Both, yours first")
    return {
        "conflict": conflict,
        "mine": mine,
        "theirs": theirs,
        "choices": choices.items(),
        "chosen": made.choice,
        "error": made.error,
        "by_hand": made.field(editor) if conflict.may_be_typed else "",
    }
