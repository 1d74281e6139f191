"""Tokens that their issuers gave a form of their own: a prefix, a host, or both."""

import re
from collections.abc import Iterable

import msgspec

from nautilus_vlogs.convert.lazy_pattern import LazyPattern

_compiled = LazyPattern  # at its first use


class Formed(msgspec.Struct, frozen=True):
    """
    A secret that is known by its form.

    Parameters
    ----------
    words : tuple of str
        One of these, in small letters, is in each of them, or right before it.
    pattern : LazyPattern
        Tried where a word stands; its first group is the secret.
    beside : str, default ""
        A text that has to occur as well, in small letters.
    shape : LazyPattern, optional
        Where words would be in too many texts: found where the pattern is to be tried.
    rest : LazyPattern, optional
        With a shape: found in each text with such a secret when what `left_of` leaves out is left
        out of it.

    """

    words: tuple[str, ...]
    pattern: LazyPattern
    beside: str = ""
    shape: LazyPattern | None = None
    rest: LazyPattern | None = None


_DROPPED = b"0123456789abcdf-"


def left_of(text: str) -> bytes:
    """Return what tells a text from others: it without digits and most letters of ids."""
    return text.encode(errors="replace").translate(None, _DROPPED)


_prefixes: list[str] = []
#: Those that other words, too, begin with.
_common_prefixes = ["ASIA", "SG.", "key-"]


def _any_of(prefixes: Iterable[str]) -> str:
    return "|".join(map(re.escape, prefixes))


def _prefixed(words: str, rest: str) -> Formed:
    """Return the form of tokens that begin with one of some words, in these letters."""
    prefixes = words.split()
    _prefixes.extend(prefixes)
    return Formed(
        tuple(prefix.lower() for prefix in prefixes),
        _compiled(rf"(?<!\w)((?:{_any_of(prefixes)}){rest})"),
    )


def _briefly_prefixed(forms: dict[str, str]) -> Formed:
    """Return the form of tokens whose prefixes, of which little is left, have their own rests."""
    _common_prefixes.extend(forms)
    names = "|".join(re.escape(prefix) + rest for prefix, rest in forms.items())
    lefts = _any_of(left_of(prefix).decode() for prefix in forms)
    pattern = _compiled(rf"(?<![\w\-])({names})(?![\w\-])")
    return Formed(
        tuple(prefix.lower() for prefix in forms),
        pattern,
        shape=pattern,
        rest=_compiled(rf"(?<!\w)(?:{lefts})"),
    )


_MAILCHIMP = _compiled(r"(?<![\w\-])([0-9a-f]{32}-us\d{1,2})(?![\w\-])")

ISSUED_TOKENS: tuple[Formed, ...] = (
    # JSON web tokens, and other JSON in base 64 that is long enough to be one's half.
    Formed(("eyj",), _compiled(r"((?<![\w\-])eyJ[\w\-]{8,}+\.[\w\-]{4,}+(?:\.[\w\-]*+)?+)")),
    Formed(("eyj",), _compiled(r"((?<![\w\-])eyJ[\w\-+/]{37,}+=*+)")),
    # Clouds and hosts.
    _prefixed("AKIA ASIA ABIA ACCA", r"[A-Z0-9]{16}(?!\w)"),
    _prefixed("ABSK", r"[A-Za-z0-9+/]{100,150}={0,2}"),  # Bedrock
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
    _prefixed(
        "glpat- glrt- gldt- glptt- glcbt- glimt- glft- glsoat- glagent- glffct- gloas-",
        r"[\w\-]{16,64}",
    ),
    _prefixed("ATBB", r"[A-Za-z0-9]{32}(?!\w)"),  # Bitbucket
    _prefixed("npm_ pypi- rubygems_ ATATT3 ATCTT3 pscale_tkn_ pscale_pw_", r"[\w\-=.]{24,512}"),
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
    _briefly_prefixed(
        {
            "xai-": r"\w{60,100}",
            "r8_": r"[\w\-]{37}",  # Replicate
            "hf_": "[A-Za-z]{34}",
            "sk-": r"(?=[A-Za-z]{0,63}\d)[A-Za-z0-9]{20,64}",
            "sk-or-v1-": "[0-9a-f]{64}",
            "sk_": "[0-9a-f]{48}",
            "csk-": "[a-z0-9]{48}",
            "dapi": r"[0-9a-f]{32}(?:-\d)?",
            "pat": r"[A-Za-z0-9]{14}\.[0-9a-f]{64}",  # Airtable
            "v1.0-": "[0-9a-f]{24}-[0-9a-f]{146}",  # Cloudflare
            "dt0c01.": r"[A-Z0-9]{24}\.[A-Z0-9]{64}",  # Dynatrace
            "nfp_": "[A-Za-z0-9]{36,40}",
            "sgp_": "(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}",
            "tfp_": r"[\w\-.=]{59}",
            "napi_": "[a-z0-9]{64}",
            "bkua_": "[0-9a-f]{40}",
            "fw_": r"(?=[A-Za-z]{0,23}\d)[A-Za-z0-9]{24}",
            "re_": r"[A-Za-z0-9]{8}_[A-Za-z0-9]{20,24}",
        }
    ),
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
    Formed(("ops_eyj",), _compiled(r"(?<!\w)(ops_eyJ[\w\-+/=]{40,4096})")),  # 1Password
    Formed(
        ("secret_",),  # Notion, as it was
        _compiled(
            r"(?<!\w)(secret_(?=[A-Za-z]{0,42}\d)(?=[a-z\d]{0,42}[A-Z])[A-Za-z0-9]{43})(?!\w)"
        ),
    ),
    _prefixed("access-sandbox- access-development- access-production-", r"[0-9a-f\-]{36}"),  # Plaid
    _prefixed("sha256~", r"[\w\-]{43}(?![\w\-])"),  # OpenShift
    _prefixed("api_org_", r"[A-Za-z]{34}(?!\w)"),
    _prefixed("nvapi-", r"[\w\-]{60,80}"),
    _prefixed("tvly-", r"(?:dev-|prod-)?[A-Za-z0-9\-]{28,64}"),
    _prefixed("lsv2_pt_ lsv2_sk_", r"[0-9a-f]{32}_[0-9a-f]{10}"),
    _prefixed("rootly_", r"[0-9a-f]{64}"),
    _prefixed("CLOJARS_", r"[A-Za-z0-9]{60}"),
    _prefixed("AVNS_", r"[\w\-]{16,32}"),
    _prefixed("FlyV1", r" fm[12]r?_[\w+/=,\-]{16,2048}"),
    Formed(
        ("-us",),
        _MAILCHIMP,
        shape=_MAILCHIMP,
        rest=_compiled(r"(?<!\w)e*us(?!\w)"),
    ),
)

_REST = r"[\w\-+/=.~]"
_rare_prefixes = [prefix for prefix in _prefixes if prefix not in _common_prefixes]

#: The beginning of such a token at the end of a text; `path=/var/log` is none of Airtable's.
CUT_TOKEN = _compiled(
    rf"(?<![\w\-])((?:(?:{_any_of(_rare_prefixes)}){_REST}{{8}}"
    rf"|(?:{_any_of(_common_prefixes)})[A-Za-z0-9]{{8}}){_REST}{{0,4096}}+)\Z"
)
