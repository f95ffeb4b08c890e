// A timer as a value: how long it ran until it was stopped last, and since when it runs, if it does.
// All times are in milliseconds.

/** Nothing has run yet. */
export const RESET = { ran: 0, since: null };

export function isRunning({ since }) {
  return since !== null;
}

export function elapsed({ ran, since }, now) {
  // A clock that was set back makes no time negative.
  return since === null ? ran : ran + Math.max(0, now - since);
}

/** Started if it stands, stopped if it runs. */
export function toggled(timer, now) {
  return isRunning(timer) ? { ran: elapsed(timer, now), since: null } : { ...timer, since: now };
}

/** From zero on; it goes on running if it runs. */
export function restarted(timer, now) {
  return isRunning(timer) ? { ran: 0, since: now } : RESET;
}

/** `4:05`, `1:00:09`. */
export function words(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What was kept as text, if it is a timer. */
export function read(text) {
  try {
    const { ran, since } = JSON.parse(text);
    const isTime = (value) => Number.isFinite(value) && value >= 0;
    return isTime(ran) && (since === null || isTime(since)) ? { ran, since } : RESET;
  } catch {
    return RESET;
  }
}
