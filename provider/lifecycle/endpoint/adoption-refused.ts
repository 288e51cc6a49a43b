import type { Replacement } from "../../plan/changed-inputs";

/** An existing endpoint cannot be brought to the inputs without being replaced, and adopting must not delete anything. */
export class AdoptionRefused extends Error {
  override readonly name = "AdoptionRefused";

  constructor(endpoint: string, host: string, replacements: readonly Replacement[]) {
    const obstacles = replacements.map(({ path, reason }) => `  - ${path}: ${reason}`);
    super(
      [
        `Endpoint ${JSON.stringify(endpoint)} on ${host} differs from this resource in what cannot be changed, so that it is not adopted:`,
        ...obstacles,
        "Write what the endpoint has there, or give this resource another name.",
      ].join("\n"),
    );
  }
}
