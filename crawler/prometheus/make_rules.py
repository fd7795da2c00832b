#!/usr/bin/env python3
"""Prints rules.yml: make_rules.py > rules.yml

Prometheus has no loops, and a week is seven days that are each estimated alone, so that the rules of a day are needed
seven times. The estimate is that of the crawler (src/view): weighted least squares in closed form.
"""

import textwrap
from collections.abc import Iterator

DELAY = "15m"  # after a window's end, until it is shown: releases have come in by then
DAYS = 7
MAX_UNSEEN_SHARE = 0.05  # of the covered hours of a day, of which neither its hours' nor its own releases tell the peak
NODE = "recipient, node_instance"  # a process of a node; replicas of crawlers push the same figures, of which one counts

HEAD = """\
# The network's view, computed from what crawlers push (nodestats-crawl ... --remote-write): the same as the crawler's
# own figures. Made by make_rules.py; change that. For Prometheus 2.42 and later, and rulers that speak PromQL as it does.
# VictoriaMetrics' vmalert (tried: 1.79) computes the same, but later: it hands on what a rule gives only by the next
# evaluation, and ten rules build on each other. Until about 25 minutes after its start, and from 00:15 to about 00:40 UTC,
# when a new day is shown, the figures of 24h and 7d are incomplete or mix two days. Keep each sample once there, or sums
# count what is sent again: -dedup.minScrapeInterval=1ms of VictoriaMetrics.
#
# network:nodestats_<figure>:sum<time>         as published, summed over nodes
# network:nodestats_<figure>:estimate<time>    made consistent with each other by weighted least squares
# network:nodestats_<figure>_standard_error:.. their standard errors, from the noise that nodes say they added
# <time> is 1h, 24h or 7d: the newest hour, UTC day, or seven UTC days, from 15 minutes after its end on. Averages are
# over the whole time, whether nodes covered all of it or not; pixels are sums. Figures may be negative: clip what you
# show, not what you compute with. Of an hour there are no classes here, even where all nodes publish them.
# network:nodestats_streams_peak:upper_bound<time> is the crawler's peak, sampled or not; absent where it is not known: of a
# day where no release tells it of more than a twentieth of the covered hours, of 7d where it is not known of one of its days.
#
# In between: age="0" is the newest day, "6" the oldest of the week; in stream-hours (average x covered hours). A cohort
# is the nodes whose day can be estimated in the same way: in mode stream-hour by what they have all of ("hours_blocks",
# "hours", "blocks", "day"), in mode stream-day ("total"), and exact ones ("exact_hours", with all hours, and "exact").
"""


def pick(metric: str, window: str, more: str = "") -> str:
    return f'nodestats_{metric}{{window="{window}", node_instance!=""{more}}}'


def at(metric: str, window: str, more: str = "") -> str:
    """A subquery's step must not reach back to the sample of the step before, as VictoriaMetrics' would by itself."""
    return f"last_over_time({pick(metric, window, more)}[5m])"


def one(series: str, labels: str = "") -> str:
    """Of several crawlers that push the same, one."""
    return f"max by ({NODE}{', ' + labels if labels else ''}) ({series})"


def stddev(vector: str, window: str) -> str:
    return one(at("noise_stddev", window, f', vector="{vector}"'))


def newest(series: str, age: int) -> str:
    """The one sample of the day."""
    return f"last_over_time({series}[1d] offset {age}d{DELAY})"


def at_midnight(expression: str, age: int) -> str:
    """As it was at the day's end: a subquery's steps are aligned to UTC."""
    return f"last_over_time(({expression})[1d:1d] offset {age}d{DELAY})"


def rule(record: str, expression: str, **labels: str) -> str:
    text = f"      - record: {record}\n        expr: |\n"
    text += textwrap.indent(expression.strip(), " " * 10) + "\n"
    if labels:
        text += "        labels: {" + ", ".join(f'{name}: "{value}"' for name, value in labels.items()) + "}\n"
    return text


def group(name: str, rules: Iterator[str], interval: str = "2m") -> str:
    return f"  - name: {name}\n    interval: {interval}\n    rules:\n" + "".join(rules)


