// @ts-check
// `node tools/key-formats.mjs <gitleaks.toml>` writes provider/schema/key-formats.json: the formats of keys that vendors
// publish, from the rules of gitleaks (MIT), as `go mod download github.com/zricethezav/gitleaks/v8@v8.30.1` brings them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";

const VERSION = "v8.30.1";
const SOURCE = `https://github.com/gitleaks/gitleaks/blob/${VERSION}/config/gitleaks.toml`;

/** Rules that do not say "this is a key" of a text by itself, each with the reason. */
const leftOut = {
  "curl-auth-header": "a command line",
  "curl-auth-user": "a command line",
  "facebook-access-token": "digits, a bar and a name would be one",
  "flutterwave-public-key": "a public key",
  "freemius-secret-key": "a line of PHP",
  "generic-api-key": "a guess by the name beside it and by entropy",
  "harness-api-key": "an address may look like it",
  "kubernetes-secret-yaml": "a file",
  "nuget-config-password": "a file",
  "pkcs12-file": "a file's name",
  "sidekiq-sensitive-url": "a password in a URL, which is one whatever the host",
  "sourcegraph-access-token": "any commit would be one",
  "vault-service-token": "s. and 24 letters may be a host's name",
};

/** A rule that looks for a name beside the text judges by the name. */
const byNameBeside = "[\\w.-]{0,50}?";

/**
 * A regular expression of Go's as one of JavaScript's: whatever ignores case there has both cases here.
 *
 * @param {string} source
 */
function toJavaScript(source) {
  const ignoresCase = source.indexOf("(?i");
  const [head, tail] =
    ignoresCase < 0 ? [source, ""] : [source.slice(0, ignoresCase), source.slice(ignoresCase)];
  const anyCase = tail
    .replaceAll("(?i)", "")
    .replaceAll(/\(\?-?i:/g, "(?:")
    .replaceAll(/\[([^\]]*)\]/g, (_, set) => `[${bothCases(set)}]`);
  return `${head}${anyCase}`
    .replaceAll("[[:alnum:]]", "[A-Za-z0-9]")
    .replaceAll(/\(\?P<\w+>/g, "(?:")
    .replaceAll("(?:[\\x60'\"\\s;]|\\\\[nr]|$)", "(?![A-Za-z0-9])")
    .replaceAll("(?:[\\x60'\"\\s;]|\\\\[nr]|$|\\b)", "(?![A-Za-z0-9])")
    .replaceAll("\\z", "$");
}

/** @param {string} set the inside of a character class */
function bothCases(set) {
  return set
    .replaceAll(/([a-z])-([a-z])/g, (range, from, to) =>
      set.includes(range.toUpperCase()) ? range : `${range}${from.toUpperCase()}-${to.toUpperCase()}`,
    )
    .replaceAll(/([A-Z])-([A-Z])/g, (range) => range);
}

const [file] = process.argv.slice(2);
if (file === undefined) failWith("Usage: node tools/key-formats.mjs <gitleaks.toml>");
const blocks = readFileSync(String(file), "utf8").split("[[rules]]").slice(1);
const formats = blocks.flatMap((block) => {
  const id = /^id = "([^"]+)"$/m.exec(block)?.[1] ?? "";
  const source = /^regex = '''(.*?)'''$/ms.exec(block)?.[1];
  if (source === undefined || id in leftOut || source.includes(byNameBeside)) return [];
  const form = toJavaScript(source);
  // Without a boundary, the end of a longer word would do.
  return [{ of: id.replaceAll("-", " "), form: /^[A-Za-z]/.test(form) ? `\\b${form}` : form }];
});
writeFileSync(
  join(root, "provider", "schema", "key-formats.json"),
  `${JSON.stringify({ source: SOURCE, licence: "MIT, Copyright (c) 2019 Zachary Rice", formats }, null, 2)}\n`,
);
console.log(`${formats.length} formats of ${blocks.length} rules.`);
