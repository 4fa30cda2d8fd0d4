/** Completion scripts, made from the declarations: names, flags and the values that flags take. Pure. */
import type { AnyCommand } from '../command.ts'
import { COMMON_FLAGS, ROW_FLAGS, type FlagSpec } from '../flags.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

export interface ShellFlag {
  /** `-n`, when there is one. */
  letter: string | undefined
  long: string
  description: string
  takesValue: boolean
  /** Words to offer for the value; 'file', 'folder' or 'nothing' otherwise. */
  values: readonly string[] | 'file' | 'folder' | 'nothing'
}

export interface ShellCommand {
  name: string
  summary: string
  flags: readonly ShellFlag[]
  operands: readonly string[] | 'file' | 'nothing'
}

/** What a shell must know of a command. @param topics the words that `prm help` takes */
export function describeForShell(spec: AnyCommand, topics: readonly string[]): ShellCommand {
  const help: FlagSpec = { flags: '-h, --help', description: 'show this help' }
  const flags = [...spec.flags, ...(spec.rows === undefined ? [] : ROW_FLAGS), ...COMMON_FLAGS, help]
  const operands = spec.args === undefined ? 'nothing' : (spec.completes ?? 'file')
  return {
    name: spec.name,
    summary: spec.summary,
    operands: operands === 'topic' ? topics : operands,
    flags: flags.map((flag) => ({
      letter: /(?:^|\s)(-[a-zA-Z])\b/.exec(flag.flags)?.[1],
      long: /--[a-z0-9-]+/.exec(flag.flags)?.[0] ?? flag.flags,
      description: flag.description,
      takesValue: /[<[]/.test(flag.flags),
      values: flag.choices ?? flag.completes ?? 'file',
    })),
  }
}

export function shellScript(shell: Shell, commands: readonly ShellCommand[]): string {
  switch (shell) {
    case 'bash':
      return bash(commands)
    case 'zsh':
      return zsh(commands)
    case 'fish':
      return fish(commands)
  }
}

const names = (flag: ShellFlag): string[] => [...(flag.letter === undefined ? [] : [flag.letter]), flag.long]

function bash(commands: readonly ShellCommand[]): string {
  const valueCases = commands.flatMap((command) =>
    command.flags
      .filter((flag) => flag.takesValue)
      .map((flag) => {
        const patterns = names(flag).map((name) => `"${command.name} ${name}"`)
        return `    ${patterns.join('|')}) ${bashWords(flag.values)}; return ;;`
      }),
  )
  const commandCases = commands.map((command) => {
    const flags = command.flags.flatMap(names).join(' ')
    return [
      `    ${command.name})`,
      `      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "${flags}" -- "$cur"))`,
      `      else ${bashWords(command.operands)}; fi ;;`,
    ].join('\n')
  })
  return `# prm completion for bash: source <(prm completion bash)
_prm() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
    ${commands.map((command) => command.name).join('|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case "$command $prev" in
${valueCases.join('\n')}
  esac
  case $command in
    '') COMPREPLY=($(compgen -W "${commands.map((command) => command.name).join(' ')} --help --version" -- "$cur")) ;;
${commandCases.join('\n')}
  esac
}
complete -o filenames -F _prm prm`
}

function bashWords(values: ShellFlag['values']): string {
  if (values === 'nothing') return ':'
  if (values === 'file') return 'COMPREPLY=($(compgen -f -- "$cur"))'
  if (values === 'folder') return 'COMPREPLY=($(compgen -d -- "$cur"))'
  return `COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$cur"))`
}

function zsh(commands: readonly ShellCommand[]): string {
  const list = commands.map(
    (command) => `    ${zshQuote(`${command.name}:${command.summary.replaceAll(':', '\\:')}`)}`,
  )
  const cases = commands.map((command) => {
    const flags = command.flags.flatMap((flag) =>
      names(flag).map((name) => `      ${zshFlag(name, flag)} \\`),
    )
    return `    ${command.name}) _arguments -s \\\n${flags.join('\n')}\n      ${zshQuote(`*: :${zshAction(command.operands)}`)} ;;`
  })
  return `#compdef prm
# prm completion for zsh: prm completion zsh > "\${fpath[1]}/_prm"
_prm() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _prm ]]; then _prm "$@"; else compdef _prm prm; fi`
}

const zshQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function zshFlag(name: string, flag: ShellFlag): string {
  const description = flag.description.replace(/[[\]:\\]/g, '\\$&')
  const value = flag.takesValue ? `:value:${zshAction(flag.values)}` : ''
  return zshQuote(`${name}[${description}]${value}`)
}

function zshAction(values: ShellFlag['values']): string {
  if (values === 'nothing') return ' '
  if (values === 'file') return '_files'
  if (values === 'folder') return '_files -/'
  return `(${values.join(' ')})`
}

function fish(commands: readonly ShellCommand[]): string {
  const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
  const lines = commands.flatMap((command) => {
    const isChosen = `-n ${quote(`__fish_seen_subcommand_from ${command.name}`)}`
    const operands = Array.isArray(command.operands)
      ? [`complete -c prm ${isChosen} -a ${quote(command.operands.join(' '))}`]
      : []
    const isFile = command.operands === 'file' ? [`complete -c prm ${isChosen} -F`] : []
    return [
      `complete -c prm -n __fish_use_subcommand -a ${command.name} -d ${quote(command.summary)}`,
      ...operands,
      ...isFile,
      ...command.flags.map((flag) => {
        const letter = flag.letter === undefined ? '' : ` -s ${flag.letter.slice(1)}`
        return `complete -c prm ${isChosen}${letter} -l ${flag.long.slice(2)}${fishValue(flag)} -d ${quote(flag.description)}`
      }),
    ]
  })
  return ['# prm completion for fish', 'complete -c prm -f', ...lines].join('\n')

  function fishValue(flag: ShellFlag): string {
    if (!flag.takesValue) return ''
    if (flag.values === 'file') return ' -r -F'
    if (flag.values === 'folder') return ` -x -a ${quote('(__fish_complete_directories)')}`
    return flag.values === 'nothing' ? ' -x' : ` -x -a ${quote(flag.values.join(' '))}`
  }
}
