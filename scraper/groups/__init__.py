"""The same question, put to several forces.

`words` and `asks` say what a request asks and whether two ask the same; `sketches` finds those worth comparing among
any number; `update` keeps the groups in the archive; `closest` finds what is nearest to a draft.
"""
