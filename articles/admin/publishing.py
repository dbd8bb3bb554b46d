"""Publishing and unpublishing, on a confirmation page.

The form of an article has no date and saves text alone. The time is typed in a form that only shows
the button to confirm it, so no Enter key publishes by mistake.
"""

import logging

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates
from articles.models import Article
from newsroom import freshness
from newsroom.moments import MomentField

logger = logging.getLogger(__name__)

OUTDATED = gettext_lazy("Somebody else changed the article in the meantime. Please check it again.")
FAILED = gettext_lazy(
    "Something went wrong at our end, and nothing was changed. Please try again in a moment."
)


class MomentForm(forms.Form):
    at = MomentField(label=gettext_lazy("Date and time"))


class PressForm(forms.Form):
    """A confirmed action: its verb, its time, and the version that the editor saw."""

    verb = forms.ChoiceField(choices=[("publish", ""), ("unpublish", "")])
    at = forms.DateTimeField(required=False)
    seen = forms.CharField()

    def clean_at(self):
        if at := self.cleaned_data["at"]:
            dates.check(at)
        return self.cleaned_data["at"]


class PublishingPage:
    """For the ModelAdmin of articles: the publishing page and its actions."""

    def publishing(self, request, pk):
        article = get_object_or_404(Article.objects.defer("body"), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if request.method == "POST":
            return self.press(request, pk)
        typed = "at_0" in request.GET
        form = MomentForm(request.GET) if typed else MomentForm(initial=_initial(article))
        chosen = form.cleaned_data["at"] if typed and form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish"),
            "opts": self.opts,
            "article": article,
            "state": self.state(article),
            "now": timezone.localtime(),
            "form": form,
            "presses": list(presses(article, chosen)),
            "seen": article.saved_at.isoformat(),
            "media": self.media + form.media,
        }
        return render(request, "admin/articles/article/publishing.html", context)

    def press(self, request, pk):
        form = PressForm(request.POST)
        try:
            done = form.is_valid() and self.carry_out(request, pk, **form.cleaned_data)
        except (DatabaseError, OSError):
            logger.exception("An article could not be published or unpublished.")
            messages.error(request, FAILED)
            return HttpResponseRedirect(request.path)
        if not done:
            messages.warning(request, OUTDATED)
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    @transaction.atomic
    def carry_out(self, request, pk, verb, at, seen):
        """Carry out `verb`; return False if the article has changed since `seen`."""
        freshness.lock()
        article = Article.objects.select_for_update(no_key=True).filter(pk=pk).first()
        if not article or article.saved_at.isoformat() != seen:
            return False
        if verb == "publish":
            article.publish(at)
        else:
            article.unpublish()
        message = self.state(article)
        self.log_change(request, article, message)
        messages.success(request, message)
        return True


def _initial(article):
    moment = article.published_at
    return {"at": moment if dates.is_possible(moment) else None}


def presses(article, chosen):
    """Yield label, verb and time of each button.

    `chosen` is the typed time, or None for the buttons that need none.
    """
    if chosen:
        yield _at_a_moment(article, chosen), "publish", chosen
        return
    planned, now = article.published_at, timezone.now()
    if article.is_unpublished and dates.is_possible(planned):
        if article.was_public:
            label = _("Publish again, dated %(moment)s")
            yield label % {"moment": moment_in_words(planned)}, "publish", planned
        elif planned > now:
            yield _at_a_moment(article, planned), "publish", planned
    if not article.was_public:
        yield _("Publish now"), "publish", None
    if article.is_public:
        yield _("Unpublish"), "unpublish", None
    if article.is_scheduled:
        yield _("Cancel the scheduled publication"), "unpublish", None


def _at_a_moment(article, moment) -> str:
    words = {"moment": moment_in_words(moment)}
    if moment > timezone.now():
        if article.is_public:
            return _("Hide it from readers until %(moment)s") % words
        return _("Publish it on %(moment)s") % words
    if article.is_public:
        return _("Change the date to %(moment)s") % words
    return _("Publish now, dated %(moment)s") % words


def moment_in_words(moment) -> str:
    """Return a date in the paper's time zone; an impossible one as it is stored."""
    if not moment:
        return ""
    if not dates.is_possible(moment):
        date = f"{moment:%d/%m}/{moment.year:04}"
        return _("%(date)s (not a valid date)") % {"date": date}
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
