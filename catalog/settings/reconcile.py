"""The tolerances of the cross-checks (对账): how far two numbers may be apart and still be called the same."""

from __future__ import annotations

from catalog.settings.model import Evidence, Setting, SettingKind

GROUP = "reconcile"
_OURS = "本系统建议值"


def _setting(
    name: str, zh: str, en: str, kind: SettingKind, default: float, limits: tuple[float, float], *, unit: str = "",
    source: str = _OURS, note: str = "",
) -> Setting:  # fmt: skip
    return Setting(name, zh, en, GROUP, kind, default, source, Evidence.PROPOSAL, note, unit, *limits, uses="对账")


RECONCILE_SETTINGS: tuple[Setting, ...] = (
    _setting("reconcile_count_off", "人数、班数合计允许相差", "Counts may differ by", SettingKind.NUMBER, 0.5, (0, 10_000)),
    _setting("reconcile_amount_off", "金额合计允许相差", "Amounts may differ by", SettingKind.NUMBER, 50, (0, 1_000_000), unit="元",
             source="报表以万元、两位小数打印时的舍入误差为0.005万元"),
    _setting("reconcile_spring", "春季与秋季在校生允许相差", "Spring and autumn rolls may differ by", SettingKind.SHARE, 0.05, (0, 1),
             note="一学年内只有转学、休学、复学和死亡会改变在校生数。"),
    _setting("reconcile_rolls", "两张报表的学生数允许相差", "Two returns' rolls may differ by", SettingKind.SHARE, 0.05, (0, 1),
             note="统计日期不同，会有转入转出。"),
    _setting("reconcile_intake", "小学毕业生与次年初中招生允许相差", "Graduates and the next intake may differ by", SettingKind.SHARE, 0.10, (0, 1),
             note="有学生到县外就读，也有县外学生进来。"),
    _setting("reconcile_transfers", "区内转入与转出允许相差", "Transfers in and out may differ by", SettingKind.SHARE, 0.10, (0, 10),
             note="报表没有把区内转学和跨区转学分开；跨区转学多的地方相差会大。"),
    _setting("reconcile_class_least", "平均班额低于即核对", "Pupils a class, at least", SettingKind.NUMBER, 2, (0, 100), unit="人"),
    _setting("reconcile_class_most", "平均班额高于即核对", "Pupils a class, at most", SettingKind.NUMBER, 75, (10, 500), unit="人"),
    _setting("reconcile_per_head", "人均金额超出标准范围允许", "Amount per head off the range of its standard", SettingKind.NUMBER, 0.5, (0, 10_000), unit="元",
             source="标准按0.5元进位"),
)  # fmt: skip
