"""The receipt page: status, edit, delete.

No public page links here, and these pages send no referrer.
"""

from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import email_confirmation, notifications, origin
from comments.forms.edit_form import EditForm
from comments.models import Following, Notice, TooLate
from comments.tokens import receipts
from comments.views.private_answers import kept_private
from newsroom.text import characters
from newsroom.text_given_back import give_back, has_typed_text

MOST_WORDS = 2000  # characters of an appeal
FOREIGN = _(
    "Nothing was changed, because this was sent from another website. Please press "
    "the button again here."
)
NOT_APPEALED = _(
    "This decision can no longer be appealed, or you have already appealed it. You "
    "can copy your text from here."
)


def private(view):
    """Decorator: replace the token by its comment; the response is not stored."""

    @never_cache
    @wraps(view)
    def answer(request, token):
        return kept_private(view(request, receipts.comment_of(token), token))

    return answer


def pressed(view):
    """Decorator for buttons of a private page, whose address is the proof of identity.

    The CSRF cookie is not needed. A button on another site's page does nothing, and the response
    says so.
    """

    @csrf_exempt
    @require_POST
    @private
    @wraps(view)
    def answer(request, comment, token):
        if not origin.is_foreign(request):
            return view(request, comment, token)
        if has_typed_text(request):
            return give_back(request, FOREIGN, status=403)
        return show(request, comment, token, status=403, is_foreign=True)

    return answer


@require_safe
@private
def receipt(request, comment, token):
    return show(request, comment, token)


def show(request, comment, token, status=200, **more):
    context = {
        "comment": comment,
        "edit": comment.revisions.order_by("-pk").first(),
        "following": comment.commenter and comment.commenter.rhythm_of(comment.article),
        "appeal": comment.notices.appeals().order_by("-pk").first(),
        "rhythms": Following.Rhythm.choices,
        "question": notifications.last_question_about(comment),
        "may_be_asked": timezone.now() - comment.created_at < email_confirmation.LINK_GOOD_FOR,
        "today": timezone.localdate(),
    }
    address = f"{settings.SITE_URL}{reverse('receipt', args=[token])}"
    context |= {"token": token, "address": address, **more}
    return render(request, "comments/receipt.html", context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request, comment, token):
    form = EditForm(request.POST if request.method == "POST" else None, comment=comment)
    form.action = reverse("edit_comment", args=[token])
    status = 200 if comment.may_be_edited else 403
    if request.method == "POST":
        status = take_words(request, form)
        if not status:
            return HttpResponseRedirect(reverse("receipt", args=[token]), status=303)
    context = {"comment": comment, "form": form, "token": token}
    return render(request, "comments/edit_comment.html", context, status=status)


def take_words(request, form) -> int:
    """Save the edit; return the status of an error, else 0."""
    if origin.is_foreign(request):
        form.refuse("foreign")
        return 403
    if not form.is_valid():
        return 422
    try:
        form.save()
    except TooLate:
        form.refuse("late")
        return 403
    return 0


@pressed
def delete_by_writer(request, comment, token):
    comment.delete_by_writer()
    return HttpResponseRedirect(reverse("receipt", args=[token]), status=303)


@pressed
def follow(request, comment, token):
    rhythm = request.POST.get("rhythm", "")
    if comment.commenter:
        if rhythm in Following.Rhythm.values:
            comment.commenter.follow(comment.article, rhythm)
        elif rhythm == "never":
            comment.commenter.unfollow(comment.article)
    return HttpResponseRedirect(reverse("receipt", args=[token]), status=303)


@require_safe
@private
def as_json(request, comment, token):
    data = comment.as_its_writer_sees_it()
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="comment.json"'
    return response


@pressed
def ask_for_personal_data(request, comment, token):
    """Send the link to all data to the confirmed address; this page opens one comment."""
    if comment.commenter:
        notifications.send_access(comment.commenter.email)
    return show(request, comment, token, has_asked=bool(comment.commenter))


@pressed
def appeal(request, comment, token):
    """Appeal to another moderator, once for each time that the comment was hidden."""
    words = characters.text(request.POST.get("words", ""))
    try:
        characters.AtMost(MOST_WORDS)(words)
    except ValidationError as error:
        return give_back(request, error.messages[0], status=422)
    if comment.may_be_appealed():
        Notice(comment=comment, kind=Notice.Kind.APPEAL, words=words).submit()
    elif words and not comment.notices.appeals().filter(words=words).exists():
        return give_back(request, NOT_APPEALED, status=409, again=False)
    return HttpResponseRedirect(reverse("receipt", args=[token]), status=303)
