"""The same people everywhere, and the little world they live in.

Ida edits, Mo moderates, the boss may do everything; Ravi reads and writes in; Mallory sells
watches. `an_article(about=["harbour"])` names only what matters to a test; nothing is random.
"""

import io
from datetime import timedelta
from itertools import count

import time_machine
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.models import Article, Author, Byline, Picture, Topic
from comments.models import Comment, Status, recount
from comments.tokens import form_keys
from newsroom.models import Masthead

PASSWORD = "a long and quiet harbour"

numbers = count(1)


def staff(name, *groups, **rights):
    user = get_user_model().objects.create_user(
        name.lower(),
        f"{name.lower()}@example.org",
        PASSWORD,
        first_name=name,
        is_staff=True,
        **rights,
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def session_of(user) -> str:
    """The value of the cookie that a browser has from who signed in as `user`."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def a_topic(name):
    return Topic.objects.get_or_create(name=name.capitalize())[0]


def an_author(name):
    return Author.objects.get_or_create(name=name)[0]


def ago(**time):
    return timezone.now() - timedelta(**time)


def from_now(**time):
    return timezone.now() + timedelta(**time)


YESTERDAY = object()


def masthead_fields(**what):
    """What the masthead's form sends when it is saved as it stands, but for `what`."""
    fields = forms.modelform_factory(Masthead, fields="__all__")(instance=Masthead.current())
    return {**fields.initial, **what}


def an_article(about=(), by=(), published=YESTERDAY, **what):
    """A published story, yesterday's if nothing else is said; `published=None` is a draft."""
    number = next(numbers)
    article = Article(
        **{
            "headline": f"The harbour wakes up, part {number}",
            "lead": "Boats, mostly.",
            "body": "<p>Nobody had expected the boats.</p>",
            **what,
        }
    )
    article.published_at = ago(days=1) if published is YESTERDAY else published
    article.save()
    article.topics.set([a_topic(name) for name in about])
    for position, name in enumerate(by):
        Byline.objects.create(article=article, author=an_author(name), position=position)
    article.relate()
    return article


def a_drawing(size=(480, 270), corner=None):
    """A blue picture in memory; `corner` is the colour of its last quarter, right and below."""
    drawing = Image.new("RGB", size, "navy")
    if corner:
        drawing.paste(corner, (size[0] // 2, size[1] // 2, *size))
    return drawing


def a_file(drawing, kind="JPEG", **options):
    """The bytes of a drawing."""
    output = io.BytesIO()
    drawing.save(output, kind, **options)
    return output.getvalue()


def a_picture(size=(480, 270), corner=None, ready=False, **what):
    """A picture of the paper, as it is before or after its renditions are made."""
    file = ContentFile(a_file(a_drawing(size, corner)), name="boat.jpg")
    picture = Picture.objects.create(file=file, **{"alt": "A boat", "credit": "Ida", **what})
    if ready:
        picture.make_renditions()
    return picture


def a_comment(article, status=Status.APPROVED, by=None, **what):
    """Ravi's comment on `article`, in the state `status`."""
    words = {"name": "Ravi", "text": f"I walked past, the {next(numbers)}th time.", **what}
    comment = Comment(article=article, **words)
    comment.submit()
    if comment.status != status:
        comment.decide(status, by=by)
    return comment


def moved_in(article, number, **what):
    """So many comments as an import brings them: no rule is asked, which takes a while of each."""
    words = {"name": "Ravi", "text": "I walked past.", **what}
    comments = [Comment(article=article, **words) for _ in range(number)]
    for comment in comments:
        comment.move_in(Status.APPROVED)
    recount(article)
    return comments


def handed_out_earlier(key):
    """Another key for the form that has `key`, as if it had been handed out ten seconds ago."""
    with time_machine.travel(ago(seconds=10)):
        return form_keys.issue(Article(pk=key.partition(".")[0]))


def about(name, comment):
    """What the button `name` of the queue sends about `comment` as it is here."""
    return {"decide": f"{name}:{comment.pk}:{comment.seen_token}"}
