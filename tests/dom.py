"""What a browser makes of HTML, as something that can be compared."""

import html5lib

from newsroom.html.rule_book import INLINE

Shape = tuple | str


def shape(source: str) -> list[Shape]:
    """Return the tree of a text's elements, attributes and words.

    Left out is what says nothing: a line end between two blocks, an element of a line without
    words, an attribute with the value that it has anyway.
    """
    return _children(html5lib.parseFragment(source, namespaceHTMLElements=False))


def _children(node) -> list[Shape]:
    found: list[Shape] = [node.text or ""]
    for child in node:
        found += [_element(child), child.tail or ""]
    return [each for each in found if each and each != "\n" and not _is_empty(each)]


def _is_empty(each: Shape) -> bool:
    return isinstance(each, tuple) and each[0] in INLINE and not each[2]


def _element(node) -> Shape:
    attributes = sorted(
        (name, value)
        for name, value in node.attrib.items()
        if (name, value) not in {("colspan", "1"), ("rowspan", "1")}
    )
    return (node.tag, tuple(attributes), tuple(_children(node)))
