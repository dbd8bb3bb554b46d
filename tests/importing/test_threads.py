"""Every reply stands behind what it answers, in whatever order the file has them."""

from articles.models import Article
from comments.models import Comment
from tests.importing.exports import blogger, comment, entry, post, reply, wordpress


def test_ten_levels_are_kept_and_the_deepest_stand_beside_each_other(move, thread):
    replies = [comment(n, f"Level {n}", parent=n - 1) for n in range(1, 11)]
    move(wordpress(post(1, *replies)))
    assert [text for _depth, text in thread()] == [f"Level {n}" for n in range(1, 11)]
    assert [depth for depth, _text in thread()] == [0, 1, 2, 3, 4, 4, 4, 4, 4, 4]
    assert Comment.objects.get(text="Level 10").parent.text == "Level 9"


def test_replies_may_come_before_what_they_answer(move, thread):
    replies = [comment(n, f"Level {n}", parent=n - 1) for n in (3, 2, 1)]
    move(wordpress(post(1, *replies)))
    assert thread() == [(0, "Level 1"), (1, "Level 2"), (2, "Level 3")]


def test_comments_may_come_before_their_article(move, thread):
    move(blogger(reply(11, 1, "Second", parent=10), reply(10, 1, "First"), entry("post", 1)))
    assert thread() == [(0, "First"), (1, "Second")]
    assert Article.objects.get().comment_count == 2


def test_a_reply_to_nothing_stands_by_itself(move, thread):
    ledger = move(
        wordpress(post(1, comment(5, "Orphan", parent=99), comment(6, "Child", parent=5)))
    )
    assert thread() == [(0, "Orphan"), (1, "Child")]
    assert ledger.imported["comments"] == 2


def test_a_reply_to_what_was_left_out_stands_by_itself(move, thread):
    move(wordpress(post(1, comment(5, approved="trash"), comment(6, "Child", parent=5))))
    assert thread() == [(0, "Child")]


def test_a_reply_to_a_comment_on_another_article_stands_by_itself(move, thread):
    move(wordpress(post(1, comment(5, "There")), post(2, comment(6, "Here", parent=5))))
    assert thread() == [(0, "There"), (0, "Here")]


def test_replies_in_a_circle_do_not_hang(move, thread):
    circle = [comment(5, "A", parent=6), comment(6, "B", parent=5), comment(7, "C", parent=7)]
    ledger = move(wordpress(post(1, *circle)))
    assert sorted(text for _depth, text in thread()) == ["A", "B", "C"]
    assert ledger.imported["comments"] == 3


def test_comments_on_what_was_left_out_are_left_out_too(move):
    ledger = move(wordpress(post(1, comment(5), status="trash"), post(2, comment(6))))
    assert Comment.objects.count() == ledger.left_out_of("comments") == 1


def test_a_comment_without_a_name_is_anonymous_and_one_with_a_long_one_is_noted(move):
    nameless, longwinded = comment(5, comment_author=""), comment(6, comment_author="Ravi " * 30)
    ledger = move(wordpress(post(1, nameless, longwinded)))
    names = list(Comment.objects.order_by("pk").values_list("name", flat=True))
    assert names[0] == "Anonymous"
    assert len(names[1]) <= 60
    assert names[1].endswith("…")
    assert any("shortened" in note for note in ledger.notes)


def test_a_long_comment_is_kept_whole(move):
    move(wordpress(post(1, comment(5, "word " * 3000))))
    assert Comment.objects.get().text.count("word") == 3000


def test_an_invalid_mail_address_is_not_kept_and_a_valid_one_is(move):
    move(wordpress(post(1, comment(5, comment_author_email="not one"), comment(6))))
    emails = Comment.objects.order_by("pk").values_list("email", flat=True)
    assert list(emails) == ["", "ravi@example.org"]


def test_network_addresses_and_web_sites_of_commenters_are_not_kept(move, everything):
    move(wordpress(post(1, comment(5))))
    assert "192.0.2.77" not in str(everything())
    assert "watches.example.org" not in str(everything())
    assert "ravi@example.org" in str(everything())
