using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads a task's <c>retry</c> and <c>catch</c>.</summary>
/// <remarks>Source: classic language, sections 6.1 and 6.2.</remarks>
internal static class StepRuleReader
{
    private const int DefaultAttempts = 3;
    private const int DefaultMultiplier = 2;

    public sealed record StepRules(IReadOnlyList<RetryRule> Retry, IReadOnlyList<CatchRule> Catch);

    public static StepRules Read(StepSource source)
    {
        var fields = source.Fields;
        var retry = fields.Rows("retry", "rules", isRequired: false).Select(ReadRetry).ToList();
        var caught = fields.Rows("catch", "rules", isRequired: false)
            .Select(row => ReadCatch(row, source.Series))
            .ToList();
        return new([.. retry.OfType<RetryRule>()], [.. caught.OfType<CatchRule>()]);
    }

    private static RetryRule? ReadRetry(Fields row)
    {
        Keys.Check(row, KeyTable.Retry);
        var errors = row.Texts("errors", "error names");
        var interval = row.Integer("intervalSeconds", 1, RetryRule.LongestSeconds) ?? 1;
        var cap = row.Integer("maxIntervalSeconds", 1, RetryRule.LongestSeconds) ?? RetryRule.LongestSeconds;
        var attempts = row.Integer("maxAttempts", 0, int.MaxValue) ?? DefaultAttempts;
        var multiplier = row.Number("multiplier", 1) ?? DefaultMultiplier;
        return errors is null
            ? null
            : new(errors, (int)attempts, TimeSpan.FromSeconds(interval), multiplier, TimeSpan.FromSeconds(cap));
    }

    private static CatchRule? ReadCatch(Fields row, SeriesNames series)
    {
        if (row.Find("steps") is { } steps)
        {
            row.Error(
                DiagnosticCodes.StepsInCatch,
                steps.KeyPosition,
                $"{row.PathOf("steps")}: a catch has no steps of its own",
                "Name the step that goes on with goto.");
        }

        Keys.Check(row, [.. KeyTable.Catch, "steps"]);
        var errors = row.Texts("errors", "error names");
        return series.ReadGoto(row, isRequired: true) is { } target && errors is not null
            ? new(errors, target)
            : null;
    }
}
