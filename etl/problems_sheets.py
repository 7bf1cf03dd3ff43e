"""Problems of a sheet as a whole: what it is, for which period, what its headers mean."""

from etl.model import ERROR, INFO, WARNING
from etl.problem import Problem

SHEET_PROBLEMS = (
    Problem(
        "sheet_not_recognised", INFO, "工作表“{sheet}”没有识别为要收的数据：{reason}。", "如应收取，请对照模板修改标题和表头，或指定数据集。",
        "Sheet {sheet!r} was not recognised as data we collect: {reason}.", "Compare it with the template, or name the dataset.",
    ),
    Problem(
        "sheet_is_summary", INFO, "工作表“{sheet}”是其他工作表的汇总，没有重复计入。", "", "Sheet {sheet!r} repeats the sums of the others and was left out.", "",
    ),
    Problem(
        "sheet_is_part", WARNING, "工作表“{sheet}”只是总表中的一部分对象，已以总表为准，没有重复计入。", "如要按对象类别分列，请补齐各类对象的表，使其相加等于总表。",
        "Sheet {sheet!r} is of a part of those on the sheet of all; the latter was used.", "To keep the groups apart, give a sheet for each, so that they add up.",
    ),
    Problem(
        "hidden_sheet_left_out", WARNING, "隐藏的工作表“{sheet}”与可见的工作表同类，没有采用。", "如应采用，请取消隐藏后再上传；如是旧稿请删去。",
        "The hidden sheet {sheet!r} is of the same kind as a visible one and was left out.", "Unhide it if it is to be used, else delete it.",
    ),
    Problem(
        "hidden_sheet_read", WARNING, "工作表“{sheet}”是隐藏的，其中的数据已采用。", "如不应采用，请删去该工作表。",
        "The sheet {sheet!r} is hidden; its data was used.", "Delete it if that is wrong.",
    ),
    Problem(
        "hidden_rows_read", WARNING, "隐藏的第 {rows} 行（共 {count} 行）中的数已计入。", "如不应计入，请删去这些行；如应计入，请取消隐藏。",
        "The hidden rows {rows} ({count} in all) count.", "Delete them if they should not; else unhide them.",
    ),
    Problem(
        "filtered_rows_read", INFO, "被筛选掉、看不见的第 {rows} 行（共 {count} 行）中的数也已计入。", "如不应计入，请删去这些行；筛选不影响读取。",
        "The rows {rows} ({count} in all) that a filter hides count as well.", "Delete them if they should not.",
    ),
    Problem(
        "hidden_rows_left_out", INFO, "隐藏的第 {rows} 行（共 {count} 行）不是数据行（合计、说明等），没有计入。", "如应计入，请取消隐藏并填写学校名称。",
        "The hidden rows {rows} ({count} in all) are no rows of data (sums, notes) and do not count.", "Unhide and name them if they should.",
    ),
    Problem(
        "hidden_columns_read", WARNING, "隐藏的 {columns} 列（{headers}）中的数已采用。", "如不应采用，请删去这些列；如应采用，请取消隐藏。",
        "The hidden columns {columns} ({headers}) were used.", "Delete them if that is wrong; else unhide them.",
    ),
    Problem(
        "hidden_column_left_out", WARNING, "隐藏的 {cell} 列“{header}”与看得见的 {other_cell} 列含义相同，没有采用。", "如应以隐藏的列为准，请取消隐藏并删去另一列。",
        "The hidden column {cell} ({header!r}) means the same as the visible {other_cell} and was not used.", "If it is the right one, unhide it and delete the other.",
    ),
    Problem(
        "summary_differs", WARNING, "汇总表的“{header}”为 {value}{unit}，各分表相加为 {computed}{unit}，相差 {difference}{unit}。", "请核对分表是否齐全、汇总是否更新。",
        "The summary's {header!r} is {value}; the sheets add up to {computed} (difference {difference}).", "Check which of them is right.",
    ),
    Problem(
        "period_unknown", ERROR, "没有找到时期（学年、学期或月份）。", "请在标题中写明，如“2023—2024学年第一学期”，或在上传页的“更正识别结果”中填写时期。",
        "No period was found.", "Write it into the title, e.g. 2023—2024学年第一学期, or say it and have the file read again.",
    ),
    Problem(
        "programme_unlisted", WARNING, "“{value}”不在常用资助项目之列，按标题所写单列为一个项目。", "如与某个已有项目是同一项目，请改用其名称，以免分成两项。",
        "{value!r} is none of the usual programmes of aid; it is kept as a programme of its own, as the title writes it.",
        "If it is one that is known by another name, use that name.",
    ),
    Problem(
        "programme_renamed", INFO, "资助项目“{value}”统一记作“{name}”。", "", "The programme {value!r} is kept as {name}.", "",
    ),
    Problem(
        "programmes_together", WARNING, "标题“{value}”写了几个资助项目，表中没有分开，按未分项目记。", "如能分开，请加“资助项目”一列；分项目的数不要再与此表重复上报。",
        "The title {value!r} names several programmes and the table tells them apart nowhere; the numbers are kept under none.",
        "Add a column for the programme; do not report the programmes again beside this table.",
    ),
    Problem(
        "term_unclear", ERROR, "“{value}”可能是不同的学期：{choices}。各地叫法不同，不能自行认定。",
        "请在上传页的“更正识别结果”中填写时期；或在标题中写明学年和学期，如“2023—2024学年第二学期”，或“2024年春季”。",
        "{value!r} may be any of these terms: {codes}. Provinces differ, so it is not guessed.",
        "Say the period and have the file read again; or write the school year and the term into the title.",
    ),
    Problem(
        "period_from_bare_year", INFO, "“{text}”只有年份，按“{dataset}”的规则读作 {period}。", "如不对，请在标题中写明学年学期，或重新上传并先指定时期。",
        "{text!r} is only a year; by the rule of {dataset} it is read as {period}.", "If that is wrong, write the term into the title, or upload again and name the period first.",
    ),
    Problem(
        "sheet_name_contradicts_title", ERROR, "工作表名“{value}”与标题“{title}”（{period}）的时期不一致，不知以哪个为准。",
        "请改正工作表名或标题；或在“更正识别结果”中填写这张表的时期。",
        "The sheet is named {value!r} but its title says {title!r}; which period counts is unclear.",
        "Correct the name or the title, or say the sheet's period under “Correct what was read”.",
    ),
    Problem(
        "file_name_contradicts_title", WARNING, "文件名写的是“{value}”，表中写的是“{title}”，按表中读作{period}。",
        "请核对标题的年份、学期是否忘了改；标题无误的不必处理。",
        "The file's name says {value!r}, the sheet says {title!r}; it is read as the sheet says.",
        "Check whether the title was left unchanged; if it is right, there is nothing to do.",
    ),
    Problem(
        "cumulative_for_month", ERROR, "“{value}”是累计数，不能作为{period}一期的“{header}”入库，否则会与前几个月重复计算。",
        "请填报当月的数；或按学期、学年填报累计数，并在标题中写明该学期、学年。确是当月数的，请去掉标题中的“累计”。",
        "{value!r} is a sum to date and no number of one month; stored as that it would count the months before again.",
        "Report the month's own numbers, or the whole term or year under its own title.",
    ),
    Problem(
        "months_wrap", ERROR, "“{months}”跨两个年份，而只写明{year}年：1月、2月属于哪一年不能认定。",
        "请在月份前写明年份（如 2024年1月），或在标题中写明学年（如 2023—2024学年）。",
        "{months} run over two calendar years, but only {year} is named.", "Write the year with each month, or the school year into the title.",
    ),
    Problem(
        "period_kind_wrong", ERROR, "时期“{period}”的类型不适用于“{dataset}”。", "请改用：{known}。",
        "{period} is not a kind of period in which {dataset} is reported.", "Use one of: {known}.",
    ),
    Problem(
        "period_cell_unreadable", ERROR, "“{value}”不是可识别的时期。", "写法如 2023—2024学年第一学期、2024年3月。", "{value!r} is no period.", "Write 2023-2024-1 or 2024-03.",
    ),
    Problem(
        "graduates_of_last_year", INFO, "学年初报表中的“{header}”是上一学年的毕业生，记入 {period}。", "如是本学年毕业生，请在表头写明学年。",
        "On a return of the start of the year {header!r} are last year's; kept under {period}.", "Name the year in the header if not.",
    ),
    Problem(
        "columns_unknown", INFO, "没有采用的列：{headers}。", "这些列没有对应的数据项；如应采用，请改用模板中的列名。",
        "Columns not used: {headers}.", "Use the template's names if they should be.",
    ),
    Problem(
        "aid_groups_unknown", WARNING, "没有采用的人数或金额：{headers}。上面的分组不像资助项目，也不是对象类别。", "如是资助项目，请写全名称（如“××补助”“××计划”）；如是资金来源、批次等，请只留合计。",
        "Persons or money not used: {headers}. The group above names neither a programme nor a group of pupils.", "If it is a programme, write its full name; if a source of money or an instalment, keep the sum only.",
    ),
    Problem(
        "pupils_left_aside", WARNING, "这张表按“{dataset}”读取，“{value}”一列的学生数没有采用。", "如要采用，请把学生数另作一张在校生表上传。",
        "The sheet was read as {dataset}; the pupils in {value!r} were not used.", "Upload them as a return of enrolment of their own.",
    ),
    Problem(
        "pupils_of_another_stage", WARNING, "“{value}”没有采用：在校生数可能包含这部分其他学段的学生。", "请把其他学段的学生另列一行或一列（写明学段），在校生数只填本学段。",
        "{value!r} was not used: the pupils stated may hold these of another stage.", "Give them a row or column of their own stage.",
    ),
    Problem(
        "title_counts_a_part", ERROR, "标题说的是“{part}”，看不出“{value}”一列是全部在校生还是其中这一部分。", "请在表头写明，如“在校生数”“寄宿生数”“留守儿童数”“招生数”。",
        "The title speaks of {part}; whether {value!r} counts all pupils or these is not said.", "Say it in the header.",
    ),
    Problem(
        "column_without_header", WARNING, "{cell} 列有 {count} 个数，但没有表头，没有采用。", "如应采用，请写上表头；如不需要，请删去。",
        "Column {cell} holds {count} numbers under no header and was not used.", "Name it, or delete it.",
    ),
    Problem(
        "column_twice", WARNING, "“{header}”与“{other}”（{other_cell}）含义相同且内容一致，采用了后者。", "请只保留一列。",
        "{header!r} and {other!r} ({other_cell}) mean the same and agree; the latter was used.", "Keep one of them.",
    ),
    Problem(
        "column_twice_differs", ERROR, "“{header}”与“{other}”（{other_cell}）含义相同但数不一致，不知以哪一列为准。", "请只保留一列，或改成能区分的列名。",
        "{header!r} and {other!r} ({other_cell}) mean the same but differ.", "Keep one of them, or give them names that differ.",
    ),
    Problem(
        "place_twice_differs", WARNING, "“{header}”与“{other}”（{other_cell}）含义相同但内容有出入，采用了后者。", "请只保留一列。",
        "{header!r} and {other!r} ({other_cell}) mean the same but differ; the latter was used.", "Keep one of them.",
    ),
    Problem(
        "half_of_a_total", WARNING, "“{header}”只有一种性别，没有合计，没有采用。", "请补上另一种性别或合计列。",
        "{header!r} has one sex only and no total; it was not used.", "Add the other sex or the total.",
    ),
    Problem(
        "sexes_do_not_add_up", WARNING, "“{header}”{value} 不等于男、女相加 {computed}。", "请核对合计与男、女分列。",
        "{header!r} {value} is not the sum of both sexes, {computed}.", "Check the total and both parts.",
    ),
    Problem(
        "measure_unknown", WARNING, "“{header}”没有说明统计的是什么，没有采用。", "请在表头或标题中写明，如“在校生数”“班数”“平均分”。",
        "{header!r} does not say what it counts and was not used.", "Say it in the header or the title.",
    ),
    Problem(
        "group_total_left_out", INFO, "“{header}”是各组的合计，没有重复计入。", "", "{header!r} is the total over the groups and was left out.", "",
    ),
    Problem(
        "unit_unknown", ERROR, "“{header}”的单位“{value}”无法换算。", "请换成 {known}。", "The unit {value!r} of {header!r} cannot be converted.", "Use {known}.",
    ),
    Problem(
        "staff_not_pupils", ERROR, "“{header}”所在的表统计的是教师、教职工，不能当作在校生数，没有采用。",
        "请把表头写明为“教职工数”“专任教师数”，用“教师队伍”的模板填报；如确是学生，请把表头写作“在校生数”；不需要这张表的，选“不采用这张表”。",
        "The table of {header!r} is about staff, so its numbers are not taken for pupils.",
        "Name the columns 教职工数 or 专任教师数 as in the form for teachers, or 在校生数 if they are pupils; or leave the sheet out.",
    ),
    Problem(
        "heading_contradicts_name", ERROR, "“{value}”按名称是{named}，却排在“{heading}”标题之下。", "请补上缺的标题行，或增加“学段”列。",
        "{value!r} is named as {named} but stands under the heading {heading}.", "Add the missing heading, or a column 学段.",
    ),
    Problem(
        "unit_contradicted", ERROR, "“{header}”的单位两处不一致：{one}，{other}；不知以哪个为准。", "请核对金额单位，只保留一种说法；版式曾记住单位的，请在“数据上传”中更正。",
        "The unit of {header!r} is stated twice and differs: {one}, {other}.", "Check the unit and state it once; correct the remembered layout if that is wrong.",
    ),
    Problem(
        "unit_not_converted", ERROR, "表上写着单位“{value}”，整张表的数不能按它换算，照原样采用会差很多倍。", "请换算成人、元或万元后再上传；只有一列是这个单位的，写在该列表头的括号里。",
        "The sheet says its unit is {value!r}, by which a whole sheet is not converted.", "Convert to persons, yuan or 万元; if only one column has this unit, write it into that header.",
    ),
    Problem(
        "shown_divided", ERROR, "“{header}”有 {count} 处的单元格格式把数缩小显示，看到的数与存着的数不同，又没有写明单位；不知以哪个为准。",
        "请把这一列的单元格格式改为常规，核对数额后再上传；如是以万元显示，请在表头写明“（万元）”。",
        "{count} numbers of {header!r} are shown divided by their cell format, and no unit says so: shown and stored differ.",
        "Set the cell format to General and check the amounts, or write the unit into the header.",
    ),
    Problem(
        "unit_of_another_table", ERROR, "这张表另有标题，没有写“{header}”的单位；上面另一张表写的是{unit}，是否也适用于这张表，不能认定。",
        "请在这张表的标题下写明“单位：元”或“单位：万元”，或在“更正识别结果”中为这张表选定金额单位。",
        "This table has a title of its own and no unit for {header!r}; another table above is in {unit}, which may not hold here.",
        "Write the unit under this table's title, or choose it under “Correct what was read”.",
    ),
    Problem(
        "school_ended_reports", WARNING, "“{value}”已于 {day} 停办或并入别处，仍报了{period}的数。",
        "请核对：数是否应归并入后的学校；如学校仍在办，请在“学校与乡镇”中更正停办或并入的日期。",
        "{value!r} closed or was merged on {day} and still reports {code_en}.",
        "Check whose numbers these are, or correct the date on the page of schools and townships.",
    ),
    Problem(
        "no_data_rows", WARNING, "识别为“{dataset}”，但没有数据行。", "请填写后再上传。", "Recognised as {dataset}, but it has no data rows.", "Fill it in first.",
    ),
    Problem(
        "stage_unknown", WARNING, "有 {count} 行看不出学段，按全校的数入库，不计入任何一个学段；整体替换时也只替换这些学校自己的数。", "请增加“学段”列，或在标题、工作表名中写明学段。",
        "{count} rows do not tell the stage; they are kept as the whole school's, of no stage, and replace only these schools' numbers.", "Add a column 学段, or name the stage in the title.",
    ),
    Problem(
        "stage_total_left_out", INFO, "同一行跨小学、初中两个学段，“{header}”无法分开，没有采用（分年级的数已采用）。", "请按学段分行填报。",
        "The row spans two stages and {header!r} cannot be split; it was left out (the grades were used).", "Report each stage in a row of its own.",
    ),
    Problem(
        "full_mark_unknown", WARNING, "“{subject}”没有写明满分，及格、优秀、低分人数没有计算。", "请在表头写明，如“语文（120分）”，或增加“满分”行或列。",
        "The full mark of {subject} is not given; the counts at its thresholds were not computed.", "Write it in the header: 语文（120分）.",
    ),
    Problem(
        "full_mark_from_sum", INFO, "总分满分 {mark} 由各科满分相加得出（各行总分与各科之和一致）。", "", "The full mark of the total, {mark}, is the sum of the papers' (rows agree).", "",
    ),
    Problem(
        "exam_name_unknown", WARNING, "没有找到考试名称，用“{name}”代替。", "请在标题中写明，如“2024年中考”。", "No exam name was found; {name!r} is used.", "Write it into the title.",
    ),
    Problem(
        "layout_told", INFO, "按核对意见识别：{what}。", "", "Read as it was corrected: {what}.", "",
    ),
    Problem(
        "layout_recalled", INFO, "按记住的版式识别（{person} {day} 确认）：{what}。", "如不对，请在“数据上传”中更正，或取消记忆。",
        "Read by the layout that {person} confirmed on {day}: {what}.", "If that is wrong, correct it or forget the layout on the upload page.",
    ),
    Problem(
        "layout_incomplete", ERROR, "还不能识别：{what}。", "请在“更正识别结果”中指定表头行、数据集和各列的含义；不需要这张表的，选“不采用这张表”。",
        "It cannot be read yet: {what}.", "Say where the header stands, which dataset it is and what the columns mean; or leave the sheet out.",
    ),
    Problem(
        "correction_unusable", ERROR, "核对意见用不上：{what}。", "请改选其他含义，或恢复为自动识别。",
        "A correction cannot be followed: {what}.", "Choose something else, or leave it to recognition.",
    ),
    Problem(
        "sheet_not_needed", INFO, "工作表“{sheet}”核对时定为不需要，没有采用。", "", "Sheet {sheet!r} was said not to be needed and was left out.", "",
    ),
    Problem(
        "persons_rolled_up", INFO, "这是逐人的成绩表：已按学校和学科汇总 {count} 人，姓名、证件号、学籍号等没有保留。", "",
        "A list of persons: {count} rows were rolled up; no name or number was kept.", "",
    ),
    Problem(
        "score_marks", INFO, "及格按满分的 {passed} 及以上、优秀按 {excellent} 及以上、低分按 {low} 以下统计。", "界限在“设置”中修改，改后再导入的成绩按新界限统计。",
        "Passed counts from {passed} of the full mark, excellent from {excellent}, low below {low}.", "The marks are settings; scores imported later follow them.",
    ),
    Problem(
        "persons_not_taken", ERROR, "这是逐人的名册，系统不保存个人信息，无法导入。", "请按学校汇总人数、金额后再上传。",
        "This is a list of persons, which we do not keep.", "Add it up by school and upload that.",
    ),
)  # fmt: skip
