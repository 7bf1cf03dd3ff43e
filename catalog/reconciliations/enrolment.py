"""Cross-checks on enrolment: parts and wholes, two terms, two returns, classes and their sizes."""

from catalog.reconciliations.model import Check, Operand, Relation, Shape
from catalog.settings import Evidence

_PUPILS = Operand("enrolment", ("pupils",), "在校生", "pupils")
_AUTUMN = Operand("enrolment", ("pupils",), "秋季在校生", "pupils of the autumn")
_CLASSES = Operand("enrolment", ("classes",), "班数", "classes")
_LOGIC = "同一张报表内的逻辑关系"
_PRACTICE, _PUBLISHED = Evidence.PRACTICE, Evidence.PUBLISHED


def _within(column: str, zh: str, en: str) -> Check:
    return Check(
        name=f"{column}_within_pupils", zh=f"{zh}不超过在校生", en=f"No more {en} than pupils", dataset="enrolment", shape=Shape.ROW,
        left=Operand("enrolment", (column,), zh, en), right=_PUPILS, relation=Relation.AT_MOST, strict=True,
        sentence_zh=f"{{place}}{{stage}}{{period}}{zh} {{left}} 人，多于在校生 {{right}} 人",
        sentence_en=f"{{place}}: {{left}} {en} among {{right}} {{stage}} pupils in {{period}}", source=_LOGIC, evidence=_PRACTICE,
    )  # fmt: skip


