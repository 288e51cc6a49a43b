/** Name of the Pulumi package, first part of each token. */
export const PACKAGE = "databricks-serving";
