import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**', 'tests/bench/**'],
    testTimeout: 30_000,
    reporters: [
      'default',
      ['json', { outputFile: process.env.VITEST_JSON ?? 'node_modules/.cache/vitest.json' }],
    ],
  },
})
