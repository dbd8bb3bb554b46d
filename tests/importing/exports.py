"""Builders of made-up exports: only what matters to a test is named."""

from xml.sax.saxutils import escape, quoteattr

BLOG = "https://old.example.org"


def cdata(words):
    return "<![CDATA[" + words.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def wordpress(*parts, version="1.2", address=BLOG, head="", prefixes=True):
    """A WXR file of `parts` (what `post`, `category` … return)."""
    declared = (
        f' xmlns:wp="http://wordpress.org/export/{version}/"'
        f' xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0"{declared if prefixes else ""}>\n<channel>\n{head}'
        f"<link>{address}</link><wp:base_blog_url>{address}</wp:base_blog_url>\n"
        + "\n".join(parts)
        + "\n</channel>\n</rss>\n"
    )


def tags(prefix="", **texts):
    return "".join(
        f"<{prefix}{name}>{cdata(str(text))}</{prefix}{name}>"
        for name, text in texts.items()
        if text is not None
    )


def post(number, *inside, title="The harbour wakes up", content="Boats, mostly.", **what):
    """An <item>; `inside` are comments and categories, `meta` its meta data."""
    slug = what.pop("slug", f"harbour-{number}")
    date = what.pop("date", "2012-01-05 14:30:46")
    meta = what.pop("meta", {})
    plain = {
        "title": title,
        "link": what.pop("link", f"{BLOG}/2012/01/{slug}/"),
        "guid": what.pop("guid", f"{BLOG}/?p={number}"),
        "pubDate": what.pop("pub_date", None),
    }
    excerpt = what.pop("excerpt", "")
    creator = what.pop("by", "ida")
    fields = {
        "post_id": number,
        "post_date": what.pop("local", date),
        "post_date_gmt": date,
        "comment_status": "open",
        "post_name": slug,
        "status": "publish",
        "post_parent": 0,
        "post_type": "post",
        "post_password": "",
        **what,
    }
    return (
        f"<item>{tags(**plain)}<dc:creator>{cdata(creator)}</dc:creator>"
        f"<content:encoded>{cdata(content)}</content:encoded>"
        f"<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>{tags('wp:', **fields)}"
        + "".join(
            f"<wp:postmeta>{tags('wp:', meta_key=key, meta_value=value)}</wp:postmeta>"
            for key, value in meta.items()
        )
        + "".join(inside)
        + "</item>"
    )


def attachment(number, parent=0, file="boat.jpg", **what):
    return post(
        number,
        **{
            "post_type": "attachment",
            "status": "inherit",
            "post_parent": parent,
            "link": f"{BLOG}/2012/01/harbour/boat-{number}/",
            "attachment_url": f"{BLOG}/wp-content/uploads/2012/01/{file}",
            **what,
        },
    )


def filed_under(name, nicename=None, domain="category"):
    nicename = f" nicename={quoteattr(nicename)}" if nicename else ""
    return f'<category domain="{domain}"{nicename}>{cdata(name)}</category>'


def category(nicename, name, parent="", number=""):
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id>"
        + tags("wp:", category_nicename=nicename, category_parent=parent, cat_name=name)
        + "</wp:category>"
    )


def author(login, name, number=1):
    fields = {
        "author_id": number,
        "author_login": login,
        "author_email": f"{login}.private@example.org",
        "author_display_name": name,
    }
    return f"<wp:author>{tags('wp:', **fields)}</wp:author>"


def comment(number, text="I walked past.", parent=0, approved="1", **what):
    fields = {
        "comment_id": number,
        "comment_author": "Ravi",
        "comment_author_email": "ravi@example.org",
        "comment_author_url": "https://watches.example.org/",
        "comment_author_IP": "192.0.2.77",
        "comment_date_gmt": f"2012-01-06 10:00:{number % 60:02}",
        "comment_content": text,
        "comment_approved": approved,
        "comment_type": "",
        "comment_parent": parent,
        **what,
    }
    return f"<wp:comment>{tags('wp:', **fields)}</wp:comment>"


# -- Blogger

KIND = "http://schemas.google.com/blogger/2008/kind#"
BLOG_ID = "tag:blogger.com,1999:blog-77"
OLD = "http://harbour.blogspot.com"


def blogger(*entries, declare=' xmlns:app="http://purl.org/atom/app#"'):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:gd="http://schemas.google.com/g/2005"'
        f' xmlns:thr="http://purl.org/syndication/thread/1.0"{declare}>'
        f"<id>{BLOG_ID}.archive\n </id><title>Harbour</title>"
        f'<link rel="alternate" type="text/html" href="{OLD}/"/>\n'
        + "\n".join(entries)
        + "\n</feed>\n"
    )


def entry(kind, number, content="", title="The harbour wakes up", extra="", **what):
    """An <entry>; `alternate` is its address on the blog, a path."""
    sort = {"page": "page-", "settings": ""}.get(kind, "post-")
    place = "settings." if kind == "settings" else sort
    alternate = what.get("alternate")
    link = f'<link rel="alternate" href="{OLD}{alternate}"/>' if alternate else ""
    labels = "".join(
        f'<category scheme="http://www.blogger.com/atom/ns#" term={quoteattr(label)}/>'
        for label in what.get("labels", ())
    )
    return (
        f"<entry><id>{BLOG_ID}.{place}{number}</id>"
        f"<published>{what.get('published', '2010-11-29T12:35:44.027-08:00')}</published>"
        f'<category scheme="http://schemas.google.com/g/2005#kind" term="{KIND}{kind}"/>{labels}'
        f'<title type="text">{escape(title)}</title>'
        f'<content type="html">{escape(content)}</content>{link}'
        f"<author><name>{escape(what.get('by', 'Ida'))}\n </name>"
        f"<email>noreply@blogger.com</email></author>{extra}</entry>"
    )


DRAFT = "<app:control><app:draft>yes</app:draft></app:control>"


def reply(number, to, content="I walked past.", parent=None, extra="", **what):
    """A comment on the post `to`, maybe an answer to the comment `parent`."""
    extra += f'<thr:in-reply-to ref="{BLOG_ID}.post-{to}" type="text/html"/>'
    if parent:
        extra += f'<link rel="related" href="{OLD}/feeds/{to}/comments/default/{parent}?v=2"/>'
    return entry("comment", number, content, **{"by": "Ravi", "extra": extra, **what})


def setting(name, value):
    return entry("settings", name, value)
