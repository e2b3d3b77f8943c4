/**
 * How far out a difference has to be before it may be called one, however often somebody looks.
 *
 * With the time before fixed and the time after growing, the difference D of two means, taken at its information u = 1 / Var(D), is a Brownian
 * motion: B(u) = u · D has independent increments, drift δ and variance u (the "canonical joint distribution" of group-sequential tests: Jennison and
 * Turnbull, Group Sequential Methods, 2000, 3.1). That also holds for D less what a control moved in the same time. The normal mixture
 * of likelihood ratios over δ, exp(B² / (2 (u + ρ))) / sqrt(1 + u / ρ), is then a martingale that starts at 1, and Ville's inequality bounds
 * the chance that it ever reaches 1 / α.
 * Sources: H. Robbins, Statistical methods related to the law of the iterated logarithm, Ann. Math. Statist. 41 (1970); R. Johari et al., Always valid
 * inference, Operations Research 70 (2022), the mSPRT; S. Howard et al., Time-uniform, nonparametric, nonasymptotic confidence sequences, Ann.
 * Statist. 49 (2021), eq. 14; for estimated variances: I. Waudby-Smith et al., Time-uniform central limit theory and asymptotic confidence
 * sequences, Ann. Statist. 52 (2024), theorem 2.2.
 */

/**
 * What is reached when everything planned was seen, in units of ρ: the boundary is lowest (3.03 standard errors at 95 %) at 8 ρ, and nearly as low
 * from 3 to 30. Chosen before anything after the change was seen, as it must be.
 */
export const PLANNED = 20;

/**
 * Standard errors that a difference must be from the hypothesis.
 * @param seen information so far in units of ρ, above 0; Infinity where there is none yet
 * @param alpha chance of ever being wrong, 0.05 for 95 %
 */
export function boundary(seen: number, alpha: number): number {
  return seen > 0 ? Math.sqrt((1 + 1 / seen) * (Math.log1p(seen) - 2 * Math.log(alpha))) : Infinity;
}

/** The least alpha at which a difference of `z` standard errors is beyond the boundary: an always-valid p-value, at most 1. */
export function alwaysValidP(z: number, seen: number): number {
  return Math.min(1, Math.sqrt(1 + seen) * Math.exp((-z * z * seen) / (2 * (1 + seen))));
}
