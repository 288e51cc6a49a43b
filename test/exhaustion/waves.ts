/** Sorts resources into groups that may be worked on at the same time: each needs only what an earlier group holds. */
export function inWaves<T extends { readonly name: string; readonly dependsOn?: readonly string[] }>(
  resources: readonly T[],
): T[][] {
  const names = new Set(resources.map(({ name }) => name));
  const done = new Set<string>();
  const waves: T[][] = [];
  for (let left = [...resources]; left.length > 0;) {
    const isReady = ({ dependsOn = [] }: T) => dependsOn.every((name) => !names.has(name) || done.has(name));
    const wave = left.filter(isReady);
    if (wave.length === 0) throw new Error(`a circle: ${left.map(({ name }) => name).join(", ")}`);
    waves.push(wave);
    for (const { name } of wave) done.add(name);
    left = left.filter((one) => !wave.includes(one));
  }
  return waves;
}
