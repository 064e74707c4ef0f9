"""A module or a room for each format. The function `read` is a `reading.extract.Reader`: bytes and a name in, an `Extract` out."""
