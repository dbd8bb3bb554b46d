"""Settings of the old blog, which fill only fields that nobody has set here."""

from typing import cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _

from newsroom.importing import report_words
from newsroom.importing.ledger import Ledger
from newsroom.importing.records import SettingRecord
from newsroom.models import Masthead
from newsroom.site.masthead import translated_languages


def take_over(record: SettingRecord, ledger: Ledger):
    """Put the setting into the masthead if the field still has its default."""
    masthead = Masthead.current()
    field = cast(models.Field, Masthead._meta.get_field(record.field))
    present = getattr(masthead, record.field)
    try:
        value = field.clean(_as_here(record), masthead)
    except (ValidationError, LookupError):
        ledger.leave_out(
            report_words.SETTINGS, _("it is not possible here (%s)") % field.verbose_name
        )
        return
    if value == present:
        ledger.count(report_words.SETTINGS, is_new=False)
    elif present != field.get_default():
        ledger.leave_out(
            report_words.SETTINGS, _("this paper has its own (%s)") % field.verbose_name
        )
    else:
        setattr(masthead, record.field, value)
        masthead.save()
        ledger.count(report_words.SETTINGS, is_new=True)


def _as_here(record: SettingRecord) -> str:
    """Return the value in our spelling. Raise LookupError for an unsupported language."""
    if record.field == "language":
        language = get_supported_language_variant(record.value.replace("_", "-").lower())
        if language not in dict(translated_languages()):
            raise LookupError(language)
        return language
    return record.value
