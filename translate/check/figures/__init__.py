"""Figures beyond their values, which `comparison` aligns: what each is told of, in which order, of which day, score, vote or rate; and
what is copied character by character.
"""
