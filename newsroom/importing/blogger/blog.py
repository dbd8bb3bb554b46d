"""The settings of the blog that the masthead has a field for.

Settings that list people (readers, writers, administrators) hold private e-mail addresses and are
not read.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsroom.importing import import_text, report_words
from newsroom.importing.blogger.entry import Entry
from newsroom.importing.records import LeftOut, Record, SettingRecord

FIELDS = {
    "BLOG_COMMENT_MESSAGE": "comment_rules",
    "BLOG_CUSTOM_ADS_TXT": "ads_txt",
    "BLOG_CUSTOM_ROBOTS_TXT": "robots_txt",
    "BLOG_DESCRIPTION": "tagline",
    "BLOG_LOCALE": "language",
    "BLOG_NAME": "name",
    "BLOG_TIME_ZONE": "time_zone",
}
PLAIN = {"comment_rules", "name", "tagline"}  # there, these may hold HTML
PRIVATE = "_PERMISSION"
SWITCH = "_ENABLED"


class Settings:
    """Settings, collected before use, for some depend on others."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.private = 0
        self.others = 0

    def read(self, entry: Entry):
        name = entry.id.rpartition(".settings.")[2]
        if name.endswith(PRIVATE):
            self.private += 1
            return
        if name not in FIELDS:
            self.others += 1
        if name.removesuffix(SWITCH) in FIELDS:
            self.values[name] = entry.content

    def records(self) -> Iterator[Record]:
        for name, field in FIELDS.items():
            if name in self.values:
                yield from self._record(name, field)
        for _number in range(self.private):
            yield LeftOut(report_words.SETTINGS, _("they hold private e-mail addresses"))
        for _number in range(self.others):
            yield LeftOut(report_words.SETTINGS, _("there is nothing like it here"))

    def _record(self, name: str, field: str) -> Iterator[Record]:
        value = self.values[name]
        if not value:
            yield LeftOut(report_words.SETTINGS, _("it is empty"))
        elif self.values.get(name + SWITCH, "true").lower() != "true":
            yield LeftOut(report_words.SETTINGS, _("it was switched off there"))
        else:
            yield SettingRecord(field, _plain(value) if field in PLAIN else value)


def _plain(value: str) -> str:
    return "\n".join(
        filter(None, map(import_text.line, value.replace("<br", "\n<br").splitlines()))
    )
