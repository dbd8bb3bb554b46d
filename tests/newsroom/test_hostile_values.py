"""Nothing that stands in an address, a form or a header makes the paper fall over: never a 500.

Addresses are found by walking the resolver, public ones and the desk's; the names of parameters
and fields by watching what code asks a request for that leads somewhere, and those of the desk's
filters from the filters. Each is sent with a hostile value alone, all else being well, so that no
early refusal hides a later fault. 5,000 digits are sent as each; the other values take turns,
since all of them with all names are tens of thousands of requests: `make check-real` sends those.
"""

import re
from itertools import count, cycle
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import FieldDoesNotExist, ValidationError

from newsroom.page_cache.request import PARAMETERS
from newsroom.site.masthead import is_title_pattern
from newsroom.wsgi import application
from tests.cast import session_of, staff
from tests.desk.matrix.sending import filled_in
from tests.newsroom.hostile_requests import CHOSEN, HEADERS, VALUES, Sent, asked_in
from tests.newsroom.hostile_requests.asking import Door
from tests.newsroom.hostile_requests.paper import Paper, filters_of

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

FORM = re.compile(
    r"(?<!comment/1)(?<!comment/2)/"
    r"(change|publishing|corrections|addresses|to-me|password|password_change|login|user/add|words|front)/$"
)
# Django reads these at every address of the desk, in one place each.
ALIKE = {
    "_popup", "_to_field", "_save", "_saveasnew", "_facets", "_changelist_filters", "all", "p", "q",
    "csrfmiddlewaretoken", "index", "action", "select_across", "post", "o", "e", "next",
}  # fmt: skip
PUBLIC_FORMS = (
    "/{year}/{month}/{slug}/comment/",
    "/{year}/{month}/{slug}/comments/{number}/report/",
    "/my-data/",
)

# What only a press of a button sends, on a page of something else.
PRESSES = [
    Sent("/admin/articles/article/1/restore/", {"number": "1"}),
    Sent("/admin/articles/article/1/preview/link/", {"withdraw": "1"}),
    Sent("/admin/articles/article/1/addresses/", {"remove": "1"}),
    Sent(
        "/admin/articles/article/",
        {"action": "add_topic_to_many", "_selected_action": "1", "confirmed": "1", "topic": "1"},
    ),
]


@pytest.fixture
def paper(db):
    return Paper()


@pytest.fixture
def door(paper):
    return Door(application)


@pytest.fixture
def boss(paper):
    return Door(application, paper.session("boss"))


@pytest.fixture
def values(request):
    """So many of the values, in turn; all of them, and for all names, with --all."""
    numbers = count()

    def some(many):
        if request.config.option.all:
            return VALUES.values()
        first, *others = CHOSEN
        turns = [others[next(numbers) % len(others)] for _ in range(many - 1)]
        return [VALUES[name] for name in (first, *turns)]

    some.all = request.config.option.all
    return some


def names_in_source(folder, method="GET|POST") -> set[str]:
    """The parameters and fields that are read by their names in the folders of this name."""
    reads = re.compile(
        rf"""\b(?:{method})(?:\.get(?:list)?\(|\[)"(\w+)"|"(\w+)" in request\.(?:{method})"""
    )
    files = Path(settings.BASE_DIR).glob(f"[ac]*/{folder}/**/*.py")
    return {one or other for file in files for one, other in reads.findall(file.read_text())}


def read_by(door, sent) -> set[str]:
    """The names that are asked for while an address is answered that leads somewhere."""
    with asked_in() as names:
        status = door.status(sent.address, sent.body())
    assert status < 500, sent.address
    return {*names}


def broken_by(door, pairs, values, most=2) -> list:
    """What falls over of `pairs` of something sent and a name; each of a shape once."""
    broken, seen = [], set()
    for sent, name, shape in pairs:
        if shape in seen and not values.all:
            continue
        seen.add(shape)
        for value in values(most):
            if door.status(*sent.hostile(name, value)) >= 500:
                broken.append((sent.address, name, value[:20]))
    return broken


@pytest.mark.both_databases
def test_no_part_of_a_public_address(paper, door, values):
    """K8b, K17h"""
    broken, seen = [], set()
    for route, good in paper.public():
        for part in re.finditer(r"{(\w+)}", route):
            shape = route[: part.end()]
            if part[1] == "form" or (shape in seen and not values.all):
                continue
            seen.add(shape)
            for value in values(4):
                address = route.format(**good | {part[1]: value})
                if door.status(address) >= 500:
                    broken.append(address[:99])
    assert len(seen) > 15
    assert not broken, "\n".join(map(repr, broken))


