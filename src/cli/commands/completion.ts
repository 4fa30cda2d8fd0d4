import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { HELP_TOPICS } from '../help-topics.ts'
import { describeForShell, SHELLS, shellScript, type Shell } from '../render/completion.ts'

interface CompletionResult {
  schemaVersion: 1
  run: null
  counts: { commands: number }
  shell: Shell
  script: string
}

export const completionCommand = command<{ shell: Shell }, CompletionResult>({
  name: 'completion',
  args: '<shell>',
  summary: 'Print a completion script for your shell.',
  group: 'help',
  examples: [
    'source <(prm completion bash)',
    'prm completion zsh > "${fpath[1]}/_prm"',
    'prm completion fish > ~/.config/fish/completions/prm.fish',
  ],
  flags: [],
  completes: SHELLS,
  isProduct: true,
  input: ([name]) => {
    const shell = SHELLS.find((known) => known === name)
    if (shell !== undefined) return { shell }
    throw new PrmError('usage', 'usage.unknown_shell', `there is no completion for '${name ?? ''}'`, {
      hint: `it is one of ${SHELLS.join(', ')}`,
    })
  },
  run: async (ctx, { shell }) => {
    const specs = await Promise.all(ctx.commands.map((entry) => entry.load()))
    const topics = [...ctx.commands, ...HELP_TOPICS].map(({ name }) => name)
    const script = shellScript(
      shell,
      specs.map((spec) => describeForShell(spec, topics)),
    )
    return { schemaVersion: 1, run: null, counts: { commands: specs.length }, shell, script }
  },
  render: (result) => result.script,
})
