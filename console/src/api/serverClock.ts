// Countdowns run on the server's clock: a desk whose own clock is a minute off
// would call a paid answer free. The Date header has whole seconds, so small
// differences are left alone.
const tolerance = 1500;
let offset = 0;

export function noteServerDate(date: string | null, now = Date.now()): void {
  if (!date) return;
  const server = Date.parse(date);
  if (Number.isNaN(server)) return;
  // The header is cut to the second, half a second is its middle.
  const seen = server + 500 - now;
  if (Math.abs(seen - offset) > tolerance) offset = Math.abs(seen) > tolerance ? seen : 0;
}

/** Milliseconds since the epoch, as the server counts them. */
export function serverNow(): number {
  return Date.now() + offset;
}
