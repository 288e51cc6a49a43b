// @ts-check
import { describe, expect, it } from "vitest";
import { missingPackages } from "../../tools/setup/ensure-dependencies.mjs";

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/zod": { version: "4.6.7" },
  "node_modules/a/node_modules/b": { version: "1.0.0" },
  "node_modules/only-on-mac": { version: "1.0.0", optional: true },
  "node_modules/linked": { link: true },
};

describe("what is missing of the dependencies", () => {
  it("is everything in a clean clone, but for other platforms' packages", () => {
    expect(missingPackages(wanted, {})).toEqual(["zod", "b"]);
  });

  it("is what has another version than the lock file says", () => {
    const installed = {
      "node_modules/zod": { version: "4.6.6" },
      "node_modules/a/node_modules/b": { version: "1.0.0" },
    };
    expect(missingPackages(wanted, installed)).toEqual(["zod"]);
  });

  it("is an optional package too, if another version of it is there", () => {
    const installed = { ...wanted, "node_modules/only-on-mac": { version: "0.9.0" } };
    expect(missingPackages(wanted, installed)).toEqual(["only-on-mac"]);
  });

  it("is nothing when all is there, whatever else was installed", () => {
    expect(missingPackages(wanted, { ...wanted, "node_modules/extra": { version: "1.0.0" } })).toEqual([]);
  });
});