CHECKS = (
    _within("girls", "女生", "girls"),
    _within("boarders", "寄宿生", "boarders"),
    _within("left_behind", "留守儿童", "left-behind children"),
    _within("migrant", "随迁子女", "migrant children"),
    Check(
        name="grades_make_total", zh="各年级之和等于合计", en="Grades add up to the total", dataset="enrolment", shape=Shape.FACT,
        left=Operand("enrolment", ("pupils",), "各年级之和", "sum of grades"), right=Operand("enrolment", ("pupils",), "填报合计", "stated total"),
        relation=Relation.EQUAL, strict=True, tolerance="reconcile_count_off",
        sentence_zh="{place}{stage}{period}各年级在校生相加为 {left}，填报合计为 {right}，相差 {difference}",
        sentence_en="{place}: the {stage} grades of {period} add up to {left}, the total states {right}", source=_LOGIC, evidence=_PRACTICE,
    ),
    Check(
        name="spring_like_autumn", zh="春季在校生与秋季相符", en="Spring roll like the autumn's", dataset="enrolment", shape=Shape.FACT,
        left=Operand("enrolment", ("pupils",), "春季在校生", "pupils of the spring"), right=_AUTUMN, relation=Relation.SHARE, strict=False,
        tolerance="reconcile_spring", sentence_zh="{place}{stage}{period}在校生 {left} 人，秋季 {right} 人，相差 {difference}",
        sentence_en="{place}: {left} {stage} pupils in {period}, {right} in the autumn before", source="同一学年内在校生只因转学、休学等变动", evidence=_PRACTICE,
    ),
    Check(
        name="pupils_schools_make_total", zh="学校之和等于填报合计（在校生）", en="Schools add up to the stated total (pupils)", dataset="enrolment", shape=Shape.AREA,
        left=Operand("enrolment", ("pupils",), "学校之和", "sum of schools"), right=Operand("enrolment", ("pupils",), "填报合计", "stated total"),
        relation=Relation.EQUAL, strict=True, tolerance="reconcile_count_off",
        sentence_zh="{place}{stage}{period}各校在校生相加为 {left}，本级填报 {right}，相差 {difference}",
        sentence_en="{place}: {stage} pupils of the schools add up to {left} in {period}, the area states {right}", source="分校数与合计数应一致", evidence=_PRACTICE,
    ),
    Check(
        name="classes_schools_make_total", zh="学校之和等于填报合计（班数）", en="Schools add up to the stated total (classes)", dataset="enrolment", shape=Shape.AREA,
        left=Operand("enrolment", ("classes",), "学校之和", "sum of schools"), right=Operand("enrolment", ("classes",), "填报合计", "stated total"),
        relation=Relation.EQUAL, strict=True, tolerance="reconcile_count_off",
        sentence_zh="{place}{stage}{period}各校班数相加为 {left}，本级填报 {right}，相差 {difference}",
        sentence_en="{place}: {stage} classes of the schools add up to {left} in {period}, the area states {right}", source="分校数与合计数应一致", evidence=_PRACTICE,
    ),
    Check(
        name="large_classes_within_classes", zh="大班额班数不超过班数", en="No more large classes than classes", dataset="enrolment", shape=Shape.ROW,
        left=Operand("enrolment", ("classes_56_65", "classes_66p"), "56人及以上班数", "classes of 56 and more"), right=_CLASSES,
        relation=Relation.AT_MOST, strict=True, sentence_zh="{place}{stage}{period}56人及以上的班 {left} 个，多于班数 {right} 个",
        sentence_en="{place}: {left} classes of 56 and more among {right} {stage} classes in {period}", source=_LOGIC, evidence=_PRACTICE,
    ),
    Check(
        name="class_bands_fit", zh="在校生与班额分档相符", en="Pupils fit the bands of class sizes", dataset="enrolment", shape=Shape.FACT,
        left=_PUPILS, right=Operand("enrolment", ("classes", "classes_56_65", "classes_66p"), "按班额分档推算", "by the bands"),
        relation=Relation.BETWEEN, strict=True,
        sentence_zh="{place}{stage}{period}在校生 {left} 人；按班数和大班额分档推算，应在 {low} 到 {high} 人之间",
        sentence_en="{place}: {left} {stage} pupils in {period}; by the bands of its classes between {low} and {high}",
        source="56—65人、66人及以上分档（教育部统计口径，据公开报道），其余班1—55人", evidence=_PUBLISHED,
    ),
    Check(
        name="class_size_plausible", zh="平均班额合理", en="Plausible class size", dataset="enrolment", shape=Shape.FACT,
        left=Operand("enrolment", ("pupils", "classes"), "平均班额", "pupils a class"), right=_CLASSES, relation=Relation.BETWEEN, strict=False,
        sentence_zh="{place}{stage}{period}平均每班 {left} 人（{detail}），超出 {low} 到 {high} 人的常见范围",
        sentence_en="{place}: {left} pupils a class in {period} ({detail}), outside {low} to {high}", source="班数或学生数填错时最先露出来", evidence=Evidence.PROPOSAL, decimals=1,
    ),
    Check(
        name="transfers_cancel", zh="区内转入与转出相抵", en="Transfers within the district cancel out", dataset="enrolment", shape=Shape.FACT,
        left=Operand("enrolment", ("transfer_in",), "各校转入合计", "transfers in"), right=Operand("enrolment", ("transfer_out",), "各校转出合计", "transfers out"),
        relation=Relation.SHARE, strict=False, tolerance="reconcile_transfers",
        sentence_zh="{place}{stage}{period}各校转入合计 {left}、转出合计 {right}，相差 {difference}；没有跨区转学时应相等",
        sentence_en="{place}: {left} {stage} pupils came and {right} left in {period}; without moves across the border they are equal",
        source="区内转入之和应等于区内转出之和；报表未分区内、跨区", evidence=_PRACTICE,
    ),
    Check(
        name="graduates_like_intake", zh="小学毕业生与次年初中招生相符", en="Primary graduates like the next junior intake", dataset="enrolment", shape=Shape.FACT,
        left=Operand("enrolment", ("intake",), "初中招生", "junior intake"), right=Operand("enrolment", ("graduates",), "上学年小学毕业生", "primary graduates of the year before"),
        relation=Relation.SHARE, strict=False, tolerance="reconcile_intake",
        sentence_zh="{place}{period}初中招生 {left} 人，上学年小学毕业 {right} 人，相差 {difference}",
        sentence_en="{place}: junior intake {left} in {period}, primary graduates of the year before {right}", source="小学升学率约为100%时两数相近", evidence=_PRACTICE,
    ),
    Check(
        name="resource_roll_like_autumn", zh="办学条件表的学生数与在校生表相符", en="Roll of the resource return like the enrolment's", dataset="resource", shape=Shape.FACT,
        left=Operand("resource", ("pupils",), "办学条件表学生数", "pupils of the resource return"), right=_AUTUMN, relation=Relation.SHARE, strict=False,
        tolerance="reconcile_rolls", sentence_zh="{place}{stage}办学条件表写 {left} 人，秋季在校生 {right} 人，相差 {difference}",
        sentence_en="{place}: {left} {stage} pupils in the resource return, {right} on the autumn roll", source="差异系数按学生数加权，两表应同源", evidence=_PRACTICE,
    ),
    Check(
        name="teachers_like_staff", zh="两张报表的专任教师数相符", en="Teachers alike in two returns", dataset="staff", shape=Shape.FACT,
        left=Operand("staff", ("teachers",), "教师队伍表专任教师", "teachers of the staff return"), right=Operand("enrolment", ("teachers_fulltime",), "在校生表专任教师", "teachers of the enrolment return"),
        relation=Relation.SHARE, strict=False, tolerance="reconcile_rolls",
        sentence_zh="{place}{stage}教师队伍表专任教师 {left} 人，在校生表 {right} 人，相差 {difference}",
        sentence_en="{place}: {left} {stage} teachers in the staff return, {right} in the enrolment return", source="同一天的同一个数", evidence=_PRACTICE,
    ),
    Check(
        name="files_agree_enrolment", zh="不同文件对同一个数说法一致（在校生）", en="Files agree on one number (pupils)", dataset="enrolment", shape=Shape.CELL,
        left=Operand("enrolment", ("pupils",), "现用的数", "in use"), right=Operand("enrolment", ("pupils",), "另一份文件", "another file"), relation=Relation.EQUAL, strict=False,
        sentence_zh="{place}{stage}{detail}{period}在校生：现用 {left}，另一份文件写 {right}，相差 {difference}",
        sentence_en="{place}: {stage} pupils of {period}: {left} in use, {right} in another file", source="同一个数只应有一个值；后启用的文件覆盖先启用的", evidence=_PRACTICE,
    ),
)  # fmt: skip
