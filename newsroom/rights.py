"""Permissions of the two groups, editors and moderators.

Somebody with both jobs is a member of both.
"""

from django.apps import apps as global_apps
from django.contrib.auth.models import Group, Permission

EVERYTHING = ("add", "change", "delete", "view")

RIGHTS = {
    "Editors": [
        *(f"articles.{act}_article" for act in EVERYTHING),
        *(f"articles.{act}_byline" for act in EVERYTHING),
        *(f"articles.{act}_correction" for act in EVERYTHING),
        *(f"articles.{act}_relatedchoice" for act in EVERYTHING),
        *(f"articles.{act}_topic" for act in EVERYTHING),
        *(f"articles.{act}_author" for act in EVERYTHING),
        *(f"articles.{act}_picture" for act in EVERYTHING),
        "articles.change_frontplace",
        "articles.view_oldaddress",
        "newsroom.view_masthead",
        "newsroom.change_masthead",
    ],
    "Moderators": [
        "comments.view_comment",
        "comments.moderate_comment",
        "comments.view_decision",
        "comments.view_notification",
        "comments.view_personalrule",
        "comments.add_networkblock",
        "comments.change_networkblock",
        "comments.view_networkblock",
        "comments.view_senderblock",
    ],
}


def is_staff(user) -> bool:
    return bool(user and user.is_staff and user.is_active)


def may_moderate(user) -> bool:
    return is_staff(user) and user.has_perm("comments.moderate_comment")


def moderators():
    from django.contrib.auth import get_user_model

    backend = "django.contrib.auth.backends.ModelBackend"
    able = get_user_model().objects.with_perm("comments.moderate_comment", backend=backend)
    return able.filter(is_staff=True)


def grant(using="default", apps=global_apps, **kwargs):
    """Give the two groups the permissions that are new in `RIGHTS`.

    Runs after every app's `migrate`; permissions that do not exist yet are left to a later run. A
    permission is given once and never taken away, and a renamed or deleted group stays so, for the
    owner decides.
    """
    try:
        apps.get_model("newsroom.GrantedRight")
    except LookupError:
        return  # the migration that makes its table has not run, or was taken back
    granted = global_apps.get_model("newsroom.GrantedRight").objects.using(using)
    for name, rights in RIGHTS.items():
        new = set(rights) - set(granted.filter(job=name).values_list("right", flat=True))
        if permissions := _known(new, using):
            group = _group(name, granted, using)
            if group:
                group.permissions.add(*permissions.values())
            granted.bulk_create(
                granted.model(job=name, right=right, group=group) for right in permissions
            )


def _known(rights, using):
    permissions = Permission.objects.using(using).select_related("content_type")
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permissions
    }
    return {right: known[right] for right in rights if right in known}


def _group(name, granted, using):
    """Return the group for the job `name`, whatever it is called now; None if it was deleted."""
    earlier = granted.filter(job=name).select_related("group").first()
    return earlier.group if earlier else Group.objects.using(using).get_or_create(name=name)[0]
