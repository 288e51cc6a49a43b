import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text that stands nowhere else, with what URLs and JSON write differently. */
export const canary = (number: number): string =>
  `cnry${String(number).padStart(3, "0")}/k+9=q Z~x${number * 7919}`;

/** Every form in which a text may have been written: as it is, encoded for URLs, and in base64 at each of its three offsets. */
export function formsOf(text: string): string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(" ".repeat(offset) + text).toString("base64");
    // What its neighbours change at both ends is left out.
    return encoded.slice(offset === 0 ? 0 : 4, Math.floor(((offset + text.length) * 8) / 6) - 4);
  });
  const forUrls = [
    encodeURIComponent(text),
    encodeURI(text),
    new URLSearchParams({ a: text }).toString().slice(2),
  ];
  return [
    ...new Set([
      text,
      ...forUrls,
      ...inBase64,
      ...inBase64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
    ]),
  ];
}

/** Where texts show in one of their forms: lists `what: the text` for each of them. */
export function leaks(seen: Readonly<Record<string, string>>, texts: readonly string[]): string[] {
  return Object.entries(seen).flatMap(([what, content]) =>
    texts
      .filter((text) => formsOf(text).some((form) => content.includes(form)))
      .map((text) => `${what}: ${text}`),
  );
}

/** All files below a folder by their path in it, links left out. */
export function filesBelow(folder: string, under = ""): Record<string, string> {
  return Object.assign(
    {},
    ...readdirSync(join(folder, under), { withFileTypes: true }).map((entry) => {
      const path = join(under, entry.name);
      if (entry.isDirectory()) return filesBelow(folder, path);
      return entry.isFile() ? { [path]: readFileSync(join(folder, path), "latin1") } : {};
    }),
  ) as Record<string, string>;
}
