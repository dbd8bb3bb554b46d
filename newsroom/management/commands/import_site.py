from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom.importing.file_format import UnknownFormat
from newsroom.importing.ledger import SumsDisagree
from newsroom.importing.run import move_in
from newsroom.importing.xml import BrokenFile


class Command(BaseCommand):
    help = "Move a blog in from its export: WordPress (WXR) or Blogger (backup)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="its content tells the format")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")

    def handle(self, *, file, dry_run, **options):
        try:
            ledger = move_in(file, dry_run=dry_run)
        except OSError as error:
            words = {"file": file, "why": error.strerror}
            raise CommandError(_("%(file)s cannot be read: %(why)s.") % words) from error
        except UnknownFormat as error:
            raise CommandError(f"{file}: {error}") from error
        except BrokenFile as error:
            raise CommandError(f"{file}: {error} " + _("Nothing was moved in.")) from error
        except SumsDisagree as error:
            raise CommandError(f"{file}: {error} " + _("No more was moved in.")) from error
        self.stdout.write(ledger.table())
        if dry_run:
            self.stdout.write("\n" + _("This was a dry run: nothing was moved in."))
