def kept_private(response):
    """Forbid other sites the address, and search engines the page.

    Not "no-referrer": browsers then send `Origin: null` with the page's own forms.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
