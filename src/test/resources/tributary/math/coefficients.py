"""Prints the polynomial coefficients used in tributary.math (near-minimax, by Chebyshev interpolation).

Run: python3 coefficients.py    Needs mpmath.
"""

from mpmath import mp, mpf, exp, log, log1p, loggamma, erfc, sqrt, pi, chebyfit, euler, zeta

mp.dps = 60


def show(name, f, interval, terms):
    poly, error = chebyfit(f, interval, terms, error=True)
    print(f"// {name}: degree {terms - 1} on [{float(interval[0]):.4g}, {float(interval[1]):.4g}], error {float(error):.2g}")
    for i, c in enumerate(reversed(poly)):
        print(f"    {i:2d}: {float(c)!r},")


def guarded(f, at_zero):
    return lambda x: at_zero if abs(x) < mpf(10) ** -15 else f(x)


half_ln2 = log(2) / 2
show("exp: (e^r - 1 - r)/r^2", guarded(lambda r: (exp(r) - 1 - r) / r**2, mpf(1) / 2), [-half_ln2 * 1.0001, half_ln2 * 1.0001], 11)


def log_r(z):  # log((1+s)/(1-s)) = 2 s + s z R(z), z = s^2
    if z < mpf(10) ** -20:
        return mpf(2) / 3 + 2 * z / 5
    s = sqrt(z)
    return ((log1p(s) - log1p(-s)) / s - 2) / z


s_max = (sqrt(2) - 1) / (sqrt(2) + 1)
show("log: R(z)", log_r, [mpf(0), s_max**2 * mpf(1.0001)], 7)


def atanh_r(z):  # atanh(s)/s = 1 + z/3 + z^2 R(z), z = s^2
    if z < mpf(10) ** -8:
        return sum(z**j / (2 * j + 5) for j in range(12))
    s = sqrt(z)
    return ((log1p(s) - log1p(-s)) / (2 * s) - 1 - z / 3) / z**2


show("pow: R(z)", atanh_r, [mpf(0), s_max**2 * mpf(1.0001)], 8)

show("lgamma(2 + t)/t", guarded(lambda t: loggamma(2 + t) / t, 1 - euler), [mpf(-0.5), mpf(0.5)], 20)


def mills(z):
    return sqrt(pi / 2) * exp(z * z / 2) * erfc(z / sqrt(2))


def mills_t(c):
    def f(t):
        if t == 1:
            return mpf(1)
        u = (1 - t) / 2  # = c/(z + c)
        z = c / u - c
        if z > 1000:
            s, term = mpf(0), mpf(1)
            for k in range(12):
                s += term
                term *= -(2 * k + 1) / z**2
            return (z + 1) / z * s
        return (z + 1) * mills(z)

    return f


show("(z + 1) M(z), M Mills' ratio, in t = 1 - 10/(z + 5)", mills_t(mpf(5)), [mpf(-1), mpf(1)], 26)


# Tables of sixteen: 1/c of the centres c of the sixteenths of [1, 2), rounded, so that f = m/c - 1 is exact with fma
reciprocals = [mpf(float(1 / (1 + (mpf(i) + mpf(1) / 2) / 16))) for i in range(16)]
farthest = max(abs((1 + mpf(i + end) / 16) * r - 1) for i, r in enumerate(reciprocals) for end in (0, 1))
print(f"// log2 of the centres, |f| <= {float(farthest)!r}")
print("    " + ", ".join(repr(float(-log(r) / log(2))) for r in reciprocals))
show("log2(1 + f)/f", guarded(lambda f: log1p(f) / f / log(2), 1 / log(2)), [-farthest, farthest], 7)
show("2^f", lambda f: mpf(2) ** f, [-mpf(1) / 32, mpf(1) / 32], 6)
