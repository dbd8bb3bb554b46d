"""What was wrong is said where it stood, on a page of all corrections, and to machines."""

import json
import re

from articles.models import Correction
from tests.cast import PASSWORD, an_article, from_now


def corrected(article, text="It was nine, not ten."):
    return Correction.objects.create(article=article, text=text)


def test_it_stands_in_the_article_and_on_the_page_of_all(reader, db):
    correction = corrected(an_article(headline="Ten boats"))
    page = reader.get(correction.article.get_absolute_url())
    assert "It was nine, not ten." in page
    assert f'id="correction-{correction.pk}"' in page
    assert "It was nine, not ten." in reader.get("/corrections/")
    assert f'href="{correction.get_absolute_url()}"' in reader.get("/corrections/")


def test_an_article_without_one_says_nothing_of_corrections(reader, article):
    assert 'class="corrections"' not in reader.get(article.get_absolute_url())


def test_machines_are_told(reader, db):
    correction = corrected(an_article())
    page = reader.get(correction.article.get_absolute_url()).text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    (told,) = data[0]["correction"]
    assert (told["@type"], told["text"]) == ("CorrectionComment", correction.text)


def test_those_of_a_hidden_article_are_hidden(reader, db):
    corrected(an_article(published=None), "Of a draft")
    corrected(an_article(published=from_now(days=1)), "Of tomorrow")
    corrected(an_article(), "Of today")
    page = reader.get("/corrections/")
    assert "Of today" in page
    assert "Of a draft" not in page
    assert "Of tomorrow" not in page


def test_a_new_one_shows_at_the_next_request(reader, article):
    assert "It was nine" not in reader.get(article.get_absolute_url())
    corrected(article)
    assert "It was nine" in reader.get(article.get_absolute_url())
    Correction.objects.all().delete()
    assert "It was nine" not in reader.get(article.get_absolute_url())


def test_its_words_are_words_only(reader, article):
    corrected(article, "<script>alert(1)</script>")
    assert "<script>alert" not in reader.get(article.get_absolute_url())


def test_an_editor_writes_it_in_the_form_of_the_article(client, ida, article):
    from tests.desk.test_writing import fields

    client.login(username="ida", password=PASSWORD)
    correction = {
        "corrections-TOTAL_FORMS": 1,
        "corrections-0-text": "It was nine.",
        "corrections-0-corrected_at_0": "2026-11-24",
        "corrections-0-corrected_at_1": "10:00:00",
    }
    client.post(f"/admin/articles/article/{article.pk}/change/", fields(article, **correction))
    assert article.corrections.get().text == "It was nine."
