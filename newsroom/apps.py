from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("The paper")

    def ready(self):
        from newsroom import (
            freshness,
            rights,
            setting_checks,  # noqa: F401 (registers its checks)
        )

        # Permissions are made by a receiver of the same signal, so the groups that hold
        # them can only be made here, never in a migration.
        autodiscover_modules("follow_ups")
        post_migrate.connect(rights.grant, dispatch_uid="newsroom.rights")
        # Accounts are Django's own model; pages show who of them is of the newsroom.
        for signal in (post_save, post_delete):
            signal.connect(freshness.account_changed, settings.AUTH_USER_MODEL)


class DeskConfig(AdminConfig):
    default_site = "newsroom.admin_site.Desk"
