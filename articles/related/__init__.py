"""What to read next: similar in its words, its topics, its time; named or linked in the text.

    lists.py        each article's list, stored; pins, exclusions; what readers see
    similarity.py   how near two articles are, in one number
    keywords.py     the index: the most telling words of each article
    vocabulary.py   how many articles have a word
    links.py        which articles a text leads to

All of it is made because of a fact that publishing stores (articles/follow_ups.py), and adding an
article costs the same among a hundred thousand as among a thousand: candidates come from an index.
"""
