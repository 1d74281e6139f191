r"""
What stands between a secret's name and its value, as programs write the two.

The patterns are parts of those in `secret_patterns`, to be used without regard to case.
"""

#: A quote, as it is, doubled (in CSV and SQL), in JSON, in an escape of nginx, in HTML or a URL.
_QUOTE = (
    r"(?:\\*+[\"']{1,2}|&quot;|&apos;|&#(?:3[49]|x2[27]);|\\{1,7}+(?:u00|x)2[27]|%(?:25)?2[27])"
)
#: The end of a form's field or of a subscript, and further ones: `user[password]=`, `secret["x"]=`.
_CLOSED = (
    rf"(?:{_QUOTE}\]?|\](?=\s?[=\[])|%(?:25)?5d)?"
    r"(?:\[[^\s\[\]=]{0,64}+\]|%(?:25)?5b[^\s%=&]{0,64}+%(?:25)?5d)?+"
)
_SPACE_OF_URL = r"(?:%(?:25)?20|\+)"
# Between a parameter of Python and its default there is its type, which is no value without one
# either.
_SIGN = (
    r"(?::\s?(?:Optional\[)?(?:str|bytes|SecretStr|SecretBytes|Any)\]?(?:\s?\|\s?None)?\s?=(?!=)"
    r"|(?::=?+|=>)(?![:/]|\s?(?:str|bytes|SecretStr)(?![\w(]))|[-=]>|\u2192|[\uff1a\uff1d]|=(?!=)"
    r"|\\{1,7}+(?:(?:u00|x)3[ad]|[:=])|&#(?:58|61|x3[ad]);)[ \t]{0,32}+"
    r"(?:[\r\n]{1,2}+[ \t]{0,32}+(?![\w.\-]{1,64}+:(?:\s|\Z)|-[ \t]))?+"
    r"(?:!!(?:str|binary)[ \t]{1,4}+(?=\S))?+"  # a tag of YAML
)
_SIGN_OF_URL = (
    rf"{_SPACE_OF_URL}{{0,4}}+%(?:25)?3[ad]{_SPACE_OF_URL}{{0,4}}+(?:%(?:25)?2[27])?+"
    rf"|{_SPACE_OF_URL}{{1,4}}+[=:]{_SPACE_OF_URL}{{1,4}}+"
)
#: A comma between two quoted texts, of which the second is neither a key nor a name as well.
_COMMA = (
    r"\\*+[\"']\s?,\s?(?=b?\\*+[\"'])(?!b?\\*+[\"'](?:[^\"'\\\n]{0,96}+\\*+[\"']\s{0,4}:"
    r"|[a-z_\-]{0,48}?(?:(?<![a-z])|(?<=api)|(?<=access)|(?<=private))(?:pass(?:word|wd|phrase|code)"
    r"|secret|key|token|user(?:name)?|login|e?mail|(?:host|file)?name|host|port|ur[il]|id|account"
    r"|address|path|file|type|mode)s?\\*+[\"']))"
)
#: The name is a value itself, and the secret's is beside it: in JSON, in XML, in YAML, in Python.
_VALUE_BESIDE = (
    r"\\*+[\"']\s{0,4},\s{0,32}"
    r"(?:\\*+[\"']\w{1,32}\\*+[\"']\s?:\s?(?:[\w.\-]{1,32}|\\*+[\"'][^\"'\\\n]{0,64}\\*+[\"'])"
    r"\s?,\s{0,32}){0,2}"
    r"\\*+[\"'](?:\w{0,24}val(?:ue)?|v)\\*+[\"']\s{0,4}:\s{0,4}"
    r"|[\"']?(?:\s?,\s?|\s{1,32}+)value\s?=(?!=)\s?"
    r"|[\"']?[ \t]{0,4}[\r\n]{1,2}[ \t]{0,32}+value:[ \t]{1,4}+"
    r"|</\w{1,16}>\s{0,32}<(?:value|string)>"
)
#: What Pydantic found wrong with the value, before it.
_ERROR = (
    r"\n  [^\n]{1,256}?\[type=(?!missing)\w{1,64}, input_value="
    r"|[\"'],?[)\]],\s?[\"']msg[\"']:\s?+(?!.Field required)[^\n{}]{1,256}?"
    r"[\"'],\s?[\"']input[\"']:\s?"
)

#: Behind a secret's name: its value begins where this ends.
GIVEN = (
    rf"(?:{_CLOSED}(?:[ \t]{{0,32}}+\s{{0,4}}{_SIGN}|{_SIGN_OF_URL})"
    rf"|{_COMMA}|{_VALUE_BESIDE}|{_ERROR})"
)
