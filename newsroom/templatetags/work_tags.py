from django import template

from newsroom.work import job_admin

register = template.Library()


@register.inclusion_tag("admin/newsroom/_given_up.html", takes_context=True)
def given_up_work(context):
    """How much of what was due was given up, for those who may look at it."""
    return {"kinds": list(job_admin.given_up(context["request"]))}
