"""Starts a real MongoDB, a real Kafka and every service on one machine, and stops what it started."""
