/**
 * An emulator of the Databricks serving-endpoints API and its data plane, for tests and for trying things out without a
 * workspace. See docs/emulator.md.
 */
export { startEmulator, type Emulator, type EmulatorOptions } from "./start-emulator";
export type { AnswerFault, FaultAction, FaultRule } from "./control/fault-rule";
export { parseSeed, type EmulatorSeed } from "./control/seed";
export type { AnswerScript, ScriptedAnswer, ScriptedRequest } from "./models/answer-scripts";
export type { Journal, JournalEntry } from "./control/journal";
export type { BrokenModel, Switches, UpdateOutcome } from "./control/switches";
export { defaultSwitches } from "./control/switches";
export {
  DEFAULT_TOKEN,
  defaultServicePrincipal,
  type FederationPolicy,
  type Identity,
  type NewIdentity,
} from "./workspace/identities";
