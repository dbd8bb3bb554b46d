from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.work.due import Due


class Email(Due):
    """An e-mail to one person about one event, stored with the event and sent by the loop."""

    LANE = "mail"
    mailer: ClassVar[Any]  # the Mailer of its kind

    kind = models.CharField(_("kind"), max_length=8)
    # The event and the person: the same e-mail is not written twice. Of an address it has at most
    # a hash with the key of the day (newsroom/network.py), which nobody can make again tomorrow.
    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("to"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        abstract = True

    @classmethod
    def draft(cls, kind, *, key, to, after=None, **about) -> Self:
        """Return an e-mail to be sent at once, or `after` an aware datetime."""
        about |= {"kind": kind, "to": to, "next_try_at": after or timezone.now()}
        return cls(key=f"{kind}:{key}", **about)

    @classmethod
    def write(cls, kind, **about):
        cls.write_all([cls.draft(kind, **about)])

    @classmethod
    def write_all(cls, drafts):
        """Store them, but those of which there is one with the same kind and key."""
        cls._default_manager.bulk_create(drafts, ignore_conflicts=True)

    def carry_out(self):
        self.mailer.send(self)
