"""The same question, put to several forces.

`words` (by the lists of `vocabulary`) and `asks` say what a request asks and whether two ask the same; `update` keeps
the groups in the archive; `closest` finds what is nearest to a draft.
"""
