"""Cross-checks on subsidy, dropout control and exams."""

from catalog.reconciliations.model import Check, Operand, Relation, Shape
from catalog.settings import Evidence

_AUTUMN = Operand("enrolment", ("pupils",), "在校生", "pupils")
_PRACTICE, _PUBLISHED = Evidence.PRACTICE, Evidence.PUBLISHED
_LOGIC = "同一张报表内的逻辑关系"


def _sum_of(column: str, zh: str, unit: str, tolerance: str) -> Check:
    return Check(
        name=f"aid_{column}_schools_make_total", zh=f"学校之和等于填报合计（{zh}）", en=f"Schools add up to the stated total ({column})", dataset="subsidy",
        shape=Shape.AREA, left=Operand("subsidy", (column,), "学校之和", "sum of schools"), right=Operand("subsidy", (column,), "填报合计", "stated total"),
        relation=Relation.EQUAL, strict=True, tolerance=tolerance,
        sentence_zh=f"{{place}}{{stage}}{{period}}{{detail}}各校{zh}相加为 {{left}} {unit}，本级填报 {{right}} {unit}，相差 {{difference}}",
        sentence_en=f"{{place}}: {column} of the schools for {{detail}} add up to {{left}} in {{period}}, the area states {{right}}",
        source="分校数与合计数应一致", evidence=_PRACTICE,
    )  # fmt: skip


def _files_agree(dataset: str, column: str, zh: str, en: str) -> Check:
    return Check(
        name=f"files_agree_{dataset}", zh=f"不同文件对同一个数说法一致（{zh}）", en=f"Files agree on one number ({en})", dataset=dataset, shape=Shape.CELL,
        left=Operand(dataset, (column,), "现用的数", "in use"), right=Operand(dataset, (column,), "另一份文件", "another file"),
        relation=Relation.EQUAL, strict=False, sentence_zh=f"{{place}}{{stage}}{{detail}}{{period}}{zh}：现用 {{left}}，另一份文件写 {{right}}，相差 {{difference}}",
        sentence_en=f"{{place}}: {en} of {{period}} ({{detail}}): {{left}} in use, {{right}} in another file",
        source="同一个数只应有一个值；后启用的文件覆盖先启用的", evidence=_PRACTICE, decimals=2 if column == "amount" else 0,
    )  # fmt: skip


