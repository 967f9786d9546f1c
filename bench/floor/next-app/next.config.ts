import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  // The repository: this app shares its packages and its statement with the rest of the floor.
  turbopack: { root: path.join(import.meta.dirname, '..', '..', '..') },
  serverExternalPackages: ['pg'],
};

export default config;