def hours() -> Iterator[str]:
    def last(series: str) -> str:
        return f"last_over_time({series}[1h] offset {DELAY})"

    streams = f"max by ({NODE}) ({last(pick('streams_average', '1h'))})"
    noise = f"max by ({NODE}) ({last(pick('noise_stddev', '1h', ', vector=%sstreams_average%s' % (chr(34), chr(34))))})"
    instants = f"max by ({NODE}, instant) ({last(pick('streams_at_instant', '1h'))})"
    peaks = f"max by ({NODE}) ({last(pick('streams_peak', '1h'))})"
    yield rule("network:nodestats_streams:sum1h", f"sum({streams})")
    yield rule("network:nodestats_streams_standard_error:sum1h", f"sqrt(sum(({noise}) ^ 2))")
    yield rule("network:nodestats_streams_peak:upper_bound1h", peak_of_hour(instants, peaks))
    yield rule("network:nodestats_instances:count1h", f"count({streams})")
    yield rule("network:nodestats_recipients:count1h", f"count(count by (recipient) ({streams}))")


def peak_of_hour(instants: str, peaks: str) -> str:
    """Of nodes that publish counts at fixed instants, the largest sum; the others' peaks may not have coincided."""
    return (
        f"(max(sum by (instant) ({instants})) or vector(0))\n"
        f"+ (sum({peaks} unless on ({NODE}) {instants}) or vector(0))\n"
        f"and on () count({peaks})"
    )


def cohorts(age: int) -> Iterator[str]:
    """Each node's covered hours of a day, under its cohort."""
    covered = f"({one(at('covered_seconds', '24h'))} / 3600)"

    def all_of(window: str) -> str:
        return f"({covered} == {one('sum_over_time(' + pick('covered_seconds', window) + '[86399s])')} / 3600)"

    def mode(name: str) -> str:
        return f"on ({NODE}) " + at("release_info", "24h", f', privacy_mode="{name}"')

    h, b = all_of("1h"), all_of("4h")
    mine = {  # `and` and `unless` go from left to right
        "hours_blocks": f"{h} and on ({NODE}) {b} and {mode('stream-hour')}",
        "hours": f"{h} unless on ({NODE}) {b} and {mode('stream-hour')}",
        "blocks": f"{b} unless on ({NODE}) {h} and {mode('stream-hour')}",
        "day": f"({covered} unless on ({NODE}) {h}) unless on ({NODE}) {b} and {mode('stream-hour')}",
        "total": f"{covered} and {mode('stream-day')}",
        "exact_hours": f"{h} and {mode('binned')}",
        "exact": f"{covered} unless on ({NODE}) {h} and {mode('binned')}",
    }
    for cohort, expression in mine.items():
        yield rule("node:nodestats_covered_hours:day", at_midnight(expression, age), age=age, cohort=cohort)


def weighed(values: str, age: int, labels: str, square: bool = False) -> str:
    """Sums over a cohort's nodes of values x covered hours, or of the squares of that."""
    by = f"cohort, {labels}" if labels else "cohort"
    product = f'{values}\n  * on ({NODE}) group_left (cohort) node:nodestats_covered_hours:day{{age="{age}"}}'
    return f"sum by ({by}) (\n  ({product}){' ^ 2' if square else ''}\n)"


def vector(name: str, vector_name: str, labels: str, age: int, **more: str) -> Iterator[str]:
    """A vector of the day, in stream-hours, and its variance, which is the same for each of its figures."""
    values = one(newest(pick(vector_name, "24h"), age), labels)
    quoted = f', vector="{vector_name}"'
    noise = one(newest(pick("noise_stddev", "24h", quoted), age))
    yield rule(f"cohort:nodestats_{name}_hours:day", weighed(values, age, labels), age=age, **more)
    yield rule(f"cohort:nodestats_{name}_variance:day", weighed(noise, age, "", square=True), age=age, **more)


