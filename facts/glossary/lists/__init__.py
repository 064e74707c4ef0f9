"""Authored Chinese-English lists: one tab-separated file a subject, columns zh, en, kind, note, UTF-8, one header line.

``note`` holds an acronym ("UESTC"), other right renderings ("also: Politburo"), or a remark for the reader; parts are
separated by ``;``. The lists are this project's own, written from the public bodies' own English names and common usage.
"""
