#!/usr/bin/env node
import { processTerminal } from "./kit/terminal";
import { runCommandLine } from "./run-command-line";

void runCommandLine(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
