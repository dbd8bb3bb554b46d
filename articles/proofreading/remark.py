from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from articles.proofreading.manuscript import Manuscript


class Place(NamedTuple):
    """A place in the article: words of it, the heading above, the key of a picture."""

    words: str = ""
    under: str = ""
    picture: str = ""

    @property
    def is_of_library(self) -> bool:
        return self.picture.isdecimal()


class Rule(NamedTuple):
    name: str
    sentence: Any  # for editors, in their language
    field: str  # of the form
    find: Callable[[Manuscript], Iterable[Place]]


class Remark(NamedTuple):
    rule: Rule
    places: list[Place]


RULES: list[Rule] = []


def remark(sentence, field: str) -> Callable:
    """Decorator: the function yields each Place about which `sentence` is true."""

    def register(find):
        RULES.append(Rule(find.__name__, sentence, field, find))
        return find

    return register
