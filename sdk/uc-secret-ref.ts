import * as pulumi from "@pulumi/pulumi";

/** A Unity Catalog secret, in place of a key in plaintext. */
export interface UcSecretReference<Name> {
  /** Which secret. */
  secretReference: {
    /** Name of the secret, `secrets/catalog.schema.secret`. */
    name: Name;
  };
}

/**
 * A reference to a Unity Catalog secret, for every field of a `ModelProviderService` that takes a credential:
 * `apiKey: ucSecretRef("main.ai.openai_key")`. The reference is no secret. The value is read at each call under the
 * service's owner, so that its rotation needs no update.
 *
 * @param fullName `catalog.schema.secret`
 */
export function ucSecretRef(fullName: string): UcSecretReference<string>;
export function ucSecretRef(fullName: pulumi.Input<string>): UcSecretReference<pulumi.Input<string>>;
export function ucSecretRef(fullName: pulumi.Input<string>): UcSecretReference<pulumi.Input<string>> {
  const name =
    typeof fullName === "string" ? inCollection(fullName) : pulumi.output(fullName).apply(inCollection);
  return { secretReference: { name } };
}

const inCollection = (name: string): string => (name.startsWith("secrets/") ? name : `secrets/${name}`);
