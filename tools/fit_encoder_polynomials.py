"""Fits the two polynomials of src/language/encoder_kernels_generic.h and prints their coefficients, as floats that read back exactly.

    python3 tools/fit_encoder_polynomials.py        (needs numpy)

exp2: 2^f on [-1/2, 1/2], relative error. normal: the distribution function of the normal law, less a half, over x, as a polynomial in
x^2 up to c = kNormalEdge, forced to be (1/2)/c there so that larger x give x itself.
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

    for edge, degree in ((4.0, 7), (4.25, 8)):      # the first is the one in use
        x = np.sqrt((np.linspace(-1, 1, 6001)[1:] + 1) / 2) * edge
        u = x**2 * 2 / edge**2 - 1      # fitted where powers are tame
        want = np.array([erf(t / sqrt(2)) / 2 for t in x]) / x
        # p(u) = 1/(2 edge) + (u - 1) q(u); the error of gelu is x^2 times that of p
        q = lawson(u, (want - .5 / edge), x**2 + .05, degree, chebyshev.chebvander(u, degree - 1) * (u - 1)[:, None])
        p = polynomial.polyadd(polynomial.polymul(chebyshev.cheb2poly(q), [-1, 1]), [.5 / edge])
        in_square = np.polynomial.Polynomial(p)(np.polynomial.Polynomial([-1, 2 / edge**2])).coef
        show(f"normal, edge {edge}, degree {degree}", in_square)
        single = [np.float32(c) for c in in_square[::-1]]
        y = np.float32(single[0])
        for c in single[1:]:
            y = y * x.astype(np.float32) ** 2 + c
        print("  error of gelu", np.max(np.abs(x * x * (y.astype(np.float64) - want))))


if __name__ == "__main__":
    main()
