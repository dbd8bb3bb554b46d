"""`collectstatic`, but scripts pressed lightly: brotli's best takes twenty seconds for them.

What readers load is small, and weighed (browser/test_weight.py): that is pressed as for a real run.
"""

import os

import brotli
from django.core.management import execute_from_command_line

LARGE = 50_000  # bytes
best = brotli.compress


def lightly(data, **options):
    return best(data, **options, **({"quality": 1} if len(data) > LARGE else {}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    brotli.compress = lightly
    execute_from_command_line(["manage.py", "collectstatic", "--no-input", "-v0"])
