"""The colours and the type of every figure, card and tag. `.streamlit/config.toml` says the same ones to Streamlit."""

INK = "#1B2430"
MUTED = "#66727F"
LINE = "#E1E7ED"
CANVAS = "#F5F7F9"
SURFACE = "#FFFFFF"
PRIMARY = "#0F5C7A"
BETTER = "#1F6FB2"
WORSE = "#C8590C"
CAUTION = "#8A6D1D"
CONTEXT = "#C3CBD3"
WITHIN_ERROR = "#8793A0"
BAND = "#E3E9EF"
HEAT_WORSE = "#E9A57A"
HEAT_BETTER = "#8DBBE0"

# Second and third highlighted places where better and worse mean nothing. Told apart without red and green.
ACCENTS = (PRIMARY, WORSE, "#6B4FA0")

FONT = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
