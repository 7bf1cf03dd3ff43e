"""Sentences that are made from numbers by rule. `charts/facts` decides which one is true; these only say it."""

FINDINGS: dict[str, tuple[str, str]] = {
    "beyond.higher": ("低于", "below"),
    "beyond.lower": ("超过", "above"),
    "beyond.none": ("偏离", "off"),
    "move.up": ("上升", "rose"),
    "move.down": ("下降", "fell"),
    "move.more": ("增加", "rose"),
    "move.less": ("减少", "fell"),
    "span.school_year": ("年", "years"),
    "span.term": ("个学期", "terms"),
    "span.month": ("个月", "months"),
    "span.half_year": ("个半年", "half years"),
    "span.quarter": ("个季度", "quarters"),
    "span.week": ("周", "weeks"),
    "span.fiscal_year": ("年", "years"),
    "fact.lasting_alone": (
        "{name}{what}连续{n}{span}{move}，从{from}到{to}；其余{others}个{places}没有这样持续{move}的",
        "{name}: {what} {move} {n} {span} running, {from} to {to}; none of the other {others} did",
    ),
    "fact.lasting_only": (
        "{name}{what}连续{n}{span}{move}，从{from}到{to}",
        "{name}: {what} {move} {n} {span} running, {from} to {to}",
    ),
    "fact.lasting_longest": (
        "{name}{what}连续{n}{span}{move}，从{from}到{to}，持续最久；共{many}个{places}连续三{span}以上{move}",
        "{name}: {what} {move} {n} {span} running, {from} to {to}, the longest of {many}",
    ),
    "fact.lasting_several": (
        "{many}个{places}的{what}连续三{span}以上{move}，以{names}为最",
        "{what} {move} for three {span} or more in {many} places, {names} most",
    ),
    "fact.beyond_reference": (
        "{many}个{places}的{what}{beyond}参考值{limit}，{name}为{to}",
        "{what}: {many} places {beyond} the reference {limit}; {name} at {to}",
    ),
    "fact.whole": ("{name}{what}从{from}{move}到{to}", "{name}: {what} {move} from {from} to {to}"),
    "fact.whole_furthest": (
        "{name}{what}从{from}{move}到{to}，{all}个{places}中{alike}个{move}，{who}幅度最大（{share}）",
        "{name}: {what} {move} from {from} to {to}, in {alike} of {all} places, {who} most ({share})",
    ),
    "fact.whole_level": (
        "{name}{what}基本持平（{from} → {to}），没有突出变化",
        "{name}: {what} steady ({from} → {to}); nothing stands out",
    ),
    "fact.nothing": ("{what}：可比的数据不足，不下结论", "{what}: too little comparable data for a finding"),
    "fact.ends": (
        "{high}最高（{high_value}），{low}最低（{low_value}）",
        "{high} highest ({high_value}), {low} lowest ({low_value})",
    ),
    "fact.level_few": ("{names}并列", "{names} level"),
    "fact.level_many": ("{first}等{n}个并列", "{first} and {n} in all level"),
    "fact.level_all": ("{all}个{places}相差不大，没有明显落后的", "{all} places close together; none clearly behind"),
    "fact.worst": (
        "{name}{to}，与{whole_name}（{whole}）差得最多；{all}个{places}中{behind}个不及{whole_name}",
        "{name} at {to} is furthest from {whole_name} ({whole}); {behind} of {all} are behind it",
    ),
    "fact.gap_level": (
        "{member}与{core}的差距变化{narrowed_by}，在误差范围内，不能说缩小或扩大",
        "The gap of {member} to {core} moved {narrowed_by}: within error, neither narrower nor wider",
    ),
    "fact.gap_ahead": (
        "{member}已高于{core}，不再是要缩小的差距",
        "{member} stands above {core}: no gap left to narrow",
    ),
    "fact.gap_wider": (
        "{member}与{core}的差距扩大{narrowed_by}：{why}",
        "The gap of {member} to {core} widened by {narrowed_by}: {why}",
    ),
    "fact.gap_core_fell": (
        "{member}与{core}的差距缩小{narrowed_by}：主要因核心校下降，不是成员校提高",
        "The gap of {member} to {core} narrowed by {narrowed_by}, mainly because the core school fell",
    ),
    "fact.gap_member_rose": (
        "{member}与{core}的差距缩小{narrowed_by}：主要来自成员校提高，核心校保持",
        "The gap of {member} to {core} narrowed by {narrowed_by}, mainly because the member rose",
    ),
    "fact.gap_both": (
        "{member}与{core}的差距缩小{narrowed_by}：一部分来自成员校提高，一部分因核心校下降",
        "The gap of {member} to {core} narrowed by {narrowed_by}: partly the member rose, partly the core fell",
    ),
    "why.gap_ahead": ("成员校已高于核心校", "the member stands above the core"),
    "why.gap_level": ("在误差范围内", "within error"),
    "why.gap_core_fell": ("缩小主要因核心校下降", "mainly the core fell"),
    "why.gap_member_rose": ("缩小主要来自成员校提高", "mainly the member rose"),
    "why.gap_both": ("成员校提高、核心校下降各占一部分", "partly the member rose, partly the core fell"),
    "why.member_fell": ("成员校下降", "the member fell"),
    "why.core_rose": ("核心校提高得更快", "the core rose faster"),
    "why.both_wider": ("成员校下降，核心校提高", "the member fell and the core rose"),
    "coverage.few": ("仅 {n}/{due} 所已报", "only {n} of {due} schools reported"),
    "coverage.until": ("（到{until}为止；{period}{few}）", " (up to {until}; {period}: {few})"),
    "coverage.since": ("{since}以来，", "Since {since}: "),
    "coverage.lacks": ("未报齐，缺{n}所", "incomplete, {n} schools missing"),
    "coverage.mark": ("未报齐", "incomplete"),
    "caution.partial": (
        "{n}所学校未报或缺项，合计为已报部分",
        "{n} schools silent or incomplete; sums hold what was reported",
    ),
    "caution.small": ("{names}人数少于{n}，只作参考", "{names}: base below {n}, read with care"),
    "caution.unnamed": ("名称已隐去", "names withheld"),
    "join.and": ("、", ", "),
    "join.clause": ("，", ", "),
}
