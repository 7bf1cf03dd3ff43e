"""Children of school age by where they are registered: who is at school, and who is not."""

from ui.theme import theme_page

PAGE = theme_page("population", "population", ":material/family_restroom:")
