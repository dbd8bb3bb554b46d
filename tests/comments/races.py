"""Two who act on one comment at the same moment, with a real database between them.

Run beside a site, where every thread has a connection of its own: `Site.python`.
"""

import threading
import time
from collections import Counter

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connections

from articles.models import Article
from comments import personal_data
from comments.desk.buttons import press
from comments.models import Comment, DailyEmail, Decision, Notice, Notification, Revision, Status
from comments.models.comment import TooLate
from newsroom.models import DayKey
from tests import cast


def at_once(*acts) -> list:
    """Do all `acts` at the same moment; returns what each of them returned, or raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            results[place] = act()
        except (DatabaseError, TooLate, ObjectDoesNotExist) as error:  # told to who asked
            results[place] = error
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return results


def reporting(crowd: int) -> Counter:
    """So many readers say the very same of one comment; counts the notices, and how often each
    is said."""
    comment = cast.a_comment(cast.an_article())
    notices = [Notice(comment=comment, kind=Notice.Kind.ABUSE) for _ in range(crowd)]
    told = at_once(*(notice.submit for notice in notices))
    came = Counter(str(one) for one in told if isinstance(one, Exception))
    came["notices"] = comment.notices.count()
    came["times"] = sum(comment.notices.values_list("times", flat=True))
    return came


def later(number, act):
    """Have `act` come a few milliseconds later, in some of the rounds."""
    time.sleep(number % 8 / 200)
    return act()


def approving_while_it_is_edited(rounds: int) -> Counter:
    """In each round a moderator approves the words of the first version, while its writer sends
    others. Counts what came of it: `before` or `after` the edit; anything else is an accident."""
    mo, article, came = cast.staff("Kai", "Moderators"), cast.an_article(), Counter()
    for number in range(rounds):
        first, second = f"Version one of {number}.", f"Version two of {number}."
        comment = cast.a_comment(article, Status.PENDING, text=first)
        button = cast.about("approve", comment)["decide"]
        writers = Comment.objects.get(pk=comment.pk)
        at_once(
            lambda n=number, b=button: later(n, lambda: press(b, mo)),
            lambda w=writers, s=second: w.edit(s),
        )
        found = Comment.objects.get(pk=comment.pk)
        waits = Revision.objects.filter(comment=comment, status=Status.PENDING, text=second)
        if (found.status, found.text, waits.count()) == (Status.APPROVED, first, 1):
            came["before"] += 1
        elif (found.status, found.text, found.decisions.count()) == (Status.PENDING, second, 0):
            came["after"] += 1
        else:
            came[f"{found.status}: {found.text}"] += 1
    return came


def in_each_others_way(rounds: int) -> Counter:
    """Pairs of acts that lock the same rows; counts what a database refused to do."""
    kai, article, refused = cast.staff("Kai", "Moderators"), cast.an_article(), Counter()
    for number in range(rounds):
        email = f"ravi{number}@example.org"
        top, other = (cast.a_comment(article, text=f"{what} {number}") for what in ("Top", "Other"))
        other.edit(f"Other words {number}.")
        edit = other.open_edit
        below = cast.a_comment(article, Status.PENDING, parent=top, email=email)
        mine = cast.a_comment(article, parent=other, email=email)
        for comment in (below, mine):
            comment.confirm_email()
        came = at_once(
            lambda c=top: c.remove(by=kai),
            lambda c=below: c.approve(by=kai),
            lambda c=mine: personal_data.erase(c.commenter),
            lambda e=edit: e.accept(by=kai),
            lambda c=other: c.remove(by=kai),
        )
        refused.update(type(one).__name__ for one in came if isinstance(one, Exception))
    return refused


def two_moderators(rounds: int) -> Counter:
    """In each round one approves and one refuses; counts what both were told, in order, and
    how many entries the log has."""
    kai, zoe = cast.staff("Kai", "Moderators"), cast.staff("Zoe", "Moderators")
    article, came = cast.an_article(), Counter()
    for number in range(rounds):
        comment = cast.a_comment(article, Status.PENDING, text=f"Number {number}.")
        approve, reject = (cast.about(name, comment)["decide"] for name in ("approve", "reject"))
        told = at_once(
            lambda b=approve: press(b, kai)[0].result.value,
            lambda b=reject: press(b, zoe)[0].result.value,
        )
        decisions = Decision.objects.filter(comment=comment)
        came[" ".join([*sorted(map(str, told)), str(decisions.count())])] += 1
    article.refresh_from_db()
    came["wrong count"] = article.comment_count - Comment.objects.approved().count()
    return came


def writing_to_one_mailbox(crowd: int) -> Counter:
    """So many e-mails to one mailbox are ready at the same moment of a new day; counts the keys of
    the day and those that may be sent, and how often whoever had the day is refused it again."""
    notifications = [
        Notification.objects.create(
            kind="confirm", key=f"{number}", to=f"victim+{number}@example.org"
        )
        for number in range(crowd)
    ]
    allowed = at_once(
        *(lambda one=notification: DailyEmail.lets_go(one) for notification in notifications)
    )
    came = Counter(str(answer) for answer in allowed)
    came["keys"] = DayKey.objects.count()
    came["again"] = sum(map(DailyEmail.lets_go, notifications))
    return came


def deleting_while_it_is_decided(rounds: int) -> Counter:
    """Articles are deleted while their comments are approved, answered and erased, and while one
    is saved; counts what a database refused, and what is left of what was deleted."""
    kai, came = cast.staff("Kai", "Moderators"), Counter()
    for number in range(rounds):
        article, other = cast.an_article(), cast.an_article()
        pk = article.pk
        threads = [cast.a_comment(article, text=f"Top {number} {each}") for each in range(3)]
        email = f"ravi{number}@example.org"
        below = [
            cast.a_comment(article, Status.PENDING, parent=top, text=f"Below {top.pk}", email=email)
            for top in reversed(threads)
        ]
        cast.a_comment(other, email=email)
        below[0].confirm_email()
        acts = [lambda c=comment: later(c.pk, lambda: c.approve(by=kai)) for comment in below]
        told = at_once(
            *acts,
            lambda a=article: later(a.pk, a.delete),
            lambda pk=pk: Article.objects.filter(pk=pk).delete(),
            lambda c=below[0]: personal_data.erase(c.commenter),
            lambda o=other: o.save(),
        )
        came.update(type(one).__name__ for one in told if isinstance(one, Exception))
        came["left"] += Comment.objects.filter(article=pk).count()
        came["left"] += Article.objects.filter(pk=pk).count()
    return came


def saving_while_it_is_decided(rounds: int) -> Counter:
    """In each round an editor saves and publishes an article whose comments are approved, removed
    and deleted by their writers; counts what a database refused, words that were lost, and how far
    the counts are off."""
    kai, came = cast.staff("Kai", "Moderators"), Counter()
    article = cast.an_article()
    for number in range(rounds):
        waits = cast.a_comment(article, Status.PENDING, text=f"Waits {number}.")
        shown, mine = (cast.a_comment(article, text=f"{each} {number}.") for each in ("Is", "Mine"))
        article.lead = f"Lead {number}."
        told = at_once(
            lambda n=number: later(n, article.save),
            lambda: Article.objects.get(pk=article.pk).publish(),
            lambda c=waits: c.approve(by=kai),
            lambda c=shown: c.remove(by=kai),
            lambda c=mine: c.delete_by_writer(),
            lambda pk=mine.pk: Comment.objects.get(pk=pk).remove(by=kai),
        )
        came.update(type(one).__name__ for one in told if isinstance(one, Exception))
        came["lost words"] += Article.objects.get(pk=article.pk).lead != f"Lead {number}."
        came["not deleted"] += not Comment.objects.get(pk=mine.pk).is_deleted
    came["wrong count"] = _off(article)
    return came


def importing_while_it_is_decided(rounds: int) -> Counter:
    """Comments move in, and are counted anew, while others are approved and removed; counts what a
    database refused, and how far the counts are off."""
    kai, came = cast.staff("Kai", "Moderators"), Counter()
    article = cast.an_article()
    for number in range(rounds):
        waits = cast.a_comment(article, Status.PENDING, text=f"Waits {number}.")
        shown = cast.a_comment(article, text=f"Is shown {number}.")
        told = at_once(
            lambda n=number: later(n, lambda: cast.moved_in(article, 3, text=f"Moved in {n}.")),
            lambda c=waits: c.approve(by=kai),
            lambda c=shown: c.remove(by=kai),
        )
        came.update(type(one).__name__ for one in told if isinstance(one, Exception))
    came["wrong count"] = _off(article)
    return came


def _off(article) -> int:
    """Return by how much the counts of the article and its threads differ from its comments."""
    article = Article.objects.get(pk=article.pk)
    public = article.comments.approved().count()
    sizes = sum(article.comments.values_list("thread_size", flat=True))
    return abs(article.comment_count - public) + abs(sizes - public)
