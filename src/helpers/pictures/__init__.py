"""Charts that answer to controls, their style, and maps."""
