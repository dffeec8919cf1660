"""What all messengers share: consent, commands, order, delivery. One platform is one channel."""
