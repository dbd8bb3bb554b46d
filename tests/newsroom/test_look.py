"""The owner changes tokens, icons and templates without touching the project's files."""

import re

import pytest

from tests.cast import an_article
from tests.site import Site


@pytest.fixture
def look(tmp_path):
    """A folder of the owner's own: a token, an icon and a part of the article's page."""
    folder = tmp_path / "look"
    for path, text in {
        "static/css/house.css": ":root { --accent: #0b5c5f; }",
        "static/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "templates/articles/_share.html": "<p>Pass it on by word of mouth.</p>",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_the_owners_style_comes_last_in_the_one_stylesheet(tmp_path, look):
    with Site(tmp_path, NEWSROOM_LOOK=str(look)) as site:
        site.manage("collectstatic", "--no-input", "-v0")
    style = (site.folder / "static/newsroom.css").read_text()
    assert "@import" not in style
    assert style.rstrip().endswith(":root { --accent: #0b5c5f; }")
    assert (site.folder / "static/icon.svg").read_text() == (look / "static/icon.svg").read_text()


def test_without_one_the_stylesheet_is_ours(collected):
    style = (collected / "newsroom.css").read_text()
    assert "@import" not in style
    assert "#0b5c5f" not in style


def test_every_font_is_found_under_the_name_that_browsers_may_keep(collected):
    (named,) = collected.glob("newsroom.*.css")
    fonts = re.findall(r'url\("/static/(fonts/[^"]*)"\)', named.read_text())
    assert len(fonts) == 5
    for font in fonts:
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", font), font
        assert (collected / font).is_file()


def test_the_owners_part_stands_in_the_page(reader, db, look, settings):
    article = an_article()
    assert "wa.me" in reader.get(article.get_absolute_url())
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [look / "templates", *engine["DIRS"]]}]
    an_article()  # a new edition
    page = reader.get(article.get_absolute_url())
    assert "Pass it on by word of mouth." in page
    assert "wa.me" not in page
