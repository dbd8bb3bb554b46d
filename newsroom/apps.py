from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("The paper")

    def ready(self):
        from newsroom import rights, setting_checks  # noqa: F401 (registers its checks)

        # Permissions are made by a receiver of the same signal, so the groups that hold
        # them can only be made here, never in a migration.
        autodiscover_modules("follow_ups")
        post_migrate.connect(rights.grant, dispatch_uid="newsroom.rights")


class DeskConfig(AdminConfig):
    default_site = "newsroom.admin_site.Desk"
