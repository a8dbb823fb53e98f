using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Outlines;

/// <summary>The ways on from each state, and where they are written.</summary>
internal sealed class EdgeReader(WrittenFlow written)
{
    private FlowWords Words => written.Words;

    public IEnumerable<OutlinedEdge> Of(State state) =>
        Ways(state).Concat(Caught(state)).Concat(Retried(state));

    private IEnumerable<OutlinedEdge> Ways(State state) => state switch
    {
        FailState => [],
        ChoiceState choice => [.. choice.Options.Select((option, place) => Option(choice, option, place)), Default(choice)],
        _ => [new(EdgeKind.Next, Ordinal: 0, state.Next, PositionOfNext(state))],
    };

    private OutlinedEdge Option(ChoiceState choice, ChoiceOption option, int place)
    {
        var row = written.Option(choice, place)!;
        return new(EdgeKind.Option, place, option.Target ?? choice.Next, row.Position)
        {
            Steps = option.Steps,
            Condition = Text((ScalarNode)row.Find(Words.Condition)!.Value),
        };
    }

    private static string Text(ScalarNode condition) =>
        condition.Value is JsonString text ? text.Value : condition.Value.ToString();

    private OutlinedEdge Default(ChoiceState choice) => new(
        EdgeKind.Default, Ordinal: 0, choice.Default.Target ?? choice.Next, PositionOf(choice, Words.Default))
    {
        Steps = choice.Default.Steps,
    };

    private IEnumerable<OutlinedEdge> Caught(State state) => state.Catch.Select((rule, place) =>
        new OutlinedEdge(EdgeKind.Catch, place, rule.Target, PositionOf(state, Words.Catch, place))
        {
            Errors = rule.Errors,
        });

    private IEnumerable<OutlinedEdge> Retried(State state) => state.Retry.Select((rule, place) =>
        new OutlinedEdge(EdgeKind.Retry, place, state.Id, PositionOf(state, Words.Retry, place))
        {
            Errors = rule.Errors,
        });

    private SourcePosition PositionOfNext(State state) =>
        state.Next is null ? PositionOf(state, Words.End)
        : Words.Next is { } next ? PositionOf(state, next)
        : state.Position;

    private SourcePosition PositionOf(State state, string field) =>
        written.Of(state).Find(field)?.KeyPosition ?? state.Position;

    private SourcePosition PositionOf(State state, string list, int place) =>
        written.Row(state, list, place)!.Position;
}
