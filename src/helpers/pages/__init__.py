"""What stands on a page where no Python runs."""
