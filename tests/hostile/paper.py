"""A furnished paper of hostile texts, in the database of a test."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice

from django.db import transaction

from articles.models import Article, Author, Byline, Correction, Kind, Topic
from comments.models import Comment, Status, recount
from comments.models.comment.thread_position import STEP
from newsroom.models import Masthead
from newsroom.text import characters
from tests.cast import a_picture, ago
from tests.hostile import texts

NAMES = {"en": "The Harbour Newsroom", "ar": "صحيفة الأهالي والميناء"}
LINES = ("kicker", "headline", "dateline")
A_CROWD = 500  # comments on one article
LEVELS = 5  # of a thread, as a new paper has it
DOUBLED_HOUR = datetime(2026, 10, 25, 1, 30, 15, 123456, tzinfo=UTC)  # 02:30 again, in Berlin


@dataclass
class Paper:
    """Its articles by the names of `texts.ARTICLES`, and those of which a picture or a date is
    the point."""

    articles: dict[str, Article] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)

    @property
    def crowded(self) -> Article:
        return self.articles["arabic"]


@transaction.atomic
def furnish(language="en", crowd=A_CROWD) -> Paper:
    """Make a paper in `language` in a second or two; one article has a `crowd` of comments."""
    name_it(language)
    paper = Paper(
        topics=[Topic.objects.create(name=characters.line(name)) for name in texts.TOPICS],
        authors=[
            Author.objects.create(name=characters.line(name), bio=texts.ARABIC)
            for name in texts.AUTHORS
        ],
    )
    for name, text in texts.ARTICLES.items():
        paper.articles[name] = an_article(text, hours=len(paper.articles) + 1)
    furnish_special_ones(paper)
    label(paper)
    a_crowd(paper.crowded, crowd)
    a_crowd(paper.articles["long words, de"], len(texts.COMMENTS))
    for article in paper.articles.values():
        article.relate()
    return paper


def name_it(language):
    longest = texts.LONG_WORDS["de"][-1], texts.LONG_WORDS["ru"][-1]
    masthead = Masthead.current()
    masthead.name, masthead.short_name = NAMES.get(language, NAMES["en"]), "N"
    masthead.tagline = " & ".join(longest)
    masthead.language, masthead.time_zone = language, "Europe/Berlin"
    masthead.comment_rules = "\n".join([*longest, texts.ARABIC, "No <b> & no <i>"])
    masthead.save()


def an_article(text, hours=1, **what):
    """Publish `text`, as a form would take it, so many hours ago, at a moment with microseconds."""
    lines = {name: characters.line(getattr(text, name)) for name in LINES}
    words = {**lines, "lead": characters.text(text.lead), "body": text.body}
    moment = ago(hours=hours).replace(microsecond=987654)
    article = Article(**{**words, "published_at": moment, **what})
    article.take_free_slug()
    article.save()
    return article


def furnish_special_ones(paper):
    """Those of which a picture, a date, a correction or the lack of something is the point."""
    word, articles = texts.LONG_WORDS["de"][-1], paper.articles
    shown = {"alt": f"{word} <b> & “c”", "caption": texts.ARABIC, "credit": f"{word} / AFP"}
    portrait, panorama = a_picture((120, 360), **shown), a_picture((960, 80), ready=True, **shown)
    articles["portrait"] = an_article(texts.ARTICLES["long words, ru"], picture=portrait)
    articles["panorama"] = an_article(texts.ARTICLES["hebrew"], picture=panorama)
    articles["doubled hour"] = an_article(
        texts.ARTICLES["english"], published_at=DOUBLED_HOUR, updated_at=DOUBLED_HOUR
    )
    articles["long ago"] = an_article(
        texts.ARTICLES["one letter"], published_at=datetime(1605, 7, 1, tzinfo=UTC)
    )
    articles["page"] = an_article(texts.PAGE, kind=Kind.PAGE)
    for correction in texts.CORRECTIONS:
        for name in ("long words, de", "doubled hour"):
            Correction.objects.create(article=articles[name], text=correction)
    paper.authors[1].picture = portrait
    paper.authors[1].save()


def label(paper):
    """Give each story two topics and an author in turn; one has all, and three have none."""
    stories = [story for story in paper.articles.values() if story.kind == Kind.STORY]
    labels, authors = cycle(paper.topics[:8]), cycle(paper.authors)
    for story in stories[:-3]:
        story.topics.set(islice(labels, 2))
        Byline.objects.create(article=story, author=next(authors))
    everything = paper.articles["longest headline"]
    everything.topics.set(paper.topics)
    everything.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=everything, author=author, position=position)
        for position, author in enumerate(paper.authors)
    )


def a_crowd(article, number):
    """Have so many comments on `article`, in threads of every depth, as `move_in` leaves them.

    Each text is rendered once, and all are inserted together: one by one takes ten times as long.
    """
    rendered = [rendering(text) for text in texts.COMMENTS]
    comments = [
        Comment(
            article=article,
            name=name,
            status=Status.APPROVED,
            created_at=ago(minutes=number - each),
            **words,
        )
        for each, name, words in zip(range(number), cycle(texts.NAMES), cycle(rendered))
    ]
    Comment.objects.bulk_create(comments)
    for each, comment in enumerate(comments):
        answers = each % 12  # of twelve, four begin a thread, and eight answer one another
        comment.parent = comments[each - 1] if answers > 3 else None
        above = comment.parent.path[: STEP * (LEVELS - 1)] if comment.parent else ""
        comment.path = f"{above}{comment.pk:0{STEP}x}"
    Comment.objects.bulk_update(comments, ["parent", "path"], batch_size=100)
    recount(article)
    return comments


def rendering(text) -> dict:
    comment = Comment(text=text)
    comment.render(strip=True)
    return {"text": comment.text, "body": comment.body, "language": comment.language}
