"""Words of the pages that answer questions."""

ANALYSIS: dict[str, tuple[str, str]] = {
    "page.overview": ("总览", "Overview"),
    "page.enrolment": ("入学与规模", "Enrolment and size"),
    "page.dropout": ("控辍保学", "Dropout control"),
    "page.aid": ("学生资助", "Student subsidy"),
    "page.exam": ("教学质量", "Teaching quality"),
    "page.pairs": ("结对帮扶", "School pairs"),
    "page.definitions": ("指标口径", "Definitions"),
}
