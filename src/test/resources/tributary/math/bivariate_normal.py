"""Writes bivariate_normal.csv: a, b and rho, ln Phi2(a, b; rho) and its derivatives for a, b and rho, to 19 digits, by
quadrature of phi(z) Phi((b - rho z)/kappa) over z < a, and with a and b exchanged, in 32 digits.

Run: python3 bivariate_normal.py > bivariate_normal.csv    Needs mpmath; takes some minutes.
"""

from mpmath import mp, mpf, erfc, exp, log, pi, quad, sqrt

mp.dps = 32


def cdf(x):
    return erfc(-x / sqrt(2)) / 2


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def integral(a, b, rho, kappa):
    points = [a] + [a - mpf(2) ** k / 10000 for k in range(21)]
    steps = (-12, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 12)
    points += [rho * b + kappa * k for k in steps]  # around the mean of the first given the second at its bound
    points += [mpf(k) for k in steps]
    if rho != 0:  # where the second factor rises or falls
        points += [(b - kappa * k) / rho for k in steps]
    points = sorted(p for p in points if p <= a)
    points = [points[0] - 40] + points
    f = lambda z: density(z) * cdf((b - rho * z) / kappa)
    size = quad(f, points, method="gauss-legendre")  # the accuracy of quad is absolute
    return size * quad(lambda z: f(z) / size, points, method="gauss-legendre")


def reference(a, b, rho):
    a, b, rho = mpf(a), mpf(b), mpf(rho)
    kappa = sqrt(1 - rho * rho)
    total = integral(a, b, rho, kappa)
    assert abs(integral(b, a, rho, kappa) / total - 1) < mpf(10) ** -19, (a, b, rho)
    joint = density(a) * density((b - rho * a) / kappa) / kappa
    return [
        log(total),
        density(a) * cdf((b - rho * a) / kappa) / total,
        density(b) * cdf((a - rho * b) / kappa) / total,
        joint / total,
    ]


bounds = [-30.0, -12.0, -4.0, -1.7, -0.5, 0.0, 0.75, 3.5]
for rho in [-0.99, -0.9, -0.4, 0.0, 0.25, 0.8, 0.99]:
    for i, a in enumerate(bounds):
        for b in bounds[: i + 1]:
            cells = [float(v).hex() for v in (a, b, rho)]
            print(",".join(cells + [mp.nstr(v, 19) for v in reference(a, b, rho)]), flush=True)
