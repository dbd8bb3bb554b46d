"""Slugs."""

from django.utils.text import slugify

LONGEST = 80  # characters; longer ones are cut at a word


def slug_of(words: str) -> str:
    """Return a slug for `words`: in ASCII if that keeps most letters, else in their own script.

    It is empty only if `words` has no letter and no digit.
    """
    slug, whole = slugify(words), slugify(words, allow_unicode=True)
    if len(slug) * 2 < len(whole):
        slug = whole
    if len(slug) > LONGEST:
        end = slug.rfind("-", 0, LONGEST + 1)
        slug = slug[: end if end > 0 else LONGEST]
    return slug


def free_slug(wanted: str, taken) -> str:
    """Return `wanted`, `wanted-2`, `wanted-3` …: the first for which `taken(slug)` is false."""
    slug, number = wanted, 1
    while taken(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
