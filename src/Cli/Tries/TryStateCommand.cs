using System.CommandLine;
using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Files;
using Sluice.Testing.Tries;

namespace Sluice.Cli.Tries;

/// <summary>What stands behind <c>sluice try-state</c>.</summary>
internal sealed class TryStateCommand
{
    private const int LongestShown = 400;

    private readonly Argument<string> _definition = new("FILE") { Description = HelpTexts.DefinitionFile };

    private readonly Argument<string> _state = new("STATE") { Description = HelpTexts.TryState };

    private readonly Option<string?> _input = new("--input") { Description = HelpTexts.TryInput, HelpName = "FILE" };

    private readonly Option<string?> _inputJson = new("--input-json") { Description = HelpTexts.TryInputJson, HelpName = "TEXT" };

    private readonly Option<string?> _global = new("--global-json") { Description = HelpTexts.TryGlobal, HelpName = "TEXT" };

    private readonly Option<string?> _output = new("--output-json") { Description = HelpTexts.TryOutput, HelpName = "TEXT" };

    private readonly Option<string?> _error = new("--error") { Description = HelpTexts.TryError, HelpName = "CODE" };

    private readonly Option<string?> _cause = new("--cause") { Description = HelpTexts.Cause, HelpName = "TEXT" };

    private readonly Option<bool> _live = new("--live")
    {
        Description = HelpTexts.TryLive,
    };

    private readonly Option<string?> _clock = new("--clock") { Description = HelpTexts.TryClock, HelpName = "TIME" };

    private readonly Option<ExecutionMode> _mode = new("--mode") { Description = HelpTexts.TryMode };

    private readonly Option<bool> _json = new("--json") { Description = HelpTexts.JsonDocument };

    public static Command Of(IVerb verb, Surroundings surroundings) => new TryStateCommand().Make(verb, surroundings);

    private Command Make(IVerb verb, Surroundings surroundings)
    {
        var command = new Command(verb.Name, VerbDescriptions.Of(verb.Name)) { _definition, _state, _input, _inputJson, _global, _output, _error, _cause, _live, _clock, _mode, _json };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var path = line.GetRequiredValue(_definition);
        var limits = LimitSettings.Read(surroundings.ReadSettings(CommandLine.Parse([])));
        var compiled = FlowCompiler.Compile(
            await Inputs.ReadAsync(path, surroundings, cancellationToken), flowName: null, line.GetValue(_mode), limits);
        if (!compiled.IsValid)
        {
            foreach (var problem in compiled.Diagnostics)
            {
                surroundings.Error.WriteLine(Plain.Text(
                    $"{path}:{problem.Position.Line}:{problem.Position.Column}  {problem.Code}  {problem.Message} {problem.Hint}".TrimEnd()));
            }

            return ExitCodes.InvalidDefinition;
        }

        if (StateTry.Find(compiled.Flow, line.GetRequiredValue(_state), out var unfit) is not { } state)
        {
            throw new UsageException(unfit);
        }

        var given = await ReadAsync(line, surroundings, cancellationToken);
        await using var calls = line.GetValue(_live)
            ? LiveCalls.Open(state, surroundings.ReadSettings(CommandLine.Parse([])), limits, cancellationToken)
            : null;
        var tried = StateTry.Of(compiled.Flow, state, given with { Call = calls is null ? null : calls.Make }, limits);
        if (line.GetValue(_json))
        {
            surroundings.Output.WriteLine(tried.ToJson());
        }
        else
        {
            Show(tried, surroundings.Output);
        }

        return tried.By is null ? ExitCodes.Failed : ExitCodes.Done;
    }

    private async Task<GivenToState> ReadAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var (file, text) = (line.GetValue(_input), line.GetValue(_inputJson));
        if (file is not null && text is not null)
        {
            throw new UsageException(Texts.InputTwice);
        }

        if (line.GetValue(_output) is not null && line.GetValue(_error) is not null)
        {
            throw new UsageException(Texts.OutputAndError);
        }

        if (line.GetValue(_live) && (line.GetValue(_output) ?? line.GetValue(_error)) is not null)
        {
            throw new UsageException(Texts.LiveAlone);
        }

        var input = file is null ? text : await Inputs.ReadAsync(file, surroundings, cancellationToken);
        return new()
        {
            Input = ParseObject("--input-json", input),
            Global = ParseObject("--global-json", line.GetValue(_global)),
            Answer = line.GetValue(_error) is { } code
                ? new StepFailure(code, line.GetValue(_cause) ?? Texts.AsAskedFor)
                : JsonPayload.Of(Parse("--output-json", line.GetValue(_output) ?? "{}")),
            Clock = line.GetValue(_clock) is not { } clock ? null
                : Instants.Find(clock) ?? throw new UsageException(Texts.FormatNoInstant(Excerpt.Of(clock))),
        };
    }

    private static JsonObject ParseObject(string option, string? text) => text is null ? JsonObject.Empty
        : Parse(option, text) as JsonObject ?? throw new UsageException(Texts.FormatOptionNoObject(option, Excerpt.Of(text)));

    private static JsonValue Parse(string option, string text) =>
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), Limits.Default.JsonDepth, out var payload, out var problem)
            ? payload.Value
            : throw new UsageException(Texts.FormatOptionNoJson(option, Excerpt.Of(text), problem));

    private static void Show(TriedState tried, TextWriter output)
    {
        JsonValue? before = null;
        foreach (var step in tried.Steps)
        {
            output.WriteLine($"  {step.Name,-18} {(step.Value is not null && step.Value.Equals(before) ? Texts.TheSame : Cut(step.Value))}");
            before = step.Value;
        }

        output.WriteLine($"  {"$Global",-18} {Cut(tried.Global)}");
        var end = tried.By is null ? Texts.NothingTakesFailure
            : tried.Next is null ? Texts.FormatTheEnd(tried.By)
            : $"{tried.Next} ({tried.By})";
        var took = tried.Took > TimeSpan.Zero ? Texts.FormatAfterVirtual(Spans.Shown(tried.Took)) : "";
        output.WriteLine($"  {Cells.Pad(Texts.DoneTo, 18)} {Plain.Text(end)}{took}");
    }

    private static string Cut(JsonValue? value)
    {
        var text = Plain.Text(value?.ToString());
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
