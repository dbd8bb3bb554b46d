from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from newsroom.move_database import NotMoved, move


class Command(BaseCommand):
    help = "Copy the paper to an empty database, such as from SQLite to PostgreSQL."

    def add_arguments(self, parser):
        parser.add_argument("url", metavar="DATABASE_URL", help="of the new database")

    def handle(self, *, url, **options):
        try:
            moved = move(url)
        except (ImproperlyConfigured, NotMoved) as error:
            raise CommandError(f"{error}\n" + _("Nothing was moved.")) from error
        except DatabaseError as error:
            raise CommandError(_("Nothing was moved: %(why)s") % {"why": error}) from error
        for table in moved:
            self.stdout.write(f"{table.rows:>9,}  {table.checksum[:16]}  {table.table}")
        self.stdout.write(_("All rows are there, and their checksums are equal."))
        self.stdout.write(_("Now start the paper with the new DATABASE_URL."))
