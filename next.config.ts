import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The compiler still breaks TanStack Table 9's own memoisation.
  reactCompiler: false,
  typedRoutes: false,
  // These load files beside themselves or are native to Node, so they stay outside the bundle.
  serverExternalPackages: ['pg', 'pino', '@prisma/adapter-pg'],
  // The API doesn't pass proxy.ts, which gives everything else its headers.
  headers: () =>
    Promise.resolve([
      {
        source: '/api/v1/:path*',
        headers: [
          { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'referrer-policy', value: 'same-origin' },
        ],
      },
      {
        source: '/api/v1/:path*',
        has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
        headers: [{ key: 'strict-transport-security', value: 'max-age=31536000' }],
      },
    ]),
  typescript: { ignoreBuildErrors: true }, // `npm run check` type-checks everything, tests included
};

export default config;
