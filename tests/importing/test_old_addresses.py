"""Every address of the old blog that readers could see leads somewhere."""

import pytest

from articles.models import Article
from tests.importing.exports import (
    BLOG,
    DRAFT,
    attachment,
    author,
    blogger,
    category,
    entry,
    filed_under,
    post,
    reply,
    wordpress,
)  # fmt: skip


@pytest.fixture
def leads_to(reader):
    def where(address):
        answer = reader.get(address)
        return answer.headers["Location"] if answer.status == 301 else answer.status

    return where


def test_a_permalink_with_month_and_slug_is_the_same_here(move, leads_to):
    move(wordpress(post(1, slug="harbour")))
    assert leads_to("/2012/01/harbour/") == 200


def test_the_month_is_that_of_the_old_address_not_of_greenwich(move, leads_to):
    move(
        wordpress(post(1, slug="harbour", date="2012-02-01 03:00:00", local="2012-01-31 22:00:00"))
    )
    assert leads_to("/2012/01/harbour/") == 200


def test_a_corrected_date_does_not_move_the_address(move, leads_to):
    move(wordpress(post(1, slug="harbour", link=f"{BLOG}/2011/12/harbour/")))
    assert leads_to("/2011/12/harbour/") == 200


@pytest.mark.parametrize(
    "link",
    ["/harbour/", "/2012/01/05/harbour/", "/archives/17", "/harbour.html", "/2012/01/x.html"],
)
def test_other_permalinks_lead_there(move, leads_to, link):
    move(wordpress(post(17, slug="harbour", link=BLOG + link)))
    assert leads_to(link) == "/2012/01/harbour/"


def test_numbers_older_slugs_and_feeds_lead_there(move, leads_to):
    old = {"_wp_old_slug": "port"}
    move(wordpress(post(17, slug="harbour", meta=old), post(18, slug="about", post_type="page")))
    for address in ("/?p=17", "/2012/01/port/", "/2012/01/harbour/feed/"):
        assert leads_to(address) == "/2012/01/harbour/"
    assert leads_to("/?page_id=18") == leads_to("/?p=18") == "/about/"
    assert leads_to("/comments/feed/") == "/comments.atom"
    assert leads_to("/?p=99") == 404


def test_a_number_belongs_to_its_post_even_if_an_older_guid_claims_it(move, leads_to):
    move(wordpress(post(17, slug="new", guid=f"{BLOG}/?p=18"), post(18, slug="own", guid="x")))
    assert leads_to("/?p=18") == "/2012/01/own/"


@pytest.mark.parametrize(
    "what", [{"status": "draft"}, {"status": "private"}, {"post_password": "x"}]
)
def test_what_was_never_public_answers_nowhere(move, leads_to, what):
    move(wordpress(post(17, slug="secret", **what)))
    assert leads_to("/?p=17") == leads_to("/2012/01/secret/") == 404
    article = Article.objects.get()
    article.publish()
    assert leads_to("/?p=17") == article.get_absolute_url()


def test_what_is_hidden_takes_no_address_from_what_readers_could_see(move, leads_to):
    hidden = post(17, slug="plan", status="draft", link=f"{BLOG}/?p=17")
    move(wordpress(hidden, post(17, slug="harbour")))
    assert leads_to("/?p=17") == "/2012/01/harbour/"


def test_topics_and_authors_answer_at_their_old_addresses(move, leads_to):
    move(
        wordpress(
            author("ida.login", "Ida", number=4),
            category("port", "Port", number=7),
            category("berths", "Berths", parent="port", number=8),
            post(1, filed_under("Boats", "boats", "post_tag"), by="ida.login"),
        )
    )
    assert leads_to("/category/port/") == leads_to("/?cat=7") == "/topics/port/"
    assert leads_to("/category/port/berths/") == leads_to("/category/berths/") == "/topics/berths/"
    assert leads_to("/tag/boats/") == leads_to("/?tag=boats") == "/topics/boats/"
    assert leads_to("/author/ida.login/") == leads_to("/?author=4") == "/authors/ida/"


def test_attachments_lead_to_what_shows_them_else_to_the_front_page(move, leads_to):
    picture = f'<img class="wp-image-21" src="{BLOG}/wp-content/uploads/2012/01/b-300x200.jpg">'
    move(
        wordpress(
            attachment(20, parent=1),
            attachment(21, file="other.jpg"),
            attachment(22, file="b.jpg"),
            attachment(23),
            attachment(24, parent=3),
            attachment(25, parent=99),
            post(1),
            post(2, content=picture),
            post(3, status="draft"),
            post(4, meta={"_thumbnail_id": "25"}),
        )
    )
    assert leads_to("/?attachment_id=20") == "/2012/01/harbour-1/"
    assert leads_to("/2012/01/harbour/boat-20/") == "/2012/01/harbour-1/"
    assert leads_to("/?attachment_id=21") == leads_to("/?attachment_id=22") == "/2012/01/harbour-2/"
    assert leads_to("/wp-content/uploads/2012/01/b.jpg") == "/2012/01/harbour-2/"
    assert leads_to("/?attachment_id=23") == leads_to("/?attachment_id=24") == "/"
    assert leads_to("/?attachment_id=25") == "/2012/01/harbour-4/"


