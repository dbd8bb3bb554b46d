"""What is worth a look before readers get it: each rule, where it applies and where not."""

import pytest
from django.conf import settings

from articles.models import Article, OldAddress
from articles.models.version import LISTS, content_of
from articles.proofreading.own_addresses import MOST
from articles.proofreading.proofreader import remarks_on, sentence_of
from articles.proofreading.remark import RULES
from tests.cast import a_picture, ago, an_article, from_now

NOTES = '<ol class="footnotes"><li id="fn-1"><p>Read twice.</p></li></ol>'
MARK = '<sup><a href="#fn-1" id="fnref-1">1</a></sup>'
# What is written, by the rule that it calls for; an empty name: none.
WRITTEN = [
    ({"headline": "The crane leaves " + "the quay " * 12}, "headline_too_long"),
    ({"headline": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2}, ""),
    ({"headline": "THE CRANE LEAVES"}, "headline_in_capitals"),
    ({"headline": "الرافعة تغادر الرصيف"}, ""),
    ({"headline": "NATO"}, ""),
    ({"headline": "411 letters", "lead": "All 411 of them."}, ""),
    ({"headline": "1,411 letters", "body": "<p>Some 1.411 came.</p>"}, ""),
    ({"headline": "411 letters"}, "number_not_in_text"),
    ({"headline": "٤١١ رسالة"}, "number_not_in_text"),
    ({"lead": " "}, "no_lead"),
    ({"body": "<p> </p>"}, "no_text"),
    ({"body": "<p>It cost TK a day.</p>"}, "tk_left"),
    ({"lead": "It cost tk a day."}, "tk_left"),
    ({"description": "The crane, TK."}, "tk_left"),
    ({"body": "<p>TK Ida:</p><p>Mine.</p><p>TK Mo:</p><p>Theirs.</p>"}, "tk_left"),
    ({"body": "<p>It cost TKTK, they say.</p>"}, "tk_left"),
    ({"headline": "TKS: nothing", "body": "<p>ATK, tk.example.org, a@b.tk, www.x.tk</p>"}, ""),
    ({"body": '<p>Boats. <img data-picture="777" alt="Eels"></p>'}, "picture_unknown"),
    ({"body": "<h2></h2><p>Boats.</p>"}, "heading_empty"),
    ({"body": "<h2>Boats</h2><h4>And ships</h4><p>x</p>"}, "heading_skips_a_level"),
    ({"body": "<h3>Boats</h3><p>x</p>"}, "heading_skips_a_level"),
    ({"body": "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2><p>x</p>"}, ""),
    ({"body": f"<p>So it is.{MARK}</p>{NOTES}"}, ""),
    ({"body": f"<p>So it is.</p>{NOTES}"}, "footnote_without_mark"),
    ({"body": f"<p>So it is.{MARK}</p>"}, "mark_without_footnote"),
    ({"embargo_until": from_now(days=1), "published_at": None}, "under_embargo"),
    ({"body": "<p>a < b</p>" * 2000}, ""),
]
HERE = settings.SITE_URL
# Addresses, and the rule that each calls for.
LINKS = {
    "https://example.org/tk": "",
    "mailto:ida@example.org": "",
    "": "link_without_address",
    "#": "link_without_address",
    "http://127.0.0.1:8000/2026/": "link_out_of_reach",
    "http://localhost/": "link_out_of_reach",
    "http://192.168.1.7/report": "link_out_of_reach",
    "http://[::1]/": "link_out_of_reach",
    "http://wiki/page": "link_out_of_reach",
    "https://nas.local/x": "link_out_of_reach",
    "/admin/articles/article/1/change/": "link_to_the_desk",
    f"{HERE}/admin/": "link_to_the_desk",
    "/preview/a-secret/": "link_to_the_desk",
    "{public}": "",
    f"{HERE}{{public}}#part": "",
    "{public}comments/": "",
    "/old/crane.html": "",
    "/topics/harbour/": "",
    "/search/?q=crane": "",
    "/feed.atom": "",
    "{draft}": "link_to_a_hidden_article",
    "{scheduled}": "link_to_a_hidden_article",
    "/2021/12/nowhere/": "link_to_a_missing_page",
    "/topics/nowhere/": "link_to_a_missing_page",
    "/authors/nobody/": "link_to_a_missing_page",
    "/nowhere/at/all": "link_to_a_missing_page",
    "/a%00b/": "link_to_a_missing_page",
    "/topics/%00/": "link_to_a_missing_page",
    "http://[/": "link_without_address",  # the sanitiser took it
}


