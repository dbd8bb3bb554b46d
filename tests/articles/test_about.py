"""Who makes the paper is told to readers and machines, and nothing that nobody wrote down."""

from newsroom.models import Masthead
from tests.articles.test_structured import data_of
from tests.cast import an_article

PAGE = "/about-this-paper/"
TOLD = {
    "publisher": "Kestrel Press Ltd",
    "postal_address": "Rope Walk 4\nKestrel",
    "contact": "desk@example.org",
    "people": "Ida, editor\nMo, moderator",
    "ownership": "Its readers own it.",
    "ethics_policy": "No presents.\n\n<b>None</b> at all.",
    "corrections_policy": "We say so.",
}
OF_ORGANISATION = {
    "legalName": "Kestrel Press Ltd",
    "address": "Rope Walk 4\nKestrel",
    "contactPoint": {
        "@type": "ContactPoint",
        "contactType": "newsroom",
        "email": "desk@example.org",
    },
    "masthead": f"http://testserver{PAGE}#people",
    "ownershipFundingInfo": f"http://testserver{PAGE}#ownership",
    "ethicsPolicy": f"http://testserver{PAGE}#ethics",
    "publishingPrinciples": f"http://testserver{PAGE}#ethics",
    "correctionsPolicy": f"http://testserver{PAGE}#corrections",
}


def tell(**fields):
    masthead = Masthead.current()
    for name, text in fields.items():
        setattr(masthead, name, text)
    masthead.save()


def test_what_the_masthead_tells_is_a_page_and_data_and_a_link(reader, db):
    """P19."""
    tell(**TOLD)
    page = reader.get(PAGE)
    for words in ("Kestrel Press Ltd<br>Rope Walk 4", "mailto:desk@example.org", "Its readers own"):
        assert words in page
    assert "<p>&lt;b&gt;None&lt;/b&gt; at all.</p>" in page
    assert 'href="/corrections/"' in page.text.partition("We say so.")[2].partition("</main>")[0]
    news = data_of(reader.get(an_article(by=["Ilse"]).get_absolute_url()))[0]
    assert OF_ORGANISATION.items() <= news["publisher"].items()
    for name, value in OF_ORGANISATION.items():
        if PAGE in str(value):
            assert f'id="{value.partition("#")[2]}"' in page, name
    assert f'<a href="{PAGE}">About this paper</a>' in reader.get("/")


def test_what_is_empty_shows_nothing(reader, db):
    """P19."""
    assert reader.get(PAGE).status == 404
    assert PAGE not in reader.get("/")
    organisation = data_of(reader.get("/"))["publisher"]
    assert not {*OF_ORGANISATION} - {"correctionsPolicy"} & {*organisation}
    assert organisation["correctionsPolicy"] == "http://testserver/corrections/"
    for field, text in TOLD.items():
        tell(**{name: text if name == field else "" for name in TOLD})
        assert reader.get(PAGE).text.count("<h2") == 1, field
    tell(**dict.fromkeys(TOLD, "") | {"contact": "https://example.org/write"})
    assert '<a href="https://example.org/write">' in reader.get(PAGE)
    assert data_of(reader.get("/"))["publisher"]["contactPoint"]["url"]
