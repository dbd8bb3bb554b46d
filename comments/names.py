"""Protected names: of the newsroom, and of other commenters of the discussion.

The badge depends on the account alone; but readers trust names.
"""

import re
from functools import cache

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from articles.models import Author
from comments.models.name_reading import NameReading, hashed
from newsroom import kept
from newsroom.models import Masthead
from newsroom.text.lookalikes import fingerprint

A_WORD = re.compile(r"\w+")

# Names of offices in a newsroom, in the languages of the catalogues.
OFFICES = """
    admin administrator editor editorial editors mod moderator moderators newsroom official
    publisher staff support sysadmin system webmaster
    administrador administradora editora editores moderador moderadora redacción soporte
    administrateur administratrice éditeur éditrice modérateur modératrice rédacteur rédactrice
    rédaction
    administratorin herausgeber herausgeberin moderatorin redakteur redakteurin redaktion
    администратор админ модератор редактор редакция
    إدارة الإدارة مدير المدير مشرف المشرف محرر المحرر التحرير
""".split()


def is_the_newsrooms(name: str) -> bool:
    """Return True if nobody else may write as `name`: one of the staff, the paper or an office.

    A mere first name is for everybody who has it, as it is spelled; a disguise of it is not.
    """
    return resembles_the_newsrooms(name) and not _is_first_name_alone(name)


def resembles_the_newsrooms(name: str) -> bool:
    """Return True if `name` looks like one of the staff, the paper or an office."""
    ours = kept.for_edition("names of the newsroom", lambda: _of(_ours()))
    return not fingerprint(name).isdisjoint(ours)


def _is_first_name_alone(name) -> bool:
    first_names = {user.first_name.casefold() for user in _staff() if not user.last_name}
    others = Author.objects.filter(name__iexact=name)
    return name.casefold() in first_names and not others.exists()


def claims_an_office(name: str) -> bool:
    """Return True if a word of `name` is an office, which may be a surname ("Ann Editor")."""
    words = A_WORD.findall(name)
    return not _of(words).isdisjoint(_offices())


def taken(name: str, article, by) -> QuerySet[NameReading]:
    """Return rows if `name` looks like that of another confirmed commenter of the article than
    `by`."""
    return NameReading.objects.of_others(hashed(name), article.pk, by and by.pk)


def _ours() -> list[str]:
    masthead = Masthead.current()
    return [
        *(user.get_full_name() for user in _staff()),
        *Author.objects.values_list("name", flat=True),
        masthead.name,
        masthead.short_name,
        *OFFICES,
    ]


def _staff():
    return get_user_model().objects.filter(is_staff=True, is_active=True)


@cache
def _offices() -> frozenset[str]:
    return _of(OFFICES)


def _of(names) -> frozenset[str]:
    return frozenset().union(*map(fingerprint, names))
