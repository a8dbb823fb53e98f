using Sluice.Model;

namespace Sluice.Testing.Files;

/// <summary>The limits that a test file may change.</summary>
internal static class TestLimits
{
    private static readonly Dictionary<string, Func<Limits, int, Limits>> Known = new(StringComparer.Ordinal)
    {
        ["stateDataBytes"] = (limits, value) => limits with { StateDataBytes = value },
        ["events"] = (limits, value) => limits with { Events = value },
        ["globalKeyBytes"] = (limits, value) => limits with { GlobalKeyBytes = value },
        ["globalValueBytes"] = (limits, value) => limits with { GlobalValueBytes = value },
        ["mapRunItems"] = (limits, value) => limits with { MapRunItems = value },
        ["mapRunConcurrency"] = (limits, value) => limits with { MapRunConcurrency = value },
        ["inlineIterations"] = (limits, value) => limits with { InlineIterations = value },
        ["subFlowDepth"] = (limits, value) => limits with { SubFlowDepth = value },
        ["classicStepBytes"] = (limits, value) => limits with { ClassicStepBytes = value },
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static Limits With(this Limits limits, string name, int value) => Known[name](limits, value);
}
