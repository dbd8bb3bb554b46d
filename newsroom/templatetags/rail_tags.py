from django import template

from newsroom import rail

register = template.Library()


@register.simple_tag(takes_context=True)
def rail_entries(context):
    """Return the entries that the user may open; each with whether the page belongs to it."""
    request = context["request"]
    match = request.resolver_match
    here = rail.entry_of(match.url_name or "") if match else ""
    parts = rail.for_user(rail.PARTS.get(here, ()), request.user)
    return [
        {
            "entry": entry,
            "is_here": entry.name == here,
            "parts": parts if entry.name == here else [],
        }
        for entry in rail.for_user(rail.ENTRIES, request.user)
    ]
