"""Every address, each name that its code asks a request for, and what nobody means well by sending.

`paper.py` has what leads somewhere; `asking.py` sends one hostile value at a time and tells what
was asked for. Values stand as they do in an address, or in a form that a browser sends.
"""

from tests.newsroom.hostile_requests.asking import Sent, asked_in

__all__ = ["CHOSEN", "HEADERS", "VALUES", "Sent", "asked_in"]

VALUES = {
    "digits": "9" * 5000,
    "below zero": "-1",
    "zero": "0",
    "bigint": str(2**63),
    "beyond 64 bits": str(2**64),
    "infinite": "1e400",
    "Arabic digit": "%D9%A3",
    "superscript": "%C2%B2",
    "null": "%00",
    "half a pair": "%ED%A0%80",
    "no UTF-8": "%FF",
    "nothing": "",
    "blanks": "%20%20",
    "letters": "x" * 10_000,
    "upwards": "..%2f..%2fx",
    "year 0": "0000-01-01",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "no day": "2026-13-45",
    "short year": "0001",
    "cursor": "99999999999999999-999999999999999999",
    "base64": "eyJhIjoxfQ",
    "JSON": "%7B%22a%22:[%7B",
    "sorting": "1.-2..x",
    "button": "approve:1:2:3,,",
    "pattern": "%7Bname:%3E30000000%7D",
    "surrogate in base64": "7aCA",
}
# What meets most of what can fall over: a number, a row's key, text in a database, a date.
CHOSEN = ("digits", "beyond 64 bits", "Arabic digit", "null", "year 1")

_FORM = "multipart/form-data"
# By Django's name in the environment.
HEADERS = {
    "HTTP_ORIGIN": ["http://[", "http://testserver:99999999", "null", "\x00", "http://\xb2"],
    "HTTP_REFERER": ["http://[::1", "https://x:٣/".encode().decode("latin-1"), "//", "\xff"],
    "HTTP_HOST": ["", "[", "testserver:" + "9" * 5000, "testserver:\xb2", "\x00", "x" * 300],
    "HTTP_ACCEPT": ["text/html;q=1e400", ";;", "*", "text/html;q=\xb2", "x" * 10_000],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=1e400", "gzip;q=\xb2", ";q=", ",", "*;q=-1", "x" * 10_000],
    "HTTP_ACCEPT_LANGUAGE": ["de;q=9" * 200, "\xff", "x" * 10_000, "*;q=nan"],
    "HTTP_IF_NONE_MATCH": ['"', "W/", "*", "\x00", '"' + "x" * 10_000 + '"', "\xff,,"],
    "HTTP_IF_MATCH": ['"', "W/", "\xff"],
    "HTTP_IF_MODIFIED_SINCE": [
        "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT",
        "Mon, 45 Feb 2026 99:99:99 GMT", "Mon, 01-Jan-00 00:00:00 GMT", "9" * 5000, "\xb2", "",
    ],
    "HTTP_IF_UNMODIFIED_SINCE": ["Fri, 31 Dec 9999 23:59:59 GMT", "\xb2"],
    "HTTP_RANGE": ["bytes=" + "9" * 5000 + "-", "bytes=-1-", "bytes=\xb2-", "x"],
    "HTTP_X_FORWARDED_FOR": ["::ffff:1.2.3.4%eth0", "1.2.3.4,,", "9" * 5000, "\x00", "::1%\xff"],
    "HTTP_X_FORWARDED_PROTO": ["\xff", "https,http"],
    "HTTP_SEC_FETCH_SITE": ["\xff", "none"],
    "HTTP_X_CSRFTOKEN": ["\xff", "x" * 10_000, "\x00"],
    "HTTP_AUTHORIZATION": ["Basic \xff", "Basic"],
    "HTTP_COOKIE": [
        '{session}="\\000\\000\\000\\000\\000\\000\\000\\000"', "{session}=" + "x" * 10_000,
        "{session}=\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8", "{session}=", "csrftoken=\xff; csrftoken",
        "csrftoken=" + "x" * 10_000, "messages=eyJhIjoxfQ:x:x", 'messages="\\000:1:x"',
        "commenter=1:1:x", 'commenter="\\000:9999999:x"', "commenter=" + "9" * 5000, ";;=;=x",
        "django_language=\xff",
    ],
    "CONTENT_LENGTH": ["-1", "\xb2", "9" * 5000, str(2**64), "x", ""],
    "CONTENT_TYPE": [
        _FORM, f"{_FORM}; boundary=", f"{_FORM}; boundary=\xff", f"{_FORM}; boundary=" + "x" * 300,
        f"{_FORM}; boundary=x", f"{_FORM}; boundary=x; charset=nowhere", "application/json", "\xff",
        "application/x-www-form-urlencoded; charset=nowhere", "text/plain; charset=idna", ";",
        "application/x-www-form-urlencoded; charset=utf-16", "text/html; charset*=a'b'%ff",
    ],
}  # fmt: skip
