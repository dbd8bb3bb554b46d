"""Acts on several articles of the list: each ends in a page that says what it will do.

What the page listed is what is done: an article that somebody changed meanwhile is left as it is,
and named.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.article_trash import outcome_of_restoring
from articles.admin.publishing_forms import moment_in_words, new_form_key
from articles.admin.writing import STATES
from articles.models import Article, Topic, Version, Why
from newsroom import freshness

MOST = 200  # articles at once: their names are read before
TOO_MANY = gettext_lazy("Please choose at most %(number)d articles at once.")


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.all(), label=gettext_lazy("topic"))


class Act:
    """What is done to each of the chosen articles that `concerns` it; the others stay."""

    name = ""
    title: Any = ""
    button: Any = ""
    form_class: type[forms.Form] = forms.Form
    is_for_trash = False

    def applies_to(self, article) -> bool:
        return bool(article.trashed_at) == self.is_for_trash and self.concerns(article)

    def concerns(self, article) -> bool:
        return True

    def outcome(self, article) -> str:
        """Return what becomes of `article`, for the page that asks."""
        raise NotImplementedError

    def carry_out(self, article, form, by):
        raise NotImplementedError


class Publish(Act):
    name = "publish"
    title = gettext_lazy("Publish these articles now?")
    button = gettext_lazy("Publish now")

    def concerns(self, article):
        return not (article.is_public or article.is_embargoed)

    def outcome(self, article):
        if article.is_public:
            return _("stays public")
        if article.is_embargoed:
            moment = moment_in_words(article.embargo_until)
            return _("embargo until %(moment)s") % {"moment": moment}
        return (
            _("public at once, with its earlier date")
            if article.was_public
            else _("public at once")
        )

    def carry_out(self, article, form, by):
        article.publish(by=by)


class Unpublish(Act):
    name = "unpublish"
    title = gettext_lazy("Unpublish these articles?")
    button = gettext_lazy("Unpublish")

    def concerns(self, article):
        return article.is_public or article.is_scheduled

    def outcome(self, article):
        if article.is_public:
            return _("readers are told that it has been unpublished")
        return _("will not be published") if article.is_scheduled else _("stays as it is")

    def carry_out(self, article, form, by):
        article.unpublish(by=by)


class AddTopic(Act):
    name = "add_topic"
    title = gettext_lazy("Add a topic to these articles?")
    button = gettext_lazy("Add topic")
    form_class = TopicForm

    def outcome(self, article):
        return _("readers see it at once") if article.is_public else _("gets the topic")

    def carry_out(self, article, form, by):
        topic = form.cleaned_data["topic"]
        article.keep_row()
        article.topics.add(topic)
        article.record(Why.CHANGES if article.is_public else Why.SAVED, by)
        article.relate()
        if article.changes:  # which would take it away again when they are published
            content = with_topic(article.changes.content, topic)
            article.point_to(article.record(Why.SAVED, by, content))


class Untrash(Act):
    name = "untrash"
    title = gettext_lazy("Restore these articles?")
    button = gettext_lazy("Restore")
    is_for_trash = True

    def outcome(self, article):
        return outcome_of_restoring(article) if article.trashed_at else _("stays as it is")

    def carry_out(self, article, form, by):
        article.untrash(by=by)


def with_topic(content, topic) -> dict:
    others = [row for row in content["topics"] if row["id"] != topic.pk]
    return {**content, "topics": [*others, {"id": topic.pk, "name": topic.name}]}


class ActsOnMany:
    """For the ModelAdmin of articles: the acts as actions of its list."""

    actions = ["publish_many", "unpublish_many", "add_topic_to_many", "untrash_selected"]

    @admin.action(description=gettext_lazy("Publish …"), permissions=["change"])
    def publish_many(self, request, articles):
        return self.ask(request, articles, Publish())

    @admin.action(description=gettext_lazy("Unpublish …"), permissions=["change"])
    def unpublish_many(self, request, articles):
        return self.ask(request, articles, Unpublish())

    @admin.action(description=gettext_lazy("Add a topic …"), permissions=["change"])
    def add_topic_to_many(self, request, articles):
        return self.ask(request, articles, AddTopic())

    @admin.action(description=gettext_lazy("Restore …"), permissions=["change"])
    def untrash_selected(self, request, articles):
        return self.ask(request, articles, Untrash())

    def ask(self, request, articles, act):
        """Show what `act` will do; do it where the page was confirmed."""
        chosen = list(articles[: MOST + 1])
        if len(chosen) > MOST:
            self.message_user(request, TOO_MANY % {"number": MOST}, messages.WARNING)
            return None
        is_confirmed = "confirmed" in request.POST
        form = act.form_class(request.POST if is_confirmed else None)
        if is_confirmed and form.is_valid():
            return self.carry_out_on_many(request, chosen, act, form)
        context = {
            **self.admin_site.each_context(request),
            "title": act.title,
            "act": act,
            "opts": self.opts,
            "form": form,
            "rows": [_row(article, act) for article in chosen],
            "number": sum(act.applies_to(article) for article in chosen),
            "action": request.POST["action"],
            "of_trash": "?{}={}".format(*self.trash_filter) if act.is_for_trash else "",
            "form_key": request.POST.get("form_key") or new_form_key(),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/articles/article/bulk.html", context)

    def carry_out_on_many(self, request, chosen, act, form):
        key = request.POST.get("form_key")
        before = Version.objects.made_with(key).filter(article__in=chosen)
        done_before = set(before.values_list("article", flat=True))
        done, left = len(done_before), []
        for listed in chosen:
            if listed.pk in done_before or not act.applies_to(listed):
                continue
            if self.carry_out_on_one(request, listed.pk, act, form):
                done += 1
            else:
                left.append(listed.headline)
        if done:
            words = ngettext("%(number)d article changed.", "%(number)d articles changed.", done)
            self.message_user(request, words % {"number": done}, messages.SUCCESS)
        if left:
            words = _("Left as they are, because they have changed in the meantime: %(names)s")
            self.message_user(request, words % {"names": ", ".join(left)}, messages.WARNING)

    @transaction.atomic
    def carry_out_on_one(self, request, pk, act, form):
        freshness.lock()
        article = Article.objects.select_for_update(no_key=True).filter(pk=pk).first()
        seen = request.POST.get(f"seen-{pk}")
        if not article or str(article.saved_at) != seen or not act.applies_to(article):
            return False
        try:
            with transaction.atomic(), article.made_by(request.POST.get("form_key", "")):
                act.carry_out(article, form, request.user)
        except ValidationError:
            return False
        self.log_change(request, article, str(act.button))
        return True


def _row(article, act):
    return {
        "article": article,
        "state": article.state,
        "words": STATES[article.state],
        "outcome": act.outcome(article),
        "is_concerned": act.applies_to(article),
        "seen": str(article.saved_at),
    }
