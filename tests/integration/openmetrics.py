#!/usr/bin/python3
"""Reads OpenMetrics text on standard input with the Prometheus project's own strict parser, and prints its samples as
JSON: [[name, {label: value}, figure], ...]. Fails where the parser does."""
import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families

samples = []
for family in text_string_to_metric_families(sys.stdin.read()):
    for sample in family.samples:
        if sample.timestamp is not None:
            sys.exit(f"{sample.name} has a timestamp")
        samples.append([sample.name, sample.labels, sample.value])
json.dump(samples, sys.stdout)
