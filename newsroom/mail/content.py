from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from newsroom import html
from newsroom.templatetags.language_tags import isolated


class Quote(NamedTuple):
    name: str
    text: str
    written: datetime | None = None
    is_theirs: bool = False  # of whoever gets the e-mail, to remind them

    @property
    def body(self) -> str:
        return html.without_links(html.comment(self.text))


@dataclass
class Content:
    """The text of an e-mail, in order."""

    title: str
    says: list[str]
    label: str  # of the link
    address: str
    quotes: list[Quote] = field(default_factory=list)
    stop: str = ""  # address of the page that stops such e-mails
    receipt: str = ""  # address of the private page about one's comment
    because: str = ""  # a sentence that says why this person gets it
    opening: str = ""  # a sentence that says title and headline, for the text
    headline: str = ""  # of the article that it is about
    page: str = ""  # address of that article
    entries: list = field(default_factory=list)  # of a list of things, each with its links
    more: str = ""  # what there was no room for
    template: str = "newsroom/email"  # .txt and .html
    about: list = field(default_factory=list)  # rows that it tells of, for the Mailer to note

    @property
    def subject(self) -> str:
        """Return what happened, and where."""
        if not self.headline:
            return self.title
        where = isolated(self.headline)
        return _("%(what)s: %(headline)s") % {"what": self.title, "headline": where}
