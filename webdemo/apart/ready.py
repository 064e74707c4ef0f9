"""Imported once by the process that the worker processes are forked from: what every job needs is loaded in all of them then."""

from __future__ import annotations

from webdemo.apart.jobs import warm

warm()
