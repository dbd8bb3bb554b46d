"""Versions of an article: all that an editor wrote of it, as one save or one publication left it.

A small table of our own. django-simple-history keeps a row of columns for each `save()` of a model:
it would write a second history for the bylines, the topics and the related posts each, joined by
the clock alone; it would have no place for what is not in the row at all (changes not public); and
it would copy what is derived, counted and moved by readers. Here a version is one JSON value, which
is also what the form starts from, and which is written back whole.
"""

import hashlib
import json
import re
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article_queryset import PICTURES
from articles.models.byline import Byline
from articles.models.label import Author, Topic
from articles.models.picture import Picture
from articles.models.related import RelatedChoice
from newsroom import html
from newsroom.html import figures

# What an editor writes: columns of the row, and lists of other rows in their order. All are named
# as the fields of the article's form.
COLUMNS = (
    *("kind", "kicker", "headline", "slug", "lead", "dateline", "body"),
    *("comment_policy", "moderation", "description", "social_title"),
)
# What a version says that was made before they were known.
LATER = {"description": "", "social_title": "", "social_picture": None}
LISTS = ("topics", "bylines", "pinned", "hidden")
KEPT_FOR = timedelta(days=90)
LONGEST_KEY = 24  # characters
FORM_KEY = re.compile(rf"[\w-]{{1,{LONGEST_KEY}}}", re.ASCII)


class Why(models.TextChoices):
    FOUND = "found", _("as it was")
    SAVED = "saved", _("saved")
    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("scheduled")
    CHANGES = "changes", _("changes published")
    UNPUBLISHED = "unpublished", _("unpublished")
    RESTORED = "restored", _("restored")
    DISCARDED = "discarded", _("changes discarded")
    TAKEN = "taken", _("taken from autosave")
    MERGED = "merged", _("merged")
    BESIDE = "beside", _("kept beside a newer version")
    ENDING = "ending", _("to be unpublished")
    ENDLESS = "endless", _("no longer to be unpublished")
    EMBARGO = "embargo", _("embargo set")
    FREED = "freed", _("embargo removed")
    TRASHED = "trashed", _("moved to the trash")
    UNTRASHED = "untrashed", _("restored from the trash")


# Readers have seen these, or an editor put them out or planned it: they are kept as long as the
# article.
FOR_GOOD = (
    *(Why.FOUND, Why.PUBLISHED, Why.SCHEDULED, Why.CHANGES, Why.UNPUBLISHED),
    *(Why.ENDING, Why.ENDLESS, Why.EMBARGO, Why.FREED),
)


class Origin(models.TextChoices):
    FORM = "form", _("form")
    IMPORT = "import", _("import")
    COMMAND = "command", _("command")


class VersionQuerySet(models.QuerySet):
    def newest_of(self, articles):
        """Return the last version of each of `articles`."""
        theirs = self.filter(article__in=[each.pk for each in articles])
        return theirs.filter(~models.Exists(self._later()))

    def overdue(self):
        """Return those that nobody needs any more: what readers saw is kept, and the newest."""
        articles = self.model._meta.get_field("article").related_model._base_manager
        in_use = articles.filter(changes=models.OuterRef("pk"))
        old = self.filter(saved_at__lt=timezone.now() - KEPT_FOR).exclude(why__in=FOR_GOOD)
        return old.filter(models.Exists(self._later()), ~models.Exists(in_use))

    def _later(self):
        return self.model.objects.filter(
            article=models.OuterRef("article"), number__gt=models.OuterRef("number")
        )

    def newer_than(self, version):
        """Return those with a higher number; all if there was no version."""
        return self.filter(number__gt=version.number if version else 0)

    def made_with(self, form_key):
        """Return the versions that a form with that key has made: none without a key of ours."""
        return self.filter(form_key=form_key) if FORM_KEY.fullmatch(form_key or "") else self.none()


class Version(models.Model):
    is_bookkeeping = True  # not told before a deletion: newsroom/deleting.py

    article = models.ForeignKey(
        "Article", models.CASCADE, related_name="versions", db_index=False
    )  # one_version_per_number is its index
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # of the content, without the names in it
    why = models.CharField(max_length=12, choices=Why, default=Why.SAVED)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.FORM)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    # What it was about: the publication, the end of it, or that of an embargo.
    moment = models.DateTimeField(null=True)
    # Of the page of publishing that made it: a second click finds it done.
    form_key = models.CharField(max_length=LONGEST_KEY, null=True)
    # Rules of proofreading that were not settled when it was published, each with the reason given.
    remarks = models.JSONField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_version_per_number")
        ]
        indexes = [models.Index(fields=["saved_at"], name="oldest_versions")]

    def __str__(self):
        return f"{self.article_id}.{self.number}"

    @property
    def picture(self):
        return picture_of(self.content, "picture")


