from django import template

from comments.statistics.durations import lasting

register = template.Library()
register.filter("lasting", lasting)
