"""What is moved in reads as it did, and cannot do anything."""

import json

import pytest

from articles.models import Article, Author, Topic
from comments.models import Comment
from newsroom.models import Masthead
from tests.importing.exports import (
    BLOG,
    OLD,
    author,
    blogger,
    category,
    comment,
    entry,
    filed_under,
    post,
    reply,
    setting,
    wordpress,
)  # fmt: skip


def body_of(move, content):
    move(wordpress(post(1, content=content)))
    return Article.objects.get().body


EVIL = (
    "<p>Watch<script>alert(1)</script>es <img src=x onerror=alert(1)>"
    '<iframe src="javascript:alert(1)"></iframe><a href="javascript:alert(1)">x</a></p>'
)


def test_a_teaser_and_a_lead_have_no_word_of_a_script(move):
    move(wordpress(post(1, content=EVIL), post(2, excerpt=EVIL)))
    for article in Article.objects.all():
        assert "alert" not in article.lead + article.teaser


def test_nothing_that_acts_gets_in(move, reader):
    move(
        wordpress(
            post(
                1,
                comment(5, EVIL, comment_author="<b onclick=x>Mallory</b>"),
                title="Watches <script>alert(1)</script>",
                content=EVIL,
                excerpt=EVIL,
            )
        )
    )
    article = Article.objects.get()
    for words in (article.body, article.teaser, article.lead, Comment.objects.get().body):
        assert not {"<script", "onerror", "<iframe", "javascript:", "<img"} & set(words.split('"'))
        assert "<script" not in words
        assert "onerror" not in words
        assert "javascript:" not in words
    assert Comment.objects.get().name == "Mallory"
    assert "<script>alert" not in reader.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One.\n\nTwo\nthree.", "<p>One.</p>\n<p>Two<br>three.</p>"),
        ("<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->", "<p>One.</p>"),
        (
            "<pre>a\n\nb\nhttps://example.org/x\n</pre>",
            "<pre>a\n\nb\nhttps://example.org/x\n</pre>",
        ),
        ("One.<!--more-->\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ('[caption id="a" width="3"]A boat.[/caption]', "<p>A boat.</p>"),
        ('Before.\n\n[gallery ids="1,2"]\n\nAfter.', "<p>Before.</p>\n<p>After.</p>"),
        (
            "[embed]https://video.example.org/1[/embed]",
            '<p><a href="https://video.example.org/1">https://video.example.org/1</a></p>',
        ),
        (
            "https://video.example.org/?v=1&amp;t=2",
            '<figure class="link-card"><p><a href="https://video.example.org/?v=1&amp;t=2">'
            "video.example.org/?v=1&amp;t=2</a></p><figcaption>video.example.org</figcaption>"
            "</figure>",
        ),
        (
            "One:\nhttps://video.example.org/1\nTwo.",
            '<p>One:</p>\n<figure class="link-card"><p><a href="https://video.example.org/1">'
            "video.example.org/1</a></p><figcaption>video.example.org</figcaption></figure>"
            "\n<p>Two.</p>",
        ),
        (
            '<!-- wp:embed {"url":"https://video.example.org/1"} -->\n'
            '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">\n'
            "https://video.example.org/1\n</div><figcaption>The <em>boats</em></figcaption>"
            "</figure>\n<!-- /wp:embed -->",
            '<figure class="link-card"><p><a href="https://video.example.org/1">'
            "video.example.org/1</a></p><p>The boats</p>"
            "<figcaption>video.example.org</figcaption></figure>",
        ),
        (
            '[youtube id="abc-1"]',
            '<p><a href="https://www.youtube.com/watch?v=abc-1">'
            "https://www.youtube.com/watch?v=abc-1</a></p>",
        ),
        ("He said [sic] and [[gallery]].", "<p>He said [sic] and [gallery].</p>"),
        (r"C:\xampp\htdocs", r"<p>C:\xampp\htdocs</p>"),
    ],
)
def test_a_wordpress_text_reads_as_it_did_there(move, content, expected):
    assert body_of(move, content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One.<br /><br />Two<br />three.", "<p>One.</p>\n<p>Two<br>three.</p>"),
        ("<p>One.</p><br /><br /><p>Two.</p>", "<p>One.</p><br><br><p>Two.</p>"),
        ('One.<a name="more"></a><br /><br />Two.', "<p>One.</p>\n<p>Two.</p>"),
        ("One\nline.", "<p>One line.</p>"),
    ],
)
def test_a_blogger_text_reads_as_it_did_there(move, content, expected):
    move(blogger(entry("post", 1, content)))
    assert Article.objects.get().body == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{BLOG}/2012/01/harbour/?a=1#c2", "/2012/01/harbour/?a=1#c2"),
        ("http://www.old.example.org/about/", "/about/"),
        ("//old.example.org/about/", "/about/"),
        ("/about/", "/about/"),
        (f"{BLOG}//evil.example.org/", "/evil.example.org/"),
        ("https://elsewhere.example.org/", "https://elsewhere.example.org/"),
        (f"{BLOG}/wp-content/uploads/a.pdf", f"{BLOG}/wp-content/uploads/a.pdf"),
        ("#part", "#part"),
        ("mailto:ida@example.org", "mailto:ida@example.org"),
    ],
)
def test_links_to_the_old_blog_stay_in_the_house(move, address, expected):
    body = body_of(move, f"<p>See <a class='x' href='{address}'>this</a>.</p>")
    assert body == f'<p>See <a href="{expected}">this</a>.</p>'


