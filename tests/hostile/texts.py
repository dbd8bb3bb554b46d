"""Texts that are not polite: as real papers have them, or as somebody will type them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """An article's words; `language` is what they are written in."""

    language: str
    headline: str
    lead: str
    body: str
    kicker: str = ""
    dateline: str = ""


# Between 19 and 63 letters each, and not one of them divided.
LONG_WORDS = {
    "de": [
        "Geschwindigkeitsbegrenzung",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    ],
    "ru": [
        "Достопримечательности",
        "Частнопредпринимательского",
        "Превысокомногорассмотрительствующий",
    ],
    "en": [
        "Counterrevolutionaries",
        "Floccinaucinihilipilification",
        "Pneumonoultramicroscopicsilicovolcanoconiosis",
    ],
    "es": ["Electroencefalografista", "Otorrinolaringológicamente", "Superextraordinarísimamente"],
    "fr": [
        "Anticonstitutionnellement",
        "Hexakosioihexekontahexaphobie",
        "Intergouvernementalisations",
    ],
    "fi": [
        "Epäjärjestelmällisyydellänsä",
        "Kolmivaihekilowattituntimittari",
        "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
    ],
}
# By a sentence around them one knows the language.
SAYING = {
    "de": "Der Rat hat das nicht auf die Tagesordnung gesetzt, und wir haben es auch nur von ihm.",
    "ru": "Совет не внёс этого в повестку дня, и мы узнали об этом только от него.",
    "es": "El concejo no lo ha puesto en el orden del día, y nos lo han dicho los vecinos.",
    "fr": "Le conseil ne l'a pas mis à son ordre du jour, et nous ne le tenons que de lui.",
}
# No script may be cut as another is: each has its own way to end a line.
CHINESE = "市议会决定推迟港口停车场的表决，并邀请居民在星期四晚上到北码头的旧仓库里参加公开讨论。"
THAI = "สภาเทศบาลเลื่อนการลงมติเรื่องที่จอดรถริมท่าเรือออกไปจนถึงฤดูใบไม้ผลิหน้าหลังจากประชาชนคัดค้าน"
JAPANESE = "市議会は港の駐車場についての採決を春まで延期し、木曜日の夜に公聴会を開くことを決めた。"
ARABIC = "قال رئيس المجلس البلدي إن الاجتماع لا يزال مفتوحًا، وإن الأهالي لا يطالبون إلا بالإنصاف."
HEBREW = "מועצת העיר החליטה לדחות את ההצבעה על חניון הנמל, ולשמוע את התושבים ביום חמישי."
PERSIAN = (
    "شورای شهر تصمیم گرفت رأی‌گیری دربارهٔ پارکینگ بندر را به بهار بیندازد؛ مردم می‌گویند دیر است."
)
URDU = "بلدیہ نے بندرگاہ کی پارکنگ پر رائے شماری مؤخر کر دی، شہریوں نے فیصلے کا خیرمقدم کیا۔"
HINDI = "नगर परिषद् ने बंदरगाह की पार्किंग पर मतदान स्थगित किया; किंकर्तव्यविमूढ़ नागरिकों ने स्वागत किया।"
LONGEST_HEADLINE = (
    "The council of the harbour quarter has put off its vote on the new car park until spring, "
    "after residents, anglers, the rowing club and a retired lighthouse keeper spoke against it "
    "for four hour"
)  # 195 characters


def _paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


WIDE_TABLE = (
    "<table><thead><tr>"
    + "".join(f'<th scope="col">Geschwindigkeitsbegrenzung {n}</th>' for n in range(1, 13))
    + "</tr></thead><tbody>"
    + "".join(
        f'<tr><th scope="row">Nordkai {row}</th>'
        + "".join(f"<td>{row * column * 1_234_567}</td>" for column in range(2, 13))
        + "</tr>"
        for row in range(1, 6)
    )
    + "</tbody></table>"
)
CODE = (
    "<pre><code>def harbour(boats):\n    return "
    + "sorted(boats, key=lambda boat: (boat.berth, boat.name)) + " * 4
    + "[]</code></pre>"
    "<p>It begins with <code>/srv/harbour/berths/north-quay/2026/11/"
    "every-boat-that-was-ever-moored-here.json</code> and ends there.</p>"
)

