"""Remarks on the links of a text."""

from django.utils.translation import gettext_lazy as _

from articles.proofreading import own_addresses
from articles.proofreading.remark import Place, remark
from newsroom import html


@remark(_("A link has no address."), "body")
def link_without_address(text):
    yield from _with(text, own_addresses.NO_ADDRESS)


@remark(_("A link leads to a computer that readers can't reach."), "body")
def link_out_of_reach(text):
    yield from _with(text, own_addresses.UNREACHABLE)


@remark(_("A link leads to the desk, where readers can't go."), "body")
def link_to_the_desk(text):
    yield from _with(text, own_addresses.DESK)


@remark(_("A link leads to an article that readers don't see."), "body")
def link_to_a_hidden_article(text):
    yield from _with(text, own_addresses.HIDDEN)


@remark(_("A link leads to a page of ours that doesn't exist."), "body")
def link_to_a_missing_page(text):
    yield from _with(text, own_addresses.MISSING)


def _with(text, fault):
    for passage in text.passages:
        for address, words in html.links(passage.source):
            if text.link_faults.get(address) == fault:
                yield Place(" · ".join(filter(None, [words, address])), passage.under)
