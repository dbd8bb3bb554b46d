"""Reports: anybody may report a comment, without account or script."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from comments import hourly_limits, origin
from comments.forms.notice_form import NoticeForm
from comments.models import Notice
from comments.tokens import receipts
from comments.views.private_answers import kept_private

AN_HOUR = 20  # notices from one network


# Exempt from the token in a cookie, as posting is; see comments/views/posting.py.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, year, month, slug, number):
    articles = Article.objects.published().filed_under(year, month)
    comments = get_object_or_404(articles, slug=slug).comments.approved()
    comment = get_object_or_404(comments.select_related("article"), pk=number)
    form = NoticeForm(request.POST if request.method == "POST" else None, comment=comment)
    form.action = reverse("report", args=[*comment.article.address, comment.pk])
    status = take(request, form) if form.is_bound else 200
    if not status:
        return HttpResponseRedirect(reverse("notice", args=[form.receipt]), status=303)
    context = {"comment": comment, "article": comment.article, "form": form}
    response = kept_private(render(request, "comments/report.html", context, status=status))
    if status == 429:
        response["Retry-After"] = hourly_limits.until_next_hour().seconds
    return response


def take(request, form) -> int:
    """Save the report; return the status of an error, else 0."""
    if not origin.is_ours(request):
        form.refuse("foreign")
        return 403
    if not form.is_valid():
        return 422
    if not form.was_sent and not hourly_limits.take(
        hourly_limits.network(request), AN_HOUR, "notices"
    ):
        form.refuse("too_many", minutes=hourly_limits.until_next_hour().seconds // 60 + 1)
        return 429
    form.save()
    return 0


@require_safe
@never_cache
def notice(request, token):
    notices = Notice.objects.select_related("comment__article")
    report = notices.filter(receipt=receipts.hashed(token)).first()
    if report is None:
        raise Http404
    return kept_private(render(request, "comments/notice.html", {"notice": report}))
