import re
import stat
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import make_url

from kamcareer.config import PROJECT_ROOT, Settings, make_secret
from kamcareer.factory import create_app
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import PUBLIC

SECRET = "s" * 32


def settings(folder: Path, **env: str) -> Settings:
    return Settings.from_env({"KAMCAREER_DATA": str(folder), **env})


def complaint(folder: Path, **env: str) -> str:
    with pytest.raises(SystemExit) as caught:
        settings(folder, **env)
    return str(caught.value)


def test_an_installation_without_settings_is_on_sqlite_in_its_own_folder_and_has_no_secret(tmp_path: Path):
    found = settings(tmp_path)

    assert (found.host, found.port, found.secret_key) == ("127.0.0.1", 8000, None)
    assert found.database_url == f"sqlite:///{tmp_path / 'kamcareer.db'}"


@pytest.mark.parametrize("name", ["PORT", "WORKERS", "THREADS", "PROXY_HOPS"])
@pytest.mark.parametrize("value", ["eight", "-1", "8000.5", "99999999", " 80", "²", "٣", "0x10", "1e3"])
def test_a_number_that_is_none_gets_one_clear_line(tmp_path: Path, name: str, value: str):
    line = complaint(tmp_path, **{f"KAMCAREER_{name}": value})

    assert f"KAMCAREER_{name}" in line
    assert value in line
    assert "\n" not in line


@pytest.mark.parametrize(("value", "port"), [("1", 1), ("65535", 65535), ("", 8000)])
def test_a_port_within_its_range_is_taken(tmp_path: Path, value: str, port: int):
    assert settings(tmp_path, KAMCAREER_PORT=value).port == port


@pytest.mark.parametrize("port", ["0", "65536"])
def test_a_port_outside_its_range_is_refused(tmp_path: Path, port: str):
    assert "65535" in complaint(tmp_path, KAMCAREER_PORT=port)


@pytest.mark.parametrize("words", [None, b"GIF89a", b"<svg>", b"\x89PNG\r\n\x1a\n" + b"0" * 500_000])
def test_a_logo_that_cannot_be_shown_is_refused_with_what_can(tmp_path: Path, words: bytes | None):
    file = tmp_path / "logo.png"
    if words is not None:
        file.write_bytes(words)

    assert "PNG or JPEG" in complaint(tmp_path, KAMCAREER_LOGO=str(file))


def test_a_colour_in_which_words_could_not_be_read_is_refused_with_the_nearest_that_can(tmp_path: Path):
    assert "nearest: #ad5000" in complaint(tmp_path, KAMCAREER_ACCENT_COLOR="#ff7a00")
    assert "written like #006770" in complaint(tmp_path, KAMCAREER_ACCENT_COLOR="orange")


@pytest.mark.parametrize("name", ["Р" * 25, "Ромашка\n<b>"])
def test_a_name_that_has_no_room_in_the_head_of_a_page_is_refused(tmp_path: Path, name: str):
    assert "24 characters" in complaint(tmp_path, KAMCAREER_COMPANY_NAME=name)
    assert settings(tmp_path, KAMCAREER_COMPANY_NAME=" Ромашка ").company_name == "Ромашка"


