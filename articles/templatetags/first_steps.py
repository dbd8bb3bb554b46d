"""The first page of the desk of a new paper: what is left to do, as far as the paper can tell."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Author
from newsroom.mail.trial import SMTP
from newsroom.models import Masthead

register = template.Library()
RIGHTS = ("newsroom.change_masthead", "articles.add_article", "articles.add_author")
NO_LONGER_NEW = 5  # articles


class Step(NamedTuple):
    name: str
    href: str
    is_done: bool


def steps() -> list[Step]:
    masthead, new = Masthead.current(), Masthead()
    kind = ContentType.objects.get_for_model(Masthead)
    chosen = (masthead.language, masthead.time_zone) != (new.language, new.time_zone)
    chosen = chosen or LogEntry.objects.filter(content_type=kind).exists()
    paper = reverse("admin:newsroom_masthead_change", args=[masthead.pk])
    mail = reverse("admin:newsroom_test_email")
    return [
        Step(_("Name the paper"), paper, masthead.name != new.name),
        Step(_("Choose its language and time zone"), paper, chosen),
        Step(_("Add the first author"), reverse("admin:articles_author_add"), _any(Author)),
        Step(_("Write the first article"), reverse("admin:articles_article_add"), _any(Article)),
        Step(_("Connect e-mail"), mail, settings.EMAIL_BACKEND == SMTP),
    ]


def _any(model) -> bool:
    return model.objects.exists()


@register.inclusion_tag("admin/articles/_first_steps.html", takes_context=True)
def first_steps(context):
    """Show them until all are done or there are some articles, to those who may do them; unless
    they are hidden.
    """
    is_wanted = context["request"].user.has_perms(RIGHTS) and Masthead.current().first_steps
    is_new = is_wanted and (len(Article.objects.values("pk")[:NO_LONGER_NEW]) < NO_LONGER_NEW)
    found = steps() if is_new else []
    done = sum(step.is_done for step in found)
    return {"steps": found if done < len(found) else [], "done": done}
