"""Writes student_t_cdf.csv: x and nu as hexadecimal doubles, then ln T_nu(x), d/dx and d/dnu of it, to 25 digits.

Run: python3 student_t_cdf.py > student_t_cdf.csv    Needs mpmath. Seeded points over the centre, both tails, the seam
between the two expansions of the implementation, and few to very many degrees of freedom.
"""

import math
import random

from mpmath import betainc, exp, log, log1p, loggamma, mp, mpf, pi

mp.dps = 100
STEP = mpf(10) ** -25  # relative, of the five-point differences for nu: error STEP^4, rounding 10^-100 / STEP
rng = random.Random(20260303)


def lower_tail(z, nu):
    """T_nu(-z) for z >= 0."""
    return betainc(nu / 2, mpf(1) / 2, 0, nu / (nu + z * z), regularized=True) / 2


def log_cdf(x, nu):
    return log(lower_tail(-x, nu)) if x <= 0 else log1p(-lower_tail(x, nu))


def log_density(x, nu):
    return loggamma((nu + 1) / 2) - loggamma(nu / 2) - log(nu * pi) / 2 - (nu + 1) / 2 * log1p(x * x / nu)


def by_nu(x, nu):
    h = STEP * nu
    f = [log_cdf(x, nu + k * h) for k in (-2, -1, 1, 2)]
    return (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * h)


def log_uniform(a, b):
    return math.exp(rng.uniform(math.log(a), math.log(b)))


def points():
    for nu in (2.01, 2.5, 3.0, 4.0, 7.3, 19.999, 20.0, 30.0, 100.0, 1000.0, 10000.0):
        seam = math.sqrt(6 / (1 + 12 / nu))
        for z in (1e-8, 1e-3, 0.1, 0.5, seam * (1 - 1e-9), seam * (1 + 1e-9), 3.0, 6.0, 12.0, 25.0, 40.0):
            yield z, nu
            yield -z, nu
        for z in (1e2, 1e3, 1e6):
            yield -z, nu
    for _ in range(350):
        yield rng.uniform(-6, 6), log_uniform(2.01, 1e4)
    for _ in range(150):
        yield rng.uniform(6, 40), log_uniform(2.01, 1e4)
    for _ in range(150):
        yield -log_uniform(6, 1e6), log_uniform(2.01, 1e4)
    for _ in range(60):  # beyond what a model asks for
        yield rng.uniform(-9, 9), log_uniform(0.1, 2.01)
        yield rng.uniform(-9, 9), log_uniform(1e4, 1e9)


for x, nu in points():
    X, NU = mpf(x), mpf(nu)
    value = log_cdf(X, NU)
    by_x = exp(log_density(X, NU) - value)
    print(",".join([x.hex(), nu.hex()] + [mp.nstr(v, 25) for v in (value, by_x, by_nu(X, NU))]), flush=True)
