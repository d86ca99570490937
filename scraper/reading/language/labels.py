"""Labels of facts about a letter ("Our ref:") and of its parts ("Response:"), as whole lines."""

from __future__ import annotations

import re

_META = re.compile(
    r"""(?:(?:foi|foia|eir|our|your|freedom\sof\sinformation|information|enquiry|request|case|log|ico|eCase
      |unique)\s){0,4}
        (?:ref(?:erence)?(?:\s(?:no|number|num))?|date(?:d)?(?:\s(?:of|for))?(?:\s(?:the\s|our\s
          |your\s)?(?:foi\s)?(?:request(?:\sreceived)?|response|reply|publication
        |received?|responded|published|issued|answered|disclosed|disclosure|requested))?|(?:request|response
        |disclosure|received|published)\sdate|published(?:\son)?|(?:request\s)?number|category|sub-?category|topic
        |subject
        |department|type|status|rfi|ecase|foi)\.?\s?(?:no\.?)?\s?:?""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_LABEL = re.compile(
    r"(?:(?:your|our|in)\s)?(?:request|response|reply|question|answer|you\sasked)(?:\s\d{1,2})?\W*", re.IGNORECASE
)


def is_meta_label(text: str) -> bool:
    """Whether `text` is the label of a fact about the letter ("Our ref:"), without its value."""
    return len(text) <= 60 and _META.fullmatch(text) is not None


def is_part_label(text: str) -> bool:
    """Whether `text` is no more than the label of a part, such as "Request 2" or "Answer"."""
    return len(text) <= 40 and _PART_LABEL.fullmatch(text) is not None
