"""Words of the pages on exams, pairs and of the overview."""

EXAM_PAIRS: dict[str, tuple[str, str]] = {
    "exam.exam": ("考试", "Exam"),
    "exam.subject": ("学科", "Subject"),
    "exam.caution": (
        "成绩只作内部改进教学之用：不排名、不公布、不下指标；不同年份试卷只能用标准分比较；人数少的波动大",
        "For improving teaching only: no ranking, no publishing, no targets. Papers of different years compare by Z only",
    ),
    "exam.title": (
        "{exam}{subject}：{all}个{places}中{near}个与全县相近，{below}个偏低，{above}个偏高",
        "{exam} {subject}: {near} of {all} {places} near the district, {below} below, {above} above",
    ),
    "exam.title_unknown": (
        "{exam}{subject}：没有标准差，不能算标准分",
        "{exam} {subject}: no spread was reported, so no Z",
    ),
    "exam.no_spread_all": (
        "{period}不能算标准分：{all}所学校都没有报标准差",
        "{period}: no Z, none of the {all} schools gave a standard deviation",
    ),
    "exam.no_spread_some": (
        "{period}不能算标准分：{all}所学校中{n}所没有报标准差",
        "{period}: no Z, {n} of {all} schools gave no standard deviation",
    ),
    "exam.no_spread_why": (
        "标准分要用全县学生的标准差，它由每所学校的实考人数、平均分和标准差合成；缺一所，就不是全县的标准差，所以不猜。",
        "A Z needs the standard deviation of all pupils, pooled from each school's. With one school missing it is not that.",
    ),
    "exam.no_spread_do": (
        "**怎样补：** 在成绩统计表里加一列“标准差”（每校每科一个数，按实考学生算），或直接上传学生成绩名单由系统汇总，"
        "再上传同一场考试。平均分、三率和参考率不受影响，见下表。",
        "**What to report:** a column 标准差 (one number a school and subject, of those who sat), or the pupils' score sheet,"
        " for the same exam. Means and rates below are not affected.",
    ),
    "exam.no_spread_schools": ("没有报标准差的学校：{names}", "Without a standard deviation: {names}"),
    "exam.z_title": ("相对全县的位置（标准分 Z），历年", "Position to the district (Z) over the years"),
    "exam.z_subtitle": (
        "0 为全县同卷平均；选择乡镇后着色",
        "0: the district's mean on the same paper; choose townships to colour them",
    ),
    "exam.bands_title": (
        "{period}：{all}个乡镇中{n}个与全县分不出高低",
        "{period}: {n} of {all} cannot be told from the district",
    ),
    "exam.bands_subtitle": (
        "按名录顺序排列，不是名次；横线为95%区间，灰色为区间含0",
        "In the order of the register, not a ranking; grey: the interval holds 0",
    ),
    "exam.paper_title": ("{period}一分三率，与参考率同看", "{period}: mean and rates, beside the share who sat"),
    "exam.paper_subtitle": (
        "同一份试卷内可比；按名录顺序",
        "Comparable within one paper; in the order of the register",
    ),
    "exam.bins_title": ("{period}{subject}分数分布", "{period} {subject}: distribution of scores"),
    "exam.bins_subtitle": (
        "{where}，{n} 人；虚线为及格、优秀、低分界",
        "{where}, {n} pupils; dotted: pass, excellent, low",
    ),
    "exam.pupils": ("人", "pupils"),
    "exam.pass": ("及格", "pass"),
    "exam.excellent": ("优秀", "excellent"),
    "exam.low": ("低分", "low"),
    "exam.schools_subtitle": (
        "选一个乡镇，看学校的标准分；按名录顺序，不排名",
        "Choose a township: its schools' Z, in the register's order",
    ),
    "exam.schools_gate": (
        "学校成绩只对经办和管理人员显示",
        "Schools' results are shown to clerks and administrators only",
    ),
    "exam.sat": ("实考人数", "Sat"),
    # pairs
    "pairs.none": (
        "还没有结对关系。上传“结对关系”表后，这里会显示每一对的差距和活动。",
        "No pairs yet. Upload a file of pairs.",
    ),
    "pairs.core": ("核心校", "Core school"),
    "pairs.all": ("全部结对", "All pairs"),
    "pairs.measure": ("看什么", "Measure"),
    "pairs.title_all": ("{all}对可比的结对中，{parts}", "Of {all} comparable pairs {parts}"),
    "pairs.narrower": ("{n}对差距缩小", "{n} narrowed"),
    "pairs.wider": ("{n}对扩大", "{n} widened"),
    "pairs.ahead": ("{n}对成员校已高于核心校", "in {n} the member stands above"),
    "pairs.level": ("{n}对在误差之内", "{n} moved within error"),
    "pairs.title_plain": ("{all}对结对的{what}差距", "{what}: the gaps of {all} pairs"),
    "pairs.title_of": ("{words}：{title}", "{words}: {title}"),
    "pairs.title_none": ("所选结对没有可以比较的差距", "No gap of these pairs can be compared"),
    "pairs.by_stage": ("各学段合适的指标", "What suits each stage"),
    "pairs.no_common_stage": ("两校没有共同学段", "no stage in common"),
    "pairs.left_out_stage": ("{stage}{n}对", "{stage} {n}"),
    "pairs.not_sitting": (
        "另有{n}对的学校不参加此考试（{stages}），未列入；选“各学段合适的指标”可以看到",
        "{n} more pairs do not sit this exam ({stages}); choose “What suits each stage” to see them",
    ),
    "pairs.not_of_stage": (
        "另有{n}对的学校没有这个学段（{stages}），未列入；选“各学段合适的指标”可以看到",
        "{n} more pairs are not of this stage ({stages}); choose “What suits each stage” to see them",
    ),
    "pairs.core_fell_note": (
        "缩小的{narrower}对中，{core}对主要因核心校下降",
        "{core} of the {narrower} narrowed mainly because the core fell",
    ),
    "pairs.gaps_title": ("差距从结对前到现在", "Gaps, before the pairing and now"),
    "pairs.gaps_subtitle": (
        "核心校减成员校；空心 结对前（两年平均），实心 最近；蓝 成员校提高，赭 核心校下降，橙 差距扩大，灰 误差之内或成员校已在上",
        "Core less member; hollow before, full now; blue: member rose, ochre: core fell, orange: wider, grey: within error or member ahead",
    ),
    "pairs.gaps_plain": (
        "{what}，核心校减成员校；空心 结对前，实心 最近",
        "{what}, core less member; hollow before, full now",
    ),
    "pairs.left_out": ("另有 {n} 对，见下表", "{n} more in the table below"),
    "pairs.then": ("结对前", "before"),
    "pairs.now": ("最近", "now"),
    "pairs.both_title": ("{what}：两头怎样变", "{what}: how both ends moved"),
    "pairs.both_subtitle": (
        "黑线为核心校；灰带为{n}所同类未结对学校的中间一半；竖线为结对时间",
        "Ink: the core; band: middle half of {n} unpaired schools of the kind; line: the pairing",
    ),
    "pairs.both_subtitle_no_band": (
        "黑线为核心校；同类未结对学校不足四所，不画对照带；竖线为结对时间",
        "Ink: the core; fewer than four unpaired schools of the kind, so no band",
    ),
    "pairs.paired": ("结对 {date}", "paired {date}"),
    "pairs.band": ("同类未结对学校", "unpaired schools of the kind"),
    "pairs.cause_subtitle": (
        "向右为缩小差距的部分，向左为扩大的部分",
        "To the right: narrowed the gap; to the left: widened it",
    ),
    "pairs.member_part": ("成员校变化", "the member"),
    "pairs.core_part": ("核心校变化", "the core"),
    "pairs.claim": (
        "这是前后变化，不等于结对的效果：没有结对的同类学校也在变（见灰带）。人数不足百人的学校，{error}以内的变化分不清是进步还是波动",
        "A change over time, not the effect of pairing: unpaired schools moved too (see the band). Below {error} is noise",
    ),
    "pairs.members_title": ("成员校", "Member schools"),
    "pairs.member": ("成员校", "Member"),
    "pairs.type": ("类型", "Type"),
    "pairs.group": ("教共体", "Group"),
    "pairs.start": ("结对时间", "Since"),
    "pairs.end": ("结束", "Until"),
    "pairs.change": ("差距变化", "Gap change"),
    "pairs.why": ("说明", "Reading"),
    "pairs.activities_title": ("帮扶活动：{total}", "Support activities: {total}"),
    "pairs.activities_none": ("帮扶活动：没有登记", "Support activities: none on record"),
    "pairs.activities_subtitle": (
        "按学年和活动类型；活动多少不等于效果",
        "By school year and kind; more is not better by itself",
    ),
    "pairs.activity": ("活动", "Activity"),
    "pairs.times": ("次数", "Times"),
    "pairs.persons": ("参与人次", "Person-times"),
    "pairs.lessons": ("授课节数", "Lessons"),
    "pairs.times_total": ("{n} 次", "{n} times"),
    "pairs.year": ("学年", "School year"),
    "pairs.incomparable": ("两端数据不足，暂不能比较", "too little data at both ends to compare"),
    "pairs.core_out_of_scope": (
        "核心校不在您的查看范围内，只显示成员校。",
        "The core school is outside your scope; only members are shown.",
    ),
    # overview
    "overview.quiet": ("各项指标没有突出的恶化", "Nothing worsens lastingly"),
    "overview.card_retention": ("初中巩固率", "Junior retention"),
    "overview.card_pairs": ("结对差距缩小", "Pairs narrowed"),
    "overview.card_pairs_unit": ("对 / {all}", "of {all}"),
    "overview.pairs_core": ("其中 {n} 对因核心校下降", "{n} because the core fell"),
    "overview.pairs_wider": ("{n} 对扩大", "{n} widened"),
    "overview.reference": ("参考 {value}", "reference {value}"),
    "overview.recipients": ("{n} 人次", "{n} person-times"),
    "overview.open": ("查看", "Open"),
    "overview.trend_title": ("{what}的变化", "{what} over time"),
    "overview.heat_title": (
        "各{places}一览：蓝好橙差，需要关注的在上",
        "By {places}: blue better, orange worse, attention on top",
    ),
    "overview.heat_subtitle": (
        "{period}；颜色为与总体的差距，没有好坏方向的不着色，空白为未报；点数字看明细",
        "{period}; colour: distance to the district; blank: not reported; click a number to open it",
    ),
    "overview.heat_left_out": ("另有 {n} 个{places}，未列出", "{n} more {places} not listed"),
    "overview.attention_title": ("需要处理的 {n} 件事", "{n} things to look at"),
    "overview.attention_none": ("目前没有需要处理的事", "Nothing needs attention"),
    "overview.attention_subtitle": ("按严重程度；点开看依据", "By severity; open one for what is behind it"),
    "overview.attention_more": ("另有 {n} 件，见各专题页", "{n} more on the theme pages"),
    "tag.urgent": ("紧急", "Urgent"),
    "tag.check": ("核对", "Check"),
    "tag.watch": ("关注", "Watch"),
    "tag.silent": ("未报", "Silent"),
    "concern.open": (
        "{name}未劝返复学{n}人，占全县{share}",
        "{name}: {n} dropouts not returned, {share} of the district",
    ),
    "concern.and_more": ("等{n}个", " and others, {n} in all"),
    "concern.open_few": ("{names}未劝返复学共{n}人", "{names}: {n} dropouts not returned"),
    "concern.rising": (
        "{name}{what}连续{n}年{move}，从{from}到{to}",
        "{name}: {what} {move} {n} years running, {from} to {to}",
    ),
    "concern.beyond": (
        "{name}{what}为{to}，{beyond}参考值{limit}",
        "{name}: {what} {to}, {beyond} the reference {limit}",
    ),
    "concern.beyond_many": (
        "{many}个{places}{what}{beyond}参考值{limit}，{name}为{to}",
        "{many} {places}: {what} {beyond} {limit}, {name} at {to}",
    ),
    "concern.leaking": (
        "{name}巩固率降到{to}，而控辍月报未劝返为0：学生可能流失未报，须核对",
        "{name}: retention down to {to} while its returns say nobody is out: pupils may be lost unreported",
    ),
    "concern.silent_school": (
        "{names}本学年一次控辍月报未报（不等于零）",
        "{names}: no dropout return all year (not zero)",
    ),
    "concern.silent_township": (
        "{name}{month}控辍月报全乡镇未报（{n}所），不等于零",
        "{name}: nobody reported for {month} ({n} schools); not zero",
    ),
    "concern.odd_aid": (
        "{name}{period}{programme}（{category}）人均{paid}元，同类学校{usual}元",
        "{name} {period} {programme} ({category}): {paid} yuan a head, others {usual}",
    ),
    "concern.gap": ("{sentence}", "{sentence}"),
    "concern.shrinking": (
        "{name}{what}连续{n}年减少，{from}降到{to}",
        "{name}: {what} fell {n} years running, {from} to {to}",
    ),
}