def test_a_relative_picture_becomes_a_link_to_where_it_is(move):
    body = body_of(move, '<p><img src="/wp-content/uploads/boat.jpg" alt="A boat"></p>')
    assert body == f'<p><a href="{BLOG}/wp-content/uploads/boat.jpg">[A boat]</a></p>'


def test_links_to_blogger_in_any_country_stay_in_the_house(move):
    link = '<a href="http://harbour.blogspot.co.uk/2010/11/x.html">x</a>'
    move(blogger(entry("post", 1, f"<p>{link} <a href='{OLD}/'>y</a></p>")))
    assert Article.objects.get().body == (
        '<p><a href="/2010/11/x.html">x</a> <a href="/">y</a></p>'
    )


def test_an_excerpt_is_the_lead_and_a_headline_has_no_tags(move):
    move(
        wordpress(post(1, title="Boats &amp; <em>more</em>", excerpt="<p>In &quot;short&quot;</p>"))
    )
    article = Article.objects.get()
    assert (article.headline, article.lead) == ("Boats & more", 'In "short"')


def test_without_a_headline_the_first_words_stand_for_it(move):
    words = "One two three four five six seven eight nine ten"
    move(wordpress(post(1, title="", content=words), post(2, title="", content="")))
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == [
        "One two three four five six seven eight …",
        "(untitled)",
    ]


def test_what_is_too_long_is_shortened_and_noted(move):
    ledger = move(wordpress(post(1, filed_under("t" * 300, "t"), title="Word " * 100)))
    assert len(Article.objects.get().headline) <= 200
    assert len(Topic.objects.get().name) == 120
    assert sum("shortened" in note for note in ledger.notes) == 2


def test_categories_and_tags_become_topics_and_the_same_slug_is_one(move):
    ledger = move(
        wordpress(
            category("port", "Port", number=7),
            post(
                1,
                filed_under("Port", "port"),
                filed_under("port", "port", "post_tag"),
                filed_under("Boats", "boats", "post_tag"),
                filed_under("Uncategorized", "uncategorized"),
                filed_under("Aside", "post-format-aside", "post_format"),
            ),
        )
    )
    assert set(Article.objects.get().topics.values_list("name", flat=True)) == {"Port", "Boats"}
    assert (ledger.found["topics"], ledger.imported["topics"]) == (4, 2)
    assert (ledger.already_there["topics"], ledger.left_out_of("topics")) == (1, 1)


def test_the_oldest_files_name_each_category_twice(move):
    move(
        wordpress(
            post(
                1,
                "<category><![CDATA[C & Co]]></category>",
                filed_under("C & Co", "c-co-2"),
                filed_under("Boats", "boats", "tag"),
            ),
            version="1.0",
        )
    )
    assert set(Topic.objects.values_list("slug", flat=True)) == {"c-co-2", "boats"}


def test_labels_with_the_same_slug_stay_two_topics(move):
    move(blogger(entry("post", 1, labels=["C", "C++", "c"])))
    assert set(Topic.objects.values_list("name", "slug")) == {("C", "c"), ("C++", "c-2")}


def test_authors_have_their_names_and_nothing_else_of_theirs_gets_in(move, everything):
    move(
        wordpress(
            author("ida", "Ida"),
            post(1),
            post(2, by="mo@example.org"),
            post(3, filed_under("Ida", "cap-ida", "author"), filed_under("Mo", "mo", "author")),
        )
    )
    assert set(Author.objects.values_list("name", flat=True)) == {"Ida", "mo", "Mo"}
    names = Article.objects.get(slug="harbour-3").bylines.values_list("author__name", flat=True)
    assert list(names) == ["Ida", "Mo"]
    assert "ida.private@example.org" not in str(everything())


