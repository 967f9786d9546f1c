const minute = 60_000;
const day = 24 * 60 * minute;

/** The time of the demo: everything is told in days before or after the moment the seed begins. */
export class DemoClock {
  constructor(readonly now: Date) {}

  /** An instant in the past; the fraction of a day gives it an hour of its own. */
  ago(days: number): Date {
    return new Date(this.now.getTime() - Math.round(days * day));
  }

  /** The start of the day (UTC) that many days from today, which is how people choose an expiry. */
  day(offset: number): Date {
    const start = Date.UTC(this.now.getUTCFullYear(), this.now.getUTCMonth(), this.now.getUTCDate());
    return new Date(start + offset * day);
  }
}