ARTICLES = {
    **{
        f"long words, {language}": Text(
            language,
            f"{words[0]}: {words[-1]}",
            f"{words[1]} {words[-1]} {words[0]}.",
            _paragraphs(SAYING.get(language, ""), " ".join(words) + ".", f"({words[-1]})")
            + f"<h2>{words[1]}</h2><blockquote><p>{words[2]}</p></blockquote>"
            + f'<blockquote class="pullquote"><p>{words[-1]}</p></blockquote>'
            + f"<ul><li>{words[0]}</li><li>{words[2]}</li></ul>",
            kicker=words[0],
            dateline=words[1],
        )
        for language, words in LONG_WORDS.items()
    },
    "arabic": Text(
        "ar",
        "الأهالي يطالبون بتأجيل التصويت: لا، لا للموقف الجديد في الميناء القديم",
        ARABIC,
        _paragraphs(ARABIC, f"{ARABIC} (Ida Berg, 3.5 km)", "السؤال: لماذا الآن؟")
        + f"<h2>الإجابات الأولى</h2><blockquote><p>{ARABIC}</p></blockquote><ul><li>أولًا</li></ul>",
        kicker="تحليل",
        dateline="الإسكندرية",
    ),
    "hebrew": Text(
        "he",
        "ההצבעה על החניון נדחתה: „לא עכשיו“, אומרים התושבים.",
        HEBREW,
        _paragraphs(HEBREW, f"{HEBREW} (C++, 12%)"),
    ),
    "persian": Text(
        "fa", "رأی‌گیری دربارهٔ پارکینگ بندر عقب افتاد.", PERSIAN, _paragraphs(PERSIAN, PERSIAN)
    ),
    "urdu": Text("ur", "بندرگاہ کی پارکنگ پر رائے شماری مؤخر۔", URDU, _paragraphs(URDU, URDU)),
    "hindi": Text(
        "hi", "बंदरगाह की पार्किंग: किंकर्तव्यविमूढ़ परिषद् ने मतदान टाला।", HINDI, _paragraphs(HINDI)
    ),
    "chinese": Text("zh", CHINESE, CHINESE, _paragraphs(CHINESE * 3)),
    "japanese": Text("ja", JAPANESE, JAPANESE, _paragraphs(JAPANESE * 2)),
    "thai": Text("th", THAI, THAI, _paragraphs(THAI, THAI)),
    "english": Text(
        "en",
        "Council puts off the vote: “Not now,” residents say.",
        "Residents spoke for four hours. The council listened.",
        _paragraphs("Nobody had expected the boats.", "The question: why now?"),
        kicker="Analysis",
        dateline="North Quay",
    ),
    "longest headline": Text("en", LONGEST_HEADLINE, "", _paragraphs("Long, was it not?")),
    "one letter": Text("en", "Z", "Z", "<p>Z</p>"),
    "no body": Text("en", "Nothing but a headline and a lead", "All that is known so far.", ""),
    "no words": Text("en", "Nothing but a headline", "", ""),
    "less than": Text(
        "en",
        "Is 3 <b> 4 & 5 > 4? A <script>alert(1)</script> of letters; “quotes” & 'others'",
        "a <b c> d & e &amp; f <!-- g --> \"h\" 'i'",
        "<p>a &lt;b c&gt; d &amp;amp; e &lt;!-- f --&gt; 2 &lt; 3</p>",
        kicker="<i>Live</i>",
        dateline="A & B <c>",
    ),
    "emoji": Text(
        "en",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1e9\U0001f1ea "
        "\U0001f44b\U0001f3fd \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074"
        "\U000e007f Boats!",
        "\U0001f6a2" * 60,
        _paragraphs("\U0001f6a2" * 120, "\u2764\ufe0f"),
    ),
    "bidi marks": Text(
        "en",
        "Boats \u200eof the\u200f quay \u2068אבג\u2069, 1\u200f2",
        "He said: \u2067ההצבעה נדחתה.\u2069 And left. \u200f",
        _paragraphs("\u202bאבג (abc) 12%\u202c, and \u2066all\u2069 the rest."),
    ),
    "marks": Text(
        "en",
        "Z\u0300\u0301\u0302\u0303a\u0300\u0301\u0302\u0303l\u0316\u0317\u0318go in harbours",
        "W\u0300\u0301\u0302\u0303" * 30,
        _paragraphs("e\u0301\u0300\u0302\u0303" * 80),
    ),
    "address": Text(
        "en",
        "https://example.org/" + "a" * 150,
        "https://example.org/" + "harbour-" * 40,
        _paragraphs("https://example.org/" + "quay" * 60),
    ),
    "table": Text("de", "Alle Geschwindigkeitsbegrenzungen in einer Tabelle", "", WIDE_TABLE),
    "code": Text("en", "All of the harbour in one line of code", "", CODE),
    "every tag": Text(
        "en",
        "Everything that an editor may use",
        "One of each.",
        "<h2>Two</h2><h3>Three</h3><h4>Four</h4><p><abbr title='World'>W</abbr> <cite>c</cite> "
        "<del>d</del> <ins>i</ins> <dfn>f</dfn> <kbd>k</kbd> <mark>m</mark> <q>q</q> <s>s</s> "
        "<small>s</small> <sub>b</sub> <sup>p</sup> <u>u</u> <time datetime='2026-11-25'>then"
        "</time> <a href='https://example.org/' title='There'>link</a></p><hr>"
        "<dl><dt>Term</dt><dd>Its meaning</dd></dl><ol start='3'><li>three<ul><li>in it</li></ul>"
        "</li></ol><figure><blockquote><p>Said</p></blockquote><figcaption>Who</figcaption>"
        "</figure><table><caption>Two</caption><tr><th scope='col' colspan='2'>a</th></tr><tr>"
        "<td rowspan='2'>b</td><td>c</td></tr><tr><td>d</td></tr></table>",
    ),
}
PAGE = Text(
    "de",
    "Rechtsschutzversicherungsgesellschaften und Impressum",
    "",
    _paragraphs("Verantwortlich: Ida Berg, Nordkai 1."),
)
CORRECTIONS = [
    f"{LONG_WORDS['de'][2]} was wrong; right is {LONG_WORDS['de'][1]}.",
    ARABIC,
    "Is a <b> bold? It was 3 < 4 & not 4 < 3.",
]
AUTHORS = [
    "Ida Berg",
    "Maximiliane Freifrau von und zu Geschwindigkeitsbegrenzung-Достопримечательности",
    "نور الدين الأهلالي",
    "陈",
    "\U0001f6a2",
]
TOPICS = [
    "Harbour",
    LONG_WORDS["de"][2],
    LONG_WORDS["ru"][2],
    "الأهالي والميناء",
    "नगर परिषद्",
    "停车场",
    "Q & A <b>",
    "Z",
    *(f"Quay {number}: {word}" for number in range(18) for word in LONG_WORDS["en"]),
]  # more than sixty
NAMES = [
    "Ravi",
    "Z",
    LONG_WORDS["de"][2][:60],
    "نور الأهلالي",
    "שירה",
    "陈小姐",
    "สมชาย ใจดี",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "<b>Mallory</b> & Sons",
    "W" * 60,
]
COMMENTS = [
    "I walked past.",
    "Z",
    ARABIC,
    HEBREW,
    PERSIAN,
    HINDI,
    CHINESE,
    THAI,
    " ".join(word for words in LONG_WORDS.values() for word in words),
    "W" * 900,
    "\u0635" * 300 + "1234567890" * 30,
    "a <b c> d & e &amp; f <script>alert(1)</script>",
    "> a quotation\n> of two lines\n\n*and* an answer: https://example.org/" + "a" * 200,
    "One\n\ntwo\n\nthree\nfour",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 80,
    "Z\u0300\u0301\u0302\u0303" * 60,
    "\u2067turned.\u2069 and back",
]
