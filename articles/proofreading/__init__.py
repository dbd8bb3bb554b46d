"""Proofreading: what is worth a look in an article before readers get it. It stops nobody.

What an article says is gathered once; each rule is a function of it that yields the places where it
applies.
"""