@pytest.mark.both_databases
def test_no_parameter_and_no_field_of_a_public_page(paper, door, values):
    """K8b, K17h"""
    pairs, forms = [], {}
    for route, good in paper.public():
        sent = Sent(route.format(**good))
        names = read_by(door, sent)
        shape = route.replace("/{year}/{month}/", "/{year}/")
        pairs += [(sent, name, (shape, name)) for name in sorted(names & PARAMETERS)]
        if b'method="post"' in door.page:
            found = paper.forms_of(door.page.decode(), sent.address)
            forms |= {(one.address, *sorted(one.fields)): one for one in found}
    pairs += [(Sent("/"), name, name) for name in sorted(PARAMETERS)]
    for (address, *_names), sent in forms.items():
        names = read_by(door, sent) & {*sent.fields}
        pairs += [(sent, name, (address, name)) for name in sorted(names)]
    tried = {name for _sent, name, _shape in pairs}
    assert len(pairs) > 60
    assert names_in_source("views") - tried == set()
    broken = broken_by(door, pairs, values)
    assert not broken, "\n".join(map(repr, broken))


def test_no_part_of_an_address_of_the_desk_and_no_parameter(paper, boss, values):
    """K17h"""
    pairs, broken = [], []
    for sent in paper.desk(values.all):
        path = sent.address.partition("?")[0]
        names = read_by(boss, sent) | filters_of(path)
        pairs += [(sent, name, name if name in ALIKE else (path, name)) for name in sorted(names)]
        for number in re.findall(r"(?<=/)\d+(?=/)|[0-9a-f-]{36}", path):
            for value in values(2):
                if boss.status(path.replace(number, value, 1)) >= 500:
                    broken.append((path, value))
    tried = {name for _sent, name, _shape in pairs}
    assert len(pairs) > 40
    assert names_in_source("admin", "GET") - tried == set()
    broken += broken_by(boss, pairs, values, most=1)
    assert not broken, "\n".join(map(repr, broken))


def test_no_page_of_the_desk_for_who_may_only_look(paper):
    looks_on = staff("Vera")
    looks_on.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    vera = Door(application, f"; {settings.SESSION_COOKIE_NAME}={session_of(looks_on)}")
    answers = {sent.address: vera.status(sent.address) for sent in paper.desk()}
    assert [address for address, status in answers.items() if status >= 500] == []
    assert sum(status == 200 for status in answers.values()) > 30


def test_no_field_of_a_form_of_the_desk(paper, boss, values):
    """K17h"""
    pairs, broken = [], []
    for sent in forms_of_the_desk(paper, boss, values.all):
        names = read_by(boss, sent) - {*sent.fields}
        for value in list(values(2))[1:]:  # all fields at once: each is looked at by itself
            whole = "&".join(f"{name}={value}" for name in own(sent))
            if boss.status(sent.address, whole) >= 500:
                broken.append((sent.address, value[:20]))
        whole = sorted({*own(sent), *names})
        pairs += [(sent, name, kind_of_field(sent.address, name)) for name in whole]
    pairs += [(sent, name, (sent.address, name)) for sent in PRESSES for name in sent.fields]
    for sent in paper.presses():
        names = read_by(boss, sent) - ALIKE | {"reason", "words", "days"}
        what = str(sent.fields.get("decide", "")).partition(":")[0]
        pairs += [(sent, name, (what, name)) for name in sorted(names)]
    tried = {name for _sent, name, _shape in pairs}
    assert len(pairs) > 80
    assert names_in_source("admin", "POST") - tried - ALIKE == set()
    broken += broken_by(boss, pairs, values, most=1)
    assert not broken, "\n".join(map(repr, broken))


def forms_of_the_desk(paper, boss, all_of_them):
    """Each form as it stands, of a row that is there or, where those have none, of a new one."""
    for sent in paper.desk(all_of_them):
        if FORM.search(sent.address) and boss.status(sent.address) == 200:
            form = Sent(sent.address, filled_in(boss.page))
            if own(form):
                yield form


def kind_of_field(address, name):
    """Fields of one class are alike: the class in the model, or the name of what is in none."""
    try:
        model = apps.get_model(*address.split("/")[2:4])
        return type(model._meta.get_field(name)).__name__
    except (LookupError, ValueError, FieldDoesNotExist):
        return name.rpartition("-")[2]


def own(sent):
    """The fields of a form of the desk that are its own."""
    return [name for name in sent.fields if name not in ALIKE]