def blocks(age: int) -> Iterator[str]:
    """Regions, from the four-hour blocks of nodes that have them all."""
    covered = one(at("covered_seconds", "4h"))
    regions = one(at("region_streams_average", "4h"), "region")
    noise = stddev("region_streams_average", "4h")
    mine = f'on ({NODE}) group_left (cohort) node:nodestats_covered_hours:day{{age="{age}", cohort=~"hours_blocks|blocks"}}'

    def total(values: str, group_left: str, labels: str, power: str) -> str:
        inner = f"(({values} * on ({NODE}) {group_left} {covered} / 3600){power})"
        summed = at_midnight(f"sum_over_time({inner}[86399s:4h])", age)
        return f"sum by (cohort{labels}) (\n  {summed}\n  * {mine} ^ 0\n)"

    yield rule(
        "cohort:nodestats_region_hours:day", total(regions, "group_left ()", ", region", ""), age=age, measure="blocks"
    )
    yield rule("cohort:nodestats_region_variance:day", total(noise, "", "", " ^ 2"), age=age, measure="blocks")


def totals(age: int) -> Iterator[str]:
    """All streams, measured in up to four ways."""
    noise = stddev("streams_average", "1h")
    ours = f'on ({NODE}) group_left (cohort) node:nodestats_covered_hours:day{{age="{age}", cohort=~"hours.*"}} ^ 0'
    summed = at_midnight(f"sum_over_time({pick('streams_average', '1h')}[86399s])", age)
    squares = at_midnight(f"sum_over_time(({noise} ^ 2)[86399s:1h])", age)
    names = {"record_hours": "cohort:nodestats_streams_hours:day", "record": "cohort:nodestats_streams_variance:day"}
    yield rule(names["record_hours"], f"sum by (cohort) (\n  {one(summed)}\n  * {ours}\n)", age=age, measure="hours")
    yield rule(names["record"], f"sum by (cohort) (\n  {squares}\n  * {ours}\n)", age=age, measure="hours")
    yield from vector("streams", "streams_average", "", age, measure="day")


def day(age: int) -> Iterator[str]:
    yield from cohorts(age)
    yield from vector("country_streams", "country_streams_average", "country, region", age)
    yield from vector("region", "region_streams_average", "region", age, measure="days")
    yield from blocks(age)
    yield from vector("source_streams", "source_streams_average", "rung", age)
    yield from vector("pixel_rate_streams", "pixel_rate_streams_average", "pixel_rate", age)
    yield from totals(age)
    # Pixels are sums as they are. Their noise differs by rung.
    pixels = one(newest(pick("encoded_pixels", "24h"), age), "rung")
    noise = one(newest(pick("noise_stddev", "24h", ', vector="encoded_pixels", rung!=""'), age), "rung")
    counted = f'on ({NODE}) group_left (cohort) node:nodestats_covered_hours:day{{age="{age}"}} ^ 0'
    yield rule("cohort:nodestats_encoded_pixels:day", f"sum by (cohort, rung) (\n  {pixels}\n  * {counted}\n)", age=age)
    yield rule(
        "cohort:nodestats_encoded_pixels_variance:day",
        f"sum by (cohort, rung) (\n  ({noise}\n  * {counted}) ^ 2\n)\nor sum by (cohort, rung) (cohort:nodestats_encoded_pixels:day{{age=\"{age}\"}}) * 0",
        age=age,
    )
    yield rule("node:nodestats_unseen_hours:day", unseen(age), age=age)
    yield rule("network:nodestats_streams_peak:upper_bound_day", peak_of_day(age), age=age)


def unseen(age: int) -> str:
    """A node's covered hours of which no release tells the peak."""
    counted = f'node:nodestats_covered_hours:day{{age="{age}"}}'
    seen = at_midnight(one(f"count_over_time({pick('streams_peak', '1h')}[86399s])"), age)
    return f"sum by ({NODE}) ({counted})\n- on ({NODE}) ({seen}\n  or sum by ({NODE}) ({counted}) * 0)\n> 0"


def peak_of_day(age: int) -> str:
    """Of nodes whose hours are not all seen, the day's peak on top; unknown where too many have none either."""
    of_hour = peak_of_hour(one(at("streams_at_instant", "1h"), "instant"), one(at("streams_peak", "1h")))
    hourly = at_midnight(f"max_over_time(({of_hour})[86399s:1h])", age)
    hours_unseen = f'node:nodestats_unseen_hours:day{{age="{age}"}}'
    of_day = one(newest(pick("streams_peak", "24h"), age))
    others = f"{of_day} and on ({NODE}) {hours_unseen}"
    covered = f'sum(node:nodestats_covered_hours:day{{age="{age}"}})'
    return (
        f"({hourly} or vector(0))\n+ (sum({others}) or vector(0))\nand on () (count({others}) or {hourly})\n"
        f"and on () {MAX_UNSEEN_SHARE} * {covered} >= (sum({hours_unseen} unless on ({NODE}) {of_day}) or vector(0))"
    )


