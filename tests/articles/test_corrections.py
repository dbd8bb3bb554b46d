"""What was wrong is said where it stood, on a page of all corrections, and to machines."""

import json
import re

import time_machine
from django.utils import timezone

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


def test_an_editor_writes_it_on_a_page_of_the_article(client, ida, article):
    """Enter does not publish it: first the editor ticks that readers see it."""
    client.login(username="ida", password=PASSWORD)
    correction = {
        "corrections-TOTAL_FORMS": 1,
        "corrections-INITIAL_FORMS": 0,
        "corrections-0-kind": "correction",
        "corrections-0-text": "It was nine.",
        "corrections-0-corrected_at_0": "2026-11-24",
        "corrections-0-corrected_at_1": "10:00:00",
    }
    address = f"/admin/articles/article/{article.pk}/corrections/"
    answer = client.post(address, correction)
    assert "Please tick this" in answer.text
    assert "It was nine." in answer.text
    assert not article.corrections.exists()
    assert client.post(address, correction | {"for_readers": "on"}).status_code == 302
    assert article.corrections.get().text == "It was nine."


def test_machines_see_when_a_correction_came_was_changed_or_went(reader, db):
    """K10g. The feeds, the maps and the page's own data say that there is something new."""
    with time_machine.travel("2026-11-20T08:00:00Z", tick=False):
        article = an_article(published=timezone.now())
    acts = [
        lambda: corrected(article),
        lambda: article.corrections.get().delete(),
        lambda: corrected(article),
        lambda: Correction(pk=corrected(article).pk, article=article, text="It was ten.").save(),
        lambda: Correction.objects.update(text="It was eight."),
        lambda: Correction.objects.all().delete(),
        lambda: Correction.objects.bulk_create([Correction(article=article, text="Nine.")]),
    ]
    for hour, act in enumerate(acts, 9):
        with time_machine.travel(f"2026-11-20T{hour:02}:00:00.123456Z", tick=False):
            act()
            article.save()  # of an editor who had it open
            moment = f"2026-11-20T{hour:02}:00:00+00:00"
            feeds = [
                f"<updated>{moment}",
                f"<atom:updated>{moment}",
                f'"date_modified": "{moment}"',
            ]
            for form, words in zip(["atom", "rss", "json"], feeds, strict=True):
                assert words in reader.get(f"/feed.{form}"), form
            page = reader.get(article.get_absolute_url())
            assert f'"dateModified": "{moment}"' in page
            assert f'"article:modified_time" content="{moment}"' in page
            for sitemap in ("/sitemap.xml", "/sitemap-articles.xml"):
                assert f"<lastmod>{moment}</lastmod>" in reader.get(sitemap)
            assert "Updated" not in page  # which is the editor's word


def test_what_is_reworded_or_deleted_leaves_a_trace(client, ida, article):
    """K14i: who, when, and what it said before; on the page of the corrections."""
    client.force_login(ida)
    row = corrected(article, "It was nine.")
    address = f"/admin/articles/article/{article.pk}/corrections/"
    inline = {
        "for_readers": "on",
        "corrections-TOTAL_FORMS": 1,
        "corrections-INITIAL_FORMS": 1,
        "corrections-0-id": row.pk,
        "corrections-0-article": article.pk,
        "corrections-0-kind": "retraction",
        "corrections-0-text": "It was eight.",
        "corrections-0-corrected_at_0": "2026-11-24",
        "corrections-0-corrected_at_1": "10:00:00",
    }
    client.post(address, inline)
    client.post(address, inline | {"corrections-0-DELETE": "on"})
    assert not article.corrections.exists()
    trace = article.earlier_corrections.values_list("kind", "text", "by")
    assert list(trace) == [
        ("retraction", "It was eight.", ida.pk),
        ("correction", "It was nine.", ida.pk),
    ]
    page = client.get(address).content.decode()
    assert "It was nine." in page
    assert "changed or deleted by ida" in page


def test_every_way_of_changing_one_leaves_a_trace(article):
    """K14i"""
    row = corrected(article, "One")
    row.save()
    assert not article.earlier_corrections.exists()
    Correction.objects.update(text="Two")
    Correction.objects.get().delete()
    corrected(article, "Three")
    Correction.objects.all().delete()
    assert [each.text for each in article.earlier_corrections.all()] == ["Three", "Two", "One"]


def test_all_of_them_are_there_page_by_page_and_as_a_feed(reader, queries):
    """R16, K14i: 60 of them at the same second, each once."""
    article = an_article(headline="Ten boats")
    moment = timezone.now()
    Correction.objects.bulk_create(
        Correction(article=article, text=f"No. {number}.", corrected_at=moment, kind="update")
        for number in range(60)
    )
    first = reader.get("/corrections/").text
    following = re.search(r'href="(\?before=[^"]+)"', first)[1]
    texts = re.findall(r"No\. [0-9]+\.", first + reader.get(f"/corrections/{following}").text)
    assert len(texts) == len(set(texts)) == 60
    assert "Update" in first
    assert reader.get("/corrections/?before=x").status == 404
    for form in ("atom", "rss", "json"):
        feed = reader.get(f"/corrections/feed.{form}")
        assert "Update: Ten boats" in feed
        assert "No. 59." in feed
        assert "No. 9." not in feed
    assert "/corrections/feed.atom" in first
