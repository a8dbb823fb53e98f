import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compress } from './scripts/compress.ts';

export default defineConfig({
  base: '/console/',
  plugins: [react(), compress()],
  html: { cspNonce: '__NONCE__' },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    manifest: 'assets/manifest.json',
  },
  worker: { format: 'es' },
  // The examples are flows of the gallery beside the console.
  server: { fs: { allow: ['..'] }, proxy: { '/sluice': 'http://127.0.0.1:8700' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
