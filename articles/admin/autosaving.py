"""All that is typed into the form of an article, kept on the server while it is typed.

The script of the form posts JSON (static/desk/autosave.js) and is answered with JSON, errors too:
a sentence that the form shows. Nothing that readers or other editors see is written.
"""

import json
import logging
from functools import partial, wraps
from http import HTTPStatus

from django import forms
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, transaction
from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.being_edited import newer_version, who_is_editing
from articles.models import Article, Autosave, Editing
from newsroom import turns
from newsroom.saving import DRAFT
from newsroom.sign_in import no_work
from newsroom.timestamps import timestamp

logger = logging.getLogger(__name__)

MOST_FIELDS = 500
MOST_OFFERED = 20
PAUSES = (0.1, 0.4)  # seconds: the form asks again by itself
TOO_LARGE = gettext_lazy("This is too large to save: a text can have up to 2 MB.")
ANOTHER_PERSON = gettext_lazy("Somebody else has signed in here, so this is not saved.")
NOT_YOURS = gettext_lazy("You don't have access to this article any more, so this is not saved.")
GONE = gettext_lazy("This article has been deleted, so this is not saved.")
GONE_AND_KEPT = gettext_lazy(
    "This article has been deleted. What you type is kept for you; saved, it is a new article."
)
FAILED = gettext_lazy("Something went wrong at our end, so this is not saved yet.")
TAKEN_UP_ELSEWHERE = gettext_lazy("These changes were saved or taken up in another tab.")


class Refused(Exception):
    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class EntryForm(forms.Form):
    """One entry of static/desk/unsaved.js, with its page and the person it was typed by."""

    user = forms.IntegerField()
    article = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    draft = forms.RegexField(DRAFT, required=False)
    page = forms.RegexField(DRAFT, required=False)
    after = forms.RegexField(DRAFT, required=False)
    version = forms.CharField(max_length=64, required=False)
    base = forms.CharField(max_length=64, required=False)
    at = forms.IntegerField(min_value=0, max_value=2**53, required=False)
    fields = forms.JSONField(required=False)  # type: ignore[assignment]

    def clean_fields(self):
        fields = self.cleaned_data["fields"] or {}
        if not (isinstance(fields, dict) and len(fields) <= MOST_FIELDS):
            raise forms.ValidationError("No fields.")
        if not all(is_typed(value) for value in fields.values()):
            raise forms.ValidationError("No value of a field.")
        return fields


def is_typed(value) -> bool:
    """Return True for what static/desk/unsaved.js reads from a field."""
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str | bool)


def entry_of(row) -> dict:
    return {
        "id": row.draft,
        "page": row.page,
        "at": row.typed_at,
        "version": row.version,
        "base": row.base,
        "fields": row.fields,
    }


def answers_json(view):
    """Decorator: answer a failure with its status and a sentence."""

    @wraps(view)
    def answer(self, request):
        try:
            return JsonResponse(turns.again_if_busy(partial(view, self, request), PAUSES))
        except Refused as error:
            status, sentence = error.status, error.sentence
        except RequestDataTooBig:
            status, sentence = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE
        except PermissionDenied:
            status, sentence = HTTPStatus.FORBIDDEN, NOT_YOURS
        except (DatabaseError, OSError):
            logger.exception("An article could not be saved while it was written.")
            status, sentence = HTTPStatus.SERVICE_UNAVAILABLE, FAILED
        return JsonResponse({"error": str(sentence)}, status=status)

    return answer


class Autosaving:
    """For the ModelAdmin of articles: what its script keeps here, and who is at an article."""

    def get_urls(self):
        pages = [("autosave", self.autosave), ("editing", self.editing)]
        return [
            *(
                path(f"{name}/", self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for name, view in pages
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        may = self.has_change_permission if article else self.has_add_permission
        if not context.get("is_popup") and may(*filter(None, (request, article))):
            context["autosave"] = self.for_the_script(request, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def for_the_script(self, request, article) -> dict:
        rows = Autosave.objects.of(request.user, article).offered().newest_first()[:MOST_OFFERED]
        rows = [row for row in rows if row.fields]
        return {
            "article": article.pk if article else "",
            "others": who_is_editing(article, request.user) if article else [],
            "rows": rows,
            "entries": [entry_of(row) for row in rows],
        }

    def log_addition(self, request, obj, message):
        self.end_autosave(request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self.end_autosave(request, obj)
        return super().log_change(request, obj, message)

    def end_autosave(self, request, article):
        """Forget what the form that is saved had kept."""
        draft = request.POST.get("draft", "")
        if DRAFT.fullmatch(draft):
            Autosave.end(request.user, draft, article)

    @method_decorator(require_POST)
    @answers_json
    def autosave(self, request):
        entry = self.entry(request)
        article = self.article_of(request, entry)
        with transaction.atomic():
            kept = entry["draft"] and Autosave.keep(
                request.user,
                article,
                entry["draft"],
                page=entry["page"],
                after=entry["after"],
                typed_at=entry["at"] or 0,
                version=entry["version"],
                base=entry["base"],
                fields=entry["fields"],
            )
            if not kept:
                raise Refused(HTTPStatus.CONFLICT, TAKEN_UP_ELSEWHERE)
            news = self.claimed(request, article, entry)
        return {"saved_at": timestamp(kept.saved_at), **news}

    @no_work
    @method_decorator(require_POST)
    @answers_json
    def editing(self, request):
        """Note that the form is open, without anything typed."""
        entry = self.entry(request)
        return self.claimed(request, self.article_of(request, entry), entry)

    def check_writes(self, request):
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied

    def entry(self, request):
        self.check_writes(request)
        if request.content_type != "application/json":
            raise Refused(HTTPStatus.BAD_REQUEST, FAILED)
        try:
            form = EntryForm(json.loads(request.body))
            is_valid = form.is_valid()
        except (ValueError, TypeError, AttributeError, RecursionError):
            is_valid = False
        if not is_valid:
            raise Refused(HTTPStatus.BAD_REQUEST, FAILED)
        if form.cleaned_data["user"] != request.user.pk:
            raise Refused(HTTPStatus.FORBIDDEN, ANOTHER_PERSON)
        return form.cleaned_data

    def article_of(self, request, entry):
        """Return the article, which may be changed; None in the form of a new one.

        None also where it is deleted: its words stay, for a new one.
        """
        if not entry["article"]:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        article = Article.objects.filter(pk=entry["article"]).first()
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if not (article or self.has_add_permission(request)):
            raise Refused(HTTPStatus.GONE, GONE)
        return article

    def claimed(self, request, article, entry) -> dict:
        """Claim the article; return the sentences about others that the form shows."""
        if not article:
            return {"editing": [], "newer": str(GONE_AND_KEPT) if entry["article"] else ""}
        Editing.claim(article, request.user)
        return {
            "editing": who_is_editing(article, request.user),
            "newer": newer_version(self, request, article, entry["version"]),
        }
