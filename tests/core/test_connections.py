from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.connections import ENCRYPTED, in_the_open

names = st.from_regex(r"[a-z][a-z0-9-]{0,20}\.example", fullmatch=True)
addresses = st.ip_addresses().filter(lambda one: not one.is_loopback)
hosts = names | addresses.map(lambda one: f"[{one}]" if one.version == 6 else str(one))


@given(host=hosts, port=st.integers(1, 65535), mode=st.sampled_from(["", "disable", "allow", "prefer", "Require", "x"]))
def test_whatever_machine_elsewhere_is_named_it_is_in_the_open_without_a_mode_that_encrypts(
    host: str, port: int, mode: str
):
    url = f"postgresql://kam:word@{host}:{port}/kam" + (f"?sslmode={mode}" if mode else "")

    assert in_the_open(url)
    assert in_the_open(f"redis://:word@{host}:{port}/0")


@given(host=hosts, mode=st.sampled_from(sorted(ENCRYPTED)))
def test_with_a_mode_that_encrypts_no_machine_is_in_the_open(host: str, mode: str):
    assert not in_the_open(f"postgresql+psycopg://{host}/kam?sslmode={mode}")
    assert not in_the_open(f"rediss://{host}/0")


@given(host=st.sampled_from(["127.0.0.1", "127.8.9.1", "[::1]", "localhost", ""]), port=st.integers(1, 65535))
def test_what_stays_on_this_machine_never_is(host: str, port: int):
    at = f"{host}:{port}" if host else ""

    assert not in_the_open(f"postgresql://{at}/kam")
    assert not in_the_open(f"redis://{at}/0")
