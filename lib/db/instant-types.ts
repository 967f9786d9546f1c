import pg from 'pg';

/** PostgreSQL's own number of `timestamptz`. */
const instantType = 1184;

/**
 * Parses instants to text as `Date.toISOString` writes it, and all else as usual: for rows whose instants are handed on
 * as text, where a `Date` for each would cost a third of the parsing. The session's time zone is UTC.
 */
export const instantsAsText: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text'): unknown => (oid === instantType ? toIso : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser,
};

const toDate = pg.types.getTypeParser(instantType) as (text: string) => Date;

/** From `2026-07-24 00:24:09.5+00`; years that ISO 8601 has other forms for, and other zones, are left to `Date`. */
function toIso(text: string): string {
  const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? [];
  return day === undefined || time === undefined ? toDate(text).toISOString() : `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}
