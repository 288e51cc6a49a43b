import type { Fields } from "../../schema/plain-object";

/** What a check leaves for the preview that follows it: the protocol tells a create nothing of the state before. */
export class PreviewNotes {
  private readonly olds = new Map<string, Fields>();
  private readonly endpoints = new Set<unknown>();

  /** Inputs of the last run, as the check of a resource was told. */
  checked(urn: string, before: Fields): void {
    this.olds.set(urn, before);
  }

  before(urn: string): Fields {
    return this.olds.get(urn) ?? {};
  }

  /** The program has a serving endpoint of this name. */
  declares(endpoint: unknown): void {
    if (typeof endpoint === "string") this.endpoints.add(endpoint);
  }

  /** Whether an endpoint is one of the program, which may change it before; one whose name is not known yet is. */
  isDeclared(endpoint: unknown): boolean {
    return typeof endpoint !== "string" || this.endpoints.has(endpoint);
  }
}
