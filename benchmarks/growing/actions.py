"""The acts that are timed in a paper, of readers, of the desk, and work in the background."""

import itertools
import logging
import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.test import Client
from django.utils import timezone, translation

from articles import follow_ups
from articles.cursor import Cursor
from articles.models import Article, Author, Term, Topic
from articles.related import lists
from benchmarks.growing.words import RARE
from comments import transparency
from comments.feeds import cursor
from comments.models import Comment, Commenter, Status
from comments.tokens import form_keys
from newsroom import freshness

HOST = "127.0.0.1:8000"
OLD = 14  # the place of the oldest page's cursor: there is one page behind it
FIFTY = 50  # comments of a common discussion
QUEUE, ARTICLES = "/admin/comments/comment/", "/admin/articles/article/"
TABS = (
    *("pending", "edited", "reported", "appealed", "suspected", "decided", "unread"),
    *("approved", "rejected", "spam", "removed", "all"),
)


def acts() -> list[tuple]:
    """Return the name of each act, if it is one of the desk, and a function that does it."""
    logging.disable(logging.CRITICAL)
    translation.activate("en")
    paper = Paper()
    of_readers = [(name, False, act) for name, act in paper.of_readers()]
    return of_readers + [(name, True, act) for name, act in paper.of_the_desk()]


