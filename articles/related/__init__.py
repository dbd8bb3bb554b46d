"""Related posts: similar in words, topics and date, or named or linked in the text.

    lists.py        each article's stored list, with pinned and hidden posts
    similarity.py   the score of two articles
    keywords.py     the index of each article's most telling words
    vocabulary.py   the number of articles with each word
    links.py        the articles that a text links to

Publishing writes a Job for it (articles/follow_ups.py). Adding an article costs the same among a
hundred thousand as among a thousand: candidates come from an index.
"""
