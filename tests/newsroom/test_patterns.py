"""No pattern of ours takes more than twice as long for twice the text, whoever wrote it."""

import re

import pytest

from tests.newsroom import patterns

# As they were once: alternatives that overlap, blanks from wherever one begins, two stars in a row.
OLD_ONES = {
    r"<p>(?:\s|&nbsp;|\xa0|<br>)*</p>": "sub",
    r"[ \t]*\n[ \t]*(?=</?p\b[^<>]*>)": "sub",
    r"(?:<br\s*/?>(?:\s|&nbsp;|\xa0)*){2,}": "sub",
    r"\[gallery\b[^\]]*\bids=([\d, ]+)": "findall",
    r"\[(\[[\w-]+[^\[\]]*\])\]": "sub",
    r"\s*\S+": "findall",
    r"[\w.+-]+@[\w-]+\.\w+": "search",
    r"\s+$": "sub",
    r"^(\w+\s?)*$": "match",
    r"<!--.*?-->": "sub",
    r'"([^"]|\\.)*"': "search",
}

# Runs each case in a worker of the browser, so that one without an end can be ended.
IN_A_WORKER = """async ([source, flags, cases, sizes]) => {
  const work = `onmessage = ({data: [source, flags, text]}) => {
    const pattern = new RegExp(source, flags);
    let best = Infinity;
    for (let time = 0; time < 3; time += 1) {
      const start = performance.now();
      text.replace(pattern, "");
      best = Math.min(best, performance.now() - start);
    }
    postMessage(best);
  }`;
  const address = URL.createObjectURL(new Blob([work]));
  let worker = new Worker(address);
  const run = (text) => new Promise((done) => {
    const giveUp = () => { worker.terminate(); worker = new Worker(address); done(Infinity); };
    const limit = setTimeout(giveUp, 1500);
    worker.onmessage = ({data}) => { clearTimeout(limit); done(data); };
    worker.postMessage([source, flags, text]);
  });
  for (const [before, piece, behind] of cases) {
    const text = (size) => before + piece.repeat(size / piece.length) + behind;
    const long = await run(text(sizes[1]));
    if (long === Infinity || (long > 20 && long > 2.5 * (await run(text(sizes[0])))))
      return `${before} + ${piece}`;
  }
  return "";
}"""


def test_every_pattern_is_linear():
    """K18a"""
    every = patterns.found()
    assert len(every) > 90
    assert patterns.complaints(every) == []


def test_one_that_is_not_would_be_seen():
    """K18a"""
    old = [
        patterns.Pattern(regex, re.compile(regex), (method,)) for regex, method in OLD_ONES.items()
    ]
    # Other work on the machine while the shorter text is run can hide one, so it is run again.
    for _try in range(3):
        seen = patterns.complaints(old)
        old = [each for each in old if not any(one.startswith(each.where) for one in seen)]
    assert [each.where for each in old] == []


def test_a_pattern_in_a_function_is_found_too():
    """K18a"""
    places = [pattern.where for pattern in patterns.found()]
    inline = [line for line in places if line.startswith("newsroom/html/plain_text.py")]
    assert len(inline) >= 6
    assert sum(place.startswith("articles/pictures/checking.py") for place in places) >= 14


@pytest.mark.browser
def test_every_pattern_of_the_scripts_is_linear(chromium):
    """K18a. In a browser, as these patterns are run by its engine and by no other."""
    page = chromium.new_page()
    every = patterns.in_scripts()
    assert len(every) >= 9
    bad = ("a bad one", r"^(?:\s|\xa0)*$", "")
    slow = [where for where, *pattern in [bad, *every] if _worst(page, *pattern)]
    page.close()
    assert slow == ["a bad one"]


def _worst(page, source, flags):
    source_here = re.sub(r"\\p\{\w+\}", r"\\w", source)  # Python has no classes of letters
    regex = re.compile(source_here if "(?<=" in source_here else source_here.replace("(?<", "(?P<"))
    cases = [case[1:] for case in patterns.cases(regex, ("sub",))]
    return page.evaluate(IN_A_WORKER, [source, flags, cases, patterns.SIZES[1:]])