@pytest.mark.parametrize("secret", ["", "canary", "s" * 31])
def test_a_short_secret_is_refused_with_the_way_to_a_good_one(tmp_path: Path, secret: str):
    line = complaint(tmp_path, KAMCAREER_SECRET_KEY=secret)

    assert "openssl" in line
    assert "\n" not in line
    assert not secret or secret not in line


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("DATABASE_URL", "nonsense", "sqlite:////var/lib/kamcareer/kamcareer.db or postgresql://"),
        ("DATABASE_URL", "mysql://kam:word@h/d", "must look like sqlite:///"),
        ("DATABASE_URL", "postgresql://kam:word@h:port/d", "must look like sqlite:///"),
        ("DATABASE_URL", "postgresql+nothing://kam:word@h/d", "must look like sqlite:///"),
        ("DATABASE_URL", "sqlite://", "must look like sqlite:///"),
        ("PUBLIC_URL", "career.example.org", "KAMCAREER_PUBLIC_URL cannot be used; it must look like https://"),
        ("PUBLIC_URL", "https://", "must look like https://"),
        ("PUBLIC_URL", "https://a b", "must look like https://"),
        ("PUBLIC_URL", "https://x:99999", "must look like https://"),
        ("PUBLIC_URL", "https://[::1", "must look like https://"),
        ("PUBLIC_URL", "https://kam:word@x", "must look like https://"),
        ("LIMITS_URL", "127.0.0.1:6379", "must look like redis://"),
        ("LIMITS_URL", "redis://:word@127.0.0.1:redis", "must look like redis://"),
        ("MAIL_URL", "mail.example", "must look like smtp://"),
        ("MAIL_URL", "smtp://kam:word@mail:mail", "must look like smtp://"),
        ("DEMO", "yes", "1 (on) or 0 (off)"),
        ("LOG_REQUESTS", "true", "1 (on) or 0 (off)"),
        ("PRIVATE_NETWORK", "on", "1 (on) or 0 (off)"),
        ("OIDC_ISSUER", "HTTP://id.example.org", "must begin with https://"),
        ("DATA", "~nobody-of-that-name/data", "a home folder"),
        ("DOCUMENTS", "/nowhere/at/all", "must be a folder with templates"),
        ("ERASURE_LIST", "/", "name a file in it"),
        ("TIMEZONE", "../../etc/passwd", "KAMCAREER_TIMEZONE"),
        ("TIMEZONE", "Europe", "KAMCAREER_TIMEZONE"),
        ("DATA", "/dev/null", "it must be a folder"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line_with_what_can(tmp_path: Path, name: str, value: str, remedy: str):
    line = complaint(tmp_path, **{f"KAMCAREER_{name}": value})

    assert remedy in line
    assert "\n" not in line
    assert ":word" not in line, "the password stays out of what is told"


@pytest.mark.parametrize("sender", ["", "kamcareer", "a@b, c@d", "@", "a@b\nBcc: c@d"])
def test_letters_need_one_mailbox_that_they_come_from(tmp_path: Path, sender: str):
    mail = {"KAMCAREER_MAIL_URL": "smtp://mail.example", "KAMCAREER_PUBLIC_URL": "https://kam.example"}

    assert "KAMCAREER_MAIL_FROM" in complaint(tmp_path, **mail, KAMCAREER_MAIL_FROM=sender)
    assert settings(tmp_path, **mail, KAMCAREER_MAIL_FROM="Карьера <kam@example.ru>").mail_from


@pytest.mark.parametrize("name", ["HOST", "FRAMEWORKS", "FRAMEWORK", "DEMO", "PUBLIC_URL", "TIMEZONE", "LEGAL"])
def test_a_setting_that_is_empty_is_one_that_is_not_set(tmp_path: Path, name: str):
    assert settings(tmp_path, **{f"KAMCAREER_{name}": ""}) == settings(tmp_path)


def test_a_name_that_is_no_setting_is_noticed_with_the_nearest_that_is(tmp_path: Path):
    found = settings(tmp_path, KAMCAREER_LEGALL="/x", KAMCAREER_SPOON="1", KAMCAREER_TEST_REDIS_URL="x", PATH="/bin")

    assert found.unread == (("KAMCAREER_LEGALL", "KAMCAREER_LEGAL"), ("KAMCAREER_SPOON", None))


def test_every_setting_that_is_written_down_for_users_is_one():
    named = set(re.findall("KAMCAREER_[A-Z_]+", (PROJECT_ROOT / ".env.example").read_text()))

    assert not Settings.from_env(dict.fromkeys(named - {"KAMCAREER_SECRET_KEY"}, "")).unread


def test_a_secret_that_is_no_text_is_refused_with_the_cure(tmp_path: Path):
    file = tmp_path / "secret_key"
    file.write_bytes(b"\xff\xfe" * 40)
    file.chmod(0o600)

    assert "bring it back from a backup" in complaint(tmp_path)


def test_the_operator_is_read_and_named_only_as_far_as_it_was_set(tmp_path: Path):
    named = settings(tmp_path, KAMCAREER_OPERATOR_NAME=" ООО «Ромашка» ", KAMCAREER_LAW="gdpr").operator

    assert (named.name, named.inn, named.law) == ("ООО «Ромашка»", "", "gdpr")
    assert named.missing == ("address", "contact")
    assert settings(tmp_path).operator.missing == ("name", "address", "contact")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("LAW", "ccpa", "152fz, gdpr"),
        ("BASIS_DEVELOPMENT", "interest", "consent, contract, labour_law"),
        ("BASIS_STORAGE", "contract", "one of: consent"),
        ("BASIS_DEMOGRAPHICS", "labour_law", "one of: consent"),
        ("TIMEZONE", "Moscow", "Europe/Moscow"),
    ],
)
def test_a_law_a_basis_or_a_time_zone_that_cannot_be_is_named_with_what_can(
    tmp_path: Path, name: str, value: str, remedy: str
):
    line = complaint(tmp_path, **{f"KAMCAREER_{name}": value})

    assert remedy in line
    assert value in line


