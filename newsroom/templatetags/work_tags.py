from django import template

from newsroom.work import job_admin

register = template.Library()


@register.inclusion_tag("admin/newsroom/_given_up.html", takes_context=True)
def given_up_work(context):
    """List the kinds of work with given-up rows that the user may see."""
    return {"kinds": list(job_admin.given_up(context["request"]))}


@register.inclusion_tag("admin/newsroom/_late.html")
def late_work():
    """Say that nobody does the work in the background, if that is so."""
    return {"since": job_admin.late_since()}
