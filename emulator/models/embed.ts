import { createHash } from "node:crypto";

const DIMENSIONS: [RegExp, number][] = [
  [/text-embedding-3-large|gemini-embedding/, 3072],
  [/text-embedding-00|textembedding-gecko|text-multilingual/, 768],
  [/text-embedding|titan-embed-(?:text-v1|g1)/, 1536],
  [/embed-english-v2|light-v2/, 4096],
  [/embed-.*light/, 384],
];

/** Length of the vectors of models that are not known. */
const DEFAULT_DIMENSIONS = 1024;

/** A unit vector that depends on the text and the model alone. */
export function embed(text: string, model: string, wanted: number | undefined): number[] {
  const size = wanted ?? DIMENSIONS.find(([family]) => family.test(model))?.[1] ?? DEFAULT_DIMENSIONS;
  const seed = createHash("sha256").update(`${model}\n${text}`).digest();
  const raw = Array.from(
    { length: size },
    (_, index) => (seed[(index * 7) % 32]! * ((index % 13) + 1)) / 4096 - 0.3,
  );
  const norm = Math.hypot(...raw);
  return raw.map((value) => Number((value / norm).toFixed(8)));
}
