"""Which pretrained models there are, and how one is loaded and run."""
