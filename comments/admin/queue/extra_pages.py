"""Pages of the queue's admin: claims, the pane beside it, word list, decisions, statistics."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments.admin.queue import (
    commenter_page,
    decisions_page,
    filters,
    statistics_page,
    surroundings,
    word_list_test,
)
from comments.admin.queue.listing import in_hand
from comments.models import Claim, Comment, Commenter
from newsroom.text import characters


class ExtraPages:
    """For the queue's ModelAdmin: its further pages, for moderators only."""

    def get_urls(self):
        pages = [
            ("claim", require_POST(self.claim)),
            ("around", require_safe(self.show_around)),
            ("words", require_http_methods(["GET", "HEAD", "POST"])(self.try_words)),
            ("figures", require_safe(self.show_figures)),
            ("decisions", require_http_methods(["GET", "HEAD", "POST"])(self.show_decisions)),
        ]
        urls = [
            path(f"{name}/", self.for_moderators(view), name=f"comments_comment_{name}")
            for name, view in pages
        ]
        of_person = path(
            "commenters/<row:pk>/",
            self.for_moderators(require_http_methods(["GET", "HEAD", "POST"])(self.show_commenter)),
            name="comments_comment_commenter",
        )
        return [*urls, of_person, *super().get_urls()]

    def for_moderators(self, view):
        def guarded(request, **place):
            if not self.has_moderate_permission(request):
                raise PermissionDenied
            return view(request, **place)

        return self.admin_site.admin_view(guarded)

    def claim(self, request):
        number = request.POST.get("comment", "")
        known = filters.is_number(number)
        for comment in self.get_queryset(request).filter(pk=number) if known else ():
            Claim.take(comment, request.user)
        others = Claim.of_others(request.user).items()
        return JsonResponse({"claims": {number: in_hand(user) for number, user in others}})

    def show_around(self, request):
        """Answer with the piece of a page that stands in the pane beside the queue."""
        number = request.GET.get("comment", "")
        mine = Comment.objects.in_scope_of(request.user).defer("text", "body")
        comment = get_object_or_404(mine, pk=number if filters.is_number(number) else None)
        return render(
            request,
            "admin/comments/comment/_beside.html",
            {
                "comment": comment,
                "thread": surroundings.thread(comment, request.user),
                "newest": surroundings.newest_by(comment, request.user),
            },
        )

    def try_words(self, request):
        """Show the past comments that a word list would have matched; nothing is changed.

        It is posted, for a long list makes too long an address.
        """
        listed = characters.text((request.POST or request.GET).get("words", ""))
        tried = word_list_test.try_out(listed, by=request.user) if listed else None
        words = {"listed": listed, "trial": tried}
        return self.page(request, "words", __("Test a word list"), words)

    def show_figures(self, request):
        days = statistics_page.span(request.GET.get("days", ""))
        return self.page(
            request, "figures", __("Statistics"), statistics_page.context(request.user, days)
        )

    def show_decisions(self, request):
        """Show what was decided, or undo one of it and lead back to the same place."""
        if request.method == "POST":
            outcomes = self.decide(request, request.POST.get("decide", ""))
            return self.respond(request, outcomes, request.get_full_path())
        context = decisions_page.context(request)
        return self.page(request, "decisions", __("Decisions"), context)

    def show_commenter(self, request, pk):
        """Show all about a commenter, or carry out an act and lead back to the same place."""
        commenter = get_object_or_404(Commenter, pk=pk)
        if request.method == "POST":
            outcomes = self.decide(request, request.POST.get("decide", ""))
            return self.respond(request, outcomes, request.get_full_path())
        context = commenter_page.context(request, commenter)
        return self.page(request, "commenter", str(commenter), context)

    def page(self, request, name, title, context):
        around = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return render(request, f"admin/comments/comment/{name}.html", {**around, **context})
