import { defineConfig } from 'vitest/config'

// Long suites: kills, fuzz, bulk. Their own config, so that `npm test` stays short.
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    passWithNoTests: false,
    testTimeout: 600_000,
    reporters: [
      'default',
      ['json', { outputFile: process.env.VITEST_JSON ?? 'node_modules/.cache/vitest-long.json' }],
    ],
  },
})
