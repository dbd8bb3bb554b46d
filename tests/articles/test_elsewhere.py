"""E13: what search engines and social networks show of an article, if editors say so."""

import pytest

from articles.models import Article, Why
from articles.models.version import LATER, content_of
from tests.articles.test_structured import data_of, meta_of
from tests.cast import PASSWORD, a_picture, an_article
from tests.desk.test_writing_page import page_of, rows_of
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"
OWN = {"description": "In one sentence.", "social_title": "Boats & fog"}


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def test_pages_say_it_to_machines_and_the_headline_stays_where_people_read_it(reader, db):
    own, lead = a_picture(alt="A card"), a_picture(alt="A lead")
    article = an_article(headline="The harbour", lead="Fog.", picture=lead)
    plain = reader.get(article.get_absolute_url())
    meta, news = meta_of(plain), data_of(plain)[0]
    assert (meta["description"], meta["og:title"]) == ("Fog.", "The harbour")
    assert meta["og:image:alt"] == "A lead"
    assert "alternativeHeadline" not in news
    for name, value in {**OWN, "social_picture": own}.items():
        setattr(article, name, value)
    article.save()
    page = reader.get(article.get_absolute_url())
    meta, news = meta_of(page), data_of(page)[0]
    assert meta["description"] == meta["og:description"] == OWN["description"]
    assert (meta["og:title"], meta["og:image:alt"]) == ("Boats &amp; fog", "A card")
    assert own.stem in meta["og:image"]
    assert "Boats &amp; fog</title>" in page.text
    assert (news["headline"], news["alternativeHeadline"]) == ("The harbour", "Boats & fog")
    assert news["description"] == OWN["description"]
    assert [own.stem in image["url"] for image in news["image"]] == [True, False]
    assert ">The harbour</h1>" in page.text
    # Feeds have the excerpt of the article itself.
    assert "In one sentence." not in reader.get("/feed.json").text
    # A picture that is gone is that of the article again.
    own.delete()
    assert meta_of(reader.get(article.get_absolute_url()))["og:image:alt"] == "A lead"


@pytest.mark.both_databases
def test_they_are_of_a_version_like_all_that_editors_write(desk, reader, ida):
    """E4"""
    picture = a_picture(alt="A card")
    article = an_article()
    before = reader.get(article.get_absolute_url()).text
    address = f"{LIST}{article.pk}/change/"
    form = forms_in(desk.get(address).text)[-1]
    typed = {**OWN, "social_picture": picture.pk}
    assert desk.post(address, form.pressed("Save") | typed).status_code == 302
    assert reader.get(article.get_absolute_url()).text == before
    article.refresh_from_db()
    assert article.changes.content["social_picture"]["id"] == picture.pk
    # What will change is told before it is published, and compared in the history.
    told = desk.get(f"{LIST}{article.pk}/publishing/").text
    assert "In one sentence." in told
    article.publish_changes()
    article.refresh_from_db()
    assert (article.description, article.social_picture) == (OWN["description"], picture)
    assert "Boats &amp; fog" in reader.get(article.get_absolute_url())
    article.restore(article.versions.get(why=Why.FOUND), by=ida)
    article.publish_changes()
    article.refresh_from_db()
    assert (article.description, article.social_title, article.social_picture) == ("", "", None)
    rows = rows_of(page_of(desk, article))
    assert rows["Description and social card"] == "From the lead"
    article.save_content(content_of(article) | OWN)
    rows = rows_of(page_of(desk, article))
    assert rows["Description and social card"] == "In one sentence., Boats & fog"


def test_a_version_from_before_is_the_same_without_them(db):
    article = an_article(published=None)
    content = content_of(article)
    earlier = {name: value for name, value in content.items() if name not in LATER}
    version = article.record(Why.SAVED, content=earlier)
    assert article.save_content(content | {"lead": "Anew."}).number == version.number + 1
    article.save_content(content_of(Article.objects.get()) | OWN)
    # It says nothing of them, so to restore it takes none away.
    article.restore(version)
    article.refresh_from_db()
    assert (article.lead, article.description) == (content["lead"], OWN["description"])


def test_a_picture_that_is_only_shared_is_in_use(desk, ida):
    picture = a_picture()
    an_article(social_picture=picture)
    an_article(social_picture=picture, picture=picture)
    [found] = desk.get("/admin/articles/picture/library/").json()["pictures"]
    assert found["used"] == "2 articles"