def test_a_short_secret_in_the_file_is_refused_too(tmp_path: Path):
    (tmp_path / "secret_key").touch(mode=0o600)

    assert "openssl" in complaint(tmp_path)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_secret_that_others_can_read_is_refused_with_the_cure(tmp_path: Path, mode: int):
    file = tmp_path / "secret_key"
    file.write_text(SECRET)
    file.chmod(mode)

    assert f"chmod 600 {file}" in complaint(tmp_path)
    file.chmod(0o600)
    assert settings(tmp_path).secret_key == SECRET


def test_a_given_secret_goes_before_the_file(tmp_path: Path):
    make_secret(settings(tmp_path))

    assert settings(tmp_path, KAMCAREER_SECRET_KEY=SECRET).secret_key == SECRET


def test_a_made_secret_is_long_kept_and_readable_by_its_owner_alone(tmp_path: Path):
    secret = make_secret(settings(tmp_path / "new"))
    file = tmp_path / "new" / "secret_key"

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert len(secret) >= 64
    assert settings(tmp_path / "new").secret_key == make_secret(settings(tmp_path / "new")) == secret
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("round", range(5))
def test_twenty_processes_that_start_at_once_make_one_secret(tmp_path: Path, round: int):
    bare, gate, made = settings(tmp_path), Barrier(20), []

    def work() -> None:
        gate.wait(10)
        made.append(make_secret(bare))

    threads = [Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(made) == 20
    assert set(made) == {(tmp_path / "secret_key").read_text()}
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_two_installations_have_different_secrets(tmp_path: Path):
    assert make_secret(settings(tmp_path / "a")) != make_secret(settings(tmp_path / "b"))


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u@127.0.0.1/d", "postgresql://u@127.0.0.1/d"),
        ("postgresql://u@127.0.0.1/d", "postgresql://u@127.0.0.1/d"),
        ("sqlite:////x.db", "sqlite:////x.db"),
    ],
)
def test_the_addresses_of_hosting_providers_are_understood(tmp_path: Path, given: str, used: str):
    assert settings(tmp_path, KAMCAREER_DATABASE_URL=given).database_url == used


@pytest.mark.parametrize(
    ("url", "secure"),
    [("https://kam.example", True), ("HTTPS://kam.example", True), ("http://10.0.0.5:8000", False), ("", False)],
)
def test_behind_https_the_cookie_is_for_https_alone(tmp_path: Path, url: str, *, secure: bool):
    make_secret(settings(tmp_path))
    app = create_app(settings(tmp_path, KAMCAREER_PUBLIC_URL=url))
    headers = app.test_client().get("/start").headers
    cookie = headers["Set-Cookie"]

    assert ("Secure" in cookie, cookie.startswith("__Host-")) == (secure, secure)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Strict-Transport-Security" in headers) is secure


def test_a_proxy_is_believed_only_where_the_settings_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(POLICY, "host", PUBLIC)
    make_secret(settings(tmp_path))
    for hops, host in (("0", "localhost"), ("1", "kam.example")):
        app = create_app(settings(tmp_path, KAMCAREER_PROXY_HOPS=hops))
        app.add_url_rule("/_host", "host", lambda: __import__("flask").request.host)
        assert app.test_client().get("/_host", headers={"X-Forwarded-Host": "kam.example"}).text == host


