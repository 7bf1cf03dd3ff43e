"""Problems of cells: what was typed cannot be read, or cannot be true."""

from etl.model import ERROR, INFO, WARNING
from etl.problem import Problem

CELL_PROBLEMS = (
    Problem(
        "not_a_number", ERROR, "“{header}”的“{value}”不是数字。", "请只填数字；约数、文字说明请移到备注列。", "{value!r} in {header!r} is no number.", "Type digits only.",
    ),
    Problem(
        "number_with_words", ERROR, "“{header}”的“{value}”不是一个单独的数（夹有文字、算式或几个数），不知以哪个为准。", "请只填一个确切的数；相加、相除的请填算好的结果。",
        "{value!r} in {header!r} is not one number alone: words, a sum or several numbers.", "Type one exact number, worked out.",
    ),
    Problem(
        "date_for_number", ERROR, "“{header}”应填数字，却是日期“{value}”（Excel 可能把“2/7”一类的输入变成了日期）。", "请把单元格格式改为“常规”后重填。",
        "{header!r} should be a number but holds the date {value}.", "Set the cell's format to General and type it again.",
    ),
    Problem(
        "error_cell", ERROR, "“{header}”的公式出错：{value}。", "请改正公式，或粘贴为数值。", "The formula in {header!r} fails: {value}.", "Correct it, or paste its value.",
    ),
    Problem(
        "formula_without_value", ERROR, "“{header}”是公式，但文件里没有存下计算结果。", "请用 Excel 或 WPS 打开、保存一次后再上传，或粘贴为数值。",
        "{header!r} holds a formula whose result was never stored.", "Open and save it once in Excel, or paste values.",
    ),
    Problem(
        "not_applicable", INFO, "“{header}”有 {count} 处填的是“{value}”，按“不适用”处理，不算 0。", "如实际为 0，请填 0。",
        "{value!r} in {header!r} ({count} cells) is taken as not applicable, not as 0.", "Type 0 if it is none.",
    ),
    Problem(
        "none_written", WARNING, "“{header}”有 {count} 处填的是“{value}”，按未知处理，不算 0。", "如实际为 0，请填 0。",
        "{value!r} in {header!r} ({count} cells) is taken as unknown, not as 0.", "Type 0 if it is none.",
    ),
    Problem(
        "nil_return", INFO, "有 {count} 行在“{header}”注明零报告，空白的辍学、劝返复学人数按 0 处理。", "如有学生辍学，请填写人数。",
        "{count} rows are marked as nil returns in {header!r}; their blank numbers are taken as 0.", "Type the numbers if there were any.",
    ),
    Problem(
        "nil_return_with_number", WARNING, "这一行注明零报告，“{header}”却是 {value}；按填写的人数处理。", "请核对：确有其数则不是零报告。",
        "The row is marked as a nil return but {header!r} is {value}; the number is used.", "Check which of them is right.",
    ),
    Problem("key_missing", ERROR, "这一行缺少“{header}”，不知属于哪一项。", "请补填。", "The row lacks {header!r}.", "Fill it in."),
    Problem("negative", ERROR, "“{header}”为负数 {value}。", "请核对；人数、金额不能小于 0。", "{header!r} is negative: {value}.", "Check it."),
    Problem(
        "not_whole", ERROR, "“{header}”应为整数，却是 {value}。", "请核对是否填错，或单位是否写错。", "{header!r} should be a whole number: {value}.", "Check the value and the unit.",
    ),
    Problem(
        "below_minimum", ERROR, "“{header}”为 {value}，小于允许的最小值 {bound}。", "请核对。", "{header!r} is {value}, below {bound}.", "Check it.",
    ),
    Problem(
        "above_maximum", ERROR, "“{header}”为 {value}，大于允许的最大值 {bound}。", "请核对。", "{header!r} is {value}, above {bound}.", "Check it.",
    ),
    Problem(
        "rate_ambiguous", ERROR, "“{header}”的 {value} 看不出是小数还是百分数。", "请在表头写明“%”，或统一填成 85.3% 这样的形式。",
        "It is unclear whether {value} in {header!r} is a fraction or a percentage.", "Write % into the header or the cells.",
    ),
    Problem(
        "choice_unknown", ERROR, "“{header}”的“{value}”不在可选范围内。", "可填：{known}。", "{value!r} is no choice of {header!r}.", "Known: {known}.",
    ),
    Problem(
        "grade_unknown", ERROR, "“{value}”不是可识别的年级。", "写法如：一年级、七年级、初一、高二、大班。", "{value!r} is no grade.", "Write 一年级, 七年级, 高二.",
    ),
    Problem(
        "date_unreadable", ERROR, "“{header}”的“{value}”不是可识别的日期。", "写法如 2023-09-01。", "{value!r} in {header!r} is no date.", "Write 2023-09-01.",
    ),
    Problem(
        "flag_unreadable", WARNING, "“{header}”的“{value}”看不出是或否，按未知处理。", "请填“是”或“否”。", "{value!r} in {header!r} is neither yes nor no.", "Write 是 or 否.",
    ),
    Problem(
        "merged_numbers", ERROR, "“{header}”把几行合并成了一个数 {value}，不知各行是多少。", "请取消合并，每行填自己的数。",
        "{header!r} merges several rows into one number, {value}.", "Unmerge it and give each row its own.",
    ),
    Problem(
        "row_without_school", ERROR, "这一行有数据，但没有学校名称。", "请补上学校名称或标识码；如是说明文字请删去。", "The row has data but no school.", "Name the school.",
    ),
    Problem(
        "stage_for_a_school", ERROR, "“学校”一列写的是学段“{value}”，没有学校名称；不知是哪些学校的数。",
        "如是各校的合计，请在行首写“小计”；如是乡镇或全县的数，请把“{value}”填在“学段”列，并填写“乡镇”或“区县”。",
        "The column of schools says {value!r}, a stage: whose numbers these are is unknown.",
        "Mark the row as a total, or put the stage into its own column and name the township or the district.",
    ),
    Problem(
        "total_mismatch", WARNING, "“{header}”的{label}为 {value}{unit}，其下各行相加为 {computed}{unit}，相差 {difference}{unit}。", "请核对合计行与明细；各校报齐时按明细计算。",
        "The {label} of {header!r} is {value}; its rows add up to {computed} (difference {difference}).", "Check it; the rows are what counts.",
    ),
    Problem(
        "columns_are_no_groups", WARNING, "“{header}”不是{headers}之和，这些列只是其中的一部分，没有采用；“{header}”按本列的数入库。",
        "如“{header}”应是各列的合计，请核对这几列；如这些列另有含义，请在“数据上传”中指明。",
        "{header!r} is not the sum of {headers}: those columns are parts and were left; {header!r} was taken as it is.",
        "If it should be their total, check the columns; if they mean something else, say so on the upload page.",
    ),
    Problem(
        "part_of_what", WARNING, "“{header}”是其中的一部分，看不出是班数还是人数，没有采用。", "请写明是“班数”还是“人数”。",
        "{header!r} is a part of something, of classes or of pupils; it was not used.", "Say which.",
    ),
    Problem(
        "row_total_mismatch", WARNING, "“{header}”为 {value}{unit}，同一行从“{first}”到“{last}”相加为 {computed}{unit}，相差 {difference}{unit}。", "请核对这一行的合计与分列。",
        "{header!r} is {value}; {first!r} to {last!r} of the row add up to {computed} (difference {difference}).", "Check the row.",
    ),
    Problem(
        "row_total_open", INFO, "“{header}”为 {value}{unit}，同一行的分列有空白，已填的相加为 {computed}{unit}，无法核对。", "",
        "{header!r} is {value}; some of its parts are blank and the others add up to {computed}.", "",
    ),
    Problem(
        "school_filled_down", INFO, "“学校”一列在 {cell} 处只写了一次，空白各行按上一行的学校入库（共 {count} 行）。", "如不是同一所学校，请在每行写明学校名称后重新上传。",
        "The school is written once over {cell}: {count} blank rows were read as the school above.", "If they are others', name the school in every row.",
    ),
    Problem(
        "school_left_blank", ERROR, "有 {count} 行（{cell}）没有写学校名称；年级或学段与上一行接不上，不知是不是同一所学校的数。", "请在每一行都写明学校名称，或把同一所学校的各行合并单元格。",
        "{count} rows ({cell}) name no school, and their grades or stages do not go on from the row above.", "Name the school in every row.",
    ),
    Problem(
        "school_parts_differ", ERROR, "“{value}”下面列了{parts}，相加与本校的数不符，不知以哪个为准。", "请核对本校的数与各学部的数；或把各学部分行写明“学段”，删去全校一行。",
        "The parts {parts} under {value!r} do not add up to its own row.", "Check them, or give each stage a row of its own.",
    ),
    Problem(
        "school_holds_others", ERROR, "“{value}”的各项数正好是相邻 {count} 所学校（{parts}）之和，可能已包含它们，相加会重复计算。",
        "如是合计，请把校名改为“小计”或删去这一行；如中心校另有本部，请只填本部的数。",
        "{value!r} is exactly what the {count} schools beside it ({parts}) add up to; it may hold them, and they would be counted twice.",
        "If it is their sum, call it 小计 or delete the row; else give its own seat only.",
    ),
    Problem(
        "total_not_checked", INFO, "“{header}”的{label}为 {value}{unit}；明细中有未知数，无法核对。", "", "The {label} of {header!r} is {value}; some of its rows are unknown.", "",
    ),
    Problem(
        "part_exceeds_whole", ERROR, "“{header}”{value}{unit} 大于“{whole}”{bound}{unit}。", "请核对两列是否填反、填错行。", "{header!r} {value} is more than {whole!r} {bound}.", "Check both columns.",
    ),
    Problem(
        "score_above_full_mark", ERROR, "“{header}”有分数超过满分 {bound}。", "请核对分数，或满分是否写错。", "A score of {header!r} is above the full mark {bound}.", "Check the score and the full mark.",
    ),
    Problem(
        "score_unreadable", ERROR, "“{header}”有一个分数不是数字。", "请填分数，缺考请填“缺考”。", "A score of {header!r} is no number.", "Type a number, or 缺考.",
    ),
    Problem(
        "mean_above_full_mark", ERROR, "“{header}”{value} 超过满分 {bound}。", "请核对平均分或满分。", "{header!r} {value} is above the full mark {bound}.", "Check both.",
    ),
    Problem(
        "given_disagrees", WARNING, "“{header}”为 {value}，与同行的平均分或比率不符（折算为 {computed}）。", "请核对；系统采用“{header}”。",
        "{header!r} is {value} but the mean or rate beside it says {computed}.", "Check it; {header!r} is used.",
    ),
    Problem(
        "given_without_base", WARNING, "“{header}”有值，但缺少人数（实考人数），无法折算，没有采用。", "请补上实考人数列。",
        "{header!r} cannot be used without the number who sat.", "Add the column 实考人数.",
    ),
    Problem(
        "code_damaged", ERROR, "“{header}”的“{value}”已被 Excel 变成科学计数，末位可能丢失。", "请把该列设为文本格式后重填。",
        "{value!r} in {header!r} was turned into scientific notation; digits may be lost.", "Format the column as text and type it again.",
    ),
    Problem(
        "more_findings", INFO, "同类问题“{title}”还有 {count} 处，没有逐条列出。", "请先改正已列出的，再上传看是否还有。", "{count} more findings of {title!r} are not listed.", "Correct the listed ones first.",
    ),
)  # fmt: skip
