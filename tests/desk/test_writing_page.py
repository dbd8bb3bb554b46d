"""The page on which an article is written: a bar, the text, and a drawer for all else."""

import html5lib
import pytest
from django.contrib.auth.models import Permission

from articles.models import Article
from tests.cast import PASSWORD, a_picture, a_topic, an_article, an_author, from_now
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"
BARE = ["kicker", "headline", "lead", "dateline", "body"]


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def page_of(desk, article=None, data=None):
    address = f"{LIST}{article.pk}/change/" if article else f"{LIST}add/"
    answer = desk.get(address) if data is None else desk.post(address, data)
    return html5lib.parse(answer.text, namespaceHTMLElements=False)


def has_class(element, name):
    return name in (element.get("class") or "").split()


def words(element):
    return " ".join("".join(element.itertext()).split())


def rows_of(page):
    """The closed rows of the drawer: what each is called, and what it says that it holds."""
    rows = [each for each in page.iter("summary") if has_class(each, "part__row")]
    return {words(row[0]): words(row[1]) for row in rows}


def test_the_buttons_stand_before_the_first_field_however_long_the_text(desk):
    """K7c"""
    article = an_article(body="<p>A word.</p>" * 5000)
    named = [each for each in page_of(desk, article).iter() if each.get("name")]
    names = [each.get("name") for each in named if each.tag in ("button", "textarea", "input")]
    assert max(map(names.index, ("_save", "_publish"))) < min(map(names.index, BARE))
    assert [name for name in names if name in BARE] == BARE


def test_a_closed_row_says_what_it_holds(desk):
    article = an_article(about=["harbour", "council"], picture=a_picture(alt="A seal"), slug="tide")
    rows = rows_of(page_of(desk, article))
    assert rows["Publish"] == "Public"
    assert rows["Topics"] == "Council, Harbour"
    assert rows["Picture"] == "A seal"
    assert rows["Address"] == "tide"
    assert rows["Comments"] == "open, until the house rules close them"
    new = rows_of(page_of(desk))
    assert (new["Publish"], new["Topics"], new["Picture"]) == ("Draft", "–", "–")


def test_it_says_what_was_typed_where_that_is_given_back(desk):
    (form,) = [each for each in forms_in(desk.get(f"{LIST}add/").text) if "Save" in each.buttons]
    typed = {"headline": "", "topics": [a_topic("courts").pk, "x", 10**30], "slug": "a b"}
    page = page_of(desk, data=form.pressed("Save") | typed)
    rows = rows_of(page)
    assert (rows["Topics"], rows["Address"]) == ("Courts", "a b")
    # What is to be corrected is open.
    opened = [each for each in page.iter("details") if each.get("open") is not None]
    assert [words(each[0][0]) for each in opened] == ["Topics", "Address"]


@pytest.mark.parametrize(
    ("when", "state", "shape"),
    [
        ({"published": None}, "Draft", "draft"),
        ({}, "Public", "public"),
        ({"published": from_now(days=1)}, "Scheduled", "scheduled"),
        ({"unpublished_at": from_now(days=-1)}, "Unpublished", "unpublished"),
    ],
)
def test_the_bar_says_the_state_by_a_shape_and_a_word(desk, when, state, shape):
    page = page_of(desk, an_article(**when))
    (line,) = [each for each in page.iter("p") if has_class(each, "state")]
    assert (words(line), has_class(line[0], f"dot--{shape}")) == (state, True)


def test_new_topics_and_guests_are_created_with_the_article(desk, ida):
    """Without a script: a name on a line of its own."""
    harbour, jo = a_topic("harbour"), an_author("Jo")
    (form,) = [each for each in forms_in(desk.get(f"{LIST}add/").text) if "Save" in each.buttons]
    typed = {
        "headline": "Guests",
        "topics": [harbour.pk],
        "topics_new": "Ghosts\nHARBOUR\n",
        "bylines_0": "+Omar",
        "bylines_1": jo.pk,
    }
    page = page_of(desk, data=form.pressed("Save") | typed | {"headline": ""})
    rows = rows_of(page)
    assert (rows["Topics"], rows["Authors"]) == ("Harbour, Ghosts, HARBOUR", "Omar, Jo")
    desk.post(f"{LIST}add/", form.pressed("Save") | typed)
    article = Article.objects.get()
    assert [topic.name for topic in article.topics.all()] == ["Ghosts", "Harbour"]
    assert [byline.author.name for byline in article.bylines.all()] == ["Omar", "Jo"]
    for name in ("topic", "author"):  # who may choose only, chooses
        ida.groups.get().permissions.remove(Permission.objects.get(codename=f"add_{name}"))
    more = typed | {"topics_new": "Another", "bylines_0": "+Another"}
    answer = desk.post(f"{LIST}add/", form.pressed("Save") | more)
    assert answer.text.count("but not create new ones") == 2


def test_whoever_saves_goes_on_writing(desk):
    article = an_article(published=None)
    address = f"{LIST}{article.pk}/change/"
    (form,) = [each for each in forms_in(desk.get(address).text) if "Save" in each.buttons]
    answer = desk.post(address, form.pressed("Save") | {"headline": "Once more"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    article.refresh_from_db()
    assert article.headline == "Once more"


def test_only_a_new_article_has_the_cursor_in_its_headline(desk):
    for article, is_focused in ((None, True), (an_article(), False)):
        (headline,) = [
            each
            for each in page_of(desk, article).iter("textarea")
            if each.get("name") == "headline"
        ]
        assert (headline.get("autofocus") is not None) is is_focused


def part_of(page, name):
    (part,) = [each for each in page.iter() if has_class(each, name)]
    return part


def test_authors_and_picture_stand_above_the_text_as_readers_find_them(desk):
    article = an_article(by=["Ilse", "A & B"], picture=a_picture(alt="A seal"), published=None)
    page = page_of(desk, article)
    assert words(part_of(page, "writing__authors")) == "By Ilse and A & B"
    band = part_of(page, "band")
    assert (band.get("hidden"), band.find(".//img").get("alt")) == (None, "A seal")
    assert words(part_of(page_of(desk), "writing__authors")) == ""
    assert part_of(page_of(desk), "band").get("hidden") is not None
    # What was typed is what is shown where it is given back.
    (form,) = [each for each in forms_in(desk.get(f"{LIST}add/").text) if "Save" in each.buttons]
    typed = {"headline": "", "picture": a_picture(alt="A gull").pk, "bylines_0": "+Omar"}
    page = page_of(desk, data=form.pressed("Save") | typed)
    assert words(part_of(page, "writing__authors")) == "By Omar"
    assert part_of(page, "band").find(".//img").get("alt") == "A gull"


def test_a_long_headline_is_set_smaller_in_the_form_as_for_readers(desk):
    sizes = {40: "", 41: "headline-1", 90: "headline-1", 91: "headline-2", 141: "headline-3"}
    article = an_article()
    for letters, size in sizes.items():
        headline = ("A mayor's " * 15)[:letters]
        Article.objects.filter(pk=article.pk).update(headline=headline)
        area = next(page_of(desk, article).iter("textarea"))
        assert (area.get("name"), area.get("class")) == ("headline", size)
        public = html5lib.parse(
            desk.get(article.get_absolute_url()).text, namespaceHTMLElements=False
        )
        assert part_of(public, "article__headline").get("class").split()[1:] == size.split()
