"""Word lists meet whole words, however they are disguised, and can be tried before they count."""

from itertools import count, islice

import pytest

from comments.admin.queue import word_list_test
from comments.models import Comment, Status
from comments.moderation import Reason, word_list
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment
from tests.cost import seconds

TRIAL = "/admin/comments/comment/words/"


@pytest.mark.parametrize(
    ("text", "listed", "found"),
    [
        ("Buy a WATCH today", "watch", True),
        ("watches", "watch", True),
        ("watchful", "watch", False),
        ("unwatched", "watch", False),
        ("cаsino", "casino", True),  # a Cyrillic letter
        ("ｃａｓｉｎｏ", "casino", True),
        ("cásino!", "casino", True),
        ("free money, now", "free money", True),
        ("free of money", "free money", False),
        ("money free", "free money", False),
        ("free money", "free mon", False),
        ("СПАМ и только", "спам", True),
        ("رابط مجاني", "مجاني", True),
        ("don't", "don't", True),
        ("", "x", False),
    ],
)
def test_whole_words_however_they_are_written(text, listed, found):
    assert bool(word_list.hits(text, word_list.entries(listed), "en")) == found


DISGUISES = [
    *(
        "ca\u200dsino",
        "ca\u200csino",
        "ca\u00adsino",
        "c\u0301asi\u0301no",
        "casin\u0338o",
        "ca\u2060sino",
    ),
    *(
        "ca\ufe0fsino",
        "ca\u20ddsino",
        "𝐜𝐚𝐬𝐢𝐧𝐨",
        "Ｃａｓｉｎｏ",
        "cаsinо",
        "cаsinоs",
        "c\u034fasino",
    ),
]


def test_no_mark_and_no_joiner_passes_a_list():
    """K11i."""
    assert [text for text in DISGUISES if not word_list.hits(f"My {text}!", ["casino"], "en")] == []
    assert word_list.hits("пойдём в кази́но", ["казино"], "ru") == ["казино"]
    assert word_list.hits("في الكَازِينُو", ["كازينو"], "ar") == ["كازينو"]


def test_words_of_running_text_are_met():
    """K11i: Chinese, Japanese, Thai, Khmer and Burmese have no blanks between words."""
    for text, entry in [
        ("我昨天在赌场玩了很久", "赌场"), ("不要赌", "赌"), ("オンラインカジノで遊ぶ", "カジノ"),
        ("ｶｼﾞﾉ", "カジノ"), ("เขาเล่นคาสิโนทุกวัน", "คาสิโน"), ("ខ្ញុំទៅកាស៊ីណូ", "កាស៊ីណូ"),
        ("카지노에서는", "카지노"), ("물을", "물"),
    ]:  # fmt: skip
        assert word_list.hits(text, [entry]) == [entry]
    for text, entry in [
        ("我爱赌。场面很大", "赌场"), ("场赌", "赌场"), ("กิน", "กน"), ("출시발표", "시발"),
        ("물결", "물"),
    ]:  # fmt: skip
        assert word_list.hits(text, [entry]) == []


INFLECTED = {
    "en": ["casino casinos", "casinos casino", "city cities", "bet bets", "watch watched"],
    "de": ["Wette Wetten", "Spiel Spiele", "Freund Freundes"],
    "fr": ["casino casinos"],
    "es": ["casino casinos", "canción canciones"],
    "ru": ["ставка ставки", "ставка ставками", "новость новостей", "хитрый хитрому"],
    "ar": ["كازينو كازينو", "كازينو الكازينو", "كازينو والكازينو"],
}
OTHERS = {
    "en": [
        "watch watchful",
        "universe university",
        "organ organic",
        "past paste",
        "hell hello",
        "ass as",
        "us use",
    ],
    "de": ["Spiel Spieler"],
    "fr": ["port porte", "pari paris"],
    "ru": ["мир мирный"],
    "ar": ["كتاب مكتبة", "بلد ولد"],
    "": ["casino casinos"],
}


def test_an_entry_meets_its_inflections_and_no_other_word():
    """K11i."""

    def met(pairs, code):
        return [each for each in pairs if word_list.hits(each.split()[1], [each.split()[0]], code)]

    assert {code: met(pairs, code) for code, pairs in INFLECTED.items()} == INFLECTED
    assert {code: met(pairs, code) for code, pairs in OTHERS.items()} == {
        code: [] for code in OTHERS
    }


def test_a_sign_belongs_to_its_entry():
    """K11i: "C++" met each c."""
    listed = word_list.entries("C++\nC#\n100%\n#ad\n🍆\n.NET\nAT&T\n💰💰")
    assert listed == ["C++", "C#", "100%", "#ad", "🍆", ".NET", "AT&T", "💰💰"]
    assert word_list.hits("c, C. I have 100 ads; a 💰", listed) == []
    assert word_list.hits("I write c++, c#.", listed) == ["C++", "C#"]
    assert word_list.hits("xc++ xC# 1100%", listed) == []
    assert word_list.hits("100% #AD", listed) == ["100%", "#ad"]
    assert word_list.hits("🍆️ .net AT&T 💰\u200d💰", listed) == ["🍆", ".NET", "AT&T", "💰💰"]


