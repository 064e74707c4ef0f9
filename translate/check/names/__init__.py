"""Names that the comparison by renderings does not settle: made up, by ear, another's, another post's, spelled in several ways."""
