using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads Retry and Catch.</summary>
/// <remarks>Source: definition language, sections 8.1 and 8.2.</remarks>
internal static class RuleReader
{
    /// <param name="Constructors">The OutputConstructor of each Catch rule, null where it has none.</param>
    public sealed record Rules(
        IReadOnlyList<RetryRule> Retry,
        IReadOnlyList<CatchRule> Catch,
        IReadOnlyList<Computed<JsonPayload>?> Constructors)
    {
        public static Rules None { get; } = new([], [], []);
    }

    public static Rules Read(StateSource source, FlowBuilder flow)
    {
        var retry = ReadRules(source.Fields, "Retry", ReadRetry);
        var caught = ReadRules(source.Fields, "Catch", fields => ReadCatch(fields, source, flow));
        return new(
            retry,
            [.. caught.Select(rule => rule.Rule)],
            [.. caught.Select(rule => rule.Constructor)]);
    }

    private static List<T> ReadRules<T>(Fields fields, string name, Func<Fields, T?> read)
        where T : class
    {
        var rows = fields.Find(name) is null ? [] : fields.Rows(name, "rules", isRequired: false).ToList();
        foreach (var row in rows.SkipLast(1))
        {
            WarnAboutCatchAll(row);
        }

        return [.. rows.Select(read).OfType<T>()];
    }

    private static RetryRule? ReadRetry(Fields fields)
    {
        var errors = fields.Texts("Errors", "error codes");
        var attempts = fields.Integer("MaxAttempts", 0, int.MaxValue, isRequired: true);
        var interval = fields.Integer("IntervalSeconds", 1, RetryRule.LongestSeconds, isRequired: true);
        var rate = fields.Number("BackoffRate", 1);
        var cap = fields.Integer("MaxBackoffSeconds", 1, RetryRule.LongestSeconds);
        return errors is null || attempts is null || interval is null
            ? null
            : new(
                errors,
                (int)attempts,
                TimeSpan.FromSeconds(interval.Value),
                rate ?? 1,
                TimeSpan.FromSeconds(cap ?? RetryRule.LongestSeconds));
    }

    private static CaughtRule? ReadCatch(Fields fields, StateSource source, FlowBuilder flow)
    {
        var errors = fields.Texts("Errors", "error codes");
        var target = source.Scope.ReadTarget(fields, "Next");
        var constructor = TemplateReader.Read(
            fields, "OutputConstructor", ExpressionPlace.CatchOutputConstructor, flow.Limits);
        return errors is null || target is null ? null : new(new(errors, target.Value), constructor);
    }

    private static void WarnAboutCatchAll(Fields row)
    {
        var all = ((row.Find("Errors")?.Value as SequenceNode)?.Items ?? [])
            .FirstOrDefault(item => item is ScalarNode { Value: JsonString { Value: FailureCodes.All } });
        if (all is not null)
        {
            row.Warning(
                DiagnosticCodes.CatchAllNotLast,
                all.Position,
                $"{row.PathOf("Errors")} has {FailureCodes.All}, so the rules after it are never used",
                $"Put the rule with {FailureCodes.All} last.");
        }
    }

    private sealed record CaughtRule(CatchRule Rule, Computed<JsonPayload>? Constructor);
}
