/** Where pull requests are. */
export const FORGES = ["github", "gitlab", "azure-devops", "none"] as const;

export type Forge = (typeof FORGES)[number];
