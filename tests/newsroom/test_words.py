"""One word for all its spellings, in every script."""

import pytest

from newsroom.text.no_words import without_addresses
from newsroom.text.words import last_letters, spelled, words

ONE_WORD = [
    # marks that no letter needs
    ("محمد", "مُحَمَّدٌ"), ("كتاب", "كـتـاب"), ("замок", "за́мок"), ("ספר", "סֵפֶר"),
    # marks that are one more letter on some keyboards
    ("елка", "ёлка"), ("garcon", "garçon"), ("أحمد", "احمد"), ("Αθηνα", "Αθήνα"),
    # letters that do not decompose
    ("coeur", "cœur"), ("orsted", "Ørsted"), ("Lodz", "Łódź"), ("strasse", "Straße"),
    ("STRASSE", "straße"), ("duong", "đường"), ("thor", "þor"), ("vedur", "veður"),
    ("saami", "sáami"), ("anarasjohka", "ánarašjohka"), ("hamrun", "Ħamrun"), ("ætt", "aett"),
    # capitals
    ("istanbul", "İSTANBUL"), ("isik", "IŞIK"), ("isik", "ışık"), ("ΑΘΗΝΑΣ", "Αθήνας"),
    # what does not show
    ("casino", "ca\u200dsino"), ("casino", "ca\u00adsino"), ("casino", "ca\u034fsi\ufe0fno"),
    ("casino", "c\u0338asino"), ("casino", "ca\u2060s\u20ddino"), ("ميخواهم", "می\u200cخواهم"),
    # width and digits
    ("casino", "ｃａｓｉｎｏ"), ("らーめん", "ﾗｰﾒﾝ"), ("ラーメン", "らーめん"),
    ("がっこう", "ｶﾞｯｺｳ"),
    ("2024", "٢٠٢٤"), ("2024", "२०२४"), ("2024", "２０２４"),
    # a nasal as a letter or as a dot
    ("हिन्दी", "हिंदी"), ("चाँद", "चांद"), ("ज़मीन", "जमीन"),
    ("كتابه", "كتابة"), ("علي", "على"), ("کتاب", "كتاب"),
]  # fmt: skip

TWO_WORDS = [
    ("हिन्दी", "हद"), ("कला", "काला"), ("दिन", "दीन"), ("பால்", "பல்"), ("ক", "কি"),
    ("กิน", "กน"), ("がく", "かく"), ("сон", "сын"),
]  # fmt: skip


def test_every_spelling_of_a_word_is_one():
    """K11a, K11b."""
    assert [pair for pair in ONE_WORD if words(pair[0]) != words(pair[1])] == []
    assert [word for pair in ONE_WORD for word in pair if not words(word)] == []


def test_words_that_differ_in_a_letter_stay_two():
    """K11a: a vowel sign is a letter, even if it is a mark to Unicode."""
    assert [pair for pair in TWO_WORDS if words(pair[0]) == words(pair[1])] == []


def test_a_word_ends_where_its_script_ends_it():
    assert words("l'eau d’O'Brien, м'ята мʼята") == [
        *("l", "eau", "d", "o", "brien"),
        *("м", "ята", "м", "ята"),
    ]
    assert words("well-known snake_case e\u2011mail") == [
        "well",
        "known",
        "snake",
        "case",
        "e",
        "mail",
    ]
    assert words("हिन्दी, மொழி। မြန်မာ") == ["हिंदी", "மொழி", "မြန်", "န်မာ"]
    assert words("C++ & 🎉 — ©") == ["c"]


def test_what_has_no_blanks_is_read_in_pairs():
    assert words("北京市长，2024年的猫") == ["北京", "京市", "市长", "2024", "年的", "的猫"]
    assert words("ジョン・レノン") == ["じょ", "ょん", "れの", "のん"]
    assert words("서울에서 KBS는") == ["서울", "울에", "에서", "kbs", "는"]
    assert words("กินข้าว") == ["กิน", "นข้", "ข้า", "าว"]
    assert last_letters("我养了一只猫。 A cat 물") == ["猫", "물"]


def test_a_stemmer_is_given_the_spelling_of_the_language():
    assert spelled("Élections ÉLUES", "fr") == ["élections", "élues"]
    assert spelled("KADINLAR İzmir", "tr") == ["kadınlar", "izmir"]
    assert spelled("за́мок Йод", "ru") == ["замок", "йод"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://youtube.com/watch?v=1",
            "HTTPS://x.example/files",
            "www.example.org",
            "bbc.co.uk/news",
        ),
        *(
            "youtube.com",
            "me@example.org",
            "[IMG_0222.jpeg]",
            "IMG_0222",
            "Büro.JPG",
            "(report.pdf)",
        ),
    ],
)
def test_addresses_and_files_are_no_words(address):
    """K18d."""
    assert words(without_addresses(f"See {address}, please")) == ["see", "please"]


def test_what_only_has_a_dot_is_one():
    text = "The end.It was Mr.Smith, i.e. at 3.5 p.m. and_or 请访问谢谢"
    assert without_addresses(text) == text
    assert words(without_addresses("请访问http://example.com谢谢")) == words("请访问 谢谢")


def test_a_letter_that_stands_for_a_sentence_makes_no_text_many_times_as_long():
    """K17a"""
    read = words("\ufdfa" * 4000)
    assert sum(map(len, read)) <= 4 * 4010
    assert words("\ufdfa and peace") == words("صلى الله عليه وسلم and peace")
