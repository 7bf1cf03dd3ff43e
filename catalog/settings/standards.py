"""The seven indicators of 优质均衡 a school is measured by: a standard for each, by stage. Per pupil, or per 100 pupils."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.settings.model import Evidence, Setting, SettingKind

_SOURCE = "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号），数值据省市实施文件转述"
_STAGES = {"primary": ("小学", "primary"), "junior": ("初中", "junior")}


@dataclass(frozen=True)
class Standard:
    """One of the seven: an item of resources, per so many pupils, with its labels and unit."""

    item: str
    zh: str
    en: str
    unit: str
    per: int

    def setting(self, stage: str) -> str:
        """The name of the setting that holds its standard."""
        return f"standard_{self.item}_{stage}"


SEVEN = (
    Standard("above_degree_teachers", "每百名学生拥有高于规定学历教师数", "Teachers above the required degree per 100 pupils", "人", 100),
    Standard("backbone_teachers", "每百名学生拥有县级以上骨干教师数", "Backbone teachers per 100 pupils", "人", 100),
    Standard("pe_arts_teachers", "每百名学生拥有体育艺术专任教师数", "PE and arts teachers per 100 pupils", "人", 100),
    Standard("teaching_area_m2", "生均教学及辅助用房面积", "Teaching area per pupil", "㎡", 1),
    Standard("sports_area_m2", "生均体育运动场馆面积", "Sports area per pupil", "㎡", 1),
    Standard("equipment_yuan", "生均教学仪器设备值", "Equipment per pupil", "元", 1),
    Standard("multimedia_rooms", "每百名学生拥有网络多媒体教室数", "Multimedia rooms per 100 pupils", "间", 100),
)  # fmt: skip
# Only these have a limit of their own on how far schools may be apart.
SEVEN_ITEMS = frozenset(each.item for each in SEVEN)
# 基本均衡 measured eight items and took the mean of their coefficients.
EIGHT = (
    "teaching_area_m2", "sports_area_m2", "equipment_yuan", "computers", "books", "teachers", "above_degree_teachers", "mid_title_teachers",
)  # fmt: skip
# (primary, junior) as the scheme is implemented.
_VALUES = {
    "above_degree_teachers": (4.2, 5.3),
    "backbone_teachers": (1.0, 1.0),
    "pe_arts_teachers": (0.9, 0.9),
    "teaching_area_m2": (4.5, 5.8),
    "sports_area_m2": (7.5, 10.2),
    "equipment_yuan": (2000.0, 2500.0),
    "multimedia_rooms": (2.3, 2.4),
}
_NOTES = {"above_degree_teachers": "小学按专科及以上、初中按本科及以上；有的地方小学按本科及以上，以本省文件为准。"}


def _settings() -> list[Setting]:
    found = []
    for each in SEVEN:
        for (stage, (zh, en)), value in zip(_STAGES.items(), _VALUES[each.item], strict=True):
            found.append(
                Setting(
                    each.setting(stage), f"{zh}{each.zh}标准", f"{each.en}, {en}", "balance", SettingKind.NUMBER, value, _SOURCE,
                    Evidence.PUBLISHED, _NOTES.get(each.item, ""), each.unit, 0, 1_000_000, uses="“均衡”页：优质均衡七项达标",
                )
            )  # fmt: skip
    return found


_USE = "“均衡”页：优质均衡七项达标"
_EIGHT = (
    "《县域义务教育均衡发展督导评估暂行办法》（教督〔2012〕3号，文号未核实）八项平均；0.65、0.55为业内说法，未查到原文"
)
STANDARD_SETTINGS: tuple[Setting, ...] = (
    *_settings(),
    *(
        Setting(f"composite_limit_{stage}", f"{zh}综合差异系数上限（基本均衡）", f"Limit of the composite variation, {en}", "balance", SettingKind.NUMBER,
                value, _EIGHT, Evidence.PRACTICE, "优质均衡不用综合值，每一项单独比。", "", 0, 5, uses="均衡页的综合差异系数")
        for (stage, (zh, en)), value in zip(_STAGES.items(), (0.65, 0.55), strict=True)
    ),
    Setting("standards_needed", "七项中至少达标项数", "Standards to be met of seven", "balance", SettingKind.COUNT, 6, _SOURCE, Evidence.PUBLISHED,
            unit="项", minimum=1, maximum=7, uses=_USE),
    Setting("standards_rest", "余项不低于标准的", "Share of its standard the rest must reach", "balance", SettingKind.SHARE, 0.85,
            "余项不低于标准的85%（业内说法，未查到原件）", Evidence.PRACTICE, minimum=0, maximum=1, uses=_USE),
    Setting("standards_smallest", "参评学校最少学生数", "Smallest school measured", "balance", SettingKind.COUNT, 50,
            "不足50人的教学点不参评（教督〔2017〕6号，据转述）", Evidence.PUBLISHED, unit="人", minimum=0, maximum=1000, uses=_USE),
)  # fmt: skip
