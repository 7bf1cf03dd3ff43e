"""Problems seen once a file stands beside what is already there: doubles, sums that differ, jumps, silence."""

from etl.model import ERROR, INFO, WARNING
from etl.problem import Problem

CHECK_PROBLEMS = (
    Problem(
        "duplicate_key", ERROR, "{what}出现了不止一次（{cells}），“{column}”的数不知以哪一个为准。", "请只保留一行，或补上能区分它们的列。",
        "{what} occurs more than once ({cells}); which {column} counts is unclear.", "Keep one row, or add what tells them apart.",
    ),
    Problem(
        "main_number_not_read", WARNING, "没有读到“{column}”，而“{headers}”列没有采用，可能就是它。",
        "如是，请在“更正识别结果”中把这一列定为“{column}”；本表确实不报“{column}”的，不必处理。",
        "{column_en} was not read, while {headers} was not used: it may be the one.",
        "If so, say under “Correct what was read” that it is {column_en}; leave it if this sheet does not report it.",
    ),
    Problem(
        "transfers_of_whom", WARNING, "“{value}”旁没有毕业生数，也没有写明是哪一届学生的转学。",
        "巩固率按毕业年级同一届学生自入学起的转入、转出计算。如是全校一年的转学人数，请在“更正识别结果”中把这两列改为不读入。",
        "{value!r} stands without graduates and does not say whose transfers it counts.",
        "Retention takes the transfers of the leaving class since it entered. If these are a year's transfers of the whole school, leave the columns out under “Correct what was read”.",
    ),
    Problem(
        "total_differs", WARNING, "{area}{period}{stage}“{column}”：自报合计 {value}{unit}，各校相加 {parts}{unit}，相差 {difference}{unit}。",
        "请核对合计或缺报、重报的学校；页面按各校相加显示，合计另存。",
        "{area}, {period} {stage} {column}: the stated total is {value}, its schools add up to {parts}.",
        "Check the total and the schools that are missing or counted twice.",
    ),
    Problem(
        "total_stands", INFO,
        "{area}{period}{stage}“{column}”：应报 {due} 所，已有 {counted} 所，相加 {parts}{unit}；未报齐前按自报合计 {value}{unit} 显示，并注明“自报”。",
        "各校报齐后自动改按各校相加；如合计有误请改正后重新上传。",
        "{area}, {period} {stage} {column}: {counted} of {due} schools add up to {parts}; until the others report, the stated total {value} is shown and marked.",
        "Once all schools have reported, their sum is shown. Correct the total if it is wrong.",
    ),
    Problem(
        "blank_keeps_value", WARNING, "{area}{period}{stage}“{column}”表中为空白或“—”，保留原有的 {value}{unit}{beside}。",
        "如应改动，请填上新数；如已没有，请填 0；确实不变则不必处理。",
        "{area}, {period} {stage}: {column} is blank or a dash, so the earlier {value} stays{beside_en}.",
        "Type the new number, or 0 if there is none; leave it if it has not changed.",
    ),
    Problem(
        "amount_per_head_odd", WARNING,
        "{area}{period}{stage}“{column}”{value}元、{heads}人，合每人 {each} 元，与{what}（每人 {beside} 元）相差百倍以上。",
        "请核对这一格的单位：是元还是万元；单位和数额都无误才可启用。",
        "{area}, {period} {stage}: {column} {value} yuan for {heads} is {each} a head, a hundred times off {what} ({beside}).",
        "Check the unit of this cell: yuan or 万元.",
    ),
    Problem(
        "amount_off_standard", INFO,
        "{period}{stage}{kind}：{all} 行中有 {n} 行人均金额不在当期标准（每学期 {standard} 元）之内，如{area}人均 {each} 元。",
        "请核对人数、金额和项目；本地标准与国家标准不同的，请在“设置—资助标准”中按文件改。",
        "{kind}, {period} {stage}: {n} of {all} rows are off the standard of the term ({standard} yuan), for one {area} with {each} a head.",
        "Check persons, amount and programme; where the local standard differs, enter it under Settings, aid standards.",
    ),
    Problem(
        "remembered_unit_odd", ERROR,
        "表中没有写金额单位，按记住的版式以“{value}”读入，每人约 {each} 元，与资助的一般水平（每人 {beside} 元）相差百倍以上。",
        "请在“数据上传”中为这份表选定金额单位（元或万元）后再启用；也可在表头写明单位。",
        "The sheet states no unit; by the remembered layout ({value}) it comes to {each} yuan a head, a hundred times off what aid usually is ({beside}).",
        "Say the unit of this file on the page of uploads, or write it into its header.",
    ),
    Problem(
        "blank_beside_named", ERROR,
        "{area}{period}{stage}有一笔没有填“{key}”的“{column}”{value}{unit}{here}，同时有分列的{named}（合计 {parts}{unit}）：可能是它们的合计，相加会重复计算。",
        "如是合计，请删去这一行（已入库的请撤销那一批次，或勾选“本文件整体替换该范围”）；如另是一项，请补填“{key}”。",
        "{area}, {period} {stage}: {column} {value} without {key_en} stands beside {named} ({parts} together); it may be their sum and would be counted twice.",
        "Remove it if it is their sum (undo the earlier batch, or let this file replace its range); else name it.",
    ),
    Problem(
        "programme_holds_another", ERROR,
        "{area}{period}{stage}“{name}”的“{column}”{value}{unit}，同时有{named}（合计 {parts}{unit}）：前者可能已包含后者，相加会重复计算。",
        "只留一种口径：已分寄宿、非寄宿的请删去不分的（已入库的请撤销那一批次，或勾选“本文件整体替换该范围”）；如确是另一项，请写明项目名称。",
        "{area}, {period} {stage}: {name} ({value}) stands beside {named} ({parts} together), which it may hold; they would be counted twice.",
        "Keep one of the two (undo the earlier batch, or let this file replace its range); if it is another programme, name it.",
    ),
    Problem(
        "category_spelled_twice", ERROR,
        "{area}{period}{stage}“{name}”（{value}{unit}）与{named}（{parts}{unit}）应是同一类对象的两种写法，相加会重复计算。",
        "请统一写法；如是两类对象，请写得能区分。已入库的写法有误的，请撤销那一批次，或勾选“本文件整体替换该范围”。",
        "{area}, {period} {stage}: {name} ({value}) and {named} ({parts}) look like one group of pupils spelled twice.",
        "Spell it one way (undo the earlier batch, or let this file replace its range), or tell the two apart.",
    ),
    Problem(
        "archive_contradicts", ERROR,
        "同一压缩包里的“{file}”已把{area}{period}{stage}“{column}”报为 {before}{unit}，本文件为 {value}{unit}：可能是同一份表的新旧两稿。",
        "请只留下有效的一稿再上传；如先采用的不对，请撤销那一批次后单独上传本文件。",
        "{file!r} of the same zip states {before} for {column} of {area} ({period} {stage}), this file {value}: two versions of one return?",
        "Keep the valid one; if the one taken is wrong, undo its batch and upload this file by itself.",
    ),
    Problem(
        "more_classes_than_pupils", ERROR, "这张表的班数合计 {classes}，比在校生数合计 {pupils} 还多，两列可能填反了。", "请核对表头和数字后再上传。",
        "The sheet has {classes} classes and {pupils} pupils in all: two columns may be the wrong way round.", "Check its headers and numbers.",
    ),
    Problem(
        "amount_unit_impossible", ERROR, "这张表的金额平均每人约 {each} 元，与资助的一般水平（每人 {beside} 元）相差 {times} 倍以上：单位或列有误。",
        "请核对金额的单位（元、万元）以及人数、金额两列是否填反。", "Amounts come to {each} yuan a head, more than {times} times off what aid usually is ({beside}): the unit or a column is wrong.",
        "Check the unit (yuan or 万元), and whether persons and money are the wrong way round.",
    ),
    Problem(
        "stage_blank_beside_named", ERROR,
        "{area}{period}的“{column}”有一笔没有学段（{value}{unit}），同时有分学段的数（合计 {parts}{unit}）：可能是它们的合计，相加会重复计算。",
        "请只留分学段的数；没有学段的一笔已入库的，请撤销那一批次，或补填“学段”。",
        "{area}, {period}: {column} {value} without a stage stands beside those of stages ({parts} together); it may be their sum.",
        "Keep those of the stages; undo the earlier batch, or give the number its stage.",
    ),
    Problem(
        "sources_differ", INFO,
        "{area}{period}{stage}“{column}”：整期填报 {value}{unit}，{kind}（{counted} 期）相加 {parts}{unit}，相差 {difference}{unit}。",
        "两种来源只采用一种，不会相加：按覆盖最全的一种显示，一样全时用整期的数。请核对以哪一种为准。",
        "{area}, {period} {stage} {column}: stated as a whole {value}, {kind_en} ({counted}) add up to {parts}.",
        "Only one of the two is used, the one that covers more; the whole where both do. Check which is right.",
    ),
    Problem(
        "included_reports_too", ERROR, "{period}{stage}：“{value}”写明已含所属学校，而{names}另有自己的数，相加会重复计算。",
        "如已含在内，请删去这些学校的行（已入库的请撤销那一批次）；如不含，请去掉“（含……）”字样。",
        "{period} {stage}: {value!r} says that it holds the schools below it, but {names} have numbers of their own.",
        "Remove their rows if they are held, else remove the remark.",
    ),
    Problem(
        "parent_reports_for", INFO, "{period}{stage}：“{value}”的数已含{names}，这 {count} 所不再列为缺报。", "如不含，请去掉“（含……）”字样。",
        "{period} {stage}: {value!r} holds {names}; these {count} are not missing.", "Remove the remark if it does not.",
    ),
    Problem(
        "parent_of_none", INFO, "{period}{stage}：“{value}”写明已含所属学校，但名录中没有以它为主管学校的村小、教学点。",
        "请在学校名录中为村小、教学点填写“主管学校”，否则它们仍列为缺报。",
        "{period} {stage}: {value!r} says that it holds the schools below it, but the register names none.",
        "Name their parent school in the register, else they count as missing.",
    ),
    Problem(
        "changed_much", WARNING, "{school}“{column}”由上年 {before}{unit} 变为 {value}{unit}（{change}）。", "请确认不是填错行、错列或错单位；属实则可启用。",
        "{school} {column} went from {before} to {value} ({change}).", "Make sure that no row, column or unit is wrong.",
    ),
    Problem(
        "overwritten_much", WARNING, "{school}{period}{stage}“{column}”原为 {before}{unit}，将改为 {value}{unit}（{change}）。",
        "请确认不是填错行、错列、错单位或拿错了表；确是更正的则可启用。",
        "{school}, {period} {stage}: {column} was {before} and becomes {value} ({change}).",
        "Make sure that no row, column, unit or table is wrong; publish it if it is a correction.",
    ),
    Problem(
        "school_absent", INFO, "{period}有 {count} 所{since}在列的学校这次没有：{names}。", "如系撤并请更新学校名录；如系漏报请补报。",
        "{count} schools of {since_en} are not in {period}: {names}.", "Update the register if they closed, else ask them to report.",
    ),
    Problem(
        "same_file_again", WARNING, "同一个文件已于 {when} 由 {person} 导入（批次 {batch}）。", "再次启用不会重复计数；不需要时可不启用。",
        "The same file was imported on {when} by {person} (batch {batch}).", "Nothing is counted twice; you need not publish it again.",
    ),
    Problem(
        "same_table_again", WARNING,
        "“{dataset}”的 {count} 条数与已启用的完全相同（批次 {batch}，{when} 由 {person} 导入），没有新内容。",
        "多半是同一张表换了文件名又报了一次：可不启用；如本应有改动，请核对是否拿错了文件，标题中的月份、学期是否忘了改。",
        "All {count} rows of {dataset_en} are in use already (batch {batch}, {when}, {person}).",
        "Probably the same table under another name: leave it. If something should have changed, check the file and the period in its title.",
    ),
    Problem(
        "same_as_before", WARNING, "{period}“{dataset}”的 {count} 条数与{before}完全相同。",
        "请确认不是拿了上期的表、只改了标题；确实没有变化的可以启用。",
        "All {count} rows of {dataset_en} for {period} are those of {before}.",
        "Make sure that it is not the earlier table under a new title; publish it if nothing has changed.",
    ),
    Problem(
        "flow_told_twice", WARNING,
        "{schools} 所学校中有 {same} 所的{period}“{column}”与{other}完全相同：“{column}”一学年只发生一次，两个学期都填，学年数就会加倍。",
        "如是重复填报，请撤销本文件，删去这一列（或在“数据上传”中选择不读这一列）后再导入；确是两个学期各发生一次的可以启用。",
        "Of {schools} schools {same} state the same {column_en} for {period} as for {other}; it happens once in a school year and would count twice.",
        "Take this file back, remove the column (or choose not to read it) and import it again; publish it if it did happen in both terms.",
    ),
    Problem(
        "sheet_repeats", WARNING, "本工作表有 {count} 行与工作表“{other}”的学校、项目和数都相同，只计一次。",
        "如是同一张表放了两份，请删去一份；如是两项不同的数（如两类资助对象），请在表中加一列写明，以便分开计算。",
        "{count} rows of this sheet repeat the sheet {other!r} and are counted once.",
        "Delete one if it is a copy; if they are two things, add a column that tells them apart.",
    ),
    Problem(
        "part_above_whole", WARNING,
        "{area}{period}{stage}：“{column}”{value}{unit} 大于“{whole}”{bound}{unit}，两数不在同一行，可能来自两张表。",
        "其中之一有误：请与学校核对，改正后重新上传有误的那一张；已启用的那张有误时，先改正它。",
        "{area}, {period} {stage}: {column} {value} is more than {whole} {bound}; the two come from different rows.",
        "One of them is wrong: ask the school and upload the wrong table again.",
    ),
    Problem(
        "not_reported", WARNING, "{period}有 {count} 所学校列在表中但“{column}”等为空白，按未报处理，不算 0：{names}。",
        "没有学生辍学的，请填 0 或注明“零报告”；还没报来的，不必处理，报送进度中列为未报。",
        "{period}: {count} schools are listed with blank numbers; they count as not reported, not as 0: {names}.",
        "Type 0 or 零报告 where there was none; leave it where nothing has come in yet.",
    ),
    Problem(
        "exam_not_allowed", WARNING, "{period}有{stage}非毕业年级或小学的区县统一考试成绩。",
        "教育部办公厅 2025 年 12 月通知不再允许组织此类考试；如为历史数据或学校自测，请注明。",
        "{period} holds district-wide results of grades for which such exams are no longer allowed ({stage}).",
        "By the ministry's notice of December 2025 these exams have ended; say so if they are something else.",
    ),
    Problem(
        "more_of_the_same", INFO, "另有 {count} 处“{title}”没有逐条列出。", "请按已列出的情况一并核对。",
        "{count} more findings of the kind {title!r} are not listed one by one.", "Check them like those listed.",
    ),
)  # fmt: skip