NOISY = '{cohort!~"exact.*"}'
EXACT = '{cohort=~"exact.*"}'
EACH = "age, cohort"


def consistent() -> Iterator[str]:
    """Least squares over country, region and total, each noisy cohort alone: upwards, and down again."""
    c, v_c = "cohort:nodestats_country_streams_hours:day", "cohort:nodestats_country_streams_variance:day"
    r, v_r = "cohort:nodestats_region_hours:day", "cohort:nodestats_region_variance:day"
    t, v_t = "cohort:nodestats_streams_hours:day", "cohort:nodestats_streams_variance:day"

    yield rule(r, f"sum by ({EACH}, region) ({c})", measure="countries")
    yield rule(v_r, f"count by ({EACH}, region) ({c}) * on ({EACH}) group_left () {v_c}", measure="countries")
    # The others' variances, too, for each region, so that all look alike.
    yield rule(
        "cohort:nodestats_region_precision:day",
        f'1 / {v_r}{{measure="countries", cohort!~"exact.*"}}\n'
        f'or {r}{{measure!="countries", cohort!~"exact.*"}} ^ 0 / on ({EACH}, measure) group_left () {v_r}{{measure!="countries"}}',
    )
    z, big_v = "cohort:nodestats_region_hours:pooled", "cohort:nodestats_region_variance:pooled"
    yield rule(big_v, f"1 / sum by ({EACH}, region) (cohort:nodestats_region_precision:day)")
    yield rule(z, f"{big_v} * on ({EACH}, region) sum by ({EACH}, region) ({r} * cohort:nodestats_region_precision:day)")

    for name in ("source_streams", "pixel_rate_streams"):
        hours_of = f"cohort:nodestats_{name}_hours:day"
        yield rule(t, f"sum by ({EACH}) ({hours_of}{NOISY})", measure=name)
        yield rule(v_t, f"count by ({EACH}) ({hours_of}{NOISY}) * on ({EACH}) cohort:nodestats_{name}_variance:day", measure=name)
    yield rule(t, f"sum by ({EACH}) ({z})", measure="regions")
    yield rule(v_t, f"sum by ({EACH}) ({big_v})", measure="regions")
    total, p_t = "cohort:nodestats_streams_hours:estimate", "cohort:nodestats_streams_variance:estimate"
    yield rule(p_t, f"1 / sum by ({EACH}) (1 / {v_t}{NOISY})\nor sum by ({EACH}) ({t}{{measure=\"day\", cohort=~\"exact.*\"}}) * 0")
    yield rule(total, f"{p_t} * on ({EACH}) sum by ({EACH}) ({t}{NOISY} / {v_t}{NOISY})\nor sum by ({EACH}) ({t}{{measure=\"day\", cohort=~\"exact.*\"}})")

    x_r, p_r = "cohort:nodestats_region_hours:estimate", "cohort:nodestats_region_variance:estimate"
    share = f'({big_v} / on ({EACH}) group_left () {v_t}{{measure="regions"}})'
    change = f'({total} - on ({EACH}) {t}{{measure="regions"}})'
    exact_regions = f'sum by ({EACH}, region) ({r}{{measure="days", cohort=~"exact.*"}})'
    yield rule(x_r, f"{z} + {share} * on ({EACH}) group_left () {change}\nor {exact_regions}")
    yield rule(p_r, f"{big_v} - {share} * {big_v} + {share} ^ 2 * on ({EACH}) group_left () {p_t}\nor {exact_regions} * 0")

    # A country's part in the variance of its region's sum: all have the same.
    part = f"(1 / count by ({EACH}, region) ({c}{NOISY}))"
    k = f'{r}{{measure="countries", cohort!~"exact.*"}}'
    on = f"on ({EACH}, region) group_left ()"
    yield rule(
        "cohort:nodestats_country_hours:estimate",
        f"{c}{NOISY} + {on} ({part} * ({x_r} - on ({EACH}, region) {k}))\nor {c}{EXACT}",
    )
    yield rule(
        "cohort:nodestats_country_variance:estimate",
        f"{c}{NOISY} ^ 0 * on ({EACH}) group_left () {v_c}\n"
        f"- {on} ({part} * on ({EACH}) group_left () {v_c} - {part} ^ 2 * on ({EACH}, region) {p_r})\nor {c}{EXACT} * 0",
    )


