"""Comments of ten years: most moved in from another blog, the newest four years decided here."""

import itertools
import json
import secrets
from collections import Counter, defaultdict, deque
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article
from benchmarks.growing.rows import Rows
from comments.models import (
    Comment,
    Commenter,
    Decision,
    FeatureCount,
    NameReading,
    Notice,
    Notification,
    Revision,
    Status,
    TrainingExample,
)
from comments.models.comment import STEP, text_hash_of
from comments.models.name_reading import hashed
from comments.spam import features
from newsroom import freshness, html

MODERATORS = 5
LONG = 30  # words of a comment
DEEP = 5  # levels
OF_THE_LARGE = 20  # the share of all comments that the largest discussion has: one in so many
HERE = 0.4  # the newest comments, decided here
MOST_WAITING = 10_000
OUTCOMES = (Status.APPROVED, Status.SPAM, Status.REJECTED, Status.REMOVED)
SHARES = (91, 4.5, 4, 0.5)  # per cent
REASONS = {
    Status.APPROVED: ("",),
    Status.SPAM: ("filter",),
    Status.REJECTED: ("offtopic", "abuse", "private", "advert"),
    Status.REMOVED: ("abuse", "illegal"),
}
WAITING = {"unread": 70, "filter": 15, "links": 8, "name": 4, "repeated": 3}
LANGUAGES = {"en": 85, "de": 8, "fr": 4, "": 3}


def one_of(chance, shares):
    return chance.choices([*shares], weights=[*shares.values()])[0]


