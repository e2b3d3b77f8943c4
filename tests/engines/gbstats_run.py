"""Answers a list of questions with gbstats (see gbstats.ts): JSON on stdin, JSON on stdout."""

import json
import sys

from gbstats.frequentist.tests import FrequentistConfig, SequentialConfig, SequentialTwoSidedTTest, TwoSidedTTest
from gbstats.models.statistics import (
    ProportionStatistic,
    RatioStatistic,
    RegressionAdjustedStatistic,
    SampleMeanStatistic,
)
from gbstats.utils import check_srm


def statistic(of):
    if of["kind"] == "proportion":
        return ProportionStatistic(n=of["n"], sum=of["sum"])
    if of["kind"] == "mean":
        return SampleMeanStatistic(n=of["n"], sum=of["sum"], sum_squares=of["sumSquares"])
    if of["kind"] == "ratio":
        return RatioStatistic(
            n=of["n"],
            m_statistic=statistic(of["numerator"]),
            d_statistic=statistic(of["denominator"]),
            m_d_sum_of_products=of["products"],
        )
    return RegressionAdjustedStatistic(
        n=of["n"],
        post_statistic=statistic(of["post"]),
        pre_statistic=statistic(of["pre"]),
        post_pre_sum_of_products=of["products"],
        theta=0,
    )


def answer(question):
    if question["ask"] == "srm":
        return {"pValue": float(check_srm(question["units"], question["weights"]))}
    a, b = statistic(question["a"]), statistic(question["b"])
    config = {"alpha": question["alpha"], "difference_type": "relative" if question["relative"] else "absolute"}
    if question["ask"] == "sequential":
        test = SequentialTwoSidedTTest(a, b, SequentialConfig(sequential_tuning_parameter=question["tuning"], **config))
    else:
        test = TwoSidedTTest(a, b, FrequentistConfig(**config))
    low, high = test.confidence_interval
    # The tests replace regression-adjusted statistics, which then hold theta.
    theta = getattr(test.stat_a, "theta", 0)
    return {
        "effect": float(test.point_estimate),
        "variance": float(test.variance),
        "low": float(low),
        "high": float(high),
        "pValue": float(test.p_value),
        "theta": float(theta),
    }


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
