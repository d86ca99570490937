"""Files that responses link to: typed by content, checked for what hides in them, their text taken out.

Everything that opens a file runs in a process of its own (`FileReader`): what a hostile file can do is cost its own
text. The archive hands on no file: it shows text of pages, and links to the force for the rest.
"""
