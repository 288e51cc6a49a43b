import { off, optional, text } from "../kit/param";

/** What both converters take. */
export const convertOptions = {
  out: text("file", "write the program to this new file instead of printing it"),
  adopt: off("leave `adopt: true` out: the program then creates endpoints"),
} as const;

export const convertArguments = {
  file: optional("file", "what to convert (default: standard input)"),
} as const;
