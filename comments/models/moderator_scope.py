from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class ModeratorScope(models.Model):
    """The topics of a moderator; without a row, all.

    One row holds all topics, so that deleting a topic never gives its moderator the whole paper.
    """

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("moderator"),
        related_name="moderator_scope",
        limit_choices_to={"is_staff": True},
        help_text=_("Members of the Moderators group. Superusers decide on everything."),
    )
    topics = models.ManyToManyField(
        "articles.Topic",
        verbose_name=_("topics"),
        related_name="+",
        help_text=_("Comments on articles with one of these topics."),
    )

    class Meta:
        verbose_name = _("moderator's topics")
        verbose_name_plural = _("moderators' topics")

    def __str__(self):
        return str(self.moderator)

    @classmethod
    def of(cls, user):
        """Return the ModeratorScope of `user`, cached on it; None for the whole paper."""
        return None if user.is_superuser else getattr(user, "moderator_scope", None)

    @classmethod
    def narrow(cls, rows, user, article):
        return rows.filter(cls.condition(user, article))

    @classmethod
    def condition(cls, user, article) -> models.Q:
        """Return the condition that `article` is one of theirs; none for the whole paper."""
        moderator_scope = cls.of(user)
        if moderator_scope is None:
            return models.Q()
        theirs = Article.objects.filter(topics__in=moderator_scope.topics.all())
        return models.Q(**{f"{article}__in": theirs})
