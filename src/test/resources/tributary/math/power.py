"""Writes power.csv: x and y as hexadecimal doubles, x^y to 25 digits.

Run: python3 power.py > power.csv    Needs mpmath. Ordinary values, the whole range of bases, bases near 1 and near the seams of the
reduction with exponents that take the result to the edges of overflow and underflow, where an error of ln x counts most.
"""

import math
import random

from mpmath import mp, mpf, log

mp.dps = 40
rng = random.Random(20260103)


def sign():
    return rng.choice((-1, 1))


def to_the_edge(x):
    return x, sign() * rng.uniform(0.9, 1) * 1020 / abs(math.log2(x))


points = [(rng.uniform(0, 20), rng.uniform(-3, 3)) for _ in range(250)]
for _ in range(250):
    x = math.ldexp(rng.uniform(1, 2), rng.randint(-1074, 1023))
    points.append((x, rng.uniform(-1, 1) * 1020 / abs(math.log2(x))))
points += [to_the_edge(1 + sign() * math.ldexp(rng.uniform(1, 2), rng.randint(-50, -2))) for _ in range(250)]
points += [to_the_edge(math.sqrt(0.5) * rng.uniform(0.999, 1.001) * 2.0 ** rng.randint(0, 2)) for _ in range(250)]
for x, y in points:
    if abs(mpf(y) * log(mpf(x), 2)) < 1022:
        print(x.hex(), y.hex(), mp.nstr(mpf(x) ** mpf(y), 25), sep=",")
