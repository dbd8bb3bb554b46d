"""Articles of real blogs: opened and saved without a change, they are what they were."""

import pytest

from articles.models import Article
from newsroom.importing.file_format import UnknownFormat
from newsroom.importing.run import move_in
from newsroom.importing.xml import BrokenFile
from tests.cast import PASSWORD
from tests.desk.forms import open_and_save, rows
from tests.importing.test_real_files import FILES

pytestmark = [
    pytest.mark.real,
    pytest.mark.collection,
    pytest.mark.timeout(1800),  # seconds: two requests for each of some hundred articles
    pytest.mark.skipif(not FILES, reason="there are no real exports beside this checkout"),
]

A_FEW = 10  # articles of a file, without --all


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: getattr(path, "name", "none"))
def test_an_article_that_was_moved_in_is_opened_and_saved_without_a_change(
    path, client, boss, request
):
    """K7d"""
    client.login(username="boss", password=PASSWORD)
    try:
        move_in(path)
    except (BrokenFile, UnknownFormat):
        assert not Article.objects.exists()
        return
    before = rows(Article)
    many = None if request.config.option.all else A_FEW
    for article in Article.objects.order_by("pk")[:many]:
        open_and_save(client, article)
    after = rows(Article)
    fields = sum(map(len, before))
    changed = [
        (row["slug"], name)
        for row, saved in zip(before, after, strict=True)
        for name in row
        if row[name] != saved.get(name)
    ]
    print(f"{path.name}: {len(before)} articles, {fields} fields, {len(changed)} changed")
    assert changed == []
