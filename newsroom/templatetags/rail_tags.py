from django import template

from newsroom import rail

register = template.Library()


def for_user(entries, user):
    return [entry for entry in entries if entry.is_for(user)]


@register.simple_tag(takes_context=True)
def rail_entries(context):
    """Return the entries that the user may open; each with whether the page belongs to it."""
    request = context["request"]
    match = request.resolver_match
    here = rail.entry_of(match.url_name or "") if match else ""
    return [
        {
            "entry": entry,
            "is_here": entry.name == here,
            "parts": for_user(rail.PARTS.get(here, ()), request.user) if entry.name == here else [],
        }
        for entry in for_user(rail.ENTRIES, request.user)
    ]
