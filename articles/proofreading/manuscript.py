import re
from datetime import datetime
from typing import NamedTuple

from articles.models import Kind, Picture
from articles.models.version import picture_of
from articles.proofreading.own_addresses import faults
from newsroom import html
from newsroom.html.pieces import blocks

A_HEADING = re.compile(r"<h([2-4])\b")


class Passage(NamedTuple):
    """An outermost piece of the text, and the heading above it; `level` is of a heading, else 0."""

    source: str
    words: str
    under: str
    level: int


class Manuscript(NamedTuple):
    content: dict  # as a version has it
    passages: list[Passage]
    picture: Picture | None
    pictures: list[Picture]  # those in the text
    link_faults: dict[str, str]  # by the address of the link
    embargo: datetime | None  # its end

    @property
    def is_page(self) -> bool:
        return self.content["kind"] == Kind.PAGE

    @property
    def headline(self) -> str:
        return self.content["headline"]


def gathered(article) -> Manuscript:
    content = article.edited_content
    body = content["body"]
    return Manuscript(
        content=content,
        passages=list(passages(body)),
        picture=picture_of(content, "picture"),
        pictures=Picture.objects.shown_in(body),
        link_faults=faults([address for address, _words in html.links(body)]),
        embargo=article.embargo_until if article.is_embargoed else None,
    )


def passages(body):
    under = ""
    for source in blocks(body):
        heading, words = A_HEADING.match(source), html.plain(source)
        yield Passage(source, words, under, int(heading[1]) if heading else 0)
        under = words if heading else under
