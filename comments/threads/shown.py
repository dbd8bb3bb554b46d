"""The HTML of a comment on a page, made again only when something in it has changed.

A page of fifty comments is rendered each time that one is added, and the other forty-nine are as
they were. All that the template reads is in `Shown`, and by that the HTML is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from newsroom.fragments import Fragments

COMMENTS = Fragments(2_000)  # three kilobytes each


@dataclass(frozen=True)
class Shown:
    """All that readers see of a comment."""

    pk: int
    name: str
    body: str
    language: str
    created_at: datetime
    is_edited: bool
    is_picked: bool
    badge: str  # "author", "newsroom" or ""
    answers: tuple[int, str] | None  # number and name of the comment that it is not shown below
    address: str
    form_address: str  # "" if the article takes no more

    @classmethod
    def of(cls, node, accounts, form_address, above) -> "Shown":
        comment, answers = node.comment, node.answers
        newsroom = "newsroom" if comment.is_by_newsroom else ""
        return cls(
            pk=comment.pk,
            name=comment.name,
            body=comment.body,
            language=comment.language,
            created_at=comment.created_at,
            is_edited=comment.edited_at is not None,
            is_picked=comment.featured_at is not None,
            badge="author" if comment.author_id in accounts else newsroom,
            answers=answers and (answers.pk, answers.name),
            address=f"{above}{comment.pk}/",
            form_address=form_address,
        )


def as_html(shown: Shown) -> str:
    """Return the HTML of a comment in the active language and time zone."""
    made_from = shown, translation.get_language(), timezone.get_current_timezone_name()
    context = {"comment": shown}
    return COMMENTS.get(
        shown.pk, made_from, lambda: render_to_string("comments/_comment.html", context)
    )
