"""Recognises crises in words, before and without everything else."""
