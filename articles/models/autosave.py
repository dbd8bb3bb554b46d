import json
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models.article_queryset import PICTURES
from newsroom.html import figures

KEPT_FOR = timedelta(days=30)
LEFT_FOR = timedelta(days=7)


class AutosaveQuerySet(models.QuerySet):
    def of(self, person, article):
        """Return what `person` may still take up in the form of `article` (None: of a new one)."""
        return self.filter(person=person, article=article, ended_at=None)

    def showing(self, picture):
        """Return those with unsaved words that show `picture`."""
        number = str(picture.pk)
        in_body = json.dumps(f'{figures.NUMBER}="{number}"').strip('"')
        chosen = [json.dumps({name: number})[1:-1] for name in PICTURES]
        shows = Q(*(("content__contains", each) for each in (in_body, *chosen)), _connector=Q.OR)
        return self.filter(shows, ended_at=None)

    def offered(self):
        return self.filter(left_at=None)

    def newest_first(self):
        return self.order_by("-saved_at", "-id")

    def overdue(self):
        now = timezone.now()
        return self.filter(
            models.Q(saved_at__lt=now - KEPT_FOR)
            | models.Q(left_at__lt=now - LEFT_FOR)
            | models.Q(ended_at__lt=now - timedelta(days=1))
        )


class Autosave(models.Model):
    """The changes of one open form that are not saved, as its browser keeps them.

    One row per form, overwritten: two tabs of one person do not overwrite each other. Nobody but
    that person sees it. `page` is the page that wrote last; another page writes over it only where
    it says that it has taken this up.
    """

    is_bookkeeping = True

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Null in a new form, and where the article is deleted meanwhile: the words stay.
    article = models.ForeignKey("Article", models.SET_NULL, null=True, related_name="autosaves")
    draft = models.CharField(max_length=50)
    page = models.CharField(max_length=50)
    version = models.CharField(max_length=64, blank=True)  # that the form was opened with
    base = models.CharField(max_length=64, blank=True)  # the digest of what that version holds
    # JSON as text: PostgreSQL's own kind takes no null character and no half of a pair.
    content = models.TextField(default="{}")
    typed_at = models.BigIntegerField(default=0)  # milliseconds, by the clock of the browser
    saved_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # saved: what comes after it came too late

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "draft"], name="one_autosave_per_form"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="autosaves_by_age")]

    def __str__(self):
        return f"{self.person}: {self.article or self.draft}"

    @property
    def fields(self) -> dict:
        return json.loads(self.content)

    @classmethod
    @transaction.atomic
    def keep(cls, person, article, draft, *, page, after, typed_at, fields, version="", base=""):
        """Write over the row of this form, and return it; None if another page has a newer one."""
        row, is_new = cls.objects.select_for_update().get_or_create(
            person=person,
            draft=draft,
            defaults={"article": article, "page": page},
        )
        if not (is_new or row.is_followed_by(article, page, after, typed_at)):
            return None
        row.page, row.typed_at, row.version, row.base = page, typed_at, version, base
        row.content = json.dumps(fields)
        row.saved_at, row.left_at = timezone.now(), None
        row.save()
        return row

    def is_followed_by(self, article, page, after, typed_at) -> bool:
        if self.ended_at or self.article != article:
            return False
        return typed_at >= self.typed_at if page == self.page else after == self.page

    @classmethod
    def end(cls, person, draft, article):
        """Note that the form of `draft` is saved, so that what is still on its way is not kept."""
        cls.objects.update_or_create(
            person=person,
            draft=draft,
            defaults={"article": article, "content": "{}", "ended_at": timezone.now()},
        )

    def leave(self):
        self.left_at = timezone.now()
        self.save(update_fields=["left_at"])

    @property
    def left_until(self):
        return self.left_at + LEFT_FOR
