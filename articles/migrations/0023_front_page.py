"""The places of the front page that editors fill, and the articles that they keep off it."""

import django.db.models.deletion
from django.db import migrations, models

import newsroom.moments
from newsroom.added_column import AddColumn


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_what_was_not_settled")]

    operations = [
        AddColumn(
            "article",
            "never_on_front",
            models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.CreateModel(
            "FrontPlace",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True)),
                (
                    "layout",
                    models.CharField(
                        "layout",
                        max_length=8,
                        choices=[
                            ("beside", "picture beside"),
                            ("wide", "picture wide"),
                            ("text", "text only"),
                        ],
                        default="beside",
                    ),
                ),
                (
                    "until",
                    models.DateTimeField(
                        "until", blank=True, null=True, validators=[newsroom.moments.check]
                    ),
                ),
                ("headline", models.CharField("headline on the front", max_length=200, blank=True)),
                (
                    "crop",
                    models.CharField(
                        "crop",
                        max_length=8,
                        choices=[
                            ("", "as set for the picture"),
                            ("50-50", "middle"),
                            ("50-0", "top"),
                            ("50-100", "bottom"),
                            ("0-50", "left"),
                            ("100-50", "right"),
                        ],
                        blank=True,
                        default="",
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        "articles.article",
                        django.db.models.deletion.CASCADE,
                        related_name="front_place",
                    ),
                ),
            ],
            options={
                "verbose_name": "place on the front",
                "verbose_name_plural": "front",
                "ordering": ["number"],
                "default_permissions": ("change",),
            },
        ),
    ]
