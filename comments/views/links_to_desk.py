"""The links from an article's page to the desk, for staff; asked by a script, never stored."""

from django.contrib import admin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.models import Comment
from newsroom import desk_cookie
from newsroom.numbers import row_number
from newsroom.rights import is_staff, may_moderate


@require_safe
@never_cache
def links_to_desk(request, number):
    if not is_staff(request.user):
        refused = JsonResponse({}, status=403)
        desk_cookie.forget(refused)
        return refused
    article = get_object_or_404(Article.objects.published(), pk=row_number(number))
    return JsonResponse(
        {
            "title": _("The desk"),
            "links": list(_links(request, article)),
            "script": static("js/desk-bar.js"),
            "style": static("js/desk-bar.css"),
        }
    )


def _links(request, article):
    yield {"label": _("The desk"), "address": reverse("admin:index")}
    if admin.site.get_model_admin(Article).has_change_permission(request, article):
        form = reverse("admin:articles_article_change", args=[article.pk])
        yield {"label": _("Edit"), "address": form}
    if may_moderate(request.user):
        mine = Comment.objects.in_scope_of(request.user).filter(article=article)
        queue = reverse("admin:comments_comment_changelist")
        label = _("Waiting (%(number)d)") % {"number": mine.waiting().count()}
        yield {"label": label, "address": f"{queue}?article={article.pk}"}
