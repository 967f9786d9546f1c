import { describe, expect, it } from 'vitest';
import { manifestsAmong } from './chosen-manifests';

const chosen = (...paths: string[]) => paths.map((path) => ({ path }));
const paths = (...files: string[]) => {
  const found = manifestsAmong(chosen(...files));
  return found.kind === 'files' ? found.manifests.map(({ path }) => path) : found.kind;
};

describe('chosen manifests', () => {
  it('takes manifests and leaves the rest', () => {
    const found = manifestsAmong(chosen('apps/crm/.openai/hosting.json', 'apps/crm/README.md', 'apps/crm/hosting.json'));
    expect(found).toMatchObject({ kind: 'files', others: 2 });
    expect(paths('hosting.json')).toEqual(['hosting.json']);
  });

  it('names a manifest from its Git checkout on', () => {
    expect(paths('code/crm/.git/HEAD', 'code/crm/web/.openai/hosting.json')).toEqual(['crm/web/.openai/hosting.json']);
    expect(paths('crm/.git/HEAD', 'crm/.openai/hosting.json')).toEqual(['crm/.openai/hosting.json']);
  });

  it('keeps whole paths where two checkouts have one name', () => {
    const both = ['a/crm/.git/HEAD', 'a/crm/.openai/hosting.json', 'b/crm/.git/HEAD', 'b/crm/.openai/hosting.json'];
    expect(paths(...both)).toEqual(['a/crm/.openai/hosting.json', 'b/crm/.openai/hosting.json']);
  });

  it('knows a zip, alone', () => {
    expect(paths('sites.zip')).toBe('zip');
    expect(paths('sites.zip', 'hosting.json')).toBe('mixed');
    expect(paths('apps/crm/assets.zip', 'apps/crm/.openai/hosting.json')).toEqual(['apps/crm/.openai/hosting.json']);
  });
});
