"""Every regular expression of the product, and what it costs on the worst of its own alphabet.

`found()` reads the sources, so that no pattern hides in a function; `complaints()` runs each as
the product runs it, over repeated pieces of what it looks for.
"""

import ast
import importlib
import multiprocessing
import re
import resource
import signal
import time
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from re import _constants as kinds
from re import _parser as parser
from typing import NamedTuple

from tests.cost import seconds

ROOT = Path(__file__).resolve().parents[2]
APPS = ("newsroom", "articles", "comments")
METHODS = {"search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"}
OF_DJANGO = {"re_path", "RegexValidator"}
# Names in a function, and the table of the module that they go through.
TABLES = {"pattern": "BEGINNINGS"}
# Built while the product runs: made here by the same function, from what the database asks for.
BUILT = {"newsroom.sqlite_options": lambda module: [module["_as_regex"]("%ab%", "\\")]}
RUN_BY = {"newsroom/sqlite_options.py": ("fullmatch",)}

# A slash that begins a pattern stands where a value may; the comments have none behind these.
A_LITERAL = re.compile(
    r"(?<=[\s(,=:\[!&|?{};+])/"
    r"((?![*/ ])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])++)"
    r"/([a-z]*)(?=[.,;)\s])"
)

BLANKS = ["\xa0", "\u2003", "\u3000", "\u200b", "\x85", "\t", "\n", " ", "&nbsp;", "<p>", "<br>"]
OF_CATEGORY = {"SPACE": BLANKS, "DIGIT": ["1"], "WORD": ["a", "é", "_"], "NOT_SPACE": ["x"]}
ANYTHING = 'x1 <\n"'

SIZES = (4000, 10_000, 20_000)  # characters; the first only finds out what is worth measuring
CHEAP = 0.004  # seconds by the clock for the first size: CPU is counted in ticks of that length
TOO_SHORT = 0.02  # seconds of CPU: what takes less is not compared, the ticks would decide
AT_MOST = 2.5  # times the CPU for twice the length
A_CASE = 0.25  # seconds of CPU, then it is given up
ALL_CASES = 60  # seconds of CPU


class Pattern(NamedTuple):
    where: str
    regex: re.Pattern
    methods: tuple[str, ...]


# -- finding them


@cache
def found() -> list[Pattern]:
    """Every pattern of the product's Python; fails where one cannot be worked out."""
    sources = {
        path: path.read_text() for app in APPS for path in sorted((ROOT / app).rglob("*.py"))
    }
    everything = "\n".join(sources.values())
    return [
        Pattern(
            f"{path.relative_to(ROOT)}:{call.lineno}",
            regex,
            RUN_BY.get(str(path.relative_to(ROOT)), methods),
        )
        for path, source in sources.items()
        for call, methods in _calls(source, everything)
        for regex in _worked_out(call, path)
    ]


def _calls(source, everything):
    """The calls that are given a pattern, and the methods by which it is run."""
    tree = ast.parse(source)
    names = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr="compile")):
                used = re.findall(rf"\b{names.get(id(node), '-')}\.(\w+)\(", everything)
                yield node, tuple(sorted(METHODS & set(used))) or ("search", "findall")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
                if name in METHODS:
                    yield node, (name,)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
                if name in OF_DJANGO:
                    yield node, ("search",)


def _worked_out(call, path) -> Iterator[re.Pattern]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = vars(importlib.import_module(name))
    if name in BUILT:
        yield from BUILT[name](module)
        return
    given = {word.arg: word.value for word in call.keywords}
    source = call.args[0] if call.args else given["regex"]
    at = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(getattr(call.func, "attr", ""), 2)
    flags = given.get("flags") or (call.args[at] if len(call.args) > at else None)
    flags = _value(flags, module) if (flags and at != 2) or isinstance(flags, ast.Attribute) else 0
    if isinstance(source, ast.Name) and source.id in TABLES:
        yield from (re.compile(text, flags) for text in module[TABLES[source.id]].values())
    else:
        yield re.compile(_value(source, module), flags)


def _value(node, module):
    return eval(compile(ast.Expression(node), "pattern", "eval"), dict(module))


