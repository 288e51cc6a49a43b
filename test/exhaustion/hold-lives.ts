import * as fc from "fast-check";
import { liveThrough } from "./live-through";
import { lives } from "./random-life";

/** Lives through random sequences of events; one that fails is shrunk, and belongs into `shrunk-lives.ts` then. */
export async function holdLives(numRuns: number, seed: number): Promise<void> {
  await fc.assert(fc.asyncProperty(lives, liveThrough), { numRuns, seed });
}
