"""How a name is brought into one form for comparing, as SQL: capitals, no diacritics, no strokes."""

__all__ = ["spelled"]

# Letters that are not a plain letter with a mark, and what they are written as without it.
_LETTERS = (
    ("ß", "ss"), ("æ", "ae"), ("Æ", "AE"), ("œ", "oe"), ("Œ", "OE"), ("ø", "o"), ("Ø", "O"),
    ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("þ", "th"), ("Þ", "TH"), ("ı", "i"),
)  # fmt: skip


def spelled(column: str) -> str:
    """SQL: a text as words of capital letters with one space between; NULL if none is left."""
    text = f"regexp_replace({column}, '[\\x{{27}}\\x{{60}}\\x{{2018}}\\x{{2019}}]', '', 'g')"
    for letter, plain in _LETTERS:
        text = f"replace({text}, '{letter}', '{plain}')"
    words = f"regexp_replace(upper(strip_accents({text})), '[^\\p{{L}}]+', ' ', 'g')"
    return f"nullif(trim({words}), '')"
