import { credentialFields } from "../../provider/resources/credential-fields";

const leafOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

const pairs = Object.values(credentialFields).flat();

/** The fields that hold a credential in plaintext, each with its twin that takes a reference; from the schemas' facts. */
export const plaintextFields: ReadonlyMap<string, string> = new Map([
  // A key of the newer generation, `apiKey: { plaintext }`.
  ["plaintext", "secretReference"],
  ...pairs.map(({ plaintext, reference }) => [leafOf(plaintext), leafOf(reference)] as const),
]);

/** The fields that take a reference to a secret; from the schemas' facts. */
export const referenceFields: ReadonlySet<string> = new Set(pairs.map(({ reference }) => leafOf(reference)));
