import { defineConfig } from '@playwright/test';
import usual from './playwright.config.ts';

/** What is run when somebody wants to know: pictures for the README, and how long graphs take. */
export default defineConfig({
  ...usual,
  testDir: 'byhand',
  testMatch: '*.ts',
  reporter: 'list',
  outputDir: 'test-results/byhand',
});