class Paper:
    def __init__(self):
        self.stories = Article.objects.published().stories()
        largest = self.stories.order_by("-comment_count")[0]
        year_old = timezone.now() - timedelta(days=365)
        old = self.stories.filter(published_at__lt=year_old).newest_first()
        self.large, self.quiet = largest, old.filter(comment_count=0)[0]
        self.usual = old.filter(comment_count__lte=FIFTY).order_by("-comment_count")[0]
        self.newest = self.stories.newest_first()[3]
        self.topic, self.author = Topic.objects.get(pk=1), Author.objects.get(pk=1)
        used = Topic.objects.annotate(used=Count("articles")).filter(used__gt=0)
        self.small_topic = used.order_by("used", "pk")[0]
        self.last = self.large.comments.approved().order_by("-pk")[0]
        self.reader, self.desk = Client(HTTP_HOST=HOST), Client(HTTP_HOST=HOST)
        self.mo = get_user_model().objects.get(username="mo1")
        self.desk.force_login(self.mo)
        self.numbers = itertools.count(1)
        terms = Term.objects.exclude(stem="")
        texts = Term.objects.get(stem="").number
        near = terms.filter(number__lte=texts * 0.3).order_by("-number", "stem")
        self.common = [*near.values_list("stem", flat=True)[:2]]
        seldom = terms.filter(number__lte=max(texts / 500, 4)).order_by("-number", "stem")
        self.seldom = seldom[0].stem

    # -- acts, as pairs of a name and a function

    def of_readers(self):
        large, usual = self.large.get_absolute_url(), self.usual.get_absolute_url()
        then = timezone.now() - timedelta(days=400)
        word, another = self.common
        yield from self.pages(
            {
                "front page": "/",
                "front page, the oldest": f"/?before={self.oldest(self.stories)}",
                "article without comments": self.quiet.get_absolute_url(),
                "article with some fifty": usual,
                "article with the largest discussion": large,
                "its second page, most replies first": self.second_page(),
                "topic, the largest": self.topic.get_absolute_url(),
                "topic, its oldest page": self.oldest_of(self.topic),
                "topic, the smallest": self.small_topic.get_absolute_url(),
                "author, the busiest": self.author.get_absolute_url(),
                "author, the oldest page": self.oldest_of(self.author),
                "all topics": "/topics/",
                "all authors": "/authors/",
                "all years": "/years/",
                "a year": f"/{then:%Y}/",
                "a month": f"/{then:%Y}/{then:%m}/",
                "search, a common word": f"/search/?q={word}+",
                "search, two common words": f"/search/?q={word}+{another}+",
                "search, a seldom word": f"/search/?q={self.seldom}+",
                "search, a word of three articles": f"/search/?q={RARE}+",
                "search, a phrase": f'/search/?q="{word}+{another}"',
                "search, one letter": "/search/?q=b",
                "search, within a topic": f"/search/?q={word}+&topic={self.topic.slug}",
                "feed": "/feed.atom",
                "feed of a topic": f"{self.small_topic.get_absolute_url()}feed.atom",
                "feed of comments": "/comments.atom",
                "feed of comments, the oldest": f"/comments.json?before={self.oldest_comment()}",
                "sitemap": "/sitemap.xml",
                "sitemap of articles": "/sitemap-articles.xml",
                "sitemap of topics": "/sitemap-topics.xml",
                "sitemap of authors": "/sitemap-authors.xml",
                "sitemap of news": "/news-sitemap.xml",
                "rules": "/rules/",
                "corrections": "/corrections/",
                "form of a comment": f"{large}comment/",
            }
        )
        yield "address of a comment", self.page(f"{large}comments/{self.last.pk}/", status=302)
        yield "edition, read for each stored page", freshness.read
        yield "post a comment", lambda: self.post(self.usual)
        yield "post a comment, largest discussion", lambda: self.post(self.large)
        yield "post a reply", lambda: self.post(self.large, parent=self.last.pk)
        yield "report a comment", self.report
        yield "approve a comment", lambda: self.decide("approve")
        yield "reject a comment", lambda: self.decide("reject")
        yield "related posts of one article", lambda: lists.refresh(self.newest)
        yield "publish: all related lists of it", lambda: follow_ups.relate(self.newest.pk)

    def of_the_desk(self):
        topic, article = self.topic.pk, self.large.pk
        commenter = Commenter.objects.order_by("-pk").exclude(comments=None)[0].pk
        searches = {"a common word": self.common[0], "nothing": "qqqqqq", "a number": self.last.pk}
        lists_of = {
            "articles": ARTICLES,
            "articles, page 9": f"{ARTICLES}?p=9",
            "articles, public": f"{ARTICLES}?state=public",
            "articles, drafts": f"{ARTICLES}?state=draft",
            "articles of a topic": f"{ARTICLES}?topic={topic}",
            "articles of an author": f"{ARTICLES}?author={self.author.pk}",
            "articles, a common word": f"{ARTICLES}?q={self.common[0]}",
            "articles, nothing": f"{ARTICLES}?q=qqqqqq",
            "article's form": f"{ARTICLES}{self.newest.pk}/change/",
            "topics": "/admin/articles/topic/",
            "authors": "/admin/articles/author/",
            "completion of a topic": self.completion("article", "topics"),
            "completion of a related post": self.completion("relatedchoice", "other"),
            "first page": "/admin/",
        }
        filters = {
            "waiting, a topic": f"?topic={topic}",
            "approved, a topic": f"?state=approved&topic={topic}",
            "approved, a language": "?state=approved&language=de",
            "approved, another language": "?state=approved&language=ru",
            "all, a language": "?state=all&language=fr",
            "waiting, an article": f"?article={article}",
            "all, an article": f"?state=all&article={article}",
            "all, a commenter": f"?state=all&commenter={commenter}",
            "waiting for a day": "?age=24",
            "waiting, a reason": "?reason=links",
            "approved, a reason": "?state=approved&reason=links",
            "all, a reason": "?state=all&reason=links",
            "approved, page 20": "?state=approved&p=20",
        }
        yield from self.at_desk({f"queue: {tab}": f"{QUEUE}?state={tab}" for tab in TABS})
        yield from self.at_desk({f"queue: {name}": QUEUE + of for name, of in filters.items()})
        yield from self.at_desk(
            {f"queue: search, {name}": f"{QUEUE}?q={typed}" for name, typed in searches.items()}
        )
        yield from self.at_desk(
            {f"statistics, {days} days": f"{QUEUE}figures/?days={days}" for days in (7, 30, 90)}
        )
        decisions = f"{QUEUE}decisions/"
        yield from self.at_desk(
            {
                "a comment": f"{QUEUE}{self.last.pk}/change/",
                "a commenter": f"{QUEUE}commenters/{commenter}/",
                "decisions": decisions,
                "decisions of a moderator": f"{decisions}?by={self.mo.pk}",
                "decisions, of a kind": f"{decisions}?kind=spam",
                "decisions, of no reason": f"{decisions}?reason=own_rule",
                "decisions about a commenter": f"{decisions}?commenter={commenter}",
                "decisions about an article": f"{decisions}?article={article}",
            }
        )
        yield from self.at_desk({f"admin: {name}": of for name, of in lists_of.items()})
        yield "list of forbidden words, tried out", self.try_words
        yield "report of a year", lambda: [*transparency.yearly_report(timezone.now().year)]

    # -- pages

    def pages(self, addresses, client=None):
        return [(name, self.page(of, client)) for name, of in addresses.items()]

    def at_desk(self, addresses):
        return self.pages(addresses, self.desk)

    def page(self, address, client=None, status=200):
        def ask():
            answer = (client or self.reader).get(address)
            assert answer.status_code == status, (address, answer.status_code)
            if answer.streaming:
                b"".join(answer.streaming_content)

        return ask

    @staticmethod
    def oldest(rows) -> Cursor:
        oldest = [*rows.order_by("published_at", "id").values_list("published_at", "id")[:OLD]]
        return Cursor(*oldest[-1])

    def oldest_of(self, label) -> str:
        return f"{label.get_absolute_url()}?before={self.oldest(self.stories.of(label))}"

    def second_page(self) -> str:
        threads = self.large.comments.with_thread().order_by("-thread_size", "path")
        path, size = threads.values_list("path", "thread_size")[20]
        address = self.large.get_absolute_url()
        return f"{address}comments/?sort=replied&after={size}-{path}"

    @staticmethod
    def oldest_comment() -> str:
        return cursor(Comment.objects.approved().order_by("created_at", "id")[60])

    @staticmethod
    def completion(model, field) -> str:
        asked = f"app_label=articles&model_name={model}&field_name={field}&term=ka"
        return f"/admin/autocomplete/?{asked}"

    # -- forms

    def post(self, article, parent=""):
        """Send a comment that nobody has sent before."""
        number = next(self.numbers)
        text = f"{' '.join(self.common)} {secrets.token_hex(8)} and what else there is to say."
        fields = {"name": f"Reader {number}", "email": "", "text": text, "website": ""}
        self.send(f"{article.get_absolute_url()}comment/", article, fields | {"parent": parent})

    def report(self):
        address = f"{self.large.get_absolute_url()}comments/{self.last.pk}/report/"
        fields = {"kind": "abuse", "words": secrets.token_hex(8), "email": ""}
        self.send(address, self.large, fields)

    def send(self, address, article, fields):
        key = form_keys.issue(article, timezone.now() - timedelta(seconds=90))
        number = next(self.numbers)
        origin = {"HTTP_ORIGIN": f"http://{HOST}", "REMOTE_ADDR": f"10.1.{number % 250}.9"}
        answer = self.reader.post(address, {**fields, "key": key}, **origin)
        assert answer.status_code == 303, (address, answer.status_code)

    def decide(self, act):
        comment = Comment.objects.waiting().oldest_first().first()
        assert comment.status == Status.PENDING
        fields = {"decide": f"{act}:{comment.pk}:{comment.seen_token}"}
        answer = self.desk.post(f"{QUEUE}?state=pending", fields, HTTP_ACCEPT="application/json")
        assert answer.json()["outcomes"][0]["result"] == "done", answer.content

    def try_words(self):
        answer = self.desk.post(f"{QUEUE}words/", {"words": "zzzzz\nqqqqq"})
        assert answer.status_code == 200
