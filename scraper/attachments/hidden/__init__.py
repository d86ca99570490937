"""What a file holds that its pages do not show; one module a format."""