class Discussions:
    def __init__(self, words, articles, number: int):
        self.words, self.articles, self.number = words, articles, number
        self.chance, self.now = words.chance, articles.now
        self.published = [articles.published_at(place) for place in range(articles.number)]
        self.people = max(20, number // 50)
        self.sizes, self.counts = Counter(), Counter()  # of threads; by place of the article
        self.decisions, self.examples, self.readings = [], [], []
        self.learned = defaultdict(lambda: [0, 0])
        self.examples_left = max(100, number // 50)

    @property
    def large(self) -> int:
        """Return the place of the article with the largest discussion, twenty days old."""
        day = self.now - timedelta(days=20)
        return min(range(self.articles.number), key=lambda at: abs(self.published[at] - day))

    @transaction.atomic
    def write(self):
        self.write_people()
        self.times = self.schedule()
        newest = range(self.number - 3 * self.waiting, self.number)
        self.undecided = {*self.chance.sample(newest, self.waiting)}
        names = (
            *("id", "article_id", "parent_id", "path", "name", "email", "commenter_id", "text"),
            *("body", "language", "status", "reason_code", "reasons", "spam_signs"),
            *("spam_parts", "spam_score", "created_at", "form_key", "receipt", "source"),
        )
        Rows(Comment, *names).write(self.comments())
        self.write_counts()
        self.write_log()

    @property
    def waiting(self) -> int:
        return min(MOST_WAITING, self.number // 100)

    def write_people(self):
        self.moderators = []
        for number in range(MODERATORS):
            user = get_user_model().objects.create_user(
                f"mo{number}", f"mo{number}@example.org", "x", first_name="Mo", is_staff=True
            )
            user.groups.set(Group.objects.filter(name__in=["Moderators", "Editors"]))
            self.moderators.append(user.pk)
        self.names = [self.words.name() for _person in range(self.people)]
        Rows(Commenter, "id", "email", "confirmed_at").write(
            (
                key,
                f"reader{key}@example.net",
                self.now - timedelta(days=self.chance.random() * 3000),
            )
            for key in range(1, self.people + 1)
        )

    def schedule(self) -> list[tuple]:
        """Return the moment and the article of each comment, the oldest first."""
        chance, end, large = self.chance, self.now - timedelta(minutes=10), self.large
        some = [place for place in range(self.articles.number) if chance.random() < 0.6]
        others = [place for place in some if place != large]
        weights = [*itertools.accumulate(min(chance.paretovariate(1.2), 500) for _ in others)]
        of_others = self.number - self.number // OF_THE_LARGE
        drawn = chance.choices(others, cum_weights=weights, k=of_others)
        drawn += [large] * (self.number - of_others)
        made = []
        for place in drawn:
            life = (end - self.published[place]).total_seconds()
            # Most of them in the first days.
            after = chance.random() ** 3 * min(life, 86400 * (25 if place == large else 10))
            made.append((self.published[place] + timedelta(seconds=after), place))
        return sorted(made)

    def comments(self):
        last: dict[int, deque] = defaultdict(lambda: deque(maxlen=40))
        for number, (moment, place) in enumerate(self.times):
            yield self.comment(number, moment, place, last[place])

    def comment(self, number, moment, place, last) -> tuple:
        chance, key = self.chance, number + 1
        said = self.words.some(LONG)
        text, person = " ".join(said), chance.randrange(self.people)
        is_known = chance.random() < 0.3
        name = self.names[person] if is_known else self.words.name()
        above = chance.choice(last) if last and chance.random() < 0.8 else None
        path = f"{above[1] if above else ''}{key:0{STEP}x}"
        is_here = number >= self.number * (1 - HERE)
        status, by, reason = self.decided(number, is_here)
        if status == Status.APPROVED:
            self.counts[place] += 1
            self.sizes[int(path[:STEP], 16)] += 1
            if len(path) < DEEP * STEP:
                last.append((key, path))
        signs = ["writer published" if is_known else "writer new"]
        if is_known:
            self.readings += [(key, place + 1, each) for each in self.readings_of(name)]
        if is_here and status != Status.PENDING:
            self.decide(key, moment, status, reason, by, name, text)
            if by and number % 3 == 0:
                self.learn(key, status != Status.APPROVED, text, name, signs)
        email = f"reader{person + 1}@example.net" if is_known else self.typed(key, moment)
        return (
            *(key, place + 1, above and above[0], path, name, email),
            *(person + 1 if is_known else None, text, f"<p>{text}</p>"),
            *(one_of(chance, LANGUAGES), status, reason),
            *(f'[["{reason or "trusted"}", "", 20]]', json.dumps(signs)),
            json.dumps([[f"word {word}", 0.5] for word in said[:12]]),
            *(chance.gauss(1.5 if status == Status.SPAM else -1.5, 1), moment),
            *(secrets.token_hex(16), secrets.token_hex(32)),
            None if is_here else f"blog:{key}",
        )

    def decided(self, number, is_here) -> tuple:
        """Return status, moderator and reason of a comment."""
        if number in self.undecided:
            return Status.PENDING, None, one_of(self.chance, WAITING)
        status = self.chance.choices(OUTCOMES, weights=SHARES)[0]
        by = self.chance.choice(self.moderators) if self.chance.random() < 0.5 else None
        reason = self.chance.choice(REASONS[status])
        if is_here and not by and status == Status.APPROVED:
            reason = "trusted"
        return status, by, reason

    def typed(self, key, moment) -> str:
        """Return an address that nobody has confirmed; after a month it is forgotten."""
        is_new = self.now - moment < timedelta(days=30)
        return f"typed{key}@example.net" if is_new and self.chance.random() < 0.1 else ""

    def readings_of(self, name, _known: dict = {}) -> list[str]:  # noqa: B006
        if name not in _known:
            _known[name] = sorted(hashed(name))
        return _known[name]

    def decide(self, key, moment, status, reason, by, name, text):
        at = moment
        if by:
            at += timedelta(seconds=self.chance.expovariate(1 / 10_000))
        decision = (min(at, self.now - timedelta(seconds=60)), key, by, status, reason)
        self.decisions.append((*decision, "desk" if by else "rule", text_hash_of(name, text)))

    def learn(self, key, is_spam, text, name, signs):
        if self.examples_left <= 0:
            return
        self.examples_left -= 1
        found = features.of(text, name).union(signs)
        self.examples.append((key, is_spam, json.dumps(sorted(found))))
        for feature, number in features.counted(found).items():
            self.learned[feature][not is_spam] += number

    def write_counts(self):
        batches = {
            Comment: ("thread_size", [(size, key) for key, size in self.sizes.items()]),
            Article: ("comment_count", [(size, at + 1) for at, size in self.counts.items()]),
        }
        for model, (column, pairs) in batches.items():
            sizes = defaultdict(list)
            for size, key in pairs:
                sizes[size].append(key)
            for size, keys in sizes.items():
                for first in range(0, len(keys), 500):
                    some = QuerySet(model).filter(pk__in=keys[first : first + 500])
                    some.update(**{column: size})  # past the editions

    def write_log(self):
        now, chance = self.now, self.chance
        columns = ("at", "comment_id", "by_id", "to_status", "reason_code", "way", "text_hash")
        asked = ("from_status", "reason_code_before")
        Rows(Decision, *columns, *asked).write(
            (*decision, Status.PENDING, "unread") for decision in sorted(self.decisions, key=str)
        )
        Rows(TrainingExample, "comment_id", "is_spam", "features").write(self.examples)
        Rows(FeatureCount, "feature", "spam", "good").write(
            (feature, *counts) for feature, counts in self.learned.items() if len(feature) <= 120
        )
        Rows(NameReading, "comment_id", "article_id", "reading").write(self.readings)
        public = [*Comment.objects.approved().order_by("-pk").values_list("pk", flat=True)[:20_000]]
        hidden = Comment.objects.filter(status=Status.REJECTED).order_by("-pk")
        hidden = [*hidden.values_list("pk", flat=True)[:20]]
        few = max(5, min(200, self.number // 5_000))
        closed = (
            (key, "abuse", "It hurts.", now - timedelta(days=days), now - timedelta(days=days - 1))
            for key, days in zip(
                chance.choices(public, k=self.number // 500), itertools.cycle(range(2, 400))
            )
        )
        opened = ((key, "spam", "", now - timedelta(hours=9), None) for key in public[:few])
        appeals = ((key, "appeal", "Why?", now, None) for key in hidden[: few // 4])
        Rows(Notice, "comment_id", "kind", "words", "created_at", "closed_at").write(
            itertools.chain(closed, opened, appeals)
        )
        body = html.CommentHTML("<p>other words</p>")
        Rows(Revision, "comment_id", "text", "body").write(
            (key, "other words", body) for key in public[few : 2 * few]
        )
        Rows(Notification, "kind", "key", "to", "written_at", "sent_at", "comment_id").write(
            ("approved", f"approved:{number}", f"reader{number}@example.net", at, at, key)
            for number, (key, at) in enumerate(
                (each[1], each[0]) for each in self.decisions[-self.number // 20 :]
            )
        )
        Comment.objects.filter(pk__in=self.of_the_large().values_list("pk", flat=True)[:3]).update(
            featured_at=now
        )
        freshness.new_edition()

    def of_the_large(self):
        return Comment.objects.approved().filter(article=self.large + 1).order_by("-pk")
