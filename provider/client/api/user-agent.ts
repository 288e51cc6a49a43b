import { ownPackage } from "./own-package";

/** What servers see in their logs: `pulumi-databricks-serving/<version> node/<version>`. */
export const defaultUserAgent = `${ownPackage.name}/${ownPackage.version} node/${process.versions.node}`;
