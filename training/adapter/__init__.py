"""The recipe of models/press: sentence pairs in, an adapter of an open language model out. See training/README.md."""
