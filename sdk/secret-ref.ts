import * as pulumi from "@pulumi/pulumi";

/**
 * A reference to a Databricks secret, `{{secrets/scope/key}}`, for every field that takes a credential. The reference is
 * no secret: state and previews show it, the key itself never leaves the workspace.
 *
 * @param scope name of the secret scope
 * @param key name of the secret in the scope
 */
export function secretRef(scope: string, key: string): string;
export function secretRef(scope: pulumi.Input<string>, key: pulumi.Input<string>): pulumi.Output<string>;
export function secretRef(
  scope: pulumi.Input<string>,
  key: pulumi.Input<string>,
): string | pulumi.Output<string> {
  if (typeof scope === "string" && typeof key === "string") return `{{secrets/${scope}/${key}}}`;
  return pulumi.interpolate`{{secrets/${scope}/${key}}}`;
}