CHECKS = (
    Check(
        name="aid_within_enrolment", zh="受助人数不超过在校生", en="No more recipients than pupils", dataset="subsidy", shape=Shape.FACT,
        left=Operand("subsidy", ("recipients",), "受助人数", "recipients"), right=_AUTUMN, relation=Relation.AT_MOST, strict=True,
        sentence_zh="{place}{stage}{period}{detail}受助 {left} 人，多于在校生 {right} 人",
        sentence_en="{place}: {left} {stage} pupils received {detail} in {period}, more than {right} on the roll", source="同一项目同一学期一人一次；本学期在校生未填时用秋季的", evidence=_PRACTICE,
    ),
    Check(
        name="aid_within_eligible", zh="受助人数不超过应助人数", en="No more recipients than eligible", dataset="subsidy", shape=Shape.ROW,
        left=Operand("subsidy", ("recipients",), "受助人数", "recipients"), right=Operand("subsidy", ("eligible",), "应助人数", "eligible"),
        relation=Relation.AT_MOST, strict=False, sentence_zh="{place}{stage}{period}{detail}受助 {left} 人，多于应助 {right} 人",
        sentence_en="{place}: {left} received {detail} in {period}, {right} were eligible", source="发放名单应在认定名单之内", evidence=_PRACTICE,
    ),
    Check(
        name="aid_per_head_standard", zh="人均金额在标准范围内", en="Amount per head within its standard", dataset="subsidy", shape=Shape.FACT,
        left=Operand("subsidy", ("amount", "recipients"), "人均金额", "amount per head"), right=Operand("subsidy", ("recipients",), "标准", "standard"),
        relation=Relation.BETWEEN, strict=False, tolerance="reconcile_per_head",
        sentence_zh="{place}{stage}{period}{detail}人均 {left} 元，标准为每学期 {low} 到 {high} 元",
        sentence_en="{place}: {left} yuan a head for {detail} in {period}; the standard is {low} to {high} a term",
        source="资助标准表，按项目、学段、对象、学期生效（见“设置”）；国家基础标准，省里可以提高", evidence=_PUBLISHED, decimals=2,
    ),
    Check(
        name="aid_amount_in_steps", zh="生活补助金额是各档标准公约数的整数倍", en="Living allowance in steps of its rates", dataset="subsidy", shape=Shape.FACT,
        left=Operand("subsidy", ("amount",), "资助金额", "amount"), right=Operand("subsidy", ("amount",), "最近的整数倍", "nearest multiple"),
        relation=Relation.EQUAL, strict=False, sentence_zh="{place}{stage}{period}{detail}金额 {left} 元，按各档标准的公约数，最近的是 {right} 元",
        sentence_en="{place}: {left} yuan for {detail} in {period}; by the common divisor of its rates the nearest is {right}",
        source="当期寄宿、非寄宿各档每学期标准的公约数（2019年秋季起为62.5元）；标准见“设置”", evidence=_PUBLISHED, decimals=2,
    ),
    _sum_of("recipients", "受助人数", "人", "reconcile_count_off"),
    _sum_of("amount", "资助金额", "元", "reconcile_amount_off"),
    _files_agree("subsidy", "amount", "资助金额", "amount"),
    Check(
        name="dropout_roll_like_autumn", zh="控辍表的学年初在校生与在校生表相符", en="Roll of the dropout return like the enrolment's", dataset="dropout", shape=Shape.FACT,
        left=Operand("dropout", ("enrolled_start",), "控辍表学年初在校生", "pupils of the dropout return"), right=Operand("enrolment", ("pupils",), "秋季在校生", "pupils of the autumn"),
        relation=Relation.SHARE, strict=False, tolerance="reconcile_rolls",
        sentence_zh="{place}{stage}{period}控辍表写学年初在校生 {left} 人，秋季在校生 {right} 人，相差 {difference}",
        sentence_en="{place}: {left} {stage} pupils at the start of the year in the dropout return of {period}, {right} on the autumn roll", source="辍学率的分母应与学籍一致", evidence=_PRACTICE,
    ),
    Check(
        name="dropouts_carry_over", zh="期末在册未复学＝上期＋新增−复学", en="Still out = before + new - returned", dataset="dropout", shape=Shape.FACT,
        left=Operand("dropout", ("still_out",), "期末在册未复学", "still out"), right=Operand("dropout", ("dropouts", "returned"), "上期＋新增−复学", "before + new - returned"),
        relation=Relation.EQUAL, strict=True, sentence_zh="{place}{stage}{period}期末在册未复学填 {left} 人，按上期加新增减复学应为 {right} 人",
        sentence_en="{place}: {left} still out at the end of {period}; before + new - returned makes {right}", source="台账逐期滚动", evidence=_PRACTICE,
    ),
    _files_agree("dropout", "dropouts", "辍学人数", "dropouts"),
    Check(
        name="sat_within_eligible", zh="实考不超过应考", en="No more sat than eligible", dataset="exam", shape=Shape.ROW,
        left=Operand("exam", ("sat",), "实考人数", "sat"), right=Operand("exam", ("eligible",), "应考人数", "eligible"), relation=Relation.AT_MOST, strict=True,
        sentence_zh="{place}{stage}{period}{detail}实考 {left} 人，多于应考 {right} 人", sentence_en="{place}: {left} sat {detail} in {period}, {right} were eligible",
        source=_LOGIC, evidence=_PRACTICE,
    ),
    Check(
        name="eligible_within_registered", zh="应考不超过在籍", en="No more eligible than registered", dataset="exam", shape=Shape.ROW,
        left=Operand("exam", ("eligible",), "应考人数", "eligible"), right=Operand("exam", ("registered",), "在籍人数", "registered"), relation=Relation.AT_MOST, strict=True,
        sentence_zh="{place}{stage}{period}{detail}应考 {left} 人，多于在籍 {right} 人", sentence_en="{place}: {left} eligible for {detail} in {period}, {right} registered",
        source=_LOGIC, evidence=_PRACTICE,
    ),
    Check(
        name="eligible_within_grade", zh="应考不超过本年级在校生", en="No more eligible than the grade has pupils", dataset="exam", shape=Shape.FACT,
        left=Operand("exam", ("eligible",), "应考人数", "eligible"), right=Operand("enrolment", ("pupils",), "本年级秋季在校生", "pupils of the grade"),
        relation=Relation.AT_MOST, strict=False, sentence_zh="{place}{stage}{period}{detail}应考 {left} 人，多于本年级秋季在校生 {right} 人",
        sentence_en="{place}: {left} eligible for {detail} in {period}, the grade had {right} pupils in the autumn", source="往届生、借读生会使应考多于在校", evidence=_PRACTICE,
    ),
    Check(
        name="passed_within_sat", zh="及格人数不超过实考", en="No more passed than sat", dataset="exam", shape=Shape.ROW,
        left=Operand("exam", ("n_pass",), "及格人数", "passed"), right=Operand("exam", ("sat",), "实考人数", "sat"), relation=Relation.AT_MOST, strict=True,
        sentence_zh="{place}{stage}{period}{detail}及格 {left} 人，多于实考 {right} 人", sentence_en="{place}: {left} passed {detail} in {period}, {right} sat", source=_LOGIC, evidence=_PRACTICE,
    ),
    _files_agree("exam", "sat", "实考人数", "sat"),
)  # fmt: skip
