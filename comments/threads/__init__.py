"""Threads of comments: paging and drawing."""

from comments.threads.nodes import Node, nodes
from comments.threads.paging import MOST_COMMENTS, Page, Unknown, address_of, none, of_thread, page
from comments.threads.sort import Sort

__all__ = [
    "MOST_COMMENTS",
    "Node",
    "Page",
    "Sort",
    "Unknown",
    "address_of",
    "nodes",
    "none",
    "of_thread",
    "page",
]
