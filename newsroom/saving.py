"""Saving in the admin, protected against lost updates and lost text."""

import logging
import re

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import display_for_field
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError, connections, router
from django.http import Http404, UnreadablePostError
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.text import capfirst, normalize_newlines
from django.utils.translation import gettext_lazy as _

from newsroom import freshness, html
from newsroom.careful_lists import CarefulChangeList
from newsroom.choosing import ChoosesRows
from newsroom.deleting import TellsWhatGoesAlong
from newsroom.moments import MOMENTS

logger = logging.getLogger(__name__)

DRAFT = re.compile(r"[0-9x]{1,50}")
NOTHING_CHOSEN = [("", _("Choose …"))]
VERSION = "version"  # the field that says which one was opened
FAILED = _(
    "Something went wrong at our end, and this was not saved. Your text is still "
    "here: please save it again in a moment."
)
NEWER = _(
    "Somebody else saved this in the meantime, so your changes are not saved yet. "
    "The stored version is below; your own text is still in the form."
)


GONE = _(
    "This has been deleted in the meantime. Your text is still here: when you save it, it becomes "
    "a new entry."
)


class CarefulForm:
    """For the form of a ModelAdmin: invalid if it would overwrite a newer version."""

    def clean(self):
        cleaned = super().clean()
        if getattr(self.request, "could_not_save", False):
            self.add_error(None, FAILED)
        elif getattr(self.request, "is_gone", False):
            self.add_error(None, GONE)
        elif self.desk.is_outdated(self.request, self):
            self.request.is_outdated = True
            self.add_error(None, NEWER)
        return cleaned


class CarefulAdmin(ChoosesRows, TellsWhatGoesAlong):
    """Save the changed columns only, and only over the version that the form was opened with.

    The row is locked from the comparison to the write, so that of two simultaneous editors one gets
    an error. Text that cannot be stored is given back in the form.
    """

    formfield_overrides = MOMENTS

    def get_changelist(self, request, **kwargs):
        return CarefulChangeList

    def get_changelist_instance(self, request):
        """Return the list, called like what is in it, not "Select topic to change"."""
        changelist = super().get_changelist_instance(request)
        if not changelist.is_popup:
            changelist.title = capfirst(self.opts.verbose_name_plural)
        return changelist

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

    def get_action_choices(self, request, default_choices=NOTHING_CHOSEN):
        return super().get_action_choices(request, default_choices)

    def response_action(self, request, queryset):
        """Run an action on the selected rows; 404 for an impossible primary key."""
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
        # Outside a transaction, which cannot even begin on a disk that is not writable.
        response = self._changeform_view(request, object_id, form_url, extra_context)
        response.status_code = 503
        return response

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Give back what was typed into the form of a row that is gone, as that of a new one."""
        if request.method != "POST" or not self.has_add_permission(request):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        request.is_gone = True
        add = f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_add"
        response = self._changeform_view(request, None, reverse(add), None)
        response.status_code = 410
        return response

    def message_user(self, request, message, level=messages.INFO, extra_tags="", **options):
        """Add a message; a success names the draft to discard (static/desk/unsaved.js)."""
        draft = request.POST.get("draft", "")
        if level == messages.SUCCESS and DRAFT.fullmatch(draft):
            extra_tags = f"{extra_tags} draft-{draft}".strip()
        super().message_user(request, message, level, extra_tags, **options)

    # -- versions

    def is_outdated(self, request, form) -> bool:
        opened = request.POST.get(VERSION)
        return bool(form.instance.pk and opened) and opened != self.version(request, form)

    def version_of(self, request, obj) -> str:
        """Return what a form of `obj` opened now would have as its version."""
        return self.version(request, self.get_form(request, obj, change=True)(instance=obj))

    def version(self, request, form) -> str:
        """Return a hash of the stored values that this form and its inlines show."""
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
        """Return the stored values of changed fields, with editor and time, for the error page."""
        stored = self.model._base_manager.get(pk=form.instance.pk)
        kind = ContentType.objects.get_for_model(self.model)
        entries = LogEntry.objects.filter(content_type=kind, object_id=stored.pk)
        fields = [
            (form.fields[name].label, self.stored_value(stored, name))
            for name in form.changed_data
            if name in form.initial
        ]
        for formset, inline in self.get_formsets_with_inlines(request, stored):
            rows = inline.get_queryset(request).filter(**{formset.fk.name: stored})
            words = html.with_line_breaks("\n".join(map(str, rows)) or "–")
            fields.append((inline.opts.verbose_name_plural, words))
        return {"fields": fields, "entry": entries.select_related("user").first()}

    def stored_value(self, stored, name):
        return shown(stored, name)


def differs(field, obj, stored) -> bool:
    """Return True if the column was changed, apart from line ends and outer blanks."""
    new, old = (getattr(row, field.attname) for row in (obj, stored))
    if isinstance(new, str) and isinstance(old, str):
        return normalize_newlines(new).strip() != normalize_newlines(old).strip()
    return new != old


def shown(stored, name):
    """Return a stored value for display: HTML rendered, anything else as text."""
    value = getattr(stored, name)
    if isinstance(value, SafeString):
        return value
    if hasattr(value, "all"):
        return ", ".join(map(str, value.all()))
    try:
        words = display_for_field(value, stored._meta.get_field(name), "–")
    except FieldDoesNotExist:
        words = str(value)
    return html.with_line_breaks(words) if isinstance(value, str) else words


def _plain(value):
    """Return equal text for equal values, whatever object holds them."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return normalize_newlines(str(getattr(value, "pk", value)))
