"""Publishing and unpublishing, on a page of its own.

The form of an article has no date and saves text alone. Here nothing is chosen beforehand, Enter in
a field does nothing, and a form is carried out once.
"""

import logging
from copy import copy

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_trash import out_of_trash
from articles.admin.publishing_forms import Step, moment_in_words, seen, steps_of
from articles.comparison import differences
from articles.models import Article
from articles.models.publication import Embargoed
from articles.models.version import content_of, write_columns
from newsroom import freshness

__all__ = ["PublishingPage", "moment_in_words"]

logger = logging.getLogger(__name__)

DONE_ALREADY = gettext_lazy(
    "This has already been done (%(time)s): %(acts)s. Nothing was done twice."
)
OUTDATED = gettext_lazy("Somebody else changed the article in the meantime. Please check it again.")
FAILED = gettext_lazy(
    "Something went wrong at our end, and nothing was changed. Please try again in a moment."
)


class PublishingPage:
    """For the ModelAdmin of articles: the publishing page and its steps."""

    @out_of_trash
    def publishing(self, request, pk):
        article = self.article_to_change(request, pk)
        if request.method == "POST":
            return self.press(request, article)
        return self.publishing_page(request, article)

    def publishing_page(self, request, article, pressed=None, status=200):
        """Show the steps; of `pressed`, if it is given, with what was typed and its errors."""
        steps = [step(article, by=request.user) for step in steps_of(article)]
        steps = [pressed if pressed and pressed.name == step.name else step for step in steps]
        context = {
            **self.admin_site.each_context(request),
            **self.state_of(article),
            "title": _("Publish"),
            "opts": self.opts,
            "article": article,
            "state": self.state(article),
            "now": timezone.localtime(),
            "steps": {step.name: step for step in steps},
            "readers_get": readers_get(article),
            "differences": _changes_of(article),
            "media": sum((step.media for step in steps), self.media),
        }
        return render(request, "admin/articles/article/publishing.html", context, status=status)

    def press(self, request, article):
        try:
            return self.carry_out(request, article.pk)
        except (DatabaseError, OSError):
            logger.exception("An article could not be published or unpublished.")
            article.refresh_from_db()
            step = step_of(request, article)
            messages.error(request, FAILED)
            return self.publishing_page(request, article, step, status=503)

    @transaction.atomic
    def carry_out(self, request, pk):
        """Carry out the step that was pressed, unless the article has changed since it was seen."""
        freshness.lock()
        article = Article.objects.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
        if article and (made := article.versions.made_with(request.POST.get("form_key"))):
            return self.done_already(request, article, made)
        if article and request.POST.get("seen") != seen(article):
            return self.outdated(request, article)
        step = article and step_of(request, article)
        if not step:
            messages.warning(request, OUTDATED)
            return HttpResponseRedirect(request.path)
        if not step.is_valid():
            return self.publishing_page(request, article, step, status=422)
        try:
            with transaction.atomic():
                step.carry_out_once(by=request.user)
        except Embargoed as error:
            step.add_error(None, error)
            return self.publishing_page(request, Article.objects.get(pk=pk), step, status=422)
        article = Article.objects.get(pk=pk)
        message = self.state(article)
        self.log_change(request, article, message)
        messages.success(request, message)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def done_already(self, request, article, versions):
        """Say what came of the form when it was sent for the first time."""
        acts = ", ".join(str(version.get_why_display()) for version in reversed(versions))
        time = moment_in_words(versions[0].saved_at)
        messages.info(request, DONE_ALREADY % {"time": time, "acts": acts})
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def outdated(self, request, article):
        step = step_of(request, article)
        messages.warning(request, OUTDATED)
        if not step:
            return HttpResponseRedirect(request.path)
        step.data = step.data.copy()
        step.data["seen"] = seen(article)
        return self.publishing_page(request, article, step, status=409)


def step_of(request, article) -> Step | None:
    for step in steps_of(article):
        if step.name == request.POST.get("step"):
            return step(article, request.POST, by=request.user)
    return None


def _changes_of(article):
    if not article.changes:
        return None
    return differences(content_of(article), article.changes.content)


def readers_get(article):
    """Return a copy of the article as its readers would get it now; nothing is stored."""
    content = article.edited_content
    future = copy(article)
    write_columns(future, content)
    if not article.has_known_address:
        future.published_at = timezone.now()
        future.take_free_slug()
    future.teaser = future.as_teaser()
    future.names = [row["name"] for row in content["bylines"]]
    future.labels = [row["name"] for row in content["topics"]]
    return future
