"""The alert on targets: whatever a target was set for and did not reach it."""

from catalog.alerts.model import Against, Alert, Rule, Severity
from catalog.model import Level, Unit
from catalog.settings import Evidence

ALERTS = (
    Alert(
        name="target_missed", zh="未达到年度目标", en="Target not reached", theme="targets", page="enrolment", reads=("retention_rate", "dropout_rate"),
        rule=Rule.FACT, against=Against.TARGET, severity=Severity.WATCH, levels=(Level.SCHOOL, Level.TOWNSHIP, Level.DISTRICT), limits=(), unit=Unit.PERCENT, decimals=2,
        sentence_zh="{place}{stage}{detail} {value}，未达到年度目标 {before}", sentence_en="{place}: {stage} {detail} {value}, target {before} not reached",
        source="年度目标（各定有文号，见设置页）", evidence=Evidence.PRACTICE, why_zh="定了的目标没有做到", why_en="What was set was not reached",
    ),
)  # fmt: skip
