"""What the lessons draw: one module per subject, each chart a pure `draw(ax, table, **values)`."""
