"""Tokens that their issuers gave a form of their own: a prefix, a host, or both."""

import re
from functools import partial

import msgspec

_compiled = partial(re.compile, flags=re.ASCII)


class Formed(msgspec.Struct, frozen=True):
    """
    A secret that is known by its form.

    Parameters
    ----------
    words : tuple of str
        One of these, in small letters, is in each of them, or right before it.
    pattern : re.Pattern
        Tried where a word stands; its first group is the secret.
    beside : str, default ""
        A text that has to occur as well, in small letters.
    shape : re.Pattern, optional
        Where words would be in too many texts: found where the pattern is to be tried, and in each
        text with such a secret also when digits, hyphens and any letters are left out of it.

    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    beside: str = ""
    shape: re.Pattern[str] | None = None


def _prefixed(words: str, rest: str) -> Formed:
    """Return the form of tokens that begin with one of some words, in these letters."""
    prefixes = words.split()
    names = "|".join(map(re.escape, prefixes))
    return Formed(
        tuple(prefix.lower() for prefix in prefixes), _compiled(rf"(?<!\w)((?:{names}){rest})")
    )


ISSUED_TOKENS: tuple[Formed, ...] = (
    # JSON web tokens, and other JSON in base 64 that is long enough to be one's half.
    Formed(("eyj",), _compiled(r"((?<![\w\-])eyJ[\w\-]{8,}+\.[\w\-]{4,}+(?:\.[\w\-]*+)?+)")),
    Formed(("eyj",), _compiled(r"((?<![\w\-])eyJ[\w\-+/]{37,}+=*+)")),
    # Clouds and hosts.
    _prefixed("AKIA ASIA", r"[A-Z0-9]{16}(?!\w)"),
    _prefixed("AIza", r"[\w\-]{30,64}"),
    _prefixed("LTAI", r"[A-Za-z0-9]{16,32}"),  # Alibaba
    _prefixed("AQVN", r"[\w\-]{35,64}"),  # Yandex
    _prefixed("CFPAT-", r"[\w\-]{40,64}"),
    _prefixed("HRKU-AA", r"[\w\-]{40,64}"),
    _prefixed("ya29. GOCSPX-", r"[\w\-]{16,512}"),
    _prefixed("dop_v1_ doo_v1_ dor_v1_", r"\w{24,512}"),
    Formed(("accountkey",), _compiled(r"(?i:AccountKey\s?=\s?)([A-Za-z0-9+/]{40,256}={0,2})")),
    # Sources, packages and builds.
    Formed(("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), _compiled(r"(gh[pousr]_[A-Za-z0-9]{20,255})")),
    Formed(("github_pat_",), _compiled(r"(github_pat_\w{20,255})")),
    _prefixed("glpat- glrt- gldt- glptt- glcbt- glimt- glft- glsoat- glagent-", r"[\w\-]{16,64}"),
    _prefixed("npm_ pypi- rubygems_ ATATT3 pscale_tkn_ pscale_pw_", r"[\w\-=.]{24,512}"),
    _prefixed("CCIPAT_ AKCp", r"\w{40,128}"),  # CircleCI, JFrog
    # Chats and mail.
    _prefixed("xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xapp-", r"[\w\-]{10,256}"),
    Formed(("hooks.slack",), _compiled(r"hooks\.slack\.com/\w{1,16}/([\w/]{8,128})")),
    Formed(("webhooks/",), _compiled(r"webhooks/\d{6,24}/([\w\-]{16,128})")),  # Discord
    Formed(("webhookb2/",), _compiled(r"webhookb2/([\w@\-/]{32,512})")),  # Teams
    Formed((":aa",), _compiled(r"(?<=\d{8}):(AA[\w\-]{30,40})")),  # Telegram's bots
    _prefixed("SG.", r"[\w\-]{16,64}\.[\w\-]{16,64}"),
    _prefixed("xkeysib- key-", r"[0-9a-f]{32}[\w\-]{0,64}"),
    # Payments.
    Formed(
        ("sk_live", "sk_test", "rk_live", "rk_test", "pk_live", "whsec_"),
        _compiled(r"((?:[srp]k_(?:live|test)|whsec)_[A-Za-z0-9+/=]{10,256})"),
    ),
    _prefixed("sq0csp- sq0atp- EAAAE shippo_live_ shippo_test_", r"[\w\-]{22,64}"),
    _prefixed("EZAK EZTK", r"\w{54}(?!\w)"),
    _prefixed("FLWSECK", r"(?:_TEST)?-\w{32}(?:-X)?"),
    _prefixed("duffel_live_ duffel_test_", r"[\w\-=]{40,64}"),
    # Models, metrics and others.
    _prefixed("sk-proj- sk-ant- sk-svcacct- sk-admin- gsk_", r"[\w\-]{16,256}"),
    Formed(("t3blbkfj",), _compiled(r"(T3BlbkFJ\w{16,64})")),
    _prefixed("glsa_ glc_ sntrys_ sntryu_ lin_api_ lin_oauth_ ntn_", r"[\w+/=\-]{24,512}"),
    _prefixed("shpat_ shpss_ shpca_ shppa_ pnu_ rdme_ xprv", r"\w{24,512}"),
    _prefixed("NRAK- PMAK- tskey-", r"[\w\-]{20,128}"),
    _prefixed("dp.pt.", r"\w{40,64}"),
    Formed((".atlasv1.",), _compiled(r"\.atlasv1\.([\w\-=]{40,80})")),
    _prefixed("figd_ sbp_ vercel_blob_rw_ pplx- dckr_pat_ pul-", r"[\w\-]{24,512}"),
    _prefixed("sl.B sl.u.", r"[\w\-]{120,512}"),  # Dropbox
    _prefixed("1//0", r"[\w\-]{40,512}"),  # Google's refresh tokens
    Formed(("8q~",), _compiled(r"(?<=\w{3})(8Q~[\w.~\-]{31,40})")),  # Azure
    _prefixed("EAACEdEose0cBA", r"\w{6,512}"),
    Formed(("geniekey ",), _compiled(r"(?i:geniekey )([\w\-]{32,64})")),
    _prefixed("hvs. hvb.", r"[\w\-]{20,256}"),
    _prefixed("AGE-SECRET-KEY-1", r"[A-Z0-9]{50,64}"),
)
