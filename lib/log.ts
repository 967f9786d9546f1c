import pino from 'pino';

/**
 * The structured log, one JSON object a line on standard output. Names that could carry a secret are blanked
 * wherever they stand, as a last line of defence: nothing should hand them over in the first place.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: { service: 'siteward' },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ['authorization', 'cookie', 'password', 'token', 'secret', '*.authorization', '*.cookie', '*.password', '*.token', '*.secret'],
    censor: '[dropped]',
  },
});
