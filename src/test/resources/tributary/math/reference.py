"""Writes reference.csv: function, x as a hexadecimal double, f(x) to 25 digits.

Run: python3 reference.py > reference.csv    Needs mpmath. The points are seeded and cover ordinary values, wide exponents,
neighbours of 0, 1 and of the breakpoints of the implementations, subnormals and the edges of overflow.
"""

import math
import random

from mpmath import mp, mpf, digamma, erfc, exp, expm1, log, log1p, loggamma, pi, sqrt, tanh

mp.dps = 60
rng = random.Random(20260101)


def near(x, steps=3):
    points = [x]
    low = high = x
    for _ in range(steps):
        low, high = math.nextafter(low, -math.inf), math.nextafter(high, math.inf)
        points += [low, high]
    return points


def uniform(a, b, n):
    return [rng.uniform(a, b) for _ in range(n)]


def wide(low, high, n, signed=False):
    sign = (lambda: rng.choice((-1, 1))) if signed else (lambda: 1)
    return [sign() * math.ldexp(rng.uniform(1, 2), rng.randint(low, high)) for _ in range(n)]


def normal_tail(z):  # 1 - Phi(z) for z >= 0
    return erfc(z / sqrt(2)) / 2


def normal_cdf(x):
    return normal_tail(-x) if x <= 0 else 1 - normal_tail(x)


def log_normal_cdf(x):
    return log(normal_tail(-x)) if x <= 0 else log1p(-normal_tail(x))


def inverse_mills(x):
    return exp(-x * x / 2) / sqrt(2 * pi) / normal_cdf(x)


def quantile_of_log(log_p):
    """The root of log Phi(x) = log_p by Newton steps, which converge from the left of a concave function."""
    x = -sqrt(-2 * log_p) if log_p < -1 else (mpf(0) if log_p < mpf("-0.1") else sqrt(-2 * log(-expm1(log_p))))
    for _ in range(200):
        step = (log_normal_cdf(x) - log_p) / inverse_mills(x)
        x -= step
        if abs(step) < mpf(10) ** -55 * max(1, abs(x)):
            return x
    raise ArithmeticError(f"no root for {log_p}")


def quantile(p):
    return quantile_of_log(log(p)) if p < mpf("0.5") else (mpf(0) if p == mpf("0.5") else -quantile_of_log(log(1 - p)))


def logistic(x):
    return 1 / (1 + exp(-x))


REFERENCES = {
    "exp": (exp, uniform(-745, 709.7, 200) + uniform(-1, 1, 150) + wide(-60, -1, 40, True) + near(0.34657359027997264)
            + near(-0.34657359027997264) + near(709.782712893384, 0) + near(-708.3964185322641) + near(-745.13, 0)),
    "expm1": (expm1, uniform(-40, 709.7, 150) + uniform(-2, 2, 200) + wide(-1074, -1, 60, True) + near(0.34657359027997264)
              + near(-0.34657359027997264) + near(1.0397207708399179) + near(-1.0397207708399179) + [5e-324, 2.5e-308]),
    "log": (log, wide(-1074, 1023, 150) + uniform(0.5, 2, 200) + near(1.0) + near(math.sqrt(0.5)) + near(math.sqrt(2))
            + [1 + x for x in wide(-50, -3, 60, True)] + [5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]),
    "log1p": (log1p, uniform(-0.999, 3, 200) + wide(-1074, -1, 80, True) + wide(0, 1023, 50) + near(math.sqrt(2) - 1)
              + near(math.sqrt(0.5) - 1) + [math.nextafter(-1, 0), 5e-324, -5e-324]),
    "logistic": (logistic, uniform(-708, 40, 150) + uniform(-6, 6, 200) + wide(-60, -1, 30, True)),
    "tanh": (tanh, uniform(-20, 20, 100) + uniform(-1.5, 1.5, 200) + wide(-1074, -1, 60, True)),
    "lgamma": (loggamma, uniform(0.01, 12, 300) + wide(-1000, 1000, 80) + near(0.5) + near(1.5) + near(2.5) + near(8.0)
               + near(1.0)[1:] + near(2.0)[1:] + [1 + x for x in wide(-40, -5, 30, True)] + [2 + x for x in wide(-40, -5, 30, True)]),
    "digamma": (digamma, uniform(0.01, 12, 200) + wide(-300, 1000, 80) + near(10.0) + near(1.4616321449683622)),
    "normalCdf": (normal_cdf, uniform(-37.4, 9, 200) + uniform(-3, 3, 150) + wide(-60, -1, 20, True)),
    "logNormalCdf": (log_normal_cdf, uniform(-60, 9, 200) + uniform(-3, 3, 150) + [-x for x in wide(5, 500, 40)] + uniform(9, 37, 20)
                     + wide(-60, -1, 20, True)),
    "inverseMills": (inverse_mills, uniform(-60, 37, 200) + uniform(-3, 3, 150) + wide(-60, -1, 20, True)),
    "normalQuantile": (quantile, uniform(0, 1, 150) + wide(-1022, -2, 100) + [1 - x for x in wide(-50, -4, 50)] + near(0.075)
                       + near(0.925) + near(math.exp(-25)) + near(0.5)),
    "normalQuantileOfLog": (quantile_of_log, [-x for x in wide(-40, 60, 200)] + uniform(-750, -1, 100) + near(-2.5902671654458265) + near(-0.07796154146971184) + near(-0.6931471805599453)
                            + near(-700.0)),
    # of normal numbers and of |x| <= 1000; seams are the sixteenths of [1, 2), and half ways between sixteenths
    "log2": (lambda x: log(x) / log(2), wide(-1022, 1023, 200) + uniform(0.5, 2, 200) + [near(1 + k / 16)[k % 7] for k in range(32)]
             + [1 + x for x in wide(-50, -5, 60, True)] + [2.2250738585072014e-308, 1.7976931348623157e308]),
    "exp2": (lambda x: mpf(2) ** x, uniform(-1000, 1000, 150) + uniform(-2, 2, 200) + wide(-60, -1, 40, True)
             + [near((2 * k + 1) / 32)[k % 7] for k in range(-40, 40)] + [k / 16 for k in range(-16, 17)] + [-1000.0, 1000.0]),
}

for name, (function, points) in REFERENCES.items():
    for x in points:
        print(f"{name},{x.hex()},{mp.nstr(function(mpf(x)), 25)}")
