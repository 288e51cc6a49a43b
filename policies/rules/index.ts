import { disallowPlaintextCredentials } from "./disallow-plaintext-credentials";
import { requireSupportedModel } from "./require-supported-model";

/** Every rule of the pack, in the order in which they are run and documented. */
export const rules = [disallowPlaintextCredentials, requireSupportedModel] as const;
