using System.CommandLine;
using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Files;
using Sluice.Testing.Tries;

namespace Sluice.Cli.Tries;

/// <summary>What stands behind <c>sluice try-state</c>.</summary>
internal static class TryStateCommand
{
    private const int LongestShown = 400;

    private static readonly Argument<string> Definition = new("FILE") { Description = "The definition; - for the standard input." };

    private static readonly Argument<string> State = new("STATE") { Description = "A state's name, or its path such as Ship/Pack." };

    private static readonly Option<string?> Input = new("--input") { Description = "A file with its input.", HelpName = "FILE" };

    private static readonly Option<string?> InputJson = new("--input-json") { Description = "Its input itself; {} when there is none.", HelpName = "TEXT" };

    private static readonly Option<string?> Global = new("--global-json") { Description = "What $Global holds before.", HelpName = "TEXT" };

    private static readonly Option<string?> Output = new("--output-json") { Description = "What each call is answered, or what is reported.", HelpName = "TEXT" };

    private static readonly Option<string?> Error = new("--error") { Description = "The code that each call fails with.", HelpName = "CODE" };

    private static readonly Option<string?> Cause = new("--cause") { Description = "The sentence to it.", HelpName = "TEXT" };

    private static readonly Option<bool> Live = new("--live")
    {
        Description = "Make the call, as a server with the same settings would; it may do something there.",
    };

    private static readonly Option<string?> Clock = new("--clock") { Description = "When it is entered, such as 2026-01-01T00:00:00Z.", HelpName = "TIME" };

    private static readonly Option<ExecutionMode> Mode = new("--mode") { Description = "Of the flow: Standard or Express." };

    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document instead of text." };

    public static Command Of(IVerb verb, Surroundings surroundings)
    {
        var command = new Command(verb.Name, verb.Summary) { Definition, State, Input, InputJson, Global, Output, Error, Cause, Live, Clock, Mode, Json };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private static async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var path = line.GetRequiredValue(Definition);
        var limits = LimitSettings.Read(surroundings.ReadSettings(CommandLine.Parse([])));
        var compiled = FlowCompiler.Compile(
            await Inputs.ReadAsync(path, surroundings, cancellationToken), flowName: null, line.GetValue(Mode), limits);
        if (!compiled.IsValid)
        {
            foreach (var problem in compiled.Diagnostics)
            {
                surroundings.Error.WriteLine(Plain.Text(
                    $"{path}:{problem.Position.Line}:{problem.Position.Column}  {problem.Code}  {problem.Message} {problem.Hint}".TrimEnd()));
            }

            return ExitCodes.InvalidDefinition;
        }

        if (StateTry.Find(compiled.Flow, line.GetRequiredValue(State), out var unfit) is not { } state)
        {
            throw new UsageException(unfit);
        }

        var given = await ReadAsync(line, surroundings, cancellationToken);
        await using var calls = line.GetValue(Live)
            ? LiveCalls.Open(state, surroundings.ReadSettings(CommandLine.Parse([])), limits, cancellationToken)
            : null;
        var tried = StateTry.Of(compiled.Flow, state, given with { Call = calls is null ? null : calls.Make }, limits);
        if (line.GetValue(Json))
        {
            surroundings.Output.WriteLine(tried.ToJson());
        }
        else
        {
            Show(tried, surroundings.Output);
        }

        return tried.By is null ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static async Task<GivenToState> ReadAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var (file, text) = (line.GetValue(Input), line.GetValue(InputJson));
        if (file is not null && text is not null)
        {
            throw new UsageException("--input and --input-json are both given; give one of them.");
        }

        if (line.GetValue(Output) is not null && line.GetValue(Error) is not null)
        {
            throw new UsageException("--output-json and --error exclude each other; give one of them.");
        }

        if (line.GetValue(Live) && (line.GetValue(Output) ?? line.GetValue(Error)) is not null)
        {
            throw new UsageException("--live makes the call, so --output-json and --error have no place beside it.");
        }

        var input = file is null ? text : await Inputs.ReadAsync(file, surroundings, cancellationToken);
        return new()
        {
            Input = ParseObject("--input-json", input),
            Global = ParseObject("--global-json", line.GetValue(Global)),
            Answer = line.GetValue(Error) is { } code
                ? new StepFailure(code, line.GetValue(Cause) ?? "as asked for")
                : JsonPayload.Of(Parse("--output-json", line.GetValue(Output) ?? "{}")),
            Clock = line.GetValue(Clock) is not { } clock ? null
                : Instants.Find(clock) ?? throw new UsageException($"'{Excerpt.Of(clock)}' is no time such as 2026-01-01T00:00:00Z."),
        };
    }

    private static JsonObject ParseObject(string option, string? text) => text is null ? JsonObject.Empty
        : Parse(option, text) as JsonObject ?? throw new UsageException($"{option}: '{Excerpt.Of(text)}' is no JSON object.");

    private static JsonValue Parse(string option, string text) =>
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), Limits.Default.JsonDepth, out var payload, out var problem)
            ? payload.Value
            : throw new UsageException($"{option}: '{Excerpt.Of(text)}' is no JSON: {problem}.");

    private static void Show(TriedState tried, TextWriter output)
    {
        JsonValue? before = null;
        foreach (var step in tried.Steps)
        {
            output.WriteLine($"  {step.Name,-18} {(step.Value is not null && step.Value.Equals(before) ? "the same" : Cut(step.Value))}");
            before = step.Value;
        }

        output.WriteLine($"  {"$Global",-18} {Cut(tried.Global)}");
        var end = tried.By is null ? "nothing takes the failure: the execution fails"
            : tried.Next is null ? $"the end ({tried.By})"
            : $"{tried.Next} ({tried.By})";
        var took = tried.Took > TimeSpan.Zero ? $"   after {Spans.Shown(tried.Took)} of virtual time" : "";
        output.WriteLine($"  {"next",-18} {Plain.Text(end)}{took}");
    }

    private static string Cut(JsonValue? value)
    {
        var text = Plain.Text(value?.ToString());
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
