import { createServer } from 'node:net';
import { Fatal } from './fatal.mjs';

/**
 * Throws the one line that helps when nobody can listen here.
 * @param {number} port
 * @param {string} host
 */
export async function requireFreePort(port, host) {
  const code = await new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return;
  if (code === 'EADDRINUSE') throw new Fatal(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port < 65_535 ? port + 1 : 3000} npm start`);
  if (code === 'EACCES') throw new Fatal(`Port ${port} is reserved for the system. Choose one above 1023: PORT=3000 npm start`);
  throw new Fatal(`Nothing can listen on ${host}:${port} (${code}). HOST must be an address of this machine.`);
}
