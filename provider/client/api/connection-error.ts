/** Why a way to sign in was not taken. */
export interface Untaken {
  /** Databricks' name of the method, such as "oauth-m2m". */
  method: string;
  why: string;
}

/** No connection can be made from what was configured. Found without any network; holds no secret. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(
    problem: string,
    readonly tried: readonly Untaken[] = [],
    advice?: string,
  ) {
    super(
      [
        problem,
        ...(tried.length === 0 ? [] : ["Tried, in this order:"]),
        ...tried.map(({ method, why }) => `  - ${method}: ${why}`),
        ...(advice === undefined ? [] : [advice]),
      ].join("\n"),
    );
  }
}
