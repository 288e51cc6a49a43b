import { editDistance } from "./edit-distance";

/**
 * The candidates that are a likely slip away from `name`, nearest first. Letter case counts as no difference, so that
 * `GPT-4o` finds `gpt-4o`; a slip is up to a quarter of the name, two characters at least,
 * unless `slip` says otherwise.
 */
export function nearestNames(name: string, candidates: Iterable<string>, most = 3, slip?: number): string[] {
  const wanted = name.trim().toLowerCase();
  const limit = slip ?? Math.max(2, Math.floor(wanted.length / 4));
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance <= limit) found.push({ candidate, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
