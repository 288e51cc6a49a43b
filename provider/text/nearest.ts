import { editDistance } from "./edit-distance";

/** The candidate that `word` most likely meant, or undefined where none is near enough to suggest. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const folded = fold(word);
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const other = fold(candidate);
    const distance =
      other.startsWith(folded) && folded.length >= 4 ? 0.5 : editDistance(folded, other, limit);
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best !== undefined && best.distance <= limit ? best.candidate : undefined;
}

/** Case and separators are what people mistype most; they do not count as a difference. */
const fold = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");
