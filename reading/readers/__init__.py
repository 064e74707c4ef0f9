"""One module a format. Its function `read` is a `reading.extract.Reader`: bytes and a name in, an `Extract` out."""