def content_of(article, lists=None) -> dict:
    """Return what the instance holds, with `lists` of rows, or with those that are stored."""
    columns = {name: str(getattr(article, name)) for name in COLUMNS}
    lists = stored_lists(article) if lists is None else lists
    return {
        **columns,
        # Its pictures as references: their files may be others by the time it is written back.
        "body": html.collapsed(html.ArticleHTML.sanitised(article.body)) + "",
        **{name: _named_or_none(getattr(article, name)) for name in PICTURES},
        **{name: [_named(row) for row in lists[name]] for name in LISTS},
    }


def digest_of(content) -> str:
    """Return the same text for the same content, whatever its topics and authors are called."""
    values = {
        name: value for name, value in form_values(content).items() if value or name not in LATER
    }
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def form_values(content) -> dict:
    """Return the initial values of the article's form, with primary keys instead of rows."""
    values = {name: value for name, value in content.items() if name in COLUMNS}
    pictures = {name: _number(content[name]) for name in PICTURES if name in content}
    lists = {name: [row["id"] for row in content[name]] for name in LISTS if name in content}
    return values | pictures | lists


def stored_lists(article) -> dict[str, list]:
    choices = RelatedChoice.objects.filter(article=article)
    choices = choices.select_related("other").defer("other__body")
    return {
        "topics": list(Topic.objects.filter(articles=article)),
        "bylines": list(Author.objects.filter(bylines__article=article).order_by(*IN_ORDER)),
        "pinned": [choice.other for choice in choices if choice.is_pinned],
        "hidden": [choice.other for choice in choices if not choice.is_pinned],
    }


IN_ORDER = ("bylines__position", "bylines__id")


def write_columns(article, content) -> list[str]:
    """Write them into the instance; return the names of the columns that it then has to save."""
    names = [name for name in COLUMNS if name in content]
    for name in names:
        setattr(article, name, content[name])
    article.set_body(without_lost_pictures(html.ArticleHTML.sanitised(article.body)))
    for name in PICTURES:
        if name in content:
            setattr(article, name, picture_of(content, name))
            names.append(name)
    return names


def picture_of(content, name) -> Picture | None:
    return Picture.objects.filter(pk=_number(content.get(name))).first()


def write_lists(article, content):
    """Store topics, bylines and related choices; those that are gone by now are left out."""
    topics, authors, pinned, hidden = (
        [row["id"] for row in content.get(name, [])] for name in LISTS
    )
    article.topics.set(Topic.objects.filter(pk__in=topics))
    _write_bylines(article, _there(Author.objects, authors))
    others = type(article)._default_manager.exclude(pk=article.pk)
    _write_choices(article, _there(others, pinned), _there(others, hidden))


def without_lost_pictures(body) -> html.ArticleHTML:
    known = {picture.pk for picture in Picture.objects.shown_in(body)}
    # A number that was only typed stays, and says so in the editor: its caption may be somebody's.
    for number in figures.placed(body) - known:
        body = figures.without(body, number)
    return body


def lost(content) -> list[str]:
    """Return the names of what a version refers to, and what is deleted by now."""
    articles = RelatedChoice._meta.get_field("other").related_model._default_manager
    managers = (Topic.objects, Author.objects, articles, articles)
    rows = [
        row
        for name, manager in zip(LISTS, managers, strict=True)
        for row in content.get(name, [])
        if row["id"] not in _there(manager, [row["id"] for row in content[name]])
    ]
    rows += [
        content[name]
        for name in PICTURES
        if content.get(name) and picture_of(content, name) is None
    ]
    return [row["name"] for row in rows]


def _named(row) -> dict:
    return {"id": row.pk, "name": str(row)}


def _named_or_none(row) -> dict | None:
    return _named(row) if row else None


def _number(named) -> int | None:
    return (named or {}).get("id")


def _there(rows, wanted) -> list[int]:
    here = set(rows.filter(pk__in=wanted).values_list("pk", flat=True))
    return [pk for pk in wanted if pk in here]


def _write_bylines(article, authors):
    bylines = Byline.objects.filter(article=article)
    if list(bylines.values_list("author", flat=True)) == authors:
        return
    bylines.delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=author, position=position)
        for position, author in enumerate(authors)
    )


def _write_choices(article, pinned, hidden):
    choices = RelatedChoice.objects.filter(article=article)
    wanted = [*((pk, True) for pk in pinned), *((pk, False) for pk in hidden if pk not in pinned)]
    if list(choices.values_list("other", "is_pinned")) == wanted:
        return
    choices.delete()
    RelatedChoice.objects.bulk_create(
        RelatedChoice(article=article, other_id=other, is_pinned=is_pinned, position=position)
        for position, (other, is_pinned) in enumerate(wanted)
    )
