"""Deleting in the admin: what goes along is counted in words before it is confirmed.

Django lists every row, and asks for a permission to delete each of them; who may delete a thing may
delete what is part of it.
"""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import quote
from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT, Model, Q, QuerySet
from django.db.models.deletion import get_candidate_relations_to_delete
from django.urls import reverse
from django.utils.text import capfirst

EXAMPLES = 5  # rows that are named
IN_THE_WAY = (PROTECT, RESTRICT)


class Counted(NamedTuple):
    """So many rows of a model, and the first few with their addresses in the admin."""

    label: str
    number: int
    examples: list[tuple[str, str]]

    @property
    def has_more(self):
        return self.number > len(self.examples)


class Consequences:
    """The rows that go along when `rows` are deleted, and those that stay without them.

    Counted by queries, so a discussion of 50,000 comments costs what one of five does.
    """

    def __init__(self, rows: QuerySet):
        self.gone: dict[type[Model], Q] = defaultdict(Q)
        self.kept: dict[type[Model], Q] = defaultdict(Q)
        self.in_the_way: dict[type[Model], Q] = defaultdict(Q)
        self.model = rows.model
        self._follow(rows, {rows.model})

    def _follow(self, rows, path):
        for relation in get_candidate_relations_to_delete(rows.model._meta):
            model, field = relation.related_model, relation.field
            if getattr(model, "is_bookkeeping", False) or model in path:
                continue
            if owner := model._meta.auto_created:
                self._follow_many_to_many(rows, model, owner)
                continue
            those = Q(**{f"{field.name}__in": rows.values("pk")})
            self._column(relation.on_delete)[model] |= those
            if relation.on_delete is CASCADE:
                self._follow(model._base_manager.filter(those), {*path, model})

    def _follow_many_to_many(self, rows, through, owner):
        for field in owner._meta.many_to_many:
            if field.remote_field.through is through and owner is not rows.model:
                self.kept[owner] |= Q(**{f"{field.name}__in": rows.values("pk")})

    def _column(self, on_delete):
        if on_delete is CASCADE:
            return self.gone
        return self.in_the_way if on_delete in (*IN_THE_WAY, DO_NOTHING) else self.kept


class TellsWhatGoesAlong(ModelAdmin):
    """For every ModelAdmin: its confirmation pages say what a deletion takes along."""

    deletion_note = ""  # what readers or colleagues meet afterwards

    def in_the_way(self, rows):
        """Return the things because of which `rows` cannot be deleted, beyond foreign keys."""
        return self.model._base_manager.none()

    def get_deleted_objects(self, objs, request):
        """Return what the confirmation pages show (templates/admin/delete_confirmation.html)."""
        rows = self.model._base_manager.filter(pk__in=[each.pk for each in objs])
        consequences = Consequences(rows)
        told = {
            "names": [str(each) for each in objs],
            "gone": self._counted(request, consequences.gone),
            "kept": self._counted(request, consequences.kept, examples=EXAMPLES),
            "note": self.deletion_note,
        }
        obstacles = self._counted(request, self._obstacles(rows, consequences), examples=EXAMPLES)
        return told, {}, set(), obstacles

    def _obstacles(self, rows, consequences):
        others = self.in_the_way(rows)
        if not others.exists():
            return consequences.in_the_way
        return {others.model: Q(pk__in=others.values("pk"))}

    def _counted(self, request, conditions, examples=0) -> list[Counted]:
        every = [
            self._count(request, model._base_manager.filter(condition).distinct(), examples)
            for model, condition in conditions.items()
        ]
        return sorted((each for each in every if each.number), key=lambda each: each.label)

    def _count(self, request, rows, examples) -> Counted:
        number = rows.count()
        label = capfirst(str(rows.model._meta.verbose_name_plural))
        desk = self.admin_site._registry.get(rows.model)
        if not (number and examples and desk and desk.has_view_permission(request)):
            return Counted(label, number, [])
        opts = rows.model._meta
        page = f"admin:{opts.app_label}_{opts.model_name}_change"
        shown = desk.get_queryset(request).filter(pk__in=rows.values("pk")).order_by("pk")
        return Counted(
            label,
            number,
            [(str(each), reverse(page, args=[quote(each.pk)])) for each in shown[:examples]],
        )
