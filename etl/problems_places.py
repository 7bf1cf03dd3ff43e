"""Problems of places: names that no school, township or district answers to, and what came in new."""

from etl.model import ERROR, INFO, WARNING
from etl.problem import Problem

# In the words of the page of uploads; the command line adds its own options (etl/shown.py).
_ALLOW = "确是新单位，请勾选“允许新增学校、乡镇”"
_ALLOW_EN = "If it is really new, allow new schools and townships"

PLACE_PROBLEMS = (
    Problem(
        "school_of_which_township", ERROR, "“{value}”各乡镇都有，看不出是哪个乡镇的。", "请加“乡镇”一列，或写明全称（如“石桥镇中心小学”），或补填学校标识码。",
        "Every township has a {value!r}; nothing says whose this is.", "Add a column for the township, write the full name, or add the code.",
    ),
    Problem(
        "school_unknown", ERROR, "名录中没有“{value}”{where}。",
        "{candidates}如是其中一所的另一种写法，请在“请确认学校名称”中选定，以后不再询问；也可改正名称或补填学校标识码；" + _ALLOW + "。",
        "No school is known as {value!r}{where_en}.",
        "{candidates_en}If it is one of them written otherwise, choose it where names are confirmed; or correct the name, or add the code. "
        + _ALLOW_EN + ".",
    ),
    Problem(
        "school_ambiguous", ERROR, "“{value}”{where}可能是几所学校中的任何一所。",
        "{candidates}请补填学校标识码或乡镇，以确定是哪一所。",
        "{value!r}{where_en} may be any of several schools.", "{candidates_en}Add the school code or the township.",
    ),
    Problem(
        "school_like_area", ERROR, "“学校”一列的“{value}”{where}像是乡镇或区县，不像学校；作为学校会与它的各校重复计算。",
        "如是合计，请删去这一行或在行首写“小计”“合计”；如是乡镇自己的数，请填在“乡镇”列；如确是学校，请写全校名或补填学校标识码。",
        "{value!r}{where_en} in the column of schools looks like a township or the district; as a school it would count beside its schools.",
        "Mark it as a total, put it into the column of townships, or give the school's full name or code.",
    ),
    Problem(
        "school_is_a_class", ERROR, "“学校”一列的“{value}”是一类学校，不是一所学校；没有据此新建学校。",
        "如是各校的合计，请删去这一行或在行首写“小计”“其中：”；如确是一所学校，请补填学校标识码。",
        "{value!r} in the column of schools is a class of schools; no school was created by it.",
        "Delete the row or mark it as a total; if it is one school, give its code.",
    ),
    Problem(
        "school_name_strange", ERROR, "“学校”一列的“{value}”不像学校名称，没有据此新建学校。",
        "如是分类、时期或合计，请删去这一行或在行首写“小计”“合计”；如确是学校，请写全校名、补填学校标识码，或勾选“允许新增学校、乡镇”。",
        "{value!r} in the column of schools is no name of a school; no school was created by it.",
        "Delete the row or mark it as a total. If it is a school, give its full name or its code, or allow new schools.",
    ),
    Problem(
        "school_name_differs", INFO, "标识码 {school_code} 对应的学校是“{known}”，表中写作“{value}”。", "按标识码认定；如标识码填错请改正。",
        "Code {school_code} belongs to {known!r}; the file says {value!r}.", "The code decides; correct it if it is wrong.",
    ),
    Problem(
        "school_name_is_another", WARNING, "标识码 {school_code} 是“{known}”，表中却写着另一所已有的学校“{value}”（{other}）；按标识码计入“{known}”。",
        "请核对标识码与校名是否错行、对调；标识码填错的，请改正后重新上传。",
        "Code {school_code} is {known!r}, but the file names another known school, {value!r}; it counts for {known!r} by the code.",
        "Check whether codes or names are swapped between rows; correct the code if it is wrong.",
    ),
    Problem(
        "schools_created", INFO, "新建了 {count} 所学校：{names}。", "如其中有已有学校的另一种写法，请撤销这一批次，重新上传时选定是哪所学校。",
        "{count} schools were created: {names}.", "If one of them is a known school written otherwise, undo, upload again and choose that school.",
    ),
    Problem(
        "areas_created", INFO, "新建了 {count} 个乡镇或区县：{names}。", "如有写法不一的同一乡镇，请撤销后改正。",
        "{count} townships or districts were created: {names}.", "If two are one, undo and correct.",
    ),
    Problem(
        "district_named", INFO, "本区县的名称记为“{name}”。", "此前的表没有写区县名；名称写错时请撤销这一批后改正。",
        "The home district is called {name!r} from now on.", "Earlier files named none. Undo if the name is wrong.",
    ),
    Problem(
        "township_unknown", ERROR, "名录中没有乡镇“{value}”{where}。", "{candidates}请改正名称；" + _ALLOW + "。",
        "No township is known as {value!r}{where_en}.", "{candidates_en}Correct the name. " + _ALLOW_EN + ".",
    ),
    Problem(
        "township_ambiguous", ERROR, "“{value}”在几个区县都有：{districts}。", "请在表中加上“区县”一列。",
        "{value!r} is a township of several districts: {districts}.", "Add a column for the district.",
    ),
    Problem(
        "district_unknown", ERROR, "名录中没有区县“{value}”。", "{candidates}请改正名称；" + _ALLOW + "。",
        "No district is known as {value!r}.", "{candidates_en}Correct the name. " + _ALLOW_EN + ".",
    ),
    Problem(
        "place_unresolved", ERROR, "“{value}”对不上任何学校或地区。", "请核对名称、乡镇和学校标识码。",
        "{value!r} matches no school or area.", "Check name, township and code.",
    ),
    Problem(
        "parent_unknown", INFO, "主管学校“{value}”不在名录中，这一关系暂不成立。", "主管学校登记后会自动对上。",
        "The parent school {value!r} is not in the register yet.", "It is linked as soon as that school is registered.",
    ),
)  # fmt: skip
