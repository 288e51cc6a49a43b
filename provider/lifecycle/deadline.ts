import type { Clock } from "../client/api/clock";
import { fieldsOf, type Fields } from "../schema/plain-object";

const DEFAULTS = { create: "20m", update: "20m", delete: "5m" } as const;

/** When an operation gives up, by the clock, in milliseconds since 1970. */
export function deadlineOf(operation: keyof typeof DEFAULTS, inputs: Fields, clock: Clock): number {
  const given = fieldsOf(inputs["timeouts"])[operation];
  return clock.now() + milliseconds(typeof given === "string" ? given : DEFAULTS[operation]);
}

function milliseconds(duration: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
