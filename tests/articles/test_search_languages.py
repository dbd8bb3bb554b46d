"""Readers find a word in all its spellings, in every script."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Article, SearchText
from articles.search.finding import find
from articles.search.query import Query
from newsroom.models import Job
from newsroom.work import loop
from tests.cast import an_article

pytestmark = pytest.mark.both_databases

# A headline, and what readers type who look for it.
IN_LANGUAGES = {
    "ar": {
        "مُحَمَّدٌ في المَدْرَسَةِ": ["محمد", "مدرسة", "المدرسه"],
        "أسعار الخبز": ["اسعار", "خبز"],
        "الرئيـــس يزور ٢٥ مدينة": ["رئيس", "25"],
        "وزير الخارجية إلى بيروت": ["الى", "بيروت"],
    },
    "fa": {
        "نمی‌خواهم بروم": ["نمی‌خواهم", "نمیخواهم", "نمي‌خواهم"],
        "کتاب‌های تازه": ["كتاب‌های"],
    },
    "ru": {
        "Старый за́мок сгорел": ["замок"],
        "Ёлка на площади": ["елка", "ёлки"],
        "Йод": ["йод"],
    },
    "uk": {"М’ята і п'ять ґанків": ["м'ята", "мʼята", "п’ять", "ганків"]},
    "tr": {
        "IŞIKLAR İstanbul'da": ["ışıklar", "istanbul", "İSTANBUL"],
        "Kadınların çağrısı": ["kadın", "cagrisi"],
    },
    "pl": {"Łódź bez prądu": ["lodz", "pradu"], "Żółta łódka": ["zolta", "łódki"]},
    "fr": {"Un cœur neuf": ["coeur", "cœurs"], "L’eau monte à Noël": ["eau", "l'eau", "noel"]},
    "de": {"Straße gesperrt": ["strasse", "STRASSEN"], "Müller geht": ["mueller", "muller"]},
    "da": {"Ørsted køber øl i Århus": ["orsted", "kober", "arhus", "Aarhus"]},
    "is": {"Þórður veður Æsa": ["thordur", "vedur", "aesa"]},
    "vi": {"Đường phố Hà Nội": ["duong", "đường", "ha noi"], "Phở": ["pho"]},
    "el": {"Φωτιά στην Αθήνα": ["φωτια", "ΑΘΗΝΑ"], "Ο Γιώργος": ["Γιωργοσ", "ΓΙΩΡΓΟΣ"]},
    "he": {"סֵפֶר חדש": ["ספר"], "צה״ל": ['צה"ל', "צה״ל"]},
    "hi": {
        "हिन्दी समाचार": ["हिन्दी", "हिंदी"],
        "ज़मीन और चाँद": ["जमीन", "चांद"],
        "२०२४ की किताब": ["2024", "किताबें"],
    },
    "ta": {"தமிழ் மொழி": ["தமிழ்", "மொழி"]},
    "bn": {"বাংলা ভাষা": ["বাংলা", "ভাষা"]},
    "zh-hans": {
        "北京市长宣布计划": ["市长", "计划", "北京", "划"],
        "我养了一只猫。": ["猫", "一只猫"],
    },
    "ja": {
        "東京でラーメンを食べた": ["ラーメン", "らーめん", "ﾗｰﾒﾝ", "東京"],
        "人々の犬": ["人々", "犬"],
    },
    "th": {"ฉันกินข้าวที่กรุงเทพ": ["กินข้าว", "กรุงเทพ", "ข้าว"], "ปี ๒๕๖๗": ["2567", "ปี"]},
    "km": {"ភាសាខ្មែរថ្មី": ["ខ្មែរ", "ភាសា"]},
    "my": {"မြန်မာနိုင်ငံ": ["နိုင်ငံ", "မြန်မာ"]},
    "lo": {"ພາສາລາວ": ["ລາວ"]},
    "ko": {"서울에서 만난 물고기": ["서울", "물고기", "만난"], "물을 마신다": ["물"]},
    "en": {
        "O’Brien’s well-known café": ["o'brien", "brien", "cafe", "well-known"],
        "𝐂𝐚𝐬𝐢𝐧𝐨 ﬁre": ["casino", "fire"],
    },
    "sr": {"Đorđe Žižek": ["dorde", "zizek"]},
}  # fmt: skip


def test_words_are_found_in_all_languages(db):
    """K11a, K11b."""
    tried, missing = 0, []
    for language, headlines in IN_LANGUAGES.items():
        stories = {headline: an_article(headline=headline, body="") for headline in headlines}
        for story in stories.values():
            SearchText.index(story, language)
        for headline, typed in headlines.items():
            for words in typed:
                tried += 1
                hits = {
                    hit.article.headline for hit in find(Query.parse(f"{words} ", language)).hits
                }
                if headline not in hits:
                    missing.append((language, words, headline))
        Article.objects.all().delete()
    print(f"{tried - len(missing)} found / {tried} tried")
    assert missing == []


def test_what_is_another_word_is_not_found(db):
    """K11a: neither a vowel sign nor a letter of India or Japan is an accent."""
    others = {
        "hi": ("दिन", "दान"),
        "ta": ("பால்", "பல்"),
        "th": ("กิน", "กน"),
        "ja": ("がく", "かく"),
        "ko": ("물", "문"),
    }
    for language, (word, other) in others.items():
        story = an_article(headline=other, lead="", body="")
        SearchText.index(story, language)
        assert find(Query.parse(f"{word} ", language)).hits == []
        assert len(find(Query.parse(f"{other} ", language)).hits) == 1
        story.delete()


def test_an_address_in_a_text_is_found_and_says_nothing_of_its_subject(db):
    """K18d."""
    body = "<p>Ferries at https://youtube.com/files, IMG_0222.jpeg and IMG_0222 (2).jpeg</p>"
    story = an_article(headline="Ferries sail", lead="", body=body)
    assert len(find(Query.parse("youtube ", "en")).hits) == 1
    prose = SearchText.prose_of(story, "en")
    assert prose.headline == "ferri sail"
    assert prose.body == "ferri at and"


def test_the_index_of_an_earlier_version_is_made_anew_by_itself(db):
    """K11a: 0.2.0 split words at their marks."""
    an_article(headline="हिन्दी")
    SearchText.objects.update(headline="हन द")
    import_module("articles.migrations.0003_words_read_anew").plan(apps, None)
    assert find(Query.parse("हिन्दी ", "en")).hits == []
    while loop.take_one([Job]):
        pass
    assert len(find(Query.parse("हिन्दी ", "en")).hits) == 1
