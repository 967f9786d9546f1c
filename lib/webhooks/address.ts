import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that no message may go to; the message says why, to an admin. */
export class AddressRefused extends Error {}

export type Target = { address: string; family: number };
export type Resolve = (host: string) => Promise<Target[]>;

/** Public by its number, yet the platform's own door to the machines in it (Azure). */
const platformAddresses = new Set(['168.63.129.16']);
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether anybody on the internet means the same machine by it: no private, loopback, link-local, shared or reserved address. */
export function isPublicAddress(text: string): boolean {
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || platformAddresses.has(address.toString())) return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(globalUnicast);
}

/** What is wrong with an address as it is written; null: nothing. */
export function writtenProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'This is no address. Begin with https://.';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'Begin with https://.';
  if (username !== '' || password !== '') return 'Leave out name and password. The signature says who sends.';
  return null;
}

/**
 * Where a message to this address goes, looked up once, so that the name can't lead elsewhere afterwards: connect to one of
 * these and to nothing else. `allow` names hosts and ranges of one's own network.
 * @throws AddressRefused when one of them is not public, or not reached by https, and not allowed.
 */
export async function resolveTargets(url: URL, allow: readonly string[], resolve: Resolve = resolveByName): Promise<Target[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
  const targets = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }];
  if (targets.length === 0) throw new AddressRefused('The name of this host can’t be found.');
  const isAllowed = allow.includes(host) || targets.every(({ address }) => allow.some((range) => isWithin(address, range)));
  if (isAllowed) return targets;
  if (url.protocol !== 'https:') throw new AddressRefused('Begin with https://. Only hosts in WEBHOOK_ALLOW_PRIVATE are reached by http.');
  if (!targets.every(({ address }) => isPublicAddress(address))) {
    throw new AddressRefused('This host is on a private or reserved network. An operator can allow it in WEBHOOK_ALLOW_PRIVATE.');
  }
  return targets;
}

async function resolveByName(host: string): Promise<Target[]> {
  return lookup(host, { all: true });
}

function isWithin(text: string, range: string): boolean {
  const [base = '', bits] = range.split('/');
  if (isIP(base) === 0) return false;
  const address = ipaddr.process(text);
  const from = ipaddr.parse(base);
  return address.kind() === from.kind() && address.match(from, bits === undefined ? (from.kind() === 'ipv4' ? 32 : 128) : Number(bits));
}
