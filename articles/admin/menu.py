"""The page of the desk on which editors choose and order the topics of the menu."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import on_every_page
from articles.models import Topic
from articles.models.label import MOST_IN_MENU
from newsroom import freshness
from newsroom.models import Masthead
from newsroom.text.characters import Line

RIGHT = "newsroom.change_masthead"
UNKNOWN = gettext_lazy("There is no topic with this name. Choose one from the list.")
TWICE = gettext_lazy("This topic is in the menu already.")
NEWER = gettext_lazy(
    "%(name)s has changed the menu in the meantime. Nothing of yours is lost: it is below. Save "
    "again to replace what readers see now."
)


class MenuForm(forms.Form):
    """A line for each topic; names are typed or chosen, for a paper may have thousands."""

    def __init__(self, data=None):
        names = {pk: name for name, pk in self.topics.values()}
        initial = [names[pk] for pk in Masthead.current().menu if pk in names]
        super().__init__(
            data, initial={f"topic_{place}": name for place, name in enumerate(initial)}
        )
        typed = forms.TextInput(attrs={"list": "topics", "dir": "auto", "autocomplete": "off"})
        for place in range(MOST_IN_MENU):
            line = Line(_("Place %(number)d") % {"number": place + 1}, max_length=200, blank=True)
            self.fields[f"topic_{place}"] = line.formfield(widget=typed)

    @cached_property
    def topics(self) -> dict[str, tuple[str, int]]:
        rows = Topic.objects.order_by("name").values_list("name", "pk")
        return {name.casefold(): (name, pk) for name, pk in rows}

    def clean(self):
        self.chosen: list[int] = []
        for name, typed in list(self.cleaned_data.items()):
            if not typed:
                continue
            _name, pk = self.topics.get(typed.casefold(), ("", None))
            if pk is None or pk in self.chosen:
                self.add_error(name, TWICE if pk else UNKNOWN)
            else:
                self.chosen.append(pk)


def menu(request):
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    return _save(request) if request.method == "POST" else _page(request, MenuForm())


@transaction.atomic
def _save(request):
    freshness.lock()  # nobody saves between the look and the row
    masthead = Masthead.objects.get()
    form = MenuForm(request.POST)
    if request.POST.get("seen") != state(masthead):
        entry = _entries(masthead).select_related("user").first()
        name = entry.user.get_full_name() if entry else _("Somebody")
        messages.error(request, NEWER % {"name": name})
        return _page(request, form, status=409)
    if not form.is_valid():
        return _page(request, form, status=422)
    masthead.menu = form.chosen
    masthead.save(update_fields=["menu"])
    LogEntry.objects.create(
        user=request.user,
        content_type=ContentType.objects.get_for_model(Masthead),
        object_id=masthead.pk,
        object_repr=str(masthead)[:200],
        action_flag=CHANGE,
        change_message=_("Menu"),
    )
    messages.success(request, _("The menu is saved."))
    return redirect("admin:articles_menu")


def state(masthead) -> str:
    """Return the stored menu as text, by which a later save knows an earlier one."""
    return ",".join(map(str, masthead.menu))


def _entries(masthead):
    kind = ContentType.objects.get_for_model(Masthead)
    return LogEntry.objects.filter(
        content_type=kind, object_id=masthead.pk, change_message=_("Menu")
    )


def _page(request, form, status=200):
    masthead = Masthead.objects.get()
    context = {
        **admin.site.each_context(request),
        "title": _("Menu"),
        "form": form,
        "seen": state(masthead),
        "now": on_every_page.menu(masthead),
    }
    return render(request, "admin/articles/menu.html", context, status=status)


admin.site.pages.append(  # type: ignore[attr-defined]
    ("menu/", menu, "articles_menu")
)
