import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./consumer";

/** A fenced block of a Markdown file. */
export interface Block {
  readonly file: string;
  readonly line: number;
  /** What stands after the opening fence, such as `ts`. */
  readonly language: string;
  readonly text: string;
  /** What the HTML comment before the block says, such as `program: index.ts`. */
  readonly label: string | undefined;
}

/** Markdown files of the repository that are written by hand and published, by their path in it. */
export const handWritten: readonly string[] = [
  "README.md",
  ...readdirSync(join(repository, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

/** All Markdown files that are published, the generated ones too. */
export const published: readonly string[] = [
  "README.md",
  ...readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .map((file) => `docs/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".md") && !file.startsWith("docs/.vitepress/"))
    .sort(),
];

export const textOf = (file: string): string => readFileSync(join(repository, file), "utf8");

/** All fenced blocks of a file, with the indentation of a list taken away. */
export function blocksOf(file: string): Block[] {
  const text = textOf(file);
  const fenced = /(?:<!-- ([^\n]*) -->\n\n)?^( *)```(\w*)\n(.*?)^ *```$/gms;
  return [...text.matchAll(fenced)].map((match) => {
    const [, label, indent = "", language = "", body = ""] = match;
    return {
      file,
      line: text.slice(0, match.index).split("\n").length,
      language,
      text: body
        .split("\n")
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join("\n"),
      label,
    };
  });
}

/** The one block with a label. */
export function labelled(file: string, label: string): Block {
  const found = blocksOf(file).filter((block) => block.label === label);
  const [block] = found;
  if (block === undefined || found.length > 1)
    throw new Error(`${file} has ${found.length} blocks "${label}"`);
  return block;
}