def test_no_header(paper, door, boss):
    """K17h"""
    session, broken = settings.SESSION_COOKIE_NAME, []
    year, month, slug = paper.parts["year"], paper.parts["month"], paper.parts["slug"]
    words = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nWords and more'
    asked = [
        (door, "/", None),
        (door, "/search/?q=x", None),
        (door, f"/{year}/{month}/{slug}/comment/", words),
        (boss, "/admin/comments/comment/claim/", words),
    ]
    for name, header in [(name, one) for name, values in HEADERS.items() for one in values]:
        if name.startswith(("HTTP_IF", "HTTP_RANGE", "HTTP_ACCEPT_ENCODING")):
            places = asked[:2]
        else:
            places = asked if name == "CONTENT_TYPE" else [asked[0], *asked[2:]]
        for who, address, body in places:
            said = header.replace("{session}", session)
            if who.status(address, body, **{name: said}) >= 500:
                broken.append((name, header[:40], address))
    parts = b"--x\r\nContent-Disposition: form-data; name*=a'b'%ff\r\n\r\nWords\r\n--x--\r\n"
    for who, address, _body in asked[2:]:
        kind = {"CONTENT_TYPE": "multipart/form-data; boundary=x"}
        assert who.status(address, parts, **kind) < 500
    assert not broken, "\n".join(map(repr, broken))


def test_no_field_that_comes_twice_and_none_that_is_a_list(paper, boss, values):
    """K17h: in the forms of the desk"""
    broken = []
    forms = [*forms_of_the_desk(paper, boss, values.all), *PRESSES]
    for sent in forms:
        bodies = [several(sent, "{}=a&{}=b"), several(sent, "{}[]=a&{}[0]=b")]
        broken += [(sent.address, b) for b in bodies if boss.status(sent.address, b) >= 500]
    assert len(forms) > 10
    assert not broken, "\n".join(map(repr, broken))


def test_no_field_of_a_public_form_that_comes_twice_or_as_a_list(paper, door):
    """K17h"""
    for address in PUBLIC_FORMS:
        forms = forms_at(paper, door, address)
        assert forms
        for form in forms:
            for again in ("{}=a&{}=b", "{}[]=a&{}[0]=b"):
                assert door.status(form.address, several(form, again)) < 500, (address, again)


def several(form, again):
    return "&".join(again.format(name, name) for name in form.fields)


def test_no_name_and_no_content_of_a_file(paper, boss):
    """K17h"""
    names = ["", ".", "..", "../../x.jpg", "x" * 5000 + ".jpg", "a\0b.jpg", "\udc80.jpg", "a.jpg/"]
    contents = [b"", b"GIF89a", b"\xff\xd8\xff\xe0" + b"\0" * 99]
    kind = {"CONTENT_TYPE": "multipart/form-data; boundary=x"}
    for name, content in [*zip(names, cycle(contents)), *((names[3], one) for one in contents)]:
        named = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = named.encode(errors="surrogateescape") + content + b"\r\n--x--\r\n"
        assert boss.status("/admin/articles/picture/add/", body, **kind) < 500, (name, content)


def test_no_address_that_a_proxy_names(paper, door, settings):
    """K17h"""
    settings.TRUSTED_PROXIES = 1
    (form, *_others) = forms_at(paper, door, PUBLIC_FORMS[0])
    for said in [*HEADERS["HTTP_X_FORWARDED_FOR"], "", ",", "1.2.3", "[::1]:80", "1.2.3.4, x"]:
        assert door.status(form.address, form.body(), HTTP_X_FORWARDED_FOR=said) < 500, said


@pytest.mark.parametrize("role", ["ida", "mo"])
def test_nobody_elses_desk_falls_over_either(paper, role, values):
    """K17h"""
    door = Door(application, paper.session(role))
    for sent in paper.desk():
        path = sent.address.partition("?")[0]
        for name in ("o", *filters_of(path)):
            for value in values(1):
                assert door.status(*sent.hostile(name, value)) < 500, (path, name)


def forms_at(paper, door, address):
    """The forms of a public page, as they are sent when all is well."""
    here = address.format(**paper.parts)
    assert door.status(here) == 200
    return list(paper.forms_of(door.page.decode(), here))


@pytest.mark.parametrize(
    "pattern", ["{name:>30000000}", "{name!r}", "{name.__class__}", "{0}", "{}", "{nobody}", "{"]
)
def test_a_pattern_for_titles_has_names_and_nothing_else(pattern):
    """K17h"""
    with pytest.raises(ValidationError):
        is_title_pattern(pattern)
    is_title_pattern("{short_name}: {headline} {{of}} {name}")
