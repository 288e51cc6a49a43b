import { off, path } from "../kit/param";

/** What both converters take. */
export const convertOptions = {
  out: path("new file", "write the program to this new file instead of printing it"),
  adopt: off("leave `adopt: true` out: the program then creates endpoints"),
} as const;

export const convertArguments = {
  file: path("file to read", "what to convert (default: standard input)"),
} as const;
