import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Bounds for what never comes, not measures of how fast it does: a loaded machine may take its time.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  workers: 1,
  fullyParallel: false,
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
    locale: 'en-US',
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 860 },
    screenshot: 'only-on-failure',
  },
});