OPEN_DATABASES = [
    {"KAMCAREER_DATABASE_URL": "postgresql://kam:word@db.example/kam"},
    {"KAMCAREER_DATABASE_URL": "postgres://kam:word@10.0.0.5:5432/kam?sslmode=prefer"},
    {"KAMCAREER_DATABASE_URL": "postgresql:///kam?host=127.0.0.1&host=db.example"},
    {"KAMCAREER_DATABASE_URL": "postgresql:///kam", "PGHOST": "db.example"},
    {"KAMCAREER_DATABASE_URL": "postgresql://db.example/kam?sslmode=verify-full&sslmode=disable"},
]


@pytest.mark.parametrize("env", OPEN_DATABASES)
def test_a_database_elsewhere_that_is_spoken_to_in_plain_text_stops_the_start(tmp_path: Path, env: dict[str, str]):
    line = complaint(tmp_path, **env)

    assert "sslmode=verify-full" in line
    assert ":word" not in line, "the password stays out of what is told"
    assert settings(tmp_path, **env, KAMCAREER_PRIVATE_NETWORK="1").database_url.startswith("postgresql:")


@pytest.mark.parametrize(
    "env",
    [
        {"KAMCAREER_DATABASE_URL": "postgresql://kam:word@db.example/kam?sslmode=verify-full&sslrootcert=/x"},
        {"KAMCAREER_DATABASE_URL": "postgresql://db.example/kam?sslmode=require"},
        {"KAMCAREER_DATABASE_URL": "postgresql://db.example/kam", "PGSSLMODE": "verify-full"},
        {"KAMCAREER_DATABASE_URL": "postgresql://postgres@127.0.0.1:5432/kam"},
        {"KAMCAREER_DATABASE_URL": "postgresql://postgres@[::1]:5432/kam"},
        {"KAMCAREER_DATABASE_URL": "postgresql://localhost/kam"},
        {"KAMCAREER_DATABASE_URL": "postgresql:///kam?host=/run/postgresql"},
        {"KAMCAREER_DATABASE_URL": "postgresql://%2Frun%2Fpostgresql/kam"},
        {"KAMCAREER_DATABASE_URL": "postgresql:///kam"},
        {"KAMCAREER_LIMITS_URL": "rediss://cache.example:6379/0"},
        {"KAMCAREER_LIMITS_URL": "redis://localhost:6379/0"},
        {"KAMCAREER_LIMITS_URL": "redis+unix:///run/redis/redis.sock"},
        {"KAMCAREER_LIMITS_URL": "redis:///0"},
        {"KAMCAREER_LIMITS_URL": "redis+sentinel://:word@localhost:26379,127.0.0.1:26379/main"},
        {"KAMCAREER_LIMITS_URL": "redis+cluster://localhost:7000,[::1]:7001"},
    ],
)
def test_whatever_is_encrypted_or_stays_on_this_machine_is_taken(tmp_path: Path, env: dict[str, str]):
    found = settings(tmp_path, **env)

    assert {found.database_url, found.limits_url} & set(env.values())


def test_a_password_may_hold_any_mark(tmp_path: Path):
    marks = "wo[rd/#"
    found = settings(tmp_path, KAMCAREER_DATABASE_URL=f"postgresql://kam:{marks}@127.0.0.1/kam").database_url

    assert make_url(found).password == marks
    assert urlsplit(found).hostname == "127.0.0.1"


def test_a_redis_elsewhere_that_is_spoken_to_in_plain_text_stops_the_start(tmp_path: Path):
    env = {"KAMCAREER_LIMITS_URL": "redis://:word@cache.example:6379/0"}

    assert "rediss://" in complaint(tmp_path, **env)
    assert settings(tmp_path, **env, KAMCAREER_PRIVATE_NETWORK="1").limits_url == env["KAMCAREER_LIMITS_URL"]


def test_letters_need_an_address_that_their_links_lead_to(tmp_path: Path):
    """Else whoever asks for a link to a foreign mailbox would choose where it leads, by the host they name."""
    mail = {"KAMCAREER_MAIL_URL": "smtp://mail.example:587", "KAMCAREER_MAIL_FROM": "kam@example.ru"}

    assert "KAMCAREER_PUBLIC_URL" in complaint(tmp_path, **mail)
    assert settings(tmp_path, **mail, KAMCAREER_PUBLIC_URL="https://career.example").mail_url
