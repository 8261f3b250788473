//! Completions for shells.
//!
//! What clap generates knows options and their values, but not a value after `PARTY=`. In bash, where `=` ends a word, a function around the
//! generated one completes the names of strategies there.

use clap::Command;
use clap_complete::Shell;
use detente_talks::strategy::{ACCEPTANCES, MODELS, STRATEGIES};

/// The script for a shell.
pub fn script(shell: Shell, command: &mut Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "detente", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    if shell == Shell::Bash { script + &strategies() } else { script }
}

/// The function around the generated one: `--party NAME=` and what was typed of a strategy, or, after a `+`, of its acceptance or model.
fn strategies() -> String {
    let names: Vec<&str> = STRATEGIES.iter().map(|row| row.name).collect();
    let parts: Vec<&str> =
        ACCEPTANCES.iter().map(|row| row.name).chain(MODELS.iter().map(|row| row.name)).collect();
    AROUND.replace("STRATEGIES", &names.join(" ")).replace("PARTS", &parts.join(" "))
}

const AROUND: &str = r#"
_detente_around() {
    local word="${COMP_WORDS[COMP_CWORD]}" at=$COMP_CWORD
    if [[ "$word" == "=" ]]; then
        word=""
    else
        at=$((at - 1))
    fi
    if (( at > 2 )) && [[ "${COMP_WORDS[at]}" == "=" && "${COMP_WORDS[at - 2]}" == "--party" ]]; then
        if [[ "$word" == *+* ]]; then
            COMPREPLY=( $(compgen -P "${word%+*}+" -W "PARTS" -- "${word##*+}") )
        else
            COMPREPLY=( $(compgen -W "STRATEGIES" -- "$word") )
        fi
        return 0
    fi
    _detente "$@"
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _detente_around -o nosort -o bashdefault -o default detente
else
    complete -F _detente_around -o bashdefault -o default detente
fi
"#;
