import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.demo import furnishing
from newsroom.secret import kept_secret

LOGINS = {"ida": ("Ida", "Editors"), "mo": ("Mo", "Moderators")}


def password_file(username):
    return settings.DATA_DIR / f"demo_password_{username}"


class Command(BaseCommand):
    help = "Furnish an empty site with a demo paper, and two logins with random passwords."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing if there is other content"
        )

    def handle(self, *, if_empty, **options):
        try:
            furnished = self.furnish()
        except furnishing.OtherContent as error:
            if not if_empty:
                raise CommandError(
                    _("This site is already in use; the demo needs a new one.")
                ) from error
        else:
            if furnished.articles:
                put = _("The demo paper: %(articles)d articles, %(comments)d comments.")
                self.stdout.write(put % vars(furnished))
        for username, (_name, group) in LOGINS.items():
            user = get_user_model().objects.filter(username=username)
            if user.exists() and password_file(username).exists():
                self.stdout.write(
                    f"{group:>10}: {username} / {kept_secret(password_file(username))}"
                )

    @transaction.atomic
    def furnish(self):
        furnished = furnishing.furnish()
        if furnished.articles:
            for username in LOGINS:
                self.make_login(username)
            ida = get_user_model().objects.get(username="ida")
            furnishing.put_versions(ida)
            furnishing.put_answers(ida)
        return furnished

    def make_login(self, username):
        name, group = LOGINS[username]
        password = kept_secret(password_file(username), lambda: secrets.token_urlsafe(12))
        user, is_new = get_user_model().objects.get_or_create(
            username=username, defaults={"first_name": name, "is_staff": True}
        )
        if is_new:
            user.set_password(password)
            user.save()
            user.groups.add(Group.objects.get(name=group))
