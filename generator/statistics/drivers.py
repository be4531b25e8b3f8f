"""Sharing explained variance among drivers: Shapley's value up to 15 of them, Johnson's weights above.

Everything here is a function of a correlation matrix, the outcome first (p = k + 1 variables), and
comes with its gradient, so that errors follow by the delta method.
"""

from math import factorial

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Shares = tuple[Floats, Floats]
"""Importance by driver (k), and its gradient by correlation: k × p × p, symmetric, zero on the diagonal."""

BLOCK = 4096
"""Subsets of drivers solved at once: bounds memory, changes no result."""


def explained(correlation: Floats) -> float:
    """R² of the first variable on all others."""
    outcome = correlation[0, 1:]
    return float(outcome @ np.linalg.solve(correlation[1:, 1:], outcome))


def shapley(correlation: Floats) -> Shares:
    """R² of the first variable shared among the others, averaged over all orders of entry.

    ``correlation`` is (k+1) × (k+1). With b_S the coefficients on a subset S of drivers and c_j(S)
    Shapley's coefficient of j, the importance of j is Σ_S c_j(S)·R²(S), and R²(S) = b_Sᵀr has the
    exact gradient 2·b_S by r and −b_S·b_Sᵀ by the drivers' correlations. Cost: 2^k solutions.
    """
    k = len(correlation) - 1
    weights, gradients = np.zeros(k), np.zeros((k, k + 1, k + 1))
    for start in range(0, 2**k, BLOCK):
        subsets = np.arange(start, min(start + BLOCK, 2**k))[:, None] >> np.arange(k) & 1
        entered = subsets.astype(np.float64)
        b = _coefficients(correlation, entered)
        c = _shapley_coefficients(entered)
        weights += c.T @ (b @ correlation[0, 1:])
        gradients[:, 0, 1:] += 2 * c.T @ b
        # Both triangles of the drivers' correlations move together: twice, once for each pair.
        gradients[:, 1:, 1:] -= 2 * np.einsum("sj,sa,sb->jab", c, b, b, optimize=True)
    gradients[:, 1:, 0] = gradients[:, 0, 1:]
    gradients[:, range(k + 1), range(k + 1)] = 0.0
    return weights, gradients


def _coefficients(correlation: Floats, entered: Floats) -> Floats:
    """Regression coefficients on each subset (rows), zero for the drivers left out."""
    k = entered.shape[1]
    systems = correlation[1:, 1:] * entered[:, :, None] * entered[:, None, :]
    systems[:, range(k), range(k)] = 1.0
    return np.asarray(
        np.linalg.solve(systems, (entered * correlation[0, 1:])[:, :, None])[:, :, 0], np.float64
    )


def _shapley_coefficients(entered: Floats) -> Floats:
    """c_j(S) = (|S|−1)!(k−|S|)!/k! when j is in S, −|S|!(k−1−|S|)!/k! when it is not."""
    k = entered.shape[1]
    sizes = entered.sum(axis=1).astype(int)
    gains = np.array([factorial(s - 1) * factorial(k - s) / factorial(k) if s else 0.0 for s in range(k + 1)])
    losses = np.append(gains[1:], 0.0)
    return np.asarray(entered * gains[sizes][:, None] - (1 - entered) * losses[sizes][:, None], np.float64)


def johnson(correlation: Floats) -> Shares:
    """Relative weights of the drivers (Johnson 2000), with their gradients.

    The nearest orthogonal drivers explain the outcome, and the drivers explain them: with L the
    symmetric square root of the drivers' correlations and b = L⁻¹r, driver j weighs Σ_i L_ji²·b_i².
    A change of those correlations moves L through L·dL + dL·L = dR, solved in their eigenvectors.
    """
    k = len(correlation) - 1
    values, vectors = np.linalg.eigh(correlation[1:, 1:])
    roots = np.sqrt(values)
    loadings, inverse = (vectors * each @ vectors.T for each in (roots, 1 / roots))
    b = inverse @ correlation[0, 1:]
    carried = loadings**2 * b
    by_loadings = -2 * np.einsum("ji,ia,c->jac", carried, inverse, b)
    by_loadings[range(k), range(k)] += 2 * loadings * b**2
    turned = vectors.T @ by_loadings @ vectors / (roots[:, None] + roots)
    moved = vectors @ turned @ vectors.T
    gradients = np.zeros((k, k + 1, k + 1))
    gradients[:, 0, 1:] = gradients[:, 1:, 0] = 2 * carried @ inverse
    gradients[:, 1:, 1:] = moved + moved.transpose(0, 2, 1)
    gradients[:, range(k + 1), range(k + 1)] = 0.0
    return np.asarray(loadings**2 @ b**2, np.float64), gradients


def normalised(weights: Floats, gradients: Floats) -> Shares:
    """Weights as shares of their sum, and the gradients of those shares."""
    total = weights.sum()
    shares = weights / total
    return shares, (gradients - shares[:, None, None] * gradients.sum(axis=0)) / total
