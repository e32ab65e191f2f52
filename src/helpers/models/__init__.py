"""Pure functions: numbers in, numbers out. Nothing here knows a file, a chart or a widget."""
