def kept_private(response):
    """Have browsers tell no other site where this page is, and search engines leave it.

    Not "no-referrer": then browsers send `Origin: null` with the page's own forms.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
