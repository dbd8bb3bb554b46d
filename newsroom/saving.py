"""Every form of the desk: what it writes, over what, and what becomes of it if that fails."""

import logging
import re

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import display_for_field
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError, connections, router
from django.http import Http404, UnreadablePostError
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from newsroom import freshness, html
from newsroom.choosing import ChoosesRows

logger = logging.getLogger(__name__)

DRAFT = re.compile(r"[0-9x]{1,50}")
VERSION = "version"  # the field that says which one was opened
FAILED = _(
    "Something went wrong at our end, and this was not saved. Your text is still "
    "here: please save it again in a moment."
)
NEWER = _(
    "Somebody else saved this in the meantime, so your changes are not saved yet. "
    "The stored version is below; your own text is still in the form."
)


class CarefulForm:
    """For the form of a ModelAdmin: refused where it would go over a newer version."""

    def clean(self):
        cleaned = super().clean()
        if getattr(self.request, "could_not_save", False):
            self.add_error(None, FAILED)
        elif self.desk.is_outdated(self.request, self):
            self.request.is_outdated = True
            self.add_error(None, NEWER)
        return cleaned


class CarefulAdmin(ChoosesRows, ModelAdmin):
    """Writes the columns that its form changed, over the version that its form was opened on.

    The row is locked from before it is compared until it is written, so that of two who save at
    the same moment one is told. What cannot be stored comes back in the form.
    """

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form)(form.__name__, (CarefulForm, form), {"desk": self, "request": request})

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        database = router.db_for_write(self.model)
        if obj is None or request.method != "POST" or not connections[database].in_atomic_block:
            return obj
        freshness.lock()
        rows = self.model._base_manager.using(database).select_for_update(no_key=True)
        rows.filter(pk=obj.pk).first()
        return super().get_object(request, object_id, from_field)

    def response_action(self, request, queryset):
        """Do what was asked about the marked rows; 404 for a mark that can be no row's."""
        try:
            for number in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(number)
        except ValidationError as error:
            raise Http404 from error
        return super().response_action(request, queryset)

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
            return
        stored = self.model._base_manager.get(pk=obj.pk)
        fields = [field for field in obj._meta.concrete_fields if not field.primary_key]
        obj.save(update_fields=[field.name for field in fields if differs(field, obj, stored)])

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except UnreadablePostError:
            raise
        except (DatabaseError, OSError):
            if request.method != "POST":
                raise
            logger.exception("A form of the desk could not be saved, and was given back.")
        request.could_not_save = True
        request.FILES.clear()
        # Outside of a transaction: on a disk that cannot be written not even one can be begun.
        response = self._changeform_view(request, object_id, form_url, extra_context)
        response.status_code = 503
        return response

    def message_user(self, request, message, level=messages.INFO, extra_tags="", **options):
        """Say it; of a success, also which draft it is about (static/desk/unsaved.js)."""
        draft = request.POST.get("draft", "")
        if level == messages.SUCCESS and DRAFT.fullmatch(draft):
            extra_tags = f"{extra_tags} draft-{draft}".strip()
        super().message_user(request, message, level, extra_tags, **options)

    # -- versions

    def is_outdated(self, request, form) -> bool:
        """Whether what is stored is another version than the form says it was opened on."""
        opened = request.POST.get(VERSION)
        return bool(form.instance.pk and opened) and opened != self.version(request, form)

    def version(self, request, form) -> str:
        """What stands for all that is stored of what this form and its inlines show."""
        state = [
            (name, _plain(form.get_initial_for_field(field, name)))
            for name, field in form.fields.items()
        ]
        state += [(prefix, _plain(rows)) for prefix, rows in self._inline_rows(request, form)]
        return salted_hmac(__name__, repr(state)).hexdigest()[:32]

    def _inline_rows(self, request, form):
        for formset, inline in self.get_formsets_with_inlines(request, form.instance):
            names = [field.name for field in formset.model._meta.concrete_fields]
            names = ["pk", *(name for name in formset.form.base_fields if name in names)]
            rows = inline.get_queryset(request).filter(**{formset.fk.name: form.instance})
            yield formset.get_default_prefix(), list(rows.order_by("pk").values_list(*names))

    def render_change_form(self, request, context, *args, **kwargs):
        form, original = context["adminform"].form, context.get("original")
        if original and original.pk and self.has_change_permission(request, original):
            now = self.version(request, form)
            context["version"] = request.POST.get(VERSION) or now
            if getattr(request, "is_outdated", False):
                context["newer"] = {"version": now, **self.stored(request, form)}
        return super().render_change_form(request, context, *args, **kwargs)

    def stored(self, request, form) -> dict:
        """For who is refused: the stored version of what differs, who saved it and when."""
        stored = self.model._base_manager.get(pk=form.instance.pk)
        kind = ContentType.objects.get_for_model(self.model)
        entries = LogEntry.objects.filter(content_type=kind, object_id=stored.pk)
        fields = [
            (form.fields[name].label, shown(stored, name))
            for name in form.changed_data
            if name in form.initial
        ]
        for formset, inline in self.get_formsets_with_inlines(request, stored):
            rows = inline.get_queryset(request).filter(**{formset.fk.name: stored})
            words = html.lines("\n".join(map(str, rows)) or "–")
            fields.append((inline.opts.verbose_name_plural, words))
        return {"fields": fields, "entry": entries.select_related("user").first()}


def differs(field, obj, stored) -> bool:
    """Whether somebody changed this column: line ends and outer blanks are the browser's."""
    new, old = (getattr(one, field.attname) for one in (obj, stored))
    if isinstance(new, str) and isinstance(old, str):
        return normalize_newlines(new).strip() != normalize_newlines(old).strip()
    return new != old


def shown(stored, name):
    """A stored value, to be read and copied: rich text as it looks, the rest as words."""
    value = getattr(stored, name)
    if isinstance(value, SafeString):
        return value
    if hasattr(value, "all"):
        return ", ".join(map(str, value.all()))
    try:
        words = display_for_field(value, stored._meta.get_field(name), "–")
    except FieldDoesNotExist:
        words = str(value)
    return html.lines(words) if isinstance(value, str) else words


def _plain(value):
    """The same text for the same value, whatever object holds it."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return normalize_newlines(str(getattr(value, "pk", value)))
