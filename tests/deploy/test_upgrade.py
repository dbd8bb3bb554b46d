"""A paper of the last release comes to this version with all that it has, and can go back.

In a process of its own, because the tests' database has no content while it is migrated.
"""

import pytest

from tests.site import Site

pytestmark = [pytest.mark.site, pytest.mark.both_databases]

BACK_AND_FORTH = """
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from articles.models import Article
from comments.models import Comment
from tests.deploy.test_upgrade import LAST_RELEASE

before = Article.objects.count(), Comment.objects.count()
MigrationExecutor(connection).migrate(LAST_RELEASE)
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
call_command("migrate", "--check", verbosity=0)
print(before == (Article.objects.count(), Comment.objects.count()) and before > (0, 0))
"""
LAST_RELEASE = [
    ("articles", "0002_search"),
    ("comments", "0001_comments"),
    ("newsroom", "0002_first_edition"),
]  # 0.2.0


def test_a_paper_is_migrated_back_and_forth_with_its_content(tmp_path, demo):
    """K13f"""
    with Site(tmp_path, like=demo) as site:
        assert site.python(BACK_AND_FORTH).strip() == "True"
