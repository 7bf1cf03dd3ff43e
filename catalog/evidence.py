"""How sure we are of a definition, a standard or a default: said wherever it is used."""

from enum import StrEnum


class Evidence(StrEnum):
    """How sure we are. What is not PUBLISHED says so wherever it is used."""

    PUBLISHED = "published"  # found in a public text or its reprint; the original was not compared
    PRACTICE = "practice"  # seen in use, no document found
    PROPOSAL = "proposal"  # this product's own proposal


EVIDENCE_ZH = {
    Evidence.PUBLISHED: "见于公开文本（未与原件核对）",
    Evidence.PRACTICE: "业内通行，未查到文件依据，请核实",
    Evidence.PROPOSAL: "本系统建议值，无文件依据",
}
EVIDENCE_EN = {
    Evidence.PUBLISHED: "found in a public text (not compared with the original)",
    Evidence.PRACTICE: "common practice; no document found, please check",
    Evidence.PROPOSAL: "this product's proposal; no document",
}
