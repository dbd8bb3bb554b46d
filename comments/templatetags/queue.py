from django import template

from comments.admin.waiting import number_waiting

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_comments(context):
    """How many comments wait, for those who may decide about them; None for others."""
    request = context["request"]
    if not request.user.has_perm("comments.moderate_comment"):
        return None
    return number_waiting(request)
