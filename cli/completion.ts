/** Completion of verbs and their flags, for three shells. */
import { NotUnderstood } from './verb.ts'
import { verbs } from './verbs.ts'

const ALWAYS = ['--json', '--url', '--token-file', '--help']

export function completionOf(shell: string | undefined): string {
  if (shell === 'bash') return bash()
  if (shell === 'zsh') return `autoload -U +X bashcompinit && bashcompinit\n${bash()}`
  if (shell === 'fish') return fish()
  throw new NotUnderstood('completion: say bash, zsh or fish.')
}

function flagsOf({ options = {} }: (typeof verbs)[number]): string[] {
  return [...Object.keys(options).map((name) => `--${name}`), ...ALWAYS]
}

function bash(): string {
  const names = [...verbs.map(({ name }) => name), 'help', 'completion'].join(' ')
  const cases = verbs.map((verb) => `    ${verb.name}) words="${flagsOf(verb).join(' ')}" ;;`)
  return `_admit_one() {
  local words
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names}"; else case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    help) words="${names}" ;;
    completion) words="bash zsh fish" ;;
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _admit_one admit-one`
}

function fish(): string {
  const first = '__fish_use_subcommand'
  const lines = verbs.flatMap((verb) => [
    `complete -c admit-one -n ${first} -a ${verb.name} -d '${verb.what.replaceAll("'", '’')}'`,
    ...flagsOf(verb).map(
      (flag) =>
        `complete -c admit-one -n '__fish_seen_subcommand_from ${verb.name}' -l ${flag.slice(2)}`,
    ),
  ])
  return lines.join('\n')
}
