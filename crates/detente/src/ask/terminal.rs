//! Questions on a terminal: prompts go to standard error.

use super::{Answer, Ask, Check, Choice, Question, Stop, Suggest};
use crate::Talk;
use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::list_option::ListOption;
use inquire::ui::{RenderConfig, Styled};
use inquire::validator::Validation;
use inquire::{CustomUserError, InquireError, MultiSelect, Select, Text};

/// How many choices are shown at once.
const PAGE: usize = 10;

/// Somebody at the terminal.
pub fn terminal(talk: &Talk) -> Box<dyn Ask> {
    let style = match talk.color {
        true => RenderConfig::default_colored(),
        false => RenderConfig::empty().with_answered_prompt_prefix(Styled::new(">")),
    };
    let wrong = style.error_message.with_prefix(Styled::new("!"));
    let style = style.with_error_message(wrong).with_canceled_prompt_indicator(Styled::new("(stopped)"));
    let width = terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0));
    Box::new(Terminal { style, width: width.unwrap_or(talk.width) })
}

struct Terminal {
    style: RenderConfig<'static>,
    width: usize,
}

impl Terminal {
    /// What helps with a question, and the keys.
    fn help(&self, question: &Question, keys: &str) -> String {
        let help = match question.help.as_str() {
            "" => keys.to_owned(),
            help => format!("{help}; {keys}"),
        };
        wrapped(&help, self.width.saturating_sub(2))
    }

    /// The choices, each on a line of its own; what does not fit is still found by typing.
    fn on_lines(&self, options: &[Choice]) -> Vec<Choice> {
        // Before it stand a mark and a box: “> [x] ”.
        let room = self.width.saturating_sub(8);
        let on_a_line = |option: &Choice| {
            let rest = room.saturating_sub(option.value.chars().count() + 3);
            if option.note.chars().count() <= rest {
                return option.clone();
            }
            let note: String = option.note.chars().take(rest.saturating_sub(1)).chain(['…']).collect();
            Choice { note, also: format!("{} {}", option.note, option.also), ..option.clone() }
        };
        options.iter().map(on_a_line).collect()
    }
}

/// How well what was typed fits; of equals the earlier comes first.
fn score(typed: &str, choice: &Choice, _: &str, at: usize) -> Option<i64> {
    choice.fits(typed).map(|fit| (fit << 32) - at as i64)
}

fn stop(error: InquireError) -> Stop {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => Stop::Cancelled,
        error => Stop::Failed(format!("the terminal cannot be asked: {error}")),
    }
}

/// `text` with its lines broken between words, which the terminal would break anywhere.
fn wrapped(text: &str, width: usize) -> String {
    let (mut whole, mut column) = (String::new(), 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            whole.push('\n');
            column = 0;
        } else if column > 0 {
            whole.push(' ');
            column += 1;
        }
        whole.push_str(word);
        column += length;
    }
    whole
}

impl Ask for Terminal {
    fn choose(&mut self, question: &Question, options: &[Choice]) -> Answer<usize> {
        let before = question.before.as_ref();
        let at = before.and_then(|before| options.iter().position(|option| option.value == *before));
        let help = self.help(question, "↑↓ or type to find, Enter takes it, Esc stops");
        let shown = |one: ListOption<&Choice>| match one.value.value.as_str() {
            "" => one.value.note.clone(),
            value => value.to_owned(),
        };
        Select::new(&question.words, self.on_lines(options))
            .with_formatter(&shown)
            .with_help_message(&help)
            .with_page_size(PAGE)
            .with_starting_cursor(at.unwrap_or(0))
            .with_scorer(&score)
            .with_render_config(self.style)
            .raw_prompt()
            .map(|answer| answer.index)
            .map_err(stop)
    }

    fn choose_some(&mut self, question: &Question, options: &[Choice]) -> Answer<Vec<usize>> {
        let help = self.help(question, "space marks, type to find, Enter goes on, Esc stops");
        let shown = |all: &[ListOption<&Choice>]| match all {
            [] => "–".to_owned(),
            all => all.iter().map(|one| one.value.value.as_str()).collect::<Vec<_>>().join(", "),
        };
        MultiSelect::new(&question.words, self.on_lines(options))
            .with_keep_filter(false)
            .with_help_message(&help)
            .with_page_size(PAGE)
            .with_scorer(&score)
            .with_formatter(&shown)
            .with_render_config(self.style)
            .raw_prompt()
            .map(|all| all.into_iter().map(|answer| answer.index).collect())
            .map_err(stop)
    }

    fn text(&mut self, question: &Question, suggest: Suggest<'_>, check: Check<'_>) -> Answer<String> {
        let suggest = &|typed: &str| self.on_lines(&suggest(typed));
        let completes = !suggest("").is_empty();
        let keys = if completes { "Tab completes, ↓ chooses, Esc stops" } else { "Esc stops" };
        let help = self.help(question, keys);
        let validator = |text: &str| -> Result<Validation, CustomUserError> {
            Ok(match check(&value_of(text, suggest)) {
                Ok(()) => Validation::Valid,
                Err(wrong) => Validation::Invalid(wrong.into()),
            })
        };
        let shown = |text: &str| value_of(text, suggest);
        Text::new(&question.words)
            .with_help_message(&help)
            .with_page_size(PAGE)
            .with_initial_value(question.before.as_deref().unwrap_or(""))
            .with_autocomplete(Completer(suggest))
            .with_validator(validator)
            .with_formatter(&shown)
            .with_render_config(self.style)
            .prompt()
            .map(|text| value_of(&text, suggest))
            .map_err(stop)
    }

    fn tell(&mut self, text: &str) {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        anstream::eprint!("{text}{end}");
    }
}

/// The value of a suggestion that was taken as it is shown, or else the text itself.
fn value_of(text: &str, suggest: Suggest<'_>) -> String {
    let Some((value, _)) = text.split_once(" – ") else { return text.to_owned() };
    let taken = suggest(value).into_iter().find(|choice| choice.to_string() == text);
    taken.map_or_else(|| text.to_owned(), |choice| choice.value)
}

/// Suggestions as they are shown; what is taken is only the value.
#[derive(Clone)]
struct Completer<'s>(Suggest<'s>);

impl Autocomplete for Completer<'_> {
    fn get_suggestions(&mut self, typed: &str) -> Result<Vec<String>, CustomUserError> {
        Ok((self.0)(typed).iter().map(Choice::to_string).collect())
    }

    fn get_completion(
        &mut self,
        typed: &str,
        marked: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        Ok(match marked {
            Some(marked) => Some(value_of(&marked, self.0)),
            None => (self.0)(typed).into_iter().next().map(|choice| choice.value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 8), "one two\nthree");
        assert_eq!(wrapped("incomprehensible", 4), "incomprehensible");
    }

    #[test]
    fn a_choice_that_does_not_fit_is_still_found() {
        let terminal = Terminal { style: RenderConfig::empty(), width: 40 };
        let long = Choice::new("talks", "The second round of talks about the lighthouse");
        let shown = terminal.on_lines(&[long]);
        assert_eq!(shown[0].to_string(), "talks – The second round of tal…");
        assert!(shown[0].fits("lighthouse").is_some());
        let suggest = |_: &str| shown.clone();
        assert_eq!(value_of("talks – The second round of tal…", &suggest), "talks");
        assert_eq!(value_of("talks – as they say", &suggest), "talks – as they say");
    }
}
