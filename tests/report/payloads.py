"""Texts that are harmless as text and harmful as anything else; none may do anything on a page.

``TEXTS`` go into every text field of a case. Each that could run would set ``window.pwned``.
"""

__all__ = ["NAMES", "TEXTS"]

_RUN = "window.pwned=1"

TEXTS = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"</ScRiPt ><script>{_RUN}</script>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<img src=x onerror={_RUN}>",
    f"<img src=x:x onerror=`{_RUN}`>",
    f"<svg onload={_RUN}>",
    f"<svg/onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<math><mi//xlink:href='data:x,<script>{_RUN}</script>'>",
    f"<body onload={_RUN}>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<iframe src='javascript:{_RUN}'></iframe>",
    f"<a href='javascript:{_RUN}'>click</a>",
    f"javascript:{_RUN}",
    f"<details open ontoggle={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<input autofocus onfocus={_RUN}>",
    f"<style onload={_RUN}></style>",
    f"<link rel=stylesheet href='data:text/css,*{{}}' onload={_RUN}>",
    f"<object data='data:text/html,<script>{_RUN}</script>'></object>",
    f"<embed src='javascript:{_RUN}'>",
    f"<form action='javascript:{_RUN}'><button>go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<base href='https://example.invalid/'>",
    "<link rel=prefetch href='https://example.invalid/x'>",
    "<img src='https://example.invalid/beacon.png'>",
    "<script src='https://example.invalid/x.js'></script>",
    f'" onmouseover="{_RUN}" x="',
    f"' onmouseover='{_RUN}' x='",
    f'"><script>{_RUN}</script>',
    f"'><script>{_RUN}</script>",
    f"';{_RUN};//",
    f'\\";{_RUN};//',
    f"`${{{_RUN}}}`",
    "<!-- <script>",
    "--><script>window.pwned=1</script>",
    "<![CDATA[<script>window.pwned=1</script>]]>",
    "{{7*7}} {% raw %} {# x #}",
    "{{ config }} {{ ''.__class__.__mro__ }}",
    "${7*7} #{7*7} <%= 7*7 %> [[7*7]]",
    "}</style><script>window.pwned=1</script>",
    "};*{background:url(https://example.invalid/css)}",
    "expression(alert(1))",
    "&lt;script&gt; &amp;lt; &#60;script&#62; &copy",
    "null undefined NaN true __proto__ constructor",
    "__proto__",
    "line\u2028separator\u2029paragraph",
    "right \u202eoverride\u202c and \u2066isolate\u2069",
    "zero\u200bwidth\u200djoiner\ufeff",
    "combining z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324",
    "emoji 👩‍👧‍👦 and 𝕬𝖘𝖙𝖗𝖆𝖑",
    '=HYPERLINK("https://example.invalid")',
    "a" * 400 + " " + "<b>" * 3,
)

# Ten kilobytes without a place to break, as a name.
NAMES = (*TEXTS, "W" * 10_000)