def an_unremarkable(**what):
    picture = a_picture(licence="CC BY 4.0")
    what = {"headline": "The harbour wakes up"} | what
    return an_article(about=["harbour"], by=["Ilse"], picture=picture, **what)


def names(article):
    return [remark.rule.name for remark in remarks_on(article)]


def test_each_rule_of_the_words(db):
    """E12, E20"""
    article = an_unremarkable()
    assert names(article) == []
    for fields, rule in WRITTEN:
        for name, value in fields.items():
            setattr(article, name, value)
        article.save()
        assert names(article) == ([rule] if rule else []), fields
        article = revert(article)


def test_a_picture_in_the_trash_is_not_missing(db):
    picture = a_picture(licence="CC BY 4.0", trashed_at=ago(days=1))
    body = f'<p>Boats. <img data-picture="{picture.pk}" alt="Eels"></p>'
    assert names(an_unremarkable(body=body)) == []


def revert(article):
    plain = {"headline": "The harbour wakes up", "lead": "Boats, mostly.", "body": "<p>Boats.</p>"}
    plain |= {"description": ""}
    Article.objects.filter(pk=article.pk).update(**plain, embargo_until=None)
    return Article.objects.get(pk=article.pk)


@pytest.mark.both_databases
def test_each_rule_of_the_links(db):
    """E20: nothing is asked of any other site; PostgreSQL refuses a null character."""
    article = an_unremarkable()
    places = {
        "public": an_article(headline="Crane"),
        "draft": an_article(headline="Fish"),
        "scheduled": an_article(published=from_now(days=1)),
    }
    Article.objects.filter(pk=places["draft"].pk).update(published_at=None)
    OldAddress.objects.remember(["/old/crane.html"], places["public"])
    own = {name: each.get_absolute_url() for name, each in places.items()}
    for address, rule in LINKS.items():
        written = address.format(**own)
        article.body = f'<h2>Boats</h2><p>See <a href="{written}">the <b>crane</b></a>.</p>'
        article.save()
        assert names(article) == ([rule] if rule else []), address
        if rule:
            (remark,) = remarks_on(article)
            assert (remark.places[0].under, "the crane" in remark.places[0].words) == ("Boats", 1)


def test_many_links_cost_no_more_queries_than_one(db, queries):
    article, others = an_unremarkable(), [an_article() for _ in range(5)]

    def cost(number):
        links = "".join(f'<a href="{each.get_absolute_url()}">x</a> ' for each in others[:number])
        article.body = f"<p>{links}</p>"
        article.save()
        return queries(lambda: remarks_on(Article.objects.get(pk=article.pk)))

    assert cost(1) == cost(5)
    assert MOST < 1000


def test_what_is_missing_beside_the_text_and_that_a_page_needs_none_of_it(db):
    """E12, E15"""
    article = an_article(headline="Boats", lead="")
    assert names(article) == ["no_lead", "no_topic", "no_author", "no_picture"]
    article = an_article(kind="page", headline="Imprint", lead="")
    assert names(article) == []
    bare = a_picture(alt="", credit="")
    article = an_article(headline="Ships", about=["harbour"], by=["Ilse"], picture=bare)
    assert names(article) == [
        "lead_picture_without_description",
        "picture_without_credit",
        "picture_without_licence",
    ]


def test_pictures_in_the_text_are_described_or_decorative(db):
    """E12"""
    bare, good = (a_picture(alt=alt, licence="CC0") for alt in ("", "A crane"))
    article = an_unremarkable(
        body=f'<h2>Boats</h2><figure><img data-picture="{bare.pk}"></figure>'
        f'<p><img data-picture="{good.pk}"></p>'
    )
    (remark,) = remarks_on(article)
    assert remark.rule.name == "picture_without_description"
    assert remark.places == [("", "Boats", str(bare.pk))]
    article.body = f'<p><img data-picture="{bare.pk}" alt="" role="presentation"></p>'
    article.save()
    assert names(article) == []


def test_changes_that_are_not_public_are_read_and_not_what_readers_see(db):
    article = an_unremarkable()
    article.save_content(content_of(article) | {"lead": "It cost TK."})
    assert names(Article.objects.get(pk=article.pk)) == ["tk_left"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_is_a_sentence_and_names_a_field(rule):
    assert str(rule.sentence).endswith(".")
    fields = (*content_of(Article(), {name: [] for name in LISTS}),)
    assert rule.field in (*fields, "")
    assert sentence_of(rule.name) == rule.sentence
