using System.Text.Json;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;
using Sluice.Testing.Tries;

namespace Sluice.Server.Resources;

/// <summary>One state of a definition alone: what becomes of an input on its way through it. Nothing is called, nothing stored.</summary>
internal static class TryStateResource
{
    private static readonly Shape.Members StepShape = Shape.Object(
        "TriedStep",
        new Field("name", Shape.Text, "input, inputConstructed, request n, answer n, failure n, outputConstructed, local, failed."),
        new Field("value", Shape.Anything, "The data there."));

    private static readonly Shape.Members TriedShape = Shape.Object(
        "TriedState",
        new Field("state", Shape.Text, "Its name."),
        new Field("steps", Shape.ListOf(StepShape), "The data on its way, in order."),
        new Field("error", Shape.Text, "The code of what it failed with, though a rule may have taken it.") { MayBeNull = true },
        new Field("cause", Shape.Text, "The sentence to it.") { MayBeNull = true },
        new Field("by", Shape.OneOf<EdgeKind>(), "By what kind of way it was left; null when nothing takes its failure.") { MayBeNull = true },
        new Field("next", Shape.Text, "The state that follows; null where the scope ends.") { MayBeNull = true },
        new Field("global", Shape.AnyObject, "$Global behind it."),
        new Field("virtualMs", Shape.Whole, "What it took, in virtual time."));

    private sealed record Wanted(string Definition, ExecutionMode Mode, string State, GivenToState Given);

    public static Resource Of(Limits limits, AccountTurns turns) => new("POST", "/definitions/try-state", new Operation<Wanted>("TryState", mutates: false)
    {
        Naming = [],
        TakesPayload = true,
        Reading = (parameters, _) => new(
            parameters.Required("definition"),
            OwnParameters.FindMode(parameters) ?? ExecutionMode.Standard,
            parameters.Required("state"),
            ReadGiven(parameters, limits)),
        Subject = _ => Subject.AllFlows,
        Run = (wanted, caller, answer, cancellationToken) =>
            turns.RunAsync(caller.Account, Try(wanted, limits, tried => Write(answer, tried)), cancellationToken),
    })
    {
        Summary = "Tries out one state of a definition with data that is given; nothing is called and nothing stored.",
        Body =
        [
            OwnParameters.Definition,
            OwnParameters.Mode,
            new Field("state", Shape.Text, "Its name, or its path such as Ship/Pack."),
            new Field("input", Shape.AnyObject, "Its input; an empty object when it is left out.").OrNone,
            new Field("global", Shape.AnyObject, "$Global before it.").OrNone,
            new Field("output", Shape.Anything, "What each call is answered, or what is reported on it.").OrNone,
            new Field("error", Shape.Text, "The code that each call fails with.").OrNone,
            new Field("cause", Shape.Text, "The sentence to it.").OrNone,
        ],
        Answer = TriedShape,
    };

    /// <returns>Its pieces, which nobody else has to wait for.</returns>
    private static IEnumerable<long> Try(Wanted wanted, Limits limits, Action<JsonObject> done)
    {
        var compiled = FlowCompiler.Compile(wanted.Definition, flowName: null, wanted.Mode, limits);
        yield return CompileWork.Of(wanted.Definition);
        if (!compiled.IsValid)
        {
            throw ApiException.InvalidDefinition(
                "definition", Diagnostics.Summary(compiled.Diagnostics), Diagnostics.Problems(compiled.Diagnostics));
        }

        var state = StateTry.Find(compiled.Flow, wanted.State, out var unfit)
            ?? throw ApiException.InvalidArgument("state", unfit.TrimEnd('.'));
        var trial = new StateTrial(compiled.Flow, state, wanted.Given, limits);
        for (var before = 0L; trial.GoOn(); before = trial.Work)
        {
            yield return trial.Work - before;
        }

        done(trial.Read().ToJson());
    }

    private static GivenToState ReadGiven(Parameters parameters, Limits limits)
    {
        var error = parameters.Optional("error");
        if (error is not null && parameters.Optional("output") is not null)
        {
            throw ApiException.InvalidArgument("error", "a call has an 'output' or an 'error', and not both");
        }

        return new()
        {
            Input = ReadObject(parameters, "input", limits),
            Global = ReadObject(parameters, "global", limits),
            Answer = error is not null
                ? new StepFailure(error, parameters.Optional("cause") ?? "as asked for")
                : JsonPayload.Of(ReadValue(parameters, "output", limits) ?? JsonObject.Empty),
        };
    }

    private static JsonObject ReadObject(Parameters parameters, string name, Limits limits) =>
        ReadValue(parameters, name, limits) switch
        {
            null => JsonObject.Empty,
            JsonObject members => members,
            var other => throw ApiException.InvalidArgument(name, $"it is {other.KindName}, and must be an object"),
        };

    private static JsonValue? ReadValue(Parameters parameters, string name, Limits limits) =>
        parameters.Utf8(name) is not { } text ? null
        : JsonPayload.TryParse(text, limits.JsonDepth, out var payload, out var problem) ? payload.Value
        : throw ApiException.InvalidArgument(name, $"it is no JSON: {problem}");

    private static void Write(Utf8JsonWriter answer, JsonObject tried)
    {
        foreach (var (name, value) in tried.Members)
        {
            answer.WritePropertyName(name);
            answer.WriteRawValue(JsonPayload.Of(value).Utf8);
        }
    }
}
