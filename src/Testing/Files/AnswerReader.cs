using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>Reads what calls are answered, from nodes whose shape has been checked.</summary>
internal sealed class AnswerReader(TestProblems problems)
{
    private static readonly string[] Ways =
        ["output", "error", "timeout", "tooLarge", "callback", "child", "refused", "run"];

    public IReadOnlyList<TargetAnswers> ReadAll(MappingNode? targets) =>
    [
        .. (targets?.Entries ?? []).Select(entry => new TargetAnswers(
            entry.Key,
            entry.KeyPosition,
            [.. entry.Value.OneOrMore().OfType<MappingNode>().Select(node => Read(entry.Key, node))])),
    ];

    private Answer Read(string key, MappingNode node)
    {
        var given = Ways.Where(way => node.Find(way) is not null).ToList();
        if (given.Count != 1)
        {
            problems.Error(
                TestCodes.UnclearAnswer,
                node.Position,
                given.Count == 0
                    ? $"An answer of '{key}' says nothing of what comes back."
                    : $"An answer of '{key}' says several things at once: {string.Join(", ", given)}.",
                $"It has one of {string.Join(", ", Ways)}.");
        }

        var answer = given.FirstOrDefault() switch
        {
            "timeout" => new Answer(node.Position, AnswerKind.Silence),
            "tooLarge" => new Answer(node.Position, AnswerKind.TooLarge),
            "callback" => Callback(node, node.Mapping("callback")!),
            "child" => new Answer(node.Position, AnswerKind.Child) { Child = Child(node.Mapping("child")!) },
            "refused" => new Answer(node.Position, AnswerKind.Refused)
            {
                Result = new StepFailure(node.Text("refused")!, node.Text("cause") ?? "The start was refused."),
            },
            "run" => new Answer(node.Position, AnswerKind.Run),
            _ => new Answer(node.Position, AnswerKind.Result) { Result = ResultOf(node) },
        };
        return answer with
        {
            When = node.Mapping("when"),
            Times = node.Number("times"),
            IsShared = node.Flag("shared"),
            After = node.Span("after") ?? TimeSpan.Zero,
        };
    }

    /// <summary>What <c>output</c>, <c>error</c> and <c>cause</c> say.</summary>
    public static Outcome<JsonPayload> ResultOf(MappingNode node) => node.Text("error") is { } code
        ? new StepFailure(code, node.Text("cause") ?? "as the test says")
        : JsonPayload.Of(node.Json("output") ?? JsonObject.Empty);

    private static Answer Callback(MappingNode node, MappingNode callback)
    {
        Outcome<JsonPayload> submitted = callback.Text("submitError") is { } code
            ? new StepFailure(code, callback.Text("cause") ?? "as the test says")
            : JsonPayload.Of(callback.Json("submitted") ?? JsonObject.Empty);
        var reports = submitted.Failure is null && (callback.Find("output") is not null || callback.Find("error") is not null);
        return new Answer(node.Position, AnswerKind.Callback)
        {
            Result = submitted,
            Report = reports ? (callback.Span("after") ?? TimeSpan.Zero, ResultOf(callback)) : null,
        };
    }

    private static MockedChild Child(MappingNode child) => new(
        Enum.Parse<ExecutionStatus>(child.Text("status")!),
        child.Json("output") is { } output ? JsonPayload.Of(output) : null,
        child.Text("error"),
        child.Text("cause"));
}
