"""The workbook: what a student keeps, and what stays closed until it is kept."""
