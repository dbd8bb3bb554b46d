"""A bleach cleaner whose parser takes linear time, whatever is nested in the input.

The HTML standard's algorithm searches all open elements at many tags, and opens formatting that was
never closed anew in each paragraph. Browsers have such limits too (Chromium: 512 levels).
"""

from collections import Counter

from bleach import html5lib_shim, sanitizer

DEEPEST = 100  # elements in one another; a tag beyond is taken off, its words stay
MOST_UNCLOSED = 20  # formatting elements that are open at once
MOST_REOPENED = 2000  # formatting elements in all that are opened anew, for they never were closed
FORMATTING = {
    *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
    *("tt", "u"),
}
# Elements that hold no other element.
FLAT = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr", "iframe", "noembed", "noframes", "noscript", "plaintext"),
    *("script", "style", "textarea", "title", "xmp"),
}


class Cleaner(sanitizer.Cleaner):
    def __init__(self, **rules):
        super().__init__(**rules)
        self.parser = _Parser(
            self.tags, self.strip, consume_entities=False, namespaceHTMLElements=False
        )


class _Tokenizer(html5lib_shim.BleachHTMLTokenizer):
    def __iter__(self):
        tree, reopened, taken_off = self.parser.tree, 0, Counter()
        for token in super().__iter__():
            if token["type"] == html5lib_shim.TAG_TOKEN_TYPE_START:
                unclosed = tree.activeFormattingElements
                reopened += len(unclosed) if self._are_closed(unclosed) else 0
                if reopened > MOST_REOPENED:
                    unclosed[:] = [each for each in unclosed if each is None]  # marks of tables
                if self._is_too_much(token["name"], unclosed):
                    taken_off[token["name"]] += 1
                    continue
            elif token["type"] == html5lib_shim.TAG_TOKEN_TYPE_END and taken_off[token["name"]]:
                taken_off[token["name"]] -= 1
                continue
            yield token

    def _are_closed(self, unclosed) -> bool:
        """Return True if unclosed formatting waits to be opened anew in the next paragraph."""
        return bool(unclosed and unclosed[-1] and unclosed[-1] not in self.parser.tree.openElements)

    def _is_too_much(self, name, unclosed) -> bool:
        if name in FLAT:
            return False
        is_deep = len(self.parser.tree.openElements) > DEEPEST
        return is_deep or (name in FORMATTING and len(unclosed) > MOST_UNCLOSED)


class _Parser(html5lib_shim.BleachHTMLParser):
    def _parse(self, stream, innerHTML=False, container="div", scripting=True, **options):  # noqa: N803
        """Parse as the parent class does, with our tokenizer."""
        self.innerHTMLMode, self.container, self.scripting = innerHTML, container, scripting
        self.tokenizer = _Tokenizer(
            stream=stream, consume_entities=self.consume_entities, parser=self, **options
        )
        self.reset()
        self.mainLoop()
