/** Hosts that a text names, without www: `https://www.acme.example/about; acme.test` names two. */
export const hostsIn = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s;,]+/)
    .map((word) =>
      word
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[/?#:].*$/, ''),
    )
