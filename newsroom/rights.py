"""Who may do what at the desk: two groups, with exactly these permissions.

Whoever does both jobs is put into both groups.
"""

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
        "articles.view_oldaddress",
        "newsroom.view_masthead",
        "newsroom.change_masthead",
    ],
    "Moderators": [
        "comments.view_comment",
        "comments.moderate_comment",
        "comments.view_decision",
        "comments.view_letter",
        "comments.view_personalrule",
        "comments.add_networkblock",
        "comments.change_networkblock",
        "comments.view_networkblock",
    ],
}


def may_moderate(user) -> bool:
    """Whether `user` may decide about comments, at the desk or by another way."""
    return user.is_active and user.is_staff and user.has_perm("comments.moderate_comment")


def moderators():
    """All users who may decide about comments, as a queryset."""
    from django.contrib.auth import get_user_model

    backend = "django.contrib.auth.backends.ModelBackend"
    able = get_user_model().objects.with_perm("comments.moderate_comment", backend=backend)
    return able.filter(is_staff=True)


def grant(using="default", **kwargs):
    """Make the two groups and set their permissions to `RIGHTS`; safe to run again.

    Runs after every app's `migrate`; until the last one is through, permissions that do
    not exist yet are left out.
    """
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, rights in RIGHTS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(known[right] for right in rights if right in known)