def in_scripts() -> list[tuple[str, str, str]]:
    """The patterns of our JavaScript: where each stands, itself, its flags."""
    return [
        (f"{path.relative_to(ROOT)}:{number}", *literal)
        for path in sorted((ROOT / "static").rglob("*.js"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for literal in A_LITERAL.findall(line)
    ]


# -- what they look for


class Alphabet:
    """The letters of a pattern, samples of its repeated parts, and what leads to each of them."""

    def __init__(self, regex):
        self.pieces, self.prefixes = set(BLANKS), {""}
        text = (
            regex.pattern.decode("latin-1") if isinstance(regex.pattern, bytes) else regex.pattern
        )
        whole = parser.parse(
            text, regex.flags & ~re.LOCALE if isinstance(regex.pattern, str) else 0
        )
        self.read(whole, "")
        sample = self.sample(whole)
        self.pieces |= {sample, sample[:-1], *re.findall(r"\w+|\W+", sample)}
        self.pieces |= {before + piece for before in self.prefixes for piece in [" ", "\n", "x"]}
        self.pieces.discard("")

    def read(self, sequence, before):
        for kind, value in sequence:
            inner, repeated = self.inner(kind, value)
            for part in inner:
                self.read(part, before)
            if kind is kinds.BRANCH:
                self.pieces |= {self.sample(part) for part in inner}
            if repeated:
                self.prefixes.add(before)
                for part in inner:
                    self.pieces |= {self.sample(part), *self.notifications(part)}
            if kind in (kinds.LITERAL, kinds.IN, kinds.NOT_LITERAL, kinds.ANY):
                self.pieces |= set(self.notifications([(kind, value)]))
            before += self.sample([(kind, value)])

    @staticmethod
    def inner(kind, value):
        """The sequences within a node, and whether it repeats them."""
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            return [value[2]], value[1] > 3
        if kind is kinds.SUBPATTERN:
            return [value[3]], False
        if kind is kinds.ATOMIC_GROUP:
            return [value], False
        if kind is kinds.BRANCH:
            return value[1], False
        if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            return [value[1]], False
        return [], False

    def notifications(self, sequence) -> Iterator[str]:
        """Some of each kind of what single characters (or blanks) the sequence matches."""
        for kind, value in sequence:
            if kind is kinds.LITERAL:
                yield chr(value)
            elif kind in (kinds.ANY, kinds.NOT_LITERAL):
                yield next(each for each in ANYTHING if each != "\n" and ord(each) != value)
            elif kind is kinds.IN:
                yield from self.of_class(value)
            elif kind is kinds.BRANCH:
                for part in value[1]:
                    yield self.sample(part)

    @staticmethod
    def of_class(items) -> list[str]:
        if items[0][0] is kinds.NEGATE:
            taken = "".join(Alphabet.of_class(items[1:]))
            return [each for each in "x,é1\u2003" + ANYTHING if each not in taken][:3] or ["x"]
        found = []
        for kind, value in items:
            if kind is kinds.LITERAL:
                found.append(chr(value))
            elif kind is kinds.RANGE:
                found += [chr(value[0]), chr(value[1])]
            elif kind is kinds.CATEGORY:
                name = str(value).removeprefix("CATEGORY_")
                found += OF_CATEGORY.get(name, ["x"])
        return found

    def sample(self, sequence) -> str:
        """Something short that the sequence matches, or nearly."""
        words = ""
        for kind, value in sequence:
            if kind in (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT, kinds.GROUPREF):
                continue
            inner, _repeated = self.inner(kind, value)
            if inner:
                times = max(value[0], 1) if kind is kinds.MAX_REPEAT else 1
                words += self.sample(inner[0]) * min(times, 30)
            else:
                words += next(self.notifications([(kind, value)]), "")
        return words


# -- what they cost


class GivenUp(Exception):
    pass


def complaints(patterns: list[Pattern]) -> list[str]:
    """What is too dear among `patterns`: run in a child, whose CPU time has an end."""
    forked = multiprocessing.get_context("fork")
    answer, ours = forked.Pipe(duplex=False)
    child = forked.Process(target=_complain, args=(patterns, ours))
    child.start()
    ours.close()
    try:
        return answer.recv()
    except EOFError:
        return ["no pattern ended"]
    finally:
        child.join()


def _complain(patterns, answer):
    resource.setrlimit(resource.RLIMIT_CPU, (ALL_CASES, ALL_CASES))
    signal.signal(signal.SIGVTALRM, _give_up)
    found = [f"{pattern.where} {worst}" for pattern in patterns if (worst := _worst(pattern))]
    answer.send(found)


def _give_up(_signal, _frame):
    raise GivenUp


def cases(regex, methods) -> Iterator[tuple[str, str, str, str]]:
    """Ways to run it: a method, what stands before, what is repeated, what stands behind."""
    notifications = Alphabet(regex)
    return product(methods, notifications.prefixes, notifications.pieces, ("", "\x01"))


def _worst(pattern: Pattern) -> str:
    for method, before, piece, behind in cases(pattern.regex, pattern.methods):
        run = _runner(pattern.regex, method)
        texts = (_text(pattern.regex, before, piece, behind, size) for size in SIZES)
        try:
            start = time.perf_counter()
            _cpu(run, next(texts))
            if time.perf_counter() - start < CHEAP:
                continue
            short, long = (min(_cpu(run, text) for _try in range(2)) for text in texts)
        except GivenUp:
            return f"{method} of {before!r} + {piece!r}… + {behind!r} does not end"
        if long > AT_MOST * max(short, TOO_SHORT):
            return f"{method} of {before!r} + {piece!r}… + {behind!r} is not linear"
    return ""


def _text(regex, before, piece, behind, size):
    text = before + piece * (size // len(piece)) + behind
    return text.encode("latin-1", "replace") if isinstance(regex.pattern, bytes) else text


def _runner(regex, method):
    if method in ("sub", "subn"):
        empty = b"" if isinstance(regex.pattern, bytes) else ""
        return lambda text: getattr(regex, method)(empty, text)
    if method == "finditer":
        return lambda text: list(regex.finditer(text))
    return getattr(regex, method)


def _cpu(run, text) -> float:
    """Seconds of CPU that `run` takes; GivenUp where these are too many."""
    signal.setitimer(signal.ITIMER_VIRTUAL, A_CASE)
    try:
        return seconds(lambda: run(text), tries=1)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
