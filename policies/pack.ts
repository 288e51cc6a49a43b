import { join } from "node:path";
import { ServingPolicyPack } from "./serving-policy-pack";

// A pack's version is that of the package.json in the working directory; the one of this package is two levels up.
process.chdir(join(__dirname, "..", ".."));

new ServingPolicyPack();
