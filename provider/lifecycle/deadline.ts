import type { Clock } from "../client/api/clock";

/** How long an operation may take, as a program says it: `90s`, `20m`, `1h30m`. */
interface Timed {
  readonly timeouts?: { readonly [Operation in keyof typeof DEFAULTS]?: string | undefined } | undefined;
}

const DEFAULTS = { create: "20m", update: "20m", delete: "5m" } as const;

/** When an operation gives up, by the clock, in milliseconds since 1970. */
export function deadlineOf(operation: keyof typeof DEFAULTS, inputs: Timed, clock: Clock): number {
  return clock.now() + milliseconds(inputs.timeouts?.[operation] ?? DEFAULTS[operation]);
}

function milliseconds(duration: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
