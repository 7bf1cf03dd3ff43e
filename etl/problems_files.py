"""Problems of a file as a whole: it cannot be opened, or opening it would not be safe."""

from etl.model import ERROR, INFO
from etl.problem import Problem

_RESAVE = "请用 Excel 或 WPS 打开后“另存为”.xlsx，再上传。"
_RESAVE_EN = "Open it in Excel or WPS, save it as .xlsx and upload again."

FILE_PROBLEMS = (
    Problem("file_missing", ERROR, "找不到文件。", "请检查路径。", "The file is not there.", "Check the path."),
    Problem("file_empty", ERROR, "文件是空的（0 字节）。", "请确认导出完成后再上传。", "The file is empty (0 bytes).", "Export it again."),
    Problem(
        "file_too_large", ERROR, "文件有 {size} MB，超过上限 {limit} MB。", "请拆成几个文件，或删去图片等附件后再上传。",
        "The file has {size} MB; the limit is {limit} MB.", "Split it, or remove pictures.",
    ),
    Problem(
        "not_a_spreadsheet", ERROR, "这不是电子表格：{kind}。", "请上传 .xlsx 或 .csv 文件；其他格式请先另存为 .xlsx。",
        "This is no spreadsheet: {kind}.", "Upload .xlsx or .csv.",
    ),
    Problem(
        "html_as_spreadsheet", ERROR, "扩展名像表格，内容其实是网页或 XML，其中没有可以读取的表格。", _RESAVE,
        "It is named like a spreadsheet but is a web page or XML without a table that can be read.", _RESAVE_EN,
    ),
    Problem(
        "web_page_read", INFO, "文件其实是网页（HTML），已按网页中的表格读取。", "如有缺漏，请用 Excel 或 WPS 打开后“另存为”.xlsx，再上传。",
        "The file is a web page; its tables were read.", "If something is missing: open it in Excel or WPS, save it as .xlsx and upload again.",
    ),
    Problem(
        "file_encrypted", ERROR, "文件有打开密码，无法读取。", "请在 Excel 或 WPS 中取消密码后再上传。",
        "The file is protected by a password.", "Remove the password and upload again.",
    ),
    Problem(
        "file_too_old", ERROR, "文件是 Excel 4.0 或更早的格式，无法读取。", _RESAVE,
        "The file is of Excel 4.0 or older and cannot be read.", _RESAVE_EN,
    ),
    Problem(
        "file_broken", ERROR, "文件已损坏或不完整，无法读取（{detail}）。", _RESAVE,
        "The file is damaged or incomplete ({detail}).", _RESAVE_EN,
    ),
    Problem(
        "file_expands_too_much", ERROR, "压缩包展开后过大（{size} MB，{parts} 个部件），疑似压缩炸弹，没有打开。",
        "请确认文件来源；确需上传时请另存为只含数据的 .xlsx。",
        "Unpacked it would be far too large ({size} MB in {parts} parts); it was not opened.", "Check where it comes from.",
    ),
    Problem(
        "archive_too_many", ERROR, "压缩包里有 {count} 个表格文件，超过一次能收的 {limit} 个。", "请分成几个压缩包上传。",
        "The archive holds {count} spreadsheets; {limit} are taken at once.", "Split it.",
    ),
    Problem(
        "archive_left_out", INFO, "压缩包里有 {count} 个文件不是表格，没有收取：{names}。", "如其中有要收的数据，请另存为 .xlsx 后再上传。",
        "{count} files of the archive are no spreadsheets and were left out: {names}.", "Save as .xlsx what holds data.",
    ),
    Problem(
        "sheet_too_wide_apart", ERROR, "工作表的单元格相距太远（最远到 {cell}），无法读取。", "请删去表格以外多余的内容（按 Ctrl+End 可找到最远处）后另存。",
        "Cells of the sheet lie too far apart (as far as {cell}).", "Delete stray content outside the table (Ctrl+End shows it).",
    ),
    Problem(
        "reader_stopped", ERROR, "读取此文件时超出内存限制或读取程序中止，文件可能已损坏或被恶意构造。", _RESAVE,
        "Reading the file ran out of memory or stopped the reader; it may be damaged or hostile.", _RESAVE_EN,
    ),
    Problem(
        "reader_failed", ERROR, "读取程序出错（{detail}），没有采用文件中的任何内容。", "请把文件另存为 .xlsx 再试；仍然出错请联系维护人员。",
        "The reader failed ({detail}); nothing of the file was used.", "Save it as .xlsx and try again, else tell the maintainers.",
    ),
    Problem(
        "reader_too_slow", ERROR, "读取此文件超过 {seconds} 秒，已停止。", "请删去多余的格式、公式和空行后另存为 .xlsx。",
        "Reading the file took more than {seconds} s and was stopped.", "Remove surplus formats and formulas, save as .xlsx.",
    ),
    Problem(
        "text_not_readable", ERROR, "文本文件的编码无法识别。", "请另存为 UTF-8 编码的 .csv 或 .xlsx。",
        "The text's encoding is not known.", "Save it as UTF-8 .csv or as .xlsx.",
    ),
    Problem("no_cells", ERROR, "文件里没有任何数据。", "请确认上传的是填好的表。", "The file holds no data.", "Upload the filled-in file."),
    Problem(
        "nothing_recognised", ERROR, "没有一张工作表能识别为要收的数据。", "请对照模板检查标题和表头，或指定数据集后再试。",
        "No sheet was recognised as something we collect.", "Compare title and headers with the template, or name the dataset.",
    ),
    Problem(
        "unknown_dataset", ERROR, "没有名为“{value}”的数据集。", "可用：{known}。", "There is no dataset {value!r}.", "Known: {known}.",
    ),
    Problem(
        "bad_period_option", ERROR, "“{value}”不是可识别的时期。", "写法如 2023-2024、2023-2024-1、2024-03、2024。",
        "{value!r} is no period.", "Write 2023-2024, 2023-2024-1, 2024-03 or 2024.",
    ),
)  # fmt: skip
