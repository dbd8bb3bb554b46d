from dataclasses import dataclass, field


@dataclass
class Content:
    """The text of an e-mail, in order."""

    subject: str
    says: list[str]
    label: str  # of the link
    address: str
    quotes: list[tuple[str, str]] = field(default_factory=list)  # names, and what they wrote
    stop: str = ""  # address of the page that stops such e-mails
    receipt: str = ""  # address of the private page about one's comment
    entries: list = field(default_factory=list)  # of a list of things, each with its links
    more: str = ""  # what there was no room for
    template: str = "newsroom/email"  # .txt and .html
    about: list = field(default_factory=list)  # rows that it tells of, for the Mailer to note