def test_a_blogger_comment_keeps_its_lines_and_its_letters(move):
    move(blogger(entry("post", 1), reply(10, 1, "One &amp; two<br />three<br /><br />four")))
    comment = Comment.objects.get()
    assert comment.body == "<p>One &amp; two<br>three</p>\n<p>four</p>"


def test_settings_fill_only_what_nobody_has_set(move):
    Masthead.objects.update(tagline="Ours")
    ledger = move(
        blogger(
            setting("BLOG_NAME", "Harbour\n "),
            setting("BLOG_DESCRIPTION", "Theirs"),
            setting("BLOG_TIME_ZONE", "Europe/Tallinn"),
            setting("BLOG_LOCALE", "xx"),
            setting("BLOG_CUSTOM_ADS_TXT", "example.org, 1, DIRECT"),
            setting("BLOG_CUSTOM_ADS_TXT_ENABLED", "true"),
            setting("BLOG_CUSTOM_ROBOTS_TXT", "Disallow: /"),
            setting("BLOG_CUSTOM_ROBOTS_TXT_ENABLED", "false"),
            setting("BLOG_COMMENT_MESSAGE", "Be kind.<br />Be brief."),
            setting("BLOG_ADMIN_PERMISSION", "secret@example.org"),
        )
    )
    masthead = Masthead.current()
    assert (masthead.name, masthead.tagline) == ("Harbour", "Ours")
    assert masthead.time_zone == "Europe/Tallinn"
    assert (masthead.language, masthead.robots_txt) == ("en", "")
    assert masthead.ads_txt == "example.org, 1, DIRECT"
    assert masthead.rules() == ["Be kind.", "Be brief."]
    assert (ledger.found["settings"], ledger.imported["settings"]) == (10, 4)
    assert "secret" not in ledger.table()


def test_a_description_of_wordpress_is_kept_and_a_pattern_is_none(move):
    """E13"""
    meta = {"_yoast_wpseo_metadesc": "All about\nboats."}
    pattern = {"_yoast_wpseo_metadesc": "%%excerpt%%", "rank_math_description": "x"}
    long = {"rank_math_description": "boats " * 80}
    move(wordpress(*(post(n, meta=each) for n, each in enumerate([meta, pattern, long], 1))))
    first, second, third = Article.objects.order_by("source")
    assert (first.description, second.description) == ("All about boats.", "")
    assert len(third.description) <= 300
    assert third.description.endswith("…")


def test_footnotes_of_wordpress_lead_to_each_other_and_no_note_is_lost(move):
    """E1"""
    mark = '<sup data-fn="{0}" class="fn"><a href="#{0}" id="{0}-link">7</a></sup>'
    content = (
        f"<!-- wp:paragraph -->\n<p>One{mark.format('b-2')}, two{mark.format('a-1')} and "
        f"{mark.format('gone')}.</p>\n<!-- /wp:paragraph -->\n<!-- wp:footnotes /-->\n"
        "<!-- wp:paragraph -->\n<p>After.</p>\n<!-- /wp:paragraph -->"
    )
    notes = [("a-1", "First <em>note</em>"), ("b-2", "Second"), ("c-3", "Loose")]
    stored = json.dumps([{"id": key, "content": words} for key, words in notes])
    odd = ["[1", '{"a": 1}', '[{"id": 1}, 2]']
    move(
        wordpress(
            post(1, content=content, meta={"footnotes": stored}),
            post(2, content="<!-- wp:x --><p>x</p>", meta={"footnotes": stored}),
            *(
                post(n, content="<p>x</p>", meta={"footnotes": each})
                for n, each in enumerate(odd, 3)
            ),
        )
    )
    body, apart, *rest = [row.body for row in Article.objects.order_by("source")]
    listed = (
        '<ol class="footnotes"><li id="fn-1">Second <a href="#fnref-1">↩</a></li>'
        '<li id="fn-2">First <em>note</em> <a href="#fnref-2">↩</a></li>'
        '<li id="fn-3">Loose</li></ol>'
    )
    assert body.startswith('<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup>, two<sup>')
    assert f"{listed}\n\n<p>After.</p>" in body
    assert apart.count("<li") == 3
    assert rest == ["<p>x</p>"] * 3
