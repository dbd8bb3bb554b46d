"""The page of a commenter: record, names, notes, bans and blocks, and all their comments.

`Comment.commenter` alone says which are theirs, for names are only typed. A moderator of some
topics is shown comments and notes within these, and no former bans, which hold in the whole paper.
"""

from itertools import groupby
from operator import itemgetter

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone

from articles.cursor import Cursor, ListPage
from comments.admin.queue.commenter_records import records
from comments.admin.queue.surroundings import notes_on_people
from comments.desk import acts, buttons, undoing
from comments.models import Comment, Commenter, Decision, ModeratorScope, SenderBlock
from comments.models.comment_queryset import CommentQuerySet

A_PAGE = 30  # comments
MOST_NAMES = 5
MOST_NOTES = 20
ABOUT_PEOPLE = ("note", "hold", "ban", "trust", "lift")
LOG = Prefetch(
    "decisions", Decision.objects.select_related("by").prefetch_related("settled_notices")
)


def context(request, commenter: Commenter) -> dict:
    """Return the template context. Raise Http404 for a commenter of other topics alone."""
    user = request.user
    is_for_all = ModeratorScope.of(user) is None
    theirs = Comment.objects.in_scope_of(user).filter(commenter=commenter)
    newest = theirs.select_related("article").order_by("-created_at", "-id").first()
    if newest is None and not is_for_all:
        raise Http404
    page = _page(theirs, request)
    undoing.mark([each for comment in page.rows for each in comment.decisions.all()], user)
    rule = commenter.rule_in_force()
    known = [newest] if newest else []
    return {
        "commenter": commenter,
        "record": records(known).get(commenter.pk),
        "names": _names(theirs),
        "rule": rule,
        "notes": notes_on_people(known, user).get(commenter.pk, [])[::-1][:MOST_NOTES],
        "acts": newest and _acts(newest, rule, is_for_all),
        "days": _by_day(_time_line(page, request, commenter)),
        "page": page,
    }


def _page(theirs: CommentQuerySet, request) -> ListPage:
    before = request.GET.get("before", "")
    place = Cursor.parse(before) if before else None
    rows = theirs.before((place.moment, place.id) if place else None)
    rows = rows.select_related("article", "parent").defer("body", "article__body", "parent__body")
    some = list(rows.prefetch_related(LOG, "revisions", "notices")[: A_PAGE + 1])
    shown, last = some[:A_PAGE], some[A_PAGE - 1 : A_PAGE]
    is_more = len(some) > A_PAGE
    following = str(Cursor(last[0].created_at, last[0].pk)) if is_more else ""
    return ListPage(shown, following, is_first=place is None)


def _names(theirs) -> list[str]:
    named = theirs.exclude(name="").order_by("name")
    return list(named.values_list("name", flat=True).distinct()[:MOST_NAMES])


def _acts(newest, rule, is_for_all) -> list[dict]:
    """Return the buttons about the person, which the desk knows by a comment of theirs."""
    newest.rule = rule
    about = buttons.others(newest, is_for_all)
    return [button for button in about if button["name"] in ABOUT_PEOPLE]


def _time_line(page, request, commenter) -> list[dict]:
    """Return the comments of the page with the bans and blocks of its time, the newest first."""
    line = [{"at": comment.created_at, "comment": comment} for comment in page.rows]
    if ModeratorScope.of(request.user) is None:
        rules = commenter.personal_rules.select_related("by", "lifted_by")
        blocks = SenderBlock.objects.filter(comment__commenter=commenter).select_related("by")
        line += [{"at": rule.at, "rule": rule} for rule in _of_its_time(rules, page, request)]
        line += [
            {"at": block.at, "block": block, "lift": _lift(block)}
            for block in _of_its_time(blocks, page, request)
        ]
    return sorted(line, key=itemgetter("at"), reverse=True)


def _of_its_time(rows, page, request):
    """Return those since its last comment, and before the page that came before it."""
    if not page.is_first:
        rows = rows.filter(at__lt=Cursor.parse(request.GET["before"]).moment)
    return rows.filter(at__gte=page.rows[-1].created_at) if page.following else rows


def _lift(block) -> dict | None:
    is_in_force = block.until > timezone.now()
    return buttons.button(acts.ACTS["unblock"], block.comment_id) if is_in_force else None


def _by_day(line) -> list[tuple]:
    days = groupby(line, key=lambda entry: timezone.localdate(entry["at"]))
    return [(day, list(entries)) for day, entries in days]
