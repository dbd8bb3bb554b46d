"""Deleting at the desk: first into the trash, and from there for good.

The second needs a word that only the page about what is in the trash sends. So a double click, or
a page that somebody left open while another moved the row to the trash, deletes nothing for good.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PERMANENTLY = "permanently"  # the field of the confirmation
IN_TRASH = _("What was deleted is in the trash, and can be restored for 30 days.")
RESTORED = _("Somebody has restored this in the meantime, so it is not deleted: %(names)s")
OF_TRASH = ("untrash_selected", "delete_selected")  # actions on what is in it


class HasTrashAdmin:
    """For the ModelAdmin of rows with a trash; its list filter shows one or the other."""

    model: Any
    trash_filter: tuple[str, str]  # the parameter and the value with which the list shows the trash
    deletion_note: Any
    purge_note: Any

    def shows_trash(self, request) -> bool:
        name, value = self.trash_filter
        return request.GET.get(name) == value

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.shows_trash(request):
            actions.pop("untrash_selected", None)
            return actions
        actions = {name: actions[name] for name in OF_TRASH if name in actions}
        if delete := actions.get("delete_selected"):
            actions["delete_selected"] = (*delete[:2], _("Delete permanently …"))
        return actions

    def get_search_results(self, request, rows, search_term):
        found, may_repeat = super().get_search_results(request, rows, search_term)
        # What is offered to be chosen in the form of something else.
        return (found.out_of_trash() if "autocomplete" in request.path else found), may_repeat

    def get_deleted_objects(self, objs, request):
        told, *others = super().get_deleted_objects(objs, request)
        if any(row.trashed_at for row in objs):
            told |= {"note": self.purge_note, "is_permanent": True}
        else:
            told |= {"is_undoable": True}
        return told, *others

    def delete_view(self, request, object_id, extra_context=None):
        if request.method == "POST" and PERMANENTLY in request.POST:
            row = self.get_object(request, object_id)
            if row and not row.trashed_at and self.has_delete_permission(request, row):
                self.message_user(request, RESTORED % {"names": row}, messages.WARNING)
                name = f"{self.opts.app_label}_{self.opts.model_name}_change"
                return HttpResponseRedirect(reverse(f"admin:{name}", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request, row):
        self.delete_queryset(request, [row])

    def delete_queryset(self, request, rows):
        rows = list(rows)
        if PERMANENTLY not in request.POST:
            for row in rows:
                row.trash(by=request.user)
            self.message_user(request, IN_TRASH, messages.INFO)
            return
        left = [str(row) for row in rows if not row.purge()]
        if left:
            self.message_user(request, RESTORED % {"names": ", ".join(left)}, messages.WARNING)
