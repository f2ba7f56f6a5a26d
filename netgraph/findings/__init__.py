"""Leads from the tables: what a case suggests about people and homes, with the whole argument.

``find_all`` gives the findings of a day; ``explain`` everything that those on one subject rest on.
"""
