using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Completing;

/// <summary><c>sluice completion</c>: scripts for shells, which ask the program itself for the words that fit.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # sluice in bash: put this into ~/.bashrc:  source <(sluice completion bash)
        _sluice() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(sluice completion words "$COMP_LINE" --position "$COMP_POINT" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _sluice sluice
        """;

    private const string Zsh = """
        #compdef sluice
        # sluice in zsh: put this into ~/.zshrc behind compinit:  source <(sluice completion zsh)
        _sluice() {
          local -a words_that_fit
          words_that_fit=("${(@f)$(sluice completion words "$BUFFER" --position "$CURSOR" 2>/dev/null)}")
          compadd -a words_that_fit
          [[ ${#words_that_fit[@]} -gt 0 && -n "${words_that_fit[1]}" ]] || _files
        }
        compdef _sluice sluice
        """;

    private const string Fish = """
        # sluice in fish: sluice completion fish >~/.config/fish/completions/sluice.fish
        function __sluice_words
          set -l line (commandline -cp)
          sluice completion words "$line" --position (string length -- "$line") 2>/dev/null
        end
        complete -c sluice -a '(__sluice_words)'
        """;

    /// <param name="wholeProgram">Makes the program with all verbs.</param>
    public static Command Of(Surroundings surroundings, string description, Func<Command> wholeProgram) => new("completion", description)
    {
        Printing(surroundings, "bash", Bash),
        Printing(surroundings, "zsh", Zsh),
        Printing(surroundings, "fish", Fish),
        Words(surroundings, wholeProgram),
    };

    private static Command Printing(Surroundings surroundings, string shell, string script)
    {
        var command = new Command(shell, HelpTexts.FormatCompletionFor(shell));
        command.SetAction(_ =>
        {
            surroundings.Output.WriteLine(script.ReplaceLineEndings("\n"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Words(Surroundings surroundings, Func<Command> wholeProgram)
    {
        var typed = new Argument<string>("LINE");
        var position = new Option<int?>("--position");
        var command = new Command("words", HelpTexts.CompletionWords) { typed, position };
        command.Hidden = true;
        command.SetAction(line =>
        {
            foreach (var word in Fitting(wholeProgram(), line.GetRequiredValue(typed), line.GetValue(position)))
            {
                surroundings.Output.WriteLine(word);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <param name="line">As it is typed, the program's name first.</param>
    /// <param name="position">Of the cursor; its end when it is null.</param>
    private static IEnumerable<string> Fitting(Command program, string line, int? position)
    {
        var before = line[..Math.Clamp(position ?? line.Length, 0, line.Length)];
        var rest = before.IndexOf(' ', StringComparison.Ordinal) is > 0 and var name ? before[(name + 1)..] : "";
        return program.Parse(rest).GetCompletions(rest.Length).Select(found => found.InsertText ?? found.Label).Distinct();
    }
}
