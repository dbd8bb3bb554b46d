def kept_private(response):
    """Have browsers tell nobody where this page is, and search engines leave it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
