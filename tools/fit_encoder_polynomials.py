"""Fits the two polynomials of src/language/encoder_kernels_generic.h and prints their coefficients, as floats that read back exactly.

    python3 tools/fit_encoder_polynomials.py        (needs numpy)

exp2: 2^f on [-1/2, 1/2], relative error. normal: the distribution function of the normal law, less a half, over x, as a polynomial in
u = x^2 * 2/c^2 - 1 on [-1, 1], c = kNormalEdge, forced to be exactly (1/2)/c at the edge so that larger x give x itself.
"""
from math import erf, sqrt

import numpy as np
from numpy.polynomial import chebyshev, polynomial


def lawson(x: np.ndarray, y: np.ndarray, weight: np.ndarray, degree: int, basis: np.ndarray | None = None, rounds: int = 400) -> np.ndarray:
    """Chebyshev coefficients with near-minimax weighted error, by iterated reweighting."""
    v = chebyshev.chebvander(x, degree) if basis is None else basis
    w = np.ones_like(x)
    for _ in range(rounds):
        c = np.linalg.lstsq(v * (weight * np.sqrt(w))[:, None], y * weight * np.sqrt(w), rcond=None)[0]
        error = np.abs((v @ c - y) * weight)
        w *= error
        w /= w.sum()
    return c


def show(name: str, coefficients: np.ndarray) -> None:
    c = coefficients.astype(np.float32)
    print(f"{name}, from the highest power:", ", ".join(f"{float(x):.9g}f" for x in c[::-1]))


def main() -> None:
    f = np.linspace(-.5, .5, 4001)
    c = lawson(2 * f, 2.0**f, 1 / 2.0**f, 5)
    c = chebyshev.cheb2poly(c) * 2.0 ** np.arange(6)
    show("exp2", c)
    print("  relative error", np.max(np.abs(polynomial.polyval(f, c) / 2.0**f - 1)))

    for edge, degree in ((4.0, 7), (4.25, 8), (4.5, 9)):
        x = np.sqrt((np.linspace(-1, 1, 6001)[1:] + 1) / 2) * edge
        u = x**2 * 2 / edge**2 - 1
        want = np.array([erf(t / sqrt(2)) / 2 for t in x]) / x
        # p(u) = 1/(2 edge) + (u - 1) q(u); the error of gelu is x^2 times that of p
        q = lawson(u, (want - .5 / edge), x**2 + .05, degree, chebyshev.chebvander(u, degree - 1) * (u - 1)[:, None])
        p = chebyshev.cheb2poly(q)
        p = polynomial.polyadd(polynomial.polymul(p, [-1, 1]), [.5 / edge])
        show(f"normal, edge {edge}, degree {degree}", p)
        got = (.5 + x * polynomial.polyval(u, p)) * x
        print("  error of gelu", np.max(np.abs(got - x * (.5 + want * x))), np.max(np.abs(-x * (.5 - x * polynomial.polyval(u, p)) + x * (.5 - want * x))))


if __name__ == "__main__":
    main()
