"""What must survive a translation: quantities, names and terms of a text, as values. Knows no model."""