def test_an_empty_line_meets_nothing():
    assert word_list.entries("\n  \n!!!\n casino \n") == ["casino"]


def sent(article, **what):
    comment = Comment(article=article, **{"name": "Ravi", "text": "Good morning.", **what})
    comment.submit()
    return comment.status, comment.reason_code


def test_the_mastheads_lists_hold_and_refuse(article, mo):
    Masthead.objects.update(words_to_hold="watch", words_to_refuse="casino\nfree money")
    assert sent(article, text="The best cаsino.") == (Status.REJECTED, Reason.REJECTED_WORD)
    assert sent(article, name="Free Money")[1] == Reason.REJECTED_WORD
    assert sent(article, text="Watch this.") == (Status.PENDING, Reason.HELD_WORD)
    assert sent(article, text="Watchful.")[1] == Reason.UNREAD
    assert sent(article, text="A casino?", author=mo) == (Status.APPROVED, Reason.STAFF)
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    ravi = a_comment(article, email="ravi@example.org").confirm_email()
    assert sent(article, text="I look.", commenter=ravi)[1] == Reason.TRUSTED
    assert sent(article, text="My watch.", commenter=ravi)[1] == Reason.HELD_WORD


def test_a_list_is_tried_on_past_comments_and_changes_nothing(client, mo, article):
    a_comment(article, text="The casino on the quay burned down in 1931.")
    a_comment(article, text="The crane.")
    client.force_login(mo)
    assert "would have been caught" not in client.get(TRIAL).content.decode()
    page = client.post(TRIAL, {"words": "CASINO\nwatch"}).content.decode()
    assert "1 comment would have been caught, of the last 2." in page
    assert "burned down in 1931" in page
    assert "<strong>CASINO</strong>" in page
    assert "The crane." not in page
    assert Comment.objects.approved().count() == 2
    assert client.get(TRIAL, {"words": "CASINO\nwatch"}).content.decode().count("burned down") == 1


def test_a_list_of_any_length_is_sent_and_not_made_an_address(client, mo, article):
    a_comment(article, text="The casino on the quay burned down in 1931.")
    client.force_login(mo)
    assert b'<form method="post" class="desk-panel desk-trial">' in client.get(TRIAL).content
    listed = "\n".join([*(f"a phrase of {number} words" for number in range(3000)), "casino"])
    page = client.post(TRIAL, {"words": listed}).content.decode()
    assert "1 comment would have been caught, of the last 1." in page


def test_what_is_met_is_told_in_the_order_of_the_list():
    listed = word_list.entries("the crane\nquay\nwatch\ncrane\non the quay\n'")
    met = ["the crane", "quay", "crane", "on the quay"]
    assert word_list.hits("The crane on the quay", listed) == met
    assert word_list.hits("", listed) == []


def test_a_long_list_is_tried_as_fast_as_a_short_one(mo, article):
    text = "Nobody on the quay knows when the crane will be taken down, or by whom."
    rows = [Comment(article=article, name="Ravi", text=text, path=f"{n:06}") for n in range(1000)]
    Comment.objects.bulk_create(rows)

    names = (f"cheap watches number {place}" for place in count())  # none is known from before

    def try_out(number):
        listed = "\n".join(islice(names, number))
        assert word_list_test.try_out(listed, by=mo).tried == 1000

    def spent(number):
        return seconds(lambda: try_out(number))

    one, many = spent(1), spent(500)
    print(f"1000 comments: one entry {one:.2f} s, five hundred {many:.2f} s")
    assert many < 2 * one + 0.2


def test_a_row_of_korean_particles_is_read_once():
    """K12a: 이나 is one of them, and 이 and 나 are two."""
    row = "카지노" + "이나" * 28 + "카"
    assert seconds(lambda: word_list.hits(row, ["카지노"]), enough=1) <= 1
    assert word_list.hits(row, ["카지노"]) == []


def test_only_those_who_decide_may_try(client, ida, article):
    client.force_login(ida)
    assert client.get(TRIAL, {"words": "x"}).status_code == 403
    client.logout()
    assert client.get(TRIAL).status_code == 302


def test_the_rules_say_that_there_are_such_words_and_not_which(reader, db):
    masthead = Masthead.current()
    assert "certain words" not in reader.get("/rules/")
    masthead.words_to_refuse = "casino"
    masthead.save()
    assert "Comments with certain words are rejected" in reader.get("/rules/")
    assert "casino" not in reader.get("/rules/")