def network() -> Iterator[str]:
    for time, ages, length in (("24h", '{age="0"}', 24), ("7d", "", 24 * DAYS)):
        yield from network_of(time, ages, length)


def network_of(time: str, ages: str, length: int) -> Iterator[str]:
    def figure(name: str, operation: str, values: str, variances: str) -> Iterator[str]:
        yield rule(f"network:nodestats_{name}:{operation}{time}", values)
        yield rule(f"network:nodestats_{name}_standard_error:{operation}{time}", f"sqrt({variances})")

    def mean(labels: str, series: str, power: int = 1) -> str:
        return f"sum by ({labels}) ({series}) / {length}" + (f" ^ {power}" if power > 1 else "")

    def with_age(more: str) -> str:
        return "{" + ", ".join(filter(None, [ages.strip("{}"), more])) + "}" if ages or more else ""

    def published(name: str, series: str, labels: str, measure: str = "") -> Iterator[str]:
        hours_of, variance = f"cohort:nodestats_{series}_hours:day", f"cohort:nodestats_{series}_variance:day"
        chosen = with_age(measure)
        match = f"{EACH}, measure" if measure else EACH
        each = f"{hours_of}{chosen} ^ 0 * on ({match}) group_left () {variance}{chosen}"
        yield from figure(name, "sum", mean(labels, hours_of + chosen), mean(labels, each, 2))

    yield from figure(
        "streams",
        "estimate",
        f"sum(cohort:nodestats_streams_hours:estimate{ages}) / {length}",
        f"sum(cohort:nodestats_streams_variance:estimate{ages}) / {length} ^ 2",
    )
    yield from published("region_streams", "region", "region", 'measure="days"')
    yield from published("country_streams", "country_streams", "country, region")
    yield from published("source_streams", "source_streams", "rung")
    yield from published("pixel_rate_streams", "pixel_rate_streams", "pixel_rate")
    for name, labels in (("region", "region"), ("country", "country, region")):
        yield from figure(
            f"{name}_streams",
            "estimate",
            mean(labels, f"cohort:nodestats_{name}_hours:estimate{ages}"),
            mean(labels, f"cohort:nodestats_{name}_variance:estimate{ages}", 2),
        )
    yield from figure(
        "encoded_pixels",
        "sum",
        f"sum by (rung) (cohort:nodestats_encoded_pixels:day{ages})",
        f"sum by (rung) (cohort:nodestats_encoded_pixels_variance:day{ages})",
    )
    taking_part = f"node:nodestats_covered_hours:day{ages}"
    peaks = f"network:nodestats_streams_peak:upper_bound_day{ages}"  # of each day that has nodes, or the week's is unknown
    days = f"count(count by (age) ({taking_part}))"
    yield rule(f"network:nodestats_streams_peak:upper_bound{time}", f"max({peaks}) and on () count({peaks}) == {days}")
    yield rule(f"network:nodestats_covered_hours:sum{time}", f"sum({taking_part})")
    yield rule(f"network:nodestats_instances:count{time}", f"count(count by ({NODE}) ({taking_part}))")
    yield rule(f"network:nodestats_recipients:count{time}", f"count(count by (recipient) ({taking_part}))")
    if time == "7d":
        yield rule("network:nodestats_days:count7d", days)


def every_day() -> Iterator[str]:
    for age in range(DAYS):
        yield from day(age)
    # In the same group, since they need what was just computed.
    yield from consistent()
    yield from network()


if __name__ == "__main__":
    print(HEAD + "groups:\n" + group("nodestats-hour", hours()) + group("nodestats-days", every_day()), end="")