def menu_item(number, kind, target):
    meta = {"_menu_item_type": kind, "_menu_item_object_id": target, "_menu_item_url": "#"}
    return post(number, post_type="nav_menu_item", meta=meta)


def test_menu_items_lead_to_what_they_pointed_at(move, leads_to):
    move(
        wordpress(
            category("port", "Port", number=7),
            menu_item(31, "post_type", 1),
            menu_item(32, "taxonomy", 7),
            menu_item(33, "custom", 33),
            post(1),
        )
    )
    assert leads_to("/?p=31") == leads_to("/2012/01/harbour-31/") == "/2012/01/harbour-1/"
    assert leads_to("/?p=32") == "/topics/port/"
    assert leads_to("/?p=33") == "/"


def test_a_blog_in_a_folder_keeps_its_folder(move, leads_to):
    home = f"{BLOG}/blog"
    item = post(1, filed_under("Port", "port"), link=f"{home}/2012/01/harbour-1/")
    move(wordpress(item, address=home))
    for address in ("/blog/2012/01/harbour-1/", "/blog/?p=1"):
        assert leads_to(address) == "/2012/01/harbour-1/"
    assert leads_to("/blog/category/port/") == "/topics/port/"


def test_two_posts_with_one_slug_in_one_month_both_answer(move, leads_to):
    move(
        wordpress(
            post(1, slug="harbour", link=f"{BLOG}/2012/01/05/harbour/"),
            post(2, slug="harbour", link=f"{BLOG}/2012/01/09/harbour/"),
        )
    )
    assert leads_to("/2012/01/05/harbour/") == "/2012/01/harbour/"
    assert leads_to("/2012/01/09/harbour/") == "/2012/01/harbour-2/"


@pytest.mark.parametrize("slug", ["гавань", "港に霧", "hafen-straße"])
def test_slugs_in_any_script_are_kept(move, leads_to, slug):
    from urllib.parse import quote

    percent = quote(slug).lower()
    move(wordpress(post(1, slug=percent, link=f"{BLOG}/2012/01/{percent}/")))
    assert Article.objects.get().slug == slug
    assert leads_to(f"/2012/01/{slug}/") == 200


def test_a_slug_that_no_address_here_can_have_leads_on(move, leads_to):
    move(wordpress(post(1, slug="v1.0 हिन्दी", link=f"{BLOG}/2012/01/v1.0%20हिन्दी/")))
    new = Article.objects.get().get_absolute_url()
    assert leads_to(new) == 200
    assert leads_to("/2012/01/v1.0 हिन्दी/") == new


def test_blogger_addresses_lead_on(move, leads_to):
    feed = '<link rel="replies" href="http://harbour.blogspot.com/feeds/1/comments/default"/>'
    move(
        blogger(
            entry("post", 1, alternate="/2010/11/harbour.html", labels=["Port"], extra=feed),
            entry("page", 2, alternate="/p/about.html", title="About"),
            entry("post", 3, extra=DRAFT),
            reply(10, 1, alternate="/2010/11/harbour.html?showComment=1#c10"),
        )
    )
    story = "/2010/11/harbour/"
    assert leads_to(story) == 200
    for address in ("harbour.html", "harbour.html?m=1", "harbour.html?showComment=1"):
        assert leads_to(f"/2010/11/{address}") == story
    assert leads_to("/p/about.html") == "/about/"
    assert leads_to("/search/label/Port") == "/topics/port/"
    assert leads_to("/feeds/posts/default/-/Port") == "/topics/port/feed.atom"
    assert leads_to("/feeds/1/comments/default") == story


def test_an_address_that_leads_somewhere_already_is_not_taken_over(move, leads_to, article):
    article.old_addresses.create(path="/?p=17")
    move(wordpress(post(17)))
    assert leads_to("/?p=17") == article.get_absolute_url()


def test_two_slashes_at_the_start_of_an_old_address_are_no_host(move, leads_to):
    move(wordpress(post(1, link=f"{BLOG}//port/harbour/")))
    assert leads_to("//port/harbour/") == "/2012/01/harbour-1/"


@pytest.mark.parametrize("link", ["http://[", "x" * 900, ""])
def test_an_address_that_is_none_does_no_harm(move, link):
    assert move(wordpress(post(1, link=link))).imported["posts"] == 1
