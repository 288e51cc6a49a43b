import * as z from "zod";
import { concealed, exactlyOneOf, plaintextCredential } from "../../schema/field-facts";
import { resourceName } from "./names";

/** A credential: its value, or the Unity Catalog secret that has it. */
export const providerSecret = () =>
  concealed(
    "a key may stand there by mistake",
    exactlyOneOf(
      ["plaintext", "secretReference"],
      z.strictObject({
        /** The credential itself. Prefer `secretReference`: whoever holds this program's inputs holds the key. */
        plaintext: plaintextCredential("secretReference"),
        /** A Unity Catalog secret, read at each call, so that its rotation needs no update here; `ucSecretRef` writes it. */
        secretReference: z
          .strictObject({
            /** Name of the secret, `secrets/catalog.schema.secret`. */
            name: resourceName("secrets"),
          })
          .optional(),
      }),
    ),
  );

/** A Unity Catalog service credential, in place of a key. */
export const serviceCredential = () =>
  z.strictObject({
    /** Name of the service credential, `credentials/name`. */
    name: resourceName("credentials"),
  });
