from dataclasses import dataclass, field


@dataclass
class Content:
    """What a letter says, in the order in which it says it."""

    subject: str
    says: list[str]
    label: str  # of the link
    address: str
    quotes: list = field(default_factory=list)  # comments
    stop: str = ""  # address of the page that stops such letters
    receipt: str = ""  # address of the private page about one's comment
    entries: list = field(default_factory=list)  # what waits, each with its links
    more: str = ""  # what there was no room for
    template: str = "comments/notification"  # .txt and .html
