import pytest

from bot.chat.tokens import Tokens

tokens = Tokens(b"schluessel")


def test_a_token_leads_back_to_its_conversation() -> None:
    conversation_id = tokens.new_conversation()

    assert tokens.conversation_id(tokens.conversation_token(conversation_id)) == conversation_id


@pytest.mark.parametrize("token", [None, "", ".", "abc", "abc.def", "ä.ö", "a" * 5000])
def test_a_token_nobody_gave_out_is_unknown(token: str | None) -> None:
    assert tokens.conversation_id(token) is None


def test_a_token_of_another_installation_is_foreign() -> None:
    foreign = Tokens(b"anderer").conversation_token("abc")

    assert tokens.conversation_id(foreign) is None


def test_a_payload_is_accepted_where_it_was_offered() -> None:
    sealed = tokens.sealed_payload("gespräch", '/angabe{"alter": 4}')

    assert tokens.payload("gespräch", sealed) == '/angabe{"alter": 4}'


def test_a_payload_of_another_conversation_is_refused() -> None:
    sealed = tokens.sealed_payload("eins", "/ja")

    assert tokens.payload("zwei", sealed) is None


@pytest.mark.parametrize("sealed", ["/restart", "/ja.", "/ja.0000", "", "."])
def test_a_payload_without_seal_is_refused(sealed: str) -> None:
    assert tokens.payload("eins", sealed) is None


def test_a_conversation_token_is_no_payload_seal() -> None:
    token = tokens.conversation_token("eins")

    assert tokens.payload("eins", token) is None
