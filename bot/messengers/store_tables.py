"""The tables of the messengers' store."""

import sqlalchemy as sa

metadata = sa.MetaData()

accounts = sa.Table(
    "messenger_accounts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    # The account as a record: address, conversation, what came before the OK.
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("conversation_id", sa.String(255), index=True),
    sa.Column("held_until", sa.DateTime(timezone=True), index=True),
    # Who has not agreed is forgotten sooner.
    sa.Column("has_agreed", sa.Boolean, nullable=False),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, index=True),
)

# What came in. The words go when it is answered; the id stays for a while, so that a platform
# that delivers again is not answered again. Its hash: WhatsApp's ids hold the number.
updates = sa.Table(
    "messenger_updates",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("update_id", sa.String(64), nullable=False),
    # Empty where it has been answered and the account erased.
    sa.Column("account_id", sa.String(64), nullable=False),
    sa.Column("sealed", sa.Text),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.UniqueConstraint("channel", "update_id"),
    sqlite_autoincrement=True,
)
# The words themselves would be too long for an index.
_waits = {f"{name}_where": updates.c.sealed.isnot(None) for name in ("postgresql", "sqlite")}
sa.Index("messenger_updates_waiting", updates.c.channel, updates.c.account_id, **_waits)

# What is to be sent, in order; a row goes when the platform has taken it.
sends = sa.Table(
    "messenger_sends",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("account_id", sa.String(64), nullable=False, index=True),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("not_before", sa.Float, nullable=False),
    # Help in a crisis: it passes by everything else that waits for the account.
    sa.Column("is_urgent", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# What a quick reply means: platforms carry 64 bytes, a sealed payload is longer.
offers = sa.Table(
    "messenger_offers",
    metadata,
    sa.Column("code", sa.String(32), primary_key=True),
    sa.Column("account_id", sa.String(64), nullable=False, index=True),
    # What a resident types instead of pressing; empty as soon as something else was said.
    sa.Column("mark", sa.String(10), nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, index=True),
)

# What residents want to be told on a day: it outlives the account, which goes when it is not used.
reminders = sa.Table(
    "messenger_reminders",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("account_id", sa.String(64), nullable=False),
    # The address, and the language.
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("service", sa.String(100), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("remind_on", sa.Date, nullable=False, index=True),
    sa.UniqueConstraint("account_id", "service", "name"),
    # Else SQLite gives a deleted number again, and an old button would mean another one.
    sqlite_autoincrement=True,
)

# Where a channel that asks instead of being told left off.
cursors = sa.Table(
    "messenger_cursors",
    metadata,
    sa.Column("channel", sa.String(20), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
