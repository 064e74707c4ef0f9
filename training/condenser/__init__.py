"""Trains and validates the models of condensing: `python -m training.condenser` writes summarize/extract/weights.json.

data.py reads what editors have done, labels.py turns it into rows and labels, fitting.py fits, validation.py cross-validates.
"""
