"""The page of the desk on which editors fill the front page."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from articles.admin.front_form import FrontForm, emptied, moved
from articles.models import Article, FrontPlace
from newsroom import freshness
from newsroom.numbers import row_number

RIGHT = "articles.change_frontplace"
KEPT_OFF = 60  # articles that are listed, the newest
STEPS = {"up": -1, "down": 1}


def front(request):
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, FrontForm())
    act, _colon, number = request.POST.get("act", "").partition(":")
    if act in STEPS:
        return _page(request, FrontForm(moved(request.POST, row_number(number) or 0, STEPS[act])))
    if act == "empty":
        return _page(request, FrontForm(emptied(request.POST, row_number(number) or 0)))
    if act in ("off", "on"):
        _keep_off(request, row_number(number or request.POST.get("off", "")), act == "off")
        return _page(request, FrontForm(request.POST))
    if act == "find":
        return _page(request, FrontForm(request.POST))
    return _save(request)


@transaction.atomic
def _keep_off(request, pk, is_off):
    freshness.lock()
    others = Article.objects.filter(never_on_front=not is_off)
    for article in others.filter(pk=pk):
        others.filter(pk=pk).update(never_on_front=is_off)
        sentence = _("Kept off the front") if is_off else _("Allowed on the front again")
        log = {"content_type": ContentType.objects.get_for_model(Article), "object_id": pk}
        _entry(request.user, str(article), sentence, **log)


@transaction.atomic
def _save(request):
    freshness.lock()  # nobody saves between the look and the rows
    form = FrontForm(request.POST)
    if request.POST.get("seen") != FrontPlace.objects.state():
        last = _last_entry()
        name = last.user.get_full_name() if last else _("Somebody")
        messages.error(
            request,
            _(
                "%(name)s has changed the front in the meantime. Nothing of yours is "
                "lost: it is below. Save again to replace what readers see now."
            )
            % {"name": name},
        )
        return _page(request, form, status=409)
    if not form.is_valid():
        return _page(request, form, status=422)
    FrontPlace.objects.put(form.places())
    _log(request.user)
    messages.success(request, _("The front is saved."))
    return redirect("admin:articles_front")


def _page(request, form, status=200):
    context = {
        **admin.site.each_context(request),
        "title": _("Front"),
        "form": form,
        "is_typed": request.method == "POST",
        "seen": FrontPlace.objects.state(),
        "last": _last_entry(),
        "kept_off": Article.objects.filter(never_on_front=True).newest_first()[:KEPT_OFF],
    }
    return render(request, "admin/articles/front.html", context, status=status)


def _log(user):
    places = FrontPlace.objects.select_related("article")
    kind = ContentType.objects.get_for_model(FrontPlace)
    filled = "; ".join(f"{place.number}: {place}" for place in places)
    _entry(user, _("Front"), filled, content_type=kind)


def _entry(user, name, sentence, **about):
    entry = {"object_repr": name[:200], "action_flag": CHANGE, "change_message": sentence}
    LogEntry.objects.create(user=user, **entry, **about)


def _last_entry():
    kind = ContentType.objects.get_for_model(FrontPlace)
    return LogEntry.objects.filter(content_type=kind).select_related("user").first()


admin.site.pages.append(  # type: ignore[attr-defined]
    ("front/", front, "articles_front")
)
