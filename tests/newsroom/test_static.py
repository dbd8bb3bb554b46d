"""A changed stylesheet arrives at the next start, whatever the clock says of its file."""

import os
import time

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from newsroom import static


@pytest.fixture
def collect(settings, tmp_path):
    """A folder of the owner's own with two parts of a stylesheet: `collect()` the joined one."""
    folder = tmp_path / "look"
    (folder / "css").mkdir(parents=True)
    (folder / "newsroom.css").write_text('@import url("./css/house.css");')
    (folder / "css/house.css").write_text("a { color: red; }")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [folder], tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsroom.static.JoinedStaticFiles"}
    }
    finders.get_finder.cache_clear()

    def collected():
        call_command("collectstatic", "--no-input", "-v0")
        assert static.is_collected()
        return (settings.STATIC_ROOT / "newsroom.css").read_text()

    collected.house, collected.root = folder / "css/house.css", settings.STATIC_ROOT
    yield collected
    finders.get_finder.cache_clear()


@pytest.mark.parametrize("age", [0, 10 * 365 * 24 * 3600], ids=["new", "from an archive"])
def test_a_changed_part_arrives_also_where_its_file_is_older(collect, age):
    """K13a"""
    assert not static.is_collected()
    assert collect() == "a { color: red; }"
    collect.house.write_text("a { color: teal; }")
    os.utime(collect.house, (time.time() - age,) * 2)
    assert not static.is_collected()
    assert collect() == "a { color: teal; }"
    assert (collect.root / "css/house.css").read_text() == "a { color: teal; }"
    (named,) = [
        path.name for path in collect.root.glob("newsroom.*.css") if "teal" in path.read_text()
    ]
    assert named in (collect.root / "staticfiles.json").read_text()


def test_files_are_collected_anew_where_they_are_joined_in_another_way(collect, monkeypatch):
    collect()
    monkeypatch.setattr(static, "__file__", collect.house)
    assert not static.is_collected()


def test_readers_get_no_comments_and_all_that_looks_like_one(collect):
    kept = """a { content: "/* no */"; background: url(/a/*b*/c.png) } i { quotes: "\\"" '/*' }"""
    collect.house.write_text(f"/* Why: it's * red. */ {kept}/**//* and never closed: {{}}")
    assert collect() == kept


def test_readers_get_no_indentation_but_in_strings(collect):
    collect.house.write_text('a {\n    content: "b\\\n    c";\n\n    color: red;\n  }\n\ni {}')
    assert collect() == 'a {\ncontent: "b\\\n    c";\ncolor: red;\n}\ni {}'


def test_what_pages_name_is_pressed_and_nothing_else(collect):
    collect.house.write_text("a { color: red; }" * 99)
    collect()
    assert {path.name.count(".") for path in collect.root.rglob("*.br")} == {3}  # a hash in each
    assert len(list(collect.root.rglob("*.gz"))) == 2


def test_what_stored_pages_name_stays_for_a_while(collect):
    """K13a"""
    collect()
    (first,) = collect.root.glob("newsroom.*.css")
    os.utime(first, (time.time() - 2 * static.KEPT,) * 2)
    collect.house.write_text("a { color: teal; }")
    collect()
    assert first.exists()  # its time begins now
    os.utime(first, (time.time() - 2 * static.KEPT,) * 2)
    collect.house.write_text("a { color: navy; }")
    collect()
    assert not first.exists()
    assert len(list(collect.root.glob("newsroom.*.css"))) == 2
