"""Text out of files, page by page; one module a family of formats."""
