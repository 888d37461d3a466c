"""Writes negative_binomial.csv: y, mean and dispersion as hexadecimal doubles, ln p and its derivatives for ln mean and
for the dispersion, to 25 digits.

Run: python3 negative_binomial.py > negative_binomial.csv    Needs mpmath.
"""

import random

from mpmath import mp, mpf, digamma, log, loggamma

mp.dps = 120
rng = random.Random(20260102)


def reference(y, mean, a):
    y, m, a = mpf(y), mpf(mean), mpf(a)
    if a == 0:
        return y * log(m) - m - loggamma(y + 1), y - m, ((y - m) ** 2 - y) / 2
    r = 1 / a
    value = loggamma(y + r) - loggamma(r) - loggamma(y + 1) + r * log(r / (r + m)) + y * log(m / (r + m))
    by_r = digamma(y + r) - digamma(r) + log(r / (r + m)) - (y - m) / (r + m)
    return value, (y - m) / (1 + a * m), -r * r * by_r


counts = [0, 1, 2, 3, 7, 20, 150, 1e4, 1234567, 1e7]
dispersions = [0.0, 1e-30, 1e-12, 1e-8, 1e-5, 1e-3, 0.03, 0.12, 0.13, 0.5, 1.0, 4.0, 100.0]
for y in counts:
    for a in dispersions:
        for scale in [0.01, rng.uniform(0.6, 0.9), rng.uniform(0.99, 1.01), rng.uniform(1.2, 2), 30.0]:
            mean = float(max(y, 0.7) * scale)
            value, by_mean, by_dispersion = reference(y, mean, a)
            cells = [float(y).hex(), mean.hex(), a.hex()] + [mp.nstr(v, 25) for v in (value, by_mean, by_dispersion)]
            print(",".join(cells))
