"""A paper that was backed up as docs/operations.md says, and put back, is the paper it was."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.site import ROOT, Site

pytestmark = pytest.mark.site
TEXT = (ROOT / "docs/operations.md").read_text().partition("## Back up and restore")[2]
BACK_UP, PUT_BACK = re.findall(r"```sh\n(.*?)```", TEXT, re.S)[:2]
COUNTED = """
from articles.models import Article
from comments.models import Comment
print(Article.objects.count(), Comment.objects.count())
"""
EMPTIED = "from comments.models import Comment; Comment.objects.all().delete()"


def test_what_is_put_back_is_what_was_backed_up(tmp_path, demo):
    with Site(tmp_path, like=demo) as site:
        if "DATABASE_URL" in site.environment:
            pytest.skip("These are the commands for SQLite.")
        (site.folder / "media" / "kept.txt").write_text("kept")
        (site.folder / "secret_key").write_text("the key")

        def follow(commands):
            for theirs, ours in {
                "/srv/newsroom/data": str(site.folder),
                "/srv/newsroom/backup": str(tmp_path / "backup"),
                ".venv/bin/python": sys.executable,
            }.items():
                commands = commands.replace(theirs, ours)
            subprocess.run(
                ["sh", "-euc", commands], cwd=ROOT, env=site.environment, check=True, timeout=120
            )

        before = site.python(COUNTED)
        follow(BACK_UP)
        assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
        site.python(EMPTIED)
        site.stop()
        shutil.rmtree(site.folder / "media")
        (site.folder / "secret_key").unlink()
        follow(PUT_BACK)
        assert site.python(COUNTED) == before != "0 0\n"
        assert (site.folder / "media" / "kept.txt").read_text() == "kept"
        assert (site.folder / "secret_key").read_text() == "the key"
