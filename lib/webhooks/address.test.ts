import { describe, expect, it } from 'vitest';
import { AddressRefused, isPublicAddress, resolveTargets, writtenProblem, type Target } from './address';

const at = (...addresses: string[]) => (): Promise<Target[]> => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
const outcome = async (url: string, { allow = [], leadsTo = [] }: { allow?: string[]; leadsTo?: string[] } = {}) =>
  resolveTargets(new URL(url), allow, at(...leadsTo)).then(
    (targets) => targets.map(({ address }) => address),
    (error: unknown) => {
      if (error instanceof AddressRefused) return 'refused';
      throw error;
    },
  );

describe('an address by its number', () => {
  it.each([
    '127.0.0.1', '127.1.2.3', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200',
    '192.0.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '168.63.129.16',
    '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '2001:db8::1', '100::1', '4000::1',
    '::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::1', '2001::1',
  ])('%s is no public one', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('where a webhook may go', () => {
  it.each([
    'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://127.1/', 'https://１２７.0.0.1/', 'https://0/', 'https://[::1]/',
    'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://169.254.169.254/latest/meta-data', 'https://[fd00:ec2::254]/',
  ])('not to %s', async (url) => {
    expect(await outcome(url)).toBe('refused');
  });

  it('not by a name that leads inside, also among others, or nowhere', async () => {
    expect(await outcome('https://hooks.example/', { leadsTo: ['10.0.0.1'] })).toBe('refused');
    expect(await outcome('https://hooks.example/', { leadsTo: ['1.1.1.1', '::1'] })).toBe('refused');
    expect(await outcome('https://hooks.example/')).toBe('refused');
    expect(await outcome('https://localhost./', { leadsTo: ['127.0.0.1'] })).toBe('refused');
    expect(await outcome('https://hooks.example/', { leadsTo: ['1.1.1.1', '2606:4700::1111'] })).toEqual(['1.1.1.1', '2606:4700::1111']);
  });

  it('not by http, except to what is allowed', async () => {
    expect(await outcome('http://hooks.example/', { leadsTo: ['1.1.1.1'] })).toBe('refused');
    expect(await outcome('http://hooks.example/', { leadsTo: ['10.0.0.1'], allow: ['hooks.example'] })).toEqual(['10.0.0.1']);
    expect(await outcome('http://HOOKS.example./', { leadsTo: ['10.0.0.1'], allow: ['hooks.example'] })).toEqual(['10.0.0.1']);
    expect(await outcome('http://hooks.example/', { leadsTo: ['10.0.0.1'], allow: ['10.0.0.0/8'] })).toEqual(['10.0.0.1']);
    expect(await outcome('http://127.0.0.1/', { allow: ['127.0.0.1'] })).toEqual(['127.0.0.1']);
    expect(await outcome('https://[::ffff:127.0.0.1]/', { allow: ['127.0.0.0/8'] })).toEqual(['::ffff:7f00:1']);
  });

  it('not to what only looks like what is allowed', async () => {
    expect(await outcome('https://evil.hooks.example/', { leadsTo: ['10.0.0.1'], allow: ['hooks.example'] })).toBe('refused');
    expect(await outcome('https://hooks.example/', { leadsTo: ['10.0.0.1', '11.0.0.1'], allow: ['10.0.0.0/8'] })).toBe('refused');
    expect(await outcome('https://127.0.0.2/', { allow: ['127.0.0.1'] })).toBe('refused');
  });

  it.each(['ftp://hooks.example/', 'hooks.example', 'https://name:word@hooks.example/', 'file:///etc/passwd', 'https://'])('not as it is written in %s', (url) => {
    expect(writtenProblem(url)).not.toBeNull();
  });
});
