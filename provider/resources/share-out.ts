/** The share of one served model, in whole percent. */
export interface Share {
  readonly servedModelName: string;
  readonly trafficPercentage: number;
}

/**
 * Shares out the traffic of models that go among those that stay, in proportion to what each has: whole percentages that
 * sum to 100 again, the largest remainders rounded up. Where those that stay have nothing, each gets the same.
 *
 * @param sum what they have together afterwards, in whole percent
 */
export function shareOut(staying: readonly Share[], sum = 100): Share[] {
  if (staying.length === 0) return [];
  const total = staying.reduce((all, { trafficPercentage }) => all + trafficPercentage, 0);
  if (total === sum) return [...staying];
  const exact = staying.map(({ trafficPercentage }) =>
    total === 0 ? sum / staying.length : (trafficPercentage * sum) / total,
  );
  const floors = exact.map(Math.floor);
  let missing = sum - floors.reduce((all, share) => all + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing === 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    missing -= 1;
  }
  return staying.map((share, index) => ({ ...share, trafficPercentage: floors[index] ?? 0 }));
}
