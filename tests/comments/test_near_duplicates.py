"""What says the same is one card, decided together; what is different stays by itself."""

import random
import re

import pytest

from comments.desk import near_duplicates
from comments.desk.near_duplicates import DuplicateCandidate
from comments.models import Comment, Status
from tests.cast import PASSWORD, a_comment, an_article
from tests.cost import seconds

QUEUE = "/admin/comments/comment/"
AS_DATA = {"HTTP_ACCEPT": "application/json"}
SOLD = (
    "I earn {} a week from home with this simple trick that my neighbour showed me, "
    "you should really try it today"
)
SAID = [
    "I earn my living on the quay, and nobody showed me a trick; you should try it at four.",
    "The crane was the last of four, and it should have stayed where it was.",
    "My neighbour asked the council twice, and they have not answered him to this day.",
]


def variants(number):
    return [SOLD.format(900 + place) for place in range(number)]


def grouped(*texts):
    comments = [DuplicateCandidate(number, "Tom", text) for number, text in enumerate(texts)]
    return [[one.pk for one in group] for group in near_duplicates.groups(comments)]


def test_variants_are_one_group_and_what_people_say_is_not_in_it():
    texts = [*variants(6), SAID[0], *variants(6), *SAID[1:]]
    assert grouped(*texts) == [[*range(6), *range(7, 13)], [6], [13], [14]]


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("See https://casino.example.com/x now", "Click: https://casino.example.com/x/", True),
        ("See https://casino.example.com/x", "See https://casino.example.com/y", False),
        ("Thank you!", "thank you", True),
        ("Thank you!", "Thank him!", False),
        ("Yes.", "No.", False),
        ("Ca\u200dsino за́мок, cœur!", "casino замок coeur", True),  # K11a
        ("我昨天在赌场玩了很久", "我昨天在赌场玩了很久！", True),
        ("我昨天在赌场玩了很久", "今天的报纸写得真不错", False),
        ("🙂", "🙃", False),
        ("a b c d e f g h i j", "a b c d e f g h i x", True),
        ("a b c d e f g h i j", "a b c d e f g h x y", False),
        ("a b c d e f g h i j", "j i h g f e d c b a", False),
    ],
)
def test_the_same_link_or_nine_words_in_ten(one, other, are_alike):
    assert (len(grouped(one, other)) == 1) == are_alike


def test_of_long_ones_what_is_far_behind_counts_as_well():
    long = " ".join(f"w{number}" for number in range(400))
    assert grouped(long, long.upper(), f"So {long}", long.replace("w7 ", "")) == [[0, 1, 2, 3]]
    assert grouped(long, f"{long} and buy watches") == [[0], [1]]
    assert grouped(long, long.replace("w300", "watches")) == [[0], [1]]
    assert grouped(long, long.partition(" w150")[0]) == [[0], [1]]


def beginnings_in_common(words, chance):
    return " ".join(words[:100] + chance.sample(words[100:], 700))


def words_at_random(words, chance):
    return " ".join(chance.choices(words, k=800))


def few_words_in_any_order(words, chance):
    return " ".join(chance.choices(words[:36], k=800))


@pytest.mark.parametrize("text_of", [words_at_random, few_words_in_any_order, beginnings_in_common])
def test_a_thousand_long_ones_are_compared_in_no_time(text_of):
    chance = random.Random(1)
    words = [f"w{number}" for number in range(3000)]
    texts = [text_of(words, chance) for _ in range(1000)]
    spent = seconds(lambda: grouped(*texts), enough=2)
    print(f"1000 comments of 800 words compared in {spent:.2f} s")
    assert spent <= 2
    assert len(grouped(*texts)) == 1000


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


@pytest.fixture
def waiting(article):
    return [
        a_comment(article, Status.PENDING, name=f"N{number}", text=text)
        for number, text in enumerate([*variants(12), *SAID])
    ]


def button(page, name, comment):
    start = page.index(f'value="{name}:{comment.pk}:') + len('value="')
    return page[start : page.index('"', start)]


@pytest.mark.both_databases
def test_they_are_one_card_decided_and_taken_back_together(desk, waiting, article, work):
    page = desk.get(QUEUE).content.decode()
    assert "and 11 identical ones" in page
    assert "Waiting (15)" in page
    assert page.count('class="action-select"') == 4
    for comment in waiting:
        assert comment.text[:60] in page
    approve = button(page, "approve", waiting[0])
    [outcome] = desk.post(QUEUE, {"decide": approve}, **AS_DATA).json()["outcomes"]
    assert "(12 identical)" in outcome["message"]
    assert list(Comment.objects.waiting().order_by("pk")) == waiting[12:]
    article.refresh_from_db()
    assert article.comment_count == 12
    desk.post(QUEUE, {"decide": outcome["undo"]}, **AS_DATA)
    assert Comment.objects.waiting().count() == 15
    article.refresh_from_db()
    assert article.comment_count == 0
    assert work() == []


def test_every_word_that_is_decided_about_can_be_read(desk, article):
    long = " ".join(f"word{number}" for number in range(90))
    other = an_article(headline="The crane goes")
    for place, ending in ((article, "quay"), (article, "council"), (other, "watches")):
        a_comment(place, Status.PENDING, text=f"{long} {ending}")
    page = desk.get(QUEUE).content.decode()
    assert page.count('class="action-select"') == 1
    assert f"{long} council</span>" in page
    assert f"{long} watches</span>" in page
    assert page.count("(The crane goes)") == 1
    assert f"({article.headline})" not in page


def test_a_mark_on_a_card_is_about_all_that_is_on_it(desk, waiting):
    """As without a script: the page's own fields, sent by the button below the list."""
    page = desk.get(QUEUE).content.decode()
    cards = re.findall(r'name="seen" value="([^"]*)"', page)
    assert len(cards) == 4
    Comment.objects.get(pk=waiting[5].pk).edit("Something else, and quite harmless.")
    sent = {"action": "spam", "_selected_action": [waiting[0].pk], "seen": cards}
    told = desk.post(QUEUE, sent, follow=True).content.decode()
    assert "11 comments: Spam." in told
    assert "was edited or decided on in the meantime" in told
    assert list(Comment.objects.waiting().order_by("pk")) == [waiting[5], *waiting[12:]]


def test_a_search_finds_each_of_them_by_itself(desk, waiting):
    page = desk.get(QUEUE, {"q": "N5"}).content.decode()
    assert page.count('class="action-select"') == 1
    assert f'value="approve:{waiting[5].pk}:' in page
    assert "identical" not in page.partition('id="changelist-form"')[2]


@pytest.mark.both_databases
def test_of_those_that_changed_meanwhile_none_is_decided_unseen(desk, waiting):
    spam = button(desk.get(QUEUE).content.decode(), "spam", waiting[0])
    Comment.objects.get(pk=waiting[5].pk).edit("Something else, and quite harmless.")
    answer = desk.post(QUEUE, {"decide": spam}, follow=True).content.decode()
    assert "was edited or decided on in the meantime" in answer
    assert waiting[5] in Comment.objects.waiting()
    assert Comment.objects.filter(status=Status.SPAM).count() == 11


def test_two_who_decide_at_once_leave_one_entry_in_the_log(desk, waiting):
    spam = button(desk.get(QUEUE).content.decode(), "spam", waiting[0])
    for _ in range(2):
        [outcome] = desk.post(QUEUE, {"decide": spam}, **AS_DATA).json()["outcomes"]
    assert outcome["result"] == "already"
    assert [comment.decisions.count() for comment in waiting] == [1] * 12 + [0] * 3
